"""Bringing files in: a batch of files, the forms that were read in them, and where a stored form came from.

Nothing here is a form yet: a draft is what a reader understood, until a person accepts it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from projects.catalog import LINE_LENGTH
from projects.models import PerformanceForm, Unit, User
from reports.models.printing import QUIET

NAME_LENGTH = 120


class BatchState(models.TextChoices):
    """Where a batch stands. Only the jobs of :mod:`reports.imports` write it."""

    WAITING = "waiting", "排队中"
    READING = "reading", "正在读取"
    READY = "ready", "读完了"
    STORING = "storing", "正在存入"

    @property
    def is_open(self) -> bool:
        """Whether a job is at work or will be."""
        return self in (BatchState.WAITING, BatchState.READING, BatchState.STORING)


class FileState(models.TextChoices):
    """How far the reading of one file is."""

    WAITING = "waiting", "等待读取"
    READING = "reading", "正在读取"
    READ = "read", "已读完"
    REFUSED = "refused", "不能读取"
    SKIPPED = "skipped", "没有读取"


class DraftState(models.TextChoices):
    """What the person has decided on one form."""

    OPEN = "open", "待核对"
    QUEUED = "queued", "正在存入"
    ACCEPTED = "accepted", "已接受"
    DROPPED = "dropped", "不要"


class BatchQuerySet(models.QuerySet["ImportBatch"]):
    """导入批次."""

    def visible_to(self, user: User) -> BatchQuerySet:
        """A batch is seen by who uploaded it, and by nobody else."""
        return self.filter(owner=user)

    def with_counts(self) -> BatchQuerySet:
        """With how many files and forms there are and how many forms were accepted or wait for a decision."""
        return self.annotate(
            file_count=Count("files", distinct=True),
            form_count=Count("files__drafts"),
            accepted_count=Count("files__drafts", filter=Q(files__drafts__state=DraftState.ACCEPTED)),
            open_count=Count("files__drafts", filter=Q(files__drafts__state=DraftState.OPEN)),
        )


class ImportBatch(models.Model):
    """Files that were uploaded together.

    ``layout`` overrides the recognition ("" leaves it alone); ``unit`` and ``fiscal_year`` are for papers that do
    not say. ``to_store`` is how many forms the running job has to store. ``heard_at`` is the last sign of life.
    """

    owner = models.ForeignKey(User, models.CASCADE, related_name="import_batches", verbose_name="谁上传的")
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.WAITING)
    layout = models.SlugField("指定的表样", blank=True)
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="表上没写时的单位"
    )
    fiscal_year = models.PositiveSmallIntegerField("表上没写时的年度", null=True, blank=True)
    to_store = models.PositiveIntegerField("要存入的张数", default=0)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    heard_at = models.DateTimeField("最近进展", default=timezone.now)

    file_count: int
    form_count: int
    accepted_count: int
    open_count: int

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="import_batch_state_known"),
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.created_at):%Y-%m-%d %H:%M} 上传"

    @property
    def is_open(self) -> bool:
        return BatchState(self.state).is_open

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has been heard of an open batch for long."""
        return self.is_open and timezone.now() - self.heard_at > QUIET


class FileQuerySet(models.QuerySet["ImportFile"]):
    """上传的文件."""

    def visible_to(self, user: User) -> FileQuerySet:
        """Files of one's own batches."""
        return self.filter(batch__owner=user)


class ImportFile(models.Model):
    """One uploaded file. ``name`` is safe to show and unique in its batch; the stored name is random.

    ``found`` counts the forms while they are read. ``problems`` are sentences, ``leftovers`` texts that belong to
    no form (``place``, ``text``). Of a filled-in template ``mistakes`` are what cannot be taken
    (``source``, ``sheet``, ``cell``, ``message``, ``remedy``), and ``marked`` is a copy of the workbook with these
    cells marked; of an archive, a ZIP file of such copies.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="files", verbose_name="批次")
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("文件名", max_length=NAME_LENGTH)
    upload = models.FileField("文件", upload_to="imports")
    size = models.PositiveBigIntegerField("大小（字节）")
    sha256 = models.CharField("摘要", max_length=64)
    state = models.CharField("状态", max_length=10, choices=FileState.choices, default=FileState.WAITING)
    found = models.PositiveIntegerField("已读到的张数", default=0)
    is_template = models.BooleanField("是填好的模板", default=False)
    problems = models.JSONField("问题", default=list, blank=True)
    leftovers = models.JSONField("放不进表里的内容", default=list, blank=True)
    mistakes = models.JSONField("模板中的错误", default=list, blank=True)
    marked = models.FileField("标出错误的模板", upload_to="imports", blank=True)

    objects = FileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上传的文件"
        ordering = ["batch", "position"]

    def __str__(self) -> str:
        return self.name


class DraftQuerySet(models.QuerySet["ImportDraft"]):
    """读到的表."""

    def visible_to(self, user: User) -> DraftQuerySet:
        """Forms read from one's own files."""
        return self.filter(file__batch__owner=user)

    def in_batch(self, batch: ImportBatch) -> DraftQuerySet:
        """In the order of the files and of the forms in them."""
        return self.filter(file__batch=batch).order_by("file__position", "position")

    def for_page(self) -> DraftQuerySet:
        """With what tells a form's fate, without what only its own page shows."""
        return self.select_related("file", "unit__department__region", "form").defer(
            "sightings", "doubts", "notes", "leftovers", "file__problems", "file__leftovers", "file__mistakes"
        )

    def for_list(self) -> DraftQuerySet:
        """With names and figures alone."""
        return self.for_page().select_related(None).defer("document")


