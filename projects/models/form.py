"""A project, and its performance-target form of one fiscal year."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from projects.catalog import LINE_LENGTH
from projects.layouts import Layout, find_layout
from projects.models.organisation import RegionYear, ReviewGate, Unit
from projects.models.people import User
from projects.queries import FormQuerySet

if TYPE_CHECKING:
    from decimal import Decimal


class Status(models.TextChoices):
    """Where a form stands. Only :mod:`projects.lifecycle` writes it."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "已送审"
    DEPARTMENT_APPROVED = "department_approved", "主管部门审核通过"
    FINANCE_APPROVED = "finance_approved", "财政审核通过"
    ISSUED = "issued", "已下达"
    RETURNED = "returned", "退回"

    @property
    def is_with_filler(self) -> bool:
        return self in (Status.DRAFT, Status.RETURNED)


class Project(models.Model):
    """The lasting identity that links the forms of different years."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects", verbose_name="预算单位")
    name = models.CharField("项目名称", max_length=LINE_LENGTH)

    class Meta:
        verbose_name = verbose_name_plural = "项目"
        ordering = ["unit", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="project_name_once_a_unit")]

    def __str__(self) -> str:
        return self.name


def _line(label: str, length: int = LINE_LENGTH) -> models.CharField[str, str]:
    return models.CharField(label, max_length=length, blank=True)


def _amount(label: str) -> models.DecimalField[Decimal | None, Decimal | None]:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True)


def _flag(label: str) -> models.BooleanField[bool | None, bool | None]:
    return models.BooleanField(label, null=True, blank=True)


def _text(label: str) -> models.TextField[str, str]:
    return models.TextField(label, blank=True)


class PerformanceForm(models.Model):
    """绩效目标表: one project, one fiscal year, one layout version.

    ``revision`` grows with every change of content or status and is what optimistic locking
    compares. ``unread`` keeps, by path, typed text that its field could not take, so that
    nothing typed is lost; a form with any of it cannot be submitted. ``suggestions`` are, by path,
    what was copied from an earlier year and waits for a look. ``touched`` says by path
    who changed it last and when; ``editors`` are all who ever did,
    or sent it up: none of them may approve.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="forms", verbose_name="项目")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    layout_slug = models.SlugField("表样")
    layout_version = models.PositiveSmallIntegerField("表样版本")
    status = models.CharField("状态", max_length=20, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField("修订号", default=0)
    unread = models.JSONField("未能读入的文字", default=dict, blank=True)
    suggestions = models.JSONField("复制后待确认", default=dict, blank=True)
    search_text = models.TextField("检索文字", blank=True)
    touched = models.JSONField("最近改动人", default=dict, blank=True)
    editors = models.ManyToManyField(User, related_name="+", blank=True, verbose_name="填写过的人")
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="建表人")
    created_at = models.DateTimeField("建表时间", auto_now_add=True)
    changed_at = models.DateTimeField("最近修改", auto_now=True)
    submitted_at = models.DateTimeField("送审时间", null=True, blank=True)
    issued_at = models.DateTimeField("下达时间", null=True, blank=True)

    code = _line("项目编码")
    name = _line("项目名称")
    category = models.JSONField("项目类别", null=True, blank=True)
    nature = _line("项目性质")
    has_subprojects = _flag("是否包含二级项目")
    functional_subjects = models.JSONField("功能科目", default=list, blank=True)
    economic_subjects = models.JSONField("部门经济科目", default=list, blank=True)
    start_date = models.DateField("开始时间", null=True, blank=True)
    end_date = models.DateField("结束时间", null=True, blank=True)
    leader = _line("项目负责人")
    filler = _line("填报人")
    phone = _line("联系电话")
    address = _line("单位地址")
    postcode = _line("邮政编码")
    government_procurement = _flag("是否包含政府采购")
    five_expenses = _flag("是否包含五项经费")

    amount_total = _amount("项目总金额（元）")
    amount_current_year = _amount("本年度预算（元）")
    amount_fiscal = _amount("财政拨款（元）")
    amount_other = _amount("其他资金（元）")
    amount_prior_year_budget = _amount("上年度预算（元）")
    amount_prior_year_executed = _amount("上年度执行（元）")
    amount_total_fiscal = _amount("总金额中财政拨款（元）")
    amount_total_other = _amount("总金额中其他资金（元）")

    overview = _text("项目概况")
    basis = _text("立项依据")
    necessity = _text("必要性")
    safeguards = _text("制度、措施")
    implementation_plan = _text("实施计划")
    fund_use = _text("资金用途")
    overall_goal = _text("总目标")
    annual_goal = _text("年度绩效目标")
    remarks = _text("其他问题")
    budget_change_note = _text("变动说明")

    objects = FormQuerySet.as_manager()
    _layout: Layout | None = None

    class Meta:
        verbose_name = verbose_name_plural = "绩效目标表"
        ordering = ["-fiscal_year", "project__unit", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "fiscal_year"], name="form_once_a_year"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="form_status_known"),
        ]
        indexes = [models.Index(fields=["fiscal_year", "status"], name="form_year_status")]

    def __str__(self) -> str:
        return f"{self.name or '未命名项目'}（{self.fiscal_year}）"

    @property
    def layout(self) -> Layout:
        """Looked up once for each version: whoever asks for every cell would look into the folders every time."""
        wanted = (self.layout_slug, self.layout_version)
        if self._layout is None or (self._layout.slug, self._layout.version) != wanted:
            self._layout = find_layout(*wanted)
        return self._layout

    @property
    def unit(self) -> Unit:
        return self.project.unit

    @property
    def state(self) -> Status:
        return Status(self.status)

    @cached_property
    def region_year(self) -> RegionYear:
        """What the region has decided for the form's year; the usual where it has decided nothing. One query.

        Findings keep a form from being sent up only where the region has opened the year.
        """
        region, year = self.unit.department.region, self.fiscal_year
        found = RegionYear.objects.filter(region=region, fiscal_year=year).first()
        if found is None:
            gate = ReviewGate.INFORM
            return RegionYear(region=region, fiscal_year=year, layout=self.layout_slug, review_gate=gate)
        return found

    def title_kind(self, status: Status | None = None) -> str:
        """Which of the layout's titles the form bears, now or at another ``status``."""
        return self.region_year.title_kind(is_issued=(status or self.state) is Status.ISSUED)
