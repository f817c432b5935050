"""Workbooks of a disclosure's figures that somebody filled in and has not stored yet."""

from __future__ import annotations

from django.db import models

from projects.models import Disclosure, User


class DepartmentUploadQuerySet(models.QuerySet["DepartmentUpload"]):
    """填好的部门数据填报表."""

    def visible_to(self, user: User) -> DepartmentUploadQuerySet:
        """An upload is seen by who uploaded it, and by nobody else."""
        return self.filter(owner=user)


class DepartmentUpload(models.Model):
    """The last one of a person for a disclosure, until it is stored.

    ``reading`` is the JSON of a :class:`~reports.department_book.BookReading` without the marked copy, which is
    ``marked`` (an .xlsx, blank without mistakes).
    """

    disclosure = models.ForeignKey(Disclosure, models.CASCADE, related_name="uploads", verbose_name="部门预算公开")
    owner = models.ForeignKey(User, models.CASCADE, related_name="department_uploads", verbose_name="谁上传的")
    name = models.CharField("文件名", max_length=255)
    reading = models.JSONField("读到的内容")
    marked = models.BinaryField("标出错误的副本", blank=True)
    uploaded_at = models.DateTimeField("上传时间", auto_now=True)

    objects = DepartmentUploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门数据填报表"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["disclosure", "owner"], name="department_upload_one_a_person"),
        ]

    def __str__(self) -> str:
        return self.name
