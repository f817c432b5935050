"""What was made public: frozen versions of a disclosure with its forms, without people's names and numbers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.document import FormDocument
from projects.models.disclosure import Disclosure
from projects.models.form import PerformanceForm, Project
from projects.models.people import User
from projects.queries import PublicationQuerySet, PublishedFormQuerySet


class PublicationState(models.TextChoices):
    """How far the files of a version are."""

    MAKING = "making", "正在生成文件"
    READY = "ready", "文件已备好"
    FAILED = "failed", "没有生成"


class Publication(models.Model):
    """One version (第 N 版) of a disclosure, public from the day ``published_on`` on once its files are ready.

    ``content`` is the JSON of the :class:`~projects.disclosure.document.DisclosureDocument` in force, ``wordings`` the
    templates that its texts are made with (key: [wording, otherwise]), ``subjects`` what its glossary and tables are
    made with (a :class:`~projects.disclosure.glossary.SubjectReference`; empty in versions made before it was kept).
    Nothing of a version changes later: a correction is the next version, and ``note`` says what it corrects.
    ``heard_at`` is the last sign of life of its making.
    """

    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="publications", verbose_name="部门预算公开")
    version = models.PositiveSmallIntegerField("版次")
    published_on = models.DateField("公开日期")
    note = models.TextField("更正说明", blank=True)
    content = models.JSONField("内容")
    wordings = models.JSONField("写法", default=dict, blank=True)
    subjects = models.JSONField("科目和名词", default=dict, blank=True)
    state = models.CharField("文件", max_length=10, choices=PublicationState.choices, default=PublicationState.MAKING)
    done = models.PositiveSmallIntegerField("已生成的文件", default=0)
    problem = models.TextField("问题", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="公开人")
    made_at = models.DateTimeField("办理时间", auto_now_add=True)
    heard_at = models.DateTimeField("最近进展", default=timezone.now)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的版本"
        ordering = ["disclosure", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "version"], name="publication_version_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=PublicationState.values), name="publication_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disclosure}（第 {self.version} 版）"

    @property
    def document(self) -> DisclosureDocument:
        return disclosure_from(self.content)


class PublishedForm(models.Model):
    """One 绩效目标表 of a version, in the order of the booklet (``number`` from 1).

    ``document`` is its exchange object without names and telephone numbers of people; ``form`` is where it came from.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="forms", verbose_name="公开的版本")
    number = models.PositiveSmallIntegerField("序号")
    form = models.ForeignKey(PerformanceForm, models.PROTECT, related_name="published", verbose_name="绩效目标表")
    project = models.ForeignKey(Project, models.PROTECT, related_name="published", verbose_name="项目")
    name = models.CharField("项目名称", max_length=PerformanceForm._meta.get_field("name").max_length)
    amount = models.DecimalField("预算数（元）", max_digits=15, decimal_places=2, null=True, blank=True)
    document = models.JSONField("内容")
    search_text = models.TextField("检索文字", blank=True)

    objects = PublishedFormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的绩效目标表"
        ordering = ["publication", "number"]
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="published_form_number_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def form_document(self) -> FormDocument:
        return FormDocument.from_json(self.document)
