"""Files that were given out as official, by the code that is printed on them."""

from __future__ import annotations

from django.db import models

from projects.models import PerformanceForm, Publication

CODE_LENGTH = 9
"""Two groups of four with a dash between: ``7F3K-QM82``."""


class OfficialKind(models.TextChoices):
    """What an official file is."""

    ISSUED_FORM = "issued_form", "下达的绩效目标表"
    PUBLISHED_FORM = "published_form", "公开的绩效目标表"
    BOOKLET = "booklet", "部门预算公开全册"


class OfficialFile(models.Model):
    """One official PDF, kept as it was given out: whoever has a copy can ask whether it is exactly this one.

    ``key`` is the hash of everything that makes the file what it is besides its code, so that the same paper gets one
    code; ``sha256`` is the hash of the file. Rows and files are never changed, and deleted only with a version that
    is taken back before its day, whose files nobody has.
    """

    code = models.CharField("核验码", max_length=CODE_LENGTH, unique=True)
    key = models.CharField("内容标识", max_length=64, unique=True)
    kind = models.CharField("种类", max_length=20, choices=OfficialKind.choices)
    title = models.CharField("标题", max_length=300)
    standing = models.CharField("状态说明", max_length=200, help_text="如：2022年1月20日下达，修订号 4")
    form = models.ForeignKey(
        PerformanceForm, models.PROTECT, null=True, blank=True, related_name="official_files", verbose_name="绩效目标表"
    )
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, blank=True, related_name="official_files", verbose_name="公开的版本"
    )
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    size = models.PositiveIntegerField("字节数")
    file = models.FileField("文件", upload_to="official")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "官方文件"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class OfficialCopy(models.Model):
    """A file made by the print centre out of several: whoever has it can ask which official files are in it."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    files = models.ManyToManyField(OfficialFile, related_name="copies", verbose_name="其中的官方文件")
    made_at = models.DateTimeField("生成时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "合并的官方文件"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.sha256


class PublishedFile(models.Model):
    """A file of a published version; ``form_number`` is 0 for the whole booklet. PDFs have an official file, too."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="files", verbose_name="公开的版本")
    form_number = models.PositiveSmallIntegerField("第几张表", default=0)
    extension = models.CharField("格式", max_length=5)
    file = models.FileField("文件", upload_to="published")
    size = models.PositiveIntegerField("字节数")
    pages = models.PositiveSmallIntegerField("页数", null=True, blank=True)
    official = models.ForeignKey(
        OfficialFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="官方文件"
    )

    class Meta:
        verbose_name = verbose_name_plural = "公开的文件"
        ordering = ["publication", "form_number", "extension"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "form_number", "extension"], name="published_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.publication} {self.form_number}.{self.extension}"
