"""What happened to forms and settings, append-only, and what reviewers said of single fields."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models

from projects.models.form import PerformanceForm, Status
from projects.models.organisation import Region
from projects.models.people import User


class AppendOnly(models.Model):
    """Rows that are written once."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("history is append-only")


class FormEvent(AppendOnly):
    """One step of a form's life; ``document`` is the frozen exchange object where there is one."""

    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="events", verbose_name="绩效目标表")
    action = models.CharField("操作", max_length=30)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="操作人")
    at = models.DateTimeField("时间", auto_now_add=True)
    from_status = models.CharField("原状态", max_length=20, choices=Status.choices, blank=True)
    to_status = models.CharField("新状态", max_length=20, choices=Status.choices)
    opinion = models.TextField("意见", blank=True)
    revision = models.PositiveIntegerField("修订号")
    document = models.JSONField("当时的表", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["form", "pk"]

    def __str__(self) -> str:
        return f"{self.form} {self.action}"


class SettingChange(AppendOnly):
    """One change of a region's settings: who, when, what, from what to what, in words.

    ``row_kind`` and ``row_id`` say which row it was (model name and key); ``row_name`` is what it was called then.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="行政区划")
    row_kind = models.CharField("对象类别", max_length=20)
    row_id = models.PositiveBigIntegerField("对象编号")
    row_name = models.CharField("对象", max_length=250)
    what = models.CharField("项目", max_length=50)
    before = models.TextField("原来", blank=True)
    after = models.TextField("改为", blank=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="修改人")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "设置修改记录"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["region", "row_kind", "row_id"], name="setting_change_row")]

    def __str__(self) -> str:
        return f"{self.row_name} {self.what}"


class CommentState(models.TextChoices):
    """How far a remark has got."""

    OPEN = "open", "待答复"
    ANSWERED = "answered", "已答复"
    RESOLVED = "resolved", "已了结"


class FieldComment(models.Model):
    """A reviewer's remark on one field (批注), and the filler's answer.

    ``path`` is the exchange path at the time of writing; ``row_key`` is set for a row of a table, so the
    remark stays with its row when rows move; ``quoted`` is what the field said then.
    """

    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="comments", verbose_name="绩效目标表")
    path = models.CharField("栏目", max_length=100)
    row_key = models.UUIDField("行标识", null=True, blank=True)
    quoted = models.TextField("当时的内容", blank=True)
    text = models.TextField("批注")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="批注人")
    at = models.DateTimeField("时间", auto_now_add=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=CommentState.choices, default=CommentState.OPEN)

    class Meta:
        verbose_name = verbose_name_plural = "批注"
        ordering = ["form", "pk"]

    def __str__(self) -> str:
        return f"{self.path}：{self.text[:20]}"
