"""行政区划 ▸ 主管部门 ▸ 预算单位, and what a region has decided for a fiscal year."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import models

from projects.layouts import Layout, latest_layout
from projects.layouts.model import Scope
from projects.queries import UnitQuerySet


class Stage(models.TextChoices):
    """A review a form passes before it can be issued."""

    DEPARTMENT = "department", "主管部门审核"
    FINANCE = "finance", "财政审核"


class TitleKind(models.TextChoices):
    """Which of its layout's titles a form bears (``layout.titles``)."""

    APPLICATION = "application", "申报表"
    ISSUED = "issued", "下达表"


class ReviewGate(models.TextChoices):
    """What open findings of 智能审核 do to 送审."""

    BLOCK = "block", "须改正的改好、须说明的说明理由，才能送审"
    INFORM = "inform", "只提示，不影响送审"


def default_stages() -> list[str]:
    """Both reviews: what a region has until its administrator decides otherwise."""
    return [Stage.DEPARTMENT.value, Stage.FINANCE.value]


class Region(models.Model):
    """行政区划. One installation serves many."""

    code = models.CharField("区划代码", max_length=12, blank=True)
    name = models.CharField("名称", max_length=100, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "行政区划"
        ordering = ["code", "name"]

    def __str__(self) -> str:
        return self.name


HEAD_OFFICE_SUFFIXES = ("", "本级", "(本级)", "（本级）")


class Department(models.Model):
    """主管部门."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments", verbose_name="行政区划")
    code = models.CharField("部门代码", max_length=20, blank=True)
    name = models.CharField("名称", max_length=200)
    implied = models.BooleanField(
        "纸面不列", default=False, help_text="单位没有主管部门时按单位自动建立的，表上和交换文件中不出现"
    )

    class Meta:
        verbose_name = verbose_name_plural = "主管部门"
        ordering = ["region", "code", "name"]
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="department_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def head_offices(self) -> tuple[str, ...]:
        """What its own 本级 may be called, which stands under a department of its own (``implied``) at times."""
        return tuple(f"{self.name}{suffix}" for suffix in HEAD_OFFICE_SUFFIXES)


class Unit(models.Model):
    """预算单位: who spends the money and fills in the forms."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="units", verbose_name="主管部门")
    code = models.CharField("单位代码", max_length=20, blank=True)
    name = models.CharField("名称", max_length=200)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算单位"
        ordering = ["department", "code", "name"]
        constraints = [models.UniqueConstraint(fields=["department", "name"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.name


class RegionYear(models.Model):
    """Which layout a region uses in a year, its review stages, its deadlines and its titles.

    The titles are those of the year and not of the form: an issued form printed again bears the
    title that its year has now. Whoever changes it is told how many issued forms that are.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="years", verbose_name="行政区划")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    layout = models.SlugField("表样")
    department_layout = models.SlugField("部门整体绩效目标的表样", blank=True)
    stages = models.JSONField("审核环节", default=default_stages)
    review_gate = models.CharField("智能审核", max_length=10, choices=ReviewGate.choices, default=ReviewGate.BLOCK)
    submit_by = models.DateField("单位送审截止", null=True, blank=True)
    department_by = models.DateField("主管部门审核截止", null=True, blank=True)
    finance_by = models.DateField("财政审核截止", null=True, blank=True)
    issue_on = models.DateField("下达日期", null=True, blank=True)
    title_before = models.CharField(
        "下达前的标题", max_length=20, choices=TitleKind.choices, default=TitleKind.APPLICATION
    )
    title_after = models.CharField("下达后的标题", max_length=20, choices=TitleKind.choices, default=TitleKind.ISSUED)

    class Meta:
        verbose_name = verbose_name_plural = "区划年度设置"
        ordering = ["region", "-fiscal_year"]
        constraints = [models.UniqueConstraint(fields=["region", "fiscal_year"], name="region_year_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.fiscal_year} 年"

    def clean(self) -> None:
        _check_layout("layout", self.layout, Scope.PROJECT)
        if self.department_layout:
            _check_layout("department_layout", self.department_layout, Scope.DEPARTMENT)
        if not isinstance(self.stages, list) or not set(self.stages) <= set(Stage.values):
            raise ValidationError({"stages": f"审核环节只能取 {Stage.values}"})
        if mistakes := self._disorder():
            raise ValidationError(mistakes)

    def _disorder(self) -> dict[str, str]:
        """By field: deadlines that come before the one that has to be over first."""
        mistakes = {}
        dated = [field for field in self._deadline_fields() if getattr(self, field.name)]
        for earlier, later in pairwise(dated):
            first, second = getattr(self, earlier.name), getattr(self, later.name)
            if second < first:
                mistakes[later.name] = (
                    f"{later.verbose_name}（{second}）早于{earlier.verbose_name}（{first}），请把其中一个改到同一天或之后"
                )
        return mistakes

    def current_layout(self, scope: Scope = Scope.PROJECT) -> Layout | None:
        """The layout that new forms of this year get; ``None`` where the region wants no forms of departments."""
        slug = self.layout if scope is Scope.PROJECT else self.department_layout
        return latest_layout(slug) if slug else None

    def deadlines(self) -> list[tuple[str, date]]:
        """(label, date) of every deadline that is set, in order."""
        return [
            (str(field.verbose_name), day) for field in self._deadline_fields() if (day := getattr(self, field.name))
        ]

    @classmethod
    def deadline_labels(cls) -> list[str]:
        """What the deadlines are called, in order."""
        return [str(field.verbose_name) for field in cls._deadline_fields()]

    def title_kind(self, *, is_issued: bool) -> str:
        """Which of its layout's titles a form of this year bears."""
        return self.title_after if is_issued else self.title_before

    @classmethod
    def _deadline_fields(cls) -> list[models.DateField[date | None, date | None]]:
        return [field for field in cls._meta.concrete_fields if isinstance(field, models.DateField)]


def _check_layout(field: str, slug: str, scope: Scope) -> None:
    """Raises ``ValidationError`` for a layout that is missing or made for something else."""
    try:
        layout = latest_layout(slug)
    except KeyError as error:
        raise ValidationError({field: f"没有“{slug}”这个表样"}) from error
    if layout.scope is not scope:
        used = "部门整体绩效目标" if layout.scope is Scope.DEPARTMENT else "项目"
        raise ValidationError({field: f"表样“{layout.name}”用于{used}，请另选"})
