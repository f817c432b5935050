"""Disclosures made elsewhere that somebody uploaded to have them checked."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.document import FormDocument
from projects.models import User
from reports.models.printing import QUIET


class CheckState(models.TextChoices):
    """Where a check stands."""

    WAITING = "waiting", "排队中"
    RUNNING = "running", "正在读取"
    DONE = "done", "已检查"
    FAILED = "failed", "读不了"


class UploadedCheckQuerySet(models.QuerySet["UploadedCheck"]):
    """检查的公开文件."""

    def visible_to(self, user: User) -> UploadedCheckQuerySet:
        """A check is seen by who asked for it, and by nobody else."""
        return self.filter(owner=user)

    def for_list(self) -> UploadedCheckQuerySet:
        """Without what was read of the files."""
        return self.defer("content", "forms", "doubts", "leftovers")


class UploadedCheck(models.Model):
    """One file; ``content`` and ``forms`` are what was read of it (JSON of the disclosure and of its forms).

    ``doubts`` and ``leftovers`` are pairs of place and text: what was read without certainty, and what has no place.
    """

    NAME_LENGTH = 255

    owner = models.ForeignKey(User, models.CASCADE, related_name="uploaded_checks", verbose_name="谁要的")
    name = models.CharField("文件名", max_length=NAME_LENGTH)
    file = models.FileField("文件", upload_to="checks")
    state = models.CharField("状态", max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    problem = models.TextField("问题", blank=True)
    content = models.JSONField("内容", null=True, blank=True)
    forms = models.JSONField("绩效目标表", default=list, blank=True)
    doubts = models.JSONField("没有把握的地方", default=list, blank=True)
    leftovers = models.JSONField("没有归入的文字", default=list, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    heard_at = models.DateTimeField("最近进展", auto_now=True)

    objects = UploadedCheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检查的公开文件"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CheckState.values), name="uploaded_check_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether its file is still to be read."""
        return self.state in (CheckState.WAITING, CheckState.RUNNING)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has been heard of an open check for long."""
        return self.is_open and timezone.now() - self.heard_at > QUIET

    @property
    def document(self) -> DisclosureDocument:
        """What was read of the file; only of a check that is done."""
        return disclosure_from(self.content)

    @property
    def form_documents(self) -> tuple[FormDocument, ...]:
        """The projects' forms beside it."""
        return tuple(FormDocument.from_json(form) for form in self.forms)