class ImportDraft(models.Model):
    """One form as it was read, and as the person corrected it; it becomes a form when it is accepted.

    ``document`` is an exchange object; ``sightings`` map exchange paths to [place, text]; ``doubts`` have ``path``,
    ``reason`` and ``settled`` ("" while open); ``notes`` and ``leftovers`` are as the reader gave them. What a list
    shows stands in columns of its own, which :func:`reports.imports.drafts.put_document` keeps true. ``revision``
    grows with every correction. ``agreed`` is the token of what the person accepted (:mod:`reports.imports.fates`)
    while it waits to be stored; ``problem`` says why the latest attempt to accept it failed. A form from a
    template knows the stored form that it was made from, and its revision then.
    """

    file = models.ForeignKey(ImportFile, models.CASCADE, related_name="drafts", verbose_name="文件")
    position = models.PositiveIntegerField("次序")
    source = models.CharField("来自", max_length=NAME_LENGTH, blank=True)
    place = models.CharField("位置", max_length=200, blank=True)
    document = models.JSONField("读到的表")
    sightings = models.JSONField("出处", default=dict, blank=True)
    doubts = models.JSONField("疑点", default=list, blank=True)
    notes = models.JSONField("说明", default=list, blank=True)
    leftovers = models.JSONField("放不进表里的内容", default=list, blank=True)
    unit = models.ForeignKey(Unit, models.SET_NULL, null=True, related_name="+", verbose_name="存入的单位")
    revision = models.PositiveIntegerField("修订号", default=0)
    state = models.CharField("状态", max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    agreed = models.CharField("同意存入的内容", max_length=80, blank=True)
    problem = models.TextField("没有存入的原因", blank=True)
    form = models.ForeignKey(
        PerformanceForm, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="存成的表"
    )
    stamped_form = models.ForeignKey(
        PerformanceForm, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="模板所依据的表"
    )
    stamped_revision = models.PositiveIntegerField("模板所依据的修订号", null=True, blank=True)

    name = models.CharField("项目名称", max_length=LINE_LENGTH, blank=True)
    layout_slug = models.SlugField("表样")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    amount = models.DecimalField("金额（元）", max_digits=20, decimal_places=2, null=True, blank=True)
    indicator_count = models.PositiveIntegerField("指标数", default=0)
    open_doubts = models.PositiveIntegerField("疑点数", default=0)
    leftover_count = models.PositiveIntegerField("放不进的处数", default=0)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "读到的表"
        ordering = ["file", "position"]

    def __str__(self) -> str:
        return f"{self.name or '未命名项目'}（{self.file.name} 第 {self.position + 1} 张）"

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.OPEN


class SourceQuerySet(models.QuerySet["FormSource"]):
    """表的来源文件."""

    def visible_to(self, user: User) -> SourceQuerySet:
        """Files of the forms that the person may see."""
        return self.filter(form__in=PerformanceForm.objects.visible_to(user))


class FormSource(models.Model):
    """The file that a form was imported from, kept with the form, and the report of its reading.

    Forms of one file share the stored file. ``report`` has ``place``, ``sightings``, ``doubts``, ``notes`` and
    ``leftovers`` as the draft had them when it was accepted.
    """

    form = models.ForeignKey(PerformanceForm, models.CASCADE, related_name="sources", verbose_name="绩效目标表")
    file = models.FileField("文件", upload_to="imports")
    name = models.CharField("文件名", max_length=NAME_LENGTH)
    sha256 = models.CharField("摘要", max_length=64)
    report = models.JSONField("读取记录")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="导入人")
    at = models.DateTimeField("导入时间", auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来源文件"
        ordering = ["form", "pk"]
        indexes = [models.Index(fields=["file"], name="form_source_file")]

    def __str__(self) -> str:
        return self.name

    @property
    def open_doubts(self) -> list[dict[str, str]]:
        """What was accepted though it was doubtful."""
        return [doubt for doubt in self.report["doubts"] if not doubt["settled"]]

    @property
    def told(self) -> bool:
        """Whether there is anything to tell of the reading."""
        return bool(self.open_doubts or self.report["notes"] or self.report["leftovers"])
