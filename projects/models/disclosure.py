"""部门预算公开 as stored: one for a department and fiscal year, what happened to it, and how it is worded."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.models.history import AppendOnly
from projects.models.organisation import Department, Region
from projects.models.people import User
from projects.queries import DisclosureQuerySet

DAYS_TO_PUBLISH = timedelta(days=20)
"""预算法 第十四条: made public within 20 days after the budget was approved (批复)."""


class DisclosureStatus(models.TextChoices):
    """Where a disclosure stands. Only :mod:`projects.disclosing.lifecycle` writes it.

    已公开 is no status: what is public are its :class:`~projects.models.Publication` rows, and they stay so while the
    next version is being made.
    """

    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "已送审"
    APPROVED = "approved", "审核通过"
    RETURNED = "returned", "退回"

    @property
    def is_open(self) -> bool:
        """Whether its figures and texts may be changed."""
        return self in (DisclosureStatus.DRAFT, DisclosureStatus.RETURNED)


class Disclosure(models.Model):
    """``content`` is the JSON of a :class:`~projects.disclosure.document.DisclosureDocument`.

    ``revision`` grows with every change of content or status and is what optimistic locking compares.
    ``replied_on`` is the day of 批复, from which the legal deadline counts.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="disclosures", verbose_name="主管部门")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    content = models.JSONField("内容")
    revision = models.PositiveIntegerField("修订号", default=0)
    changed_at = models.DateTimeField("最近修改", auto_now=True)
    status = models.CharField("状态", max_length=20, choices=DisclosureStatus.choices, default=DisclosureStatus.DRAFT)
    replied_on = models.DateField("批复日期", null=True, blank=True)
    editors = models.ManyToManyField(User, related_name="+", blank=True, verbose_name="填写过的人")

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门预算公开"
        ordering = ["-fiscal_year", "department"]
        constraints = [
            models.UniqueConstraint(fields=["department", "fiscal_year"], name="disclosure_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(status__in=DisclosureStatus.values), name="disclosure_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.fiscal_year} 年部门预算公开"

    @property
    def document(self) -> DisclosureDocument:
        """What is stored, before the projects' forms have their say (:mod:`projects.disclosing.stored`)."""
        return disclosure_from(self.content)

    @property
    def state(self) -> DisclosureStatus:
        return DisclosureStatus(self.status)

    @property
    def publish_by(self) -> date | None:
        """The last day on which the law wants it public; ``None`` before the 批复."""
        return self.replied_on + DAYS_TO_PUBLISH if self.replied_on else None


class DisclosureEvent(AppendOnly):
    """One step of a disclosure's life; ``content`` is the JSON of what was in force then.

    ``digest`` is the hash of everything that the booklet rested on (:class:`projects.disclosing.basis.Basis`);
    ``reasons`` are those given for findings at 送审: rows of :class:`projects.disclosing.gate.Reason`.
    """

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="events", verbose_name="部门预算公开")
    action = models.CharField("操作", max_length=30)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="操作人")
    at = models.DateTimeField("时间", auto_now_add=True)
    from_status = models.CharField("原状态", max_length=20, choices=DisclosureStatus.choices)
    to_status = models.CharField("新状态", max_length=20, choices=DisclosureStatus.choices)
    opinion = models.TextField("意见", blank=True)
    revision = models.PositiveIntegerField("修订号")
    content = models.JSONField("当时的内容", null=True, blank=True)
    digest = models.CharField("内容标识", max_length=64, blank=True)
    reasons = models.JSONField("疑点的理由", default=list, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "部门预算公开办理记录"
        ordering = ["disclosure", "pk"]

    def __str__(self) -> str:
        return f"{self.disclosure} {self.action}"


class DisclosureWording(models.Model):
    """How a region words one text of its booklets in a year; without a row the product's own wording stands.

    ``key`` is that of a :class:`~projects.disclosure.generated_texts.TextTemplate`.
    """

    region = models.ForeignKey(Region, models.CASCADE, related_name="wordings", verbose_name="行政区划")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    key = models.SlugField("文字")
    wording = models.TextField("写法")
    otherwise = models.TextField("没有数据时的写法", blank=True)
    revision = models.PositiveIntegerField("修订号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "公开说明的写法"
        ordering = ["region", "-fiscal_year", "key"]
        constraints = [models.UniqueConstraint(fields=["region", "fiscal_year", "key"], name="disclosure_wording_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.fiscal_year} {self.key}"
