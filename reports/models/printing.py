"""Print jobs: many forms as one file, made in the background."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from projects.models import PerformanceForm, User

QUIET = timedelta(minutes=2)
"""After so long without a sign of life a running job is taken for interrupted."""


class JobFormat(models.TextChoices):
    """The kinds of file a job makes; the values are the extensions."""

    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"


class JobState(models.TextChoices):
    """Where a job stands. Only :mod:`reports.jobs` writes it."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "正在生成"
    DONE = "done", "已完成"
    FAILED = "failed", "没有生成"
    CANCELLED = "cancelled", "已取消"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    """打印任务."""

    def visible_to(self, user: User) -> PrintJobQuerySet:
        """A job is seen by who started it, and by nobody else."""
        return self.filter(owner=user)

    def with_counts(self) -> PrintJobQuerySet:
        """Latest first, with how many forms a job has and how many it has dealt with."""
        return self.annotate(
            total=models.Count("items"), finished=models.Count("items", filter=models.Q(items__finished=True))
        ).order_by("-pk")


class PrintJob(models.Model):
    """Chosen forms that shall become one file. ``heard_at`` is the last sign of life."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="print_jobs", verbose_name="谁要的")
    format = models.CharField("格式", max_length=10, choices=JobFormat.choices)
    state = models.CharField("状态", max_length=10, choices=JobState.choices, default=JobState.WAITING)
    result = models.FileField("文件", upload_to="jobs", blank=True)
    created_at = models.DateTimeField("开始时间", auto_now_add=True)
    heard_at = models.DateTimeField("最近进展", default=timezone.now)

    total: int
    finished: int

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "打印任务"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="print_job_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()}（{self.created_at:%Y-%m-%d %H:%M}）"

    @property
    def is_open(self) -> bool:
        return JobState(self.state).is_open

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has been heard of an open job for long."""
        return self.is_open and timezone.now() - self.heard_at > QUIET

    @property
    def is_stuck(self) -> bool:
        """Whether a job that was begun seems to have lost its worker."""
        return self.is_quiet and self.state == JobState.RUNNING


class PrintJobItem(models.Model):
    """One form of a job. ``missing`` are characters that the file could not show as they are."""

    job = models.ForeignKey(PrintJob, models.CASCADE, related_name="items", verbose_name="打印任务")
    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="+", verbose_name="绩效目标表")
    finished = models.BooleanField("已处理", default=False)
    problem = models.TextField("问题", blank=True)
    missing = models.TextField("缺字", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "打印任务中的表"
        ordering = ["job", "pk"]
        constraints = [models.UniqueConstraint(fields=["job", "form"], name="print_job_form_once")]

    def __str__(self) -> str:
        return str(self.form)
