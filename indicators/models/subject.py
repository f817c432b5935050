"""Subject codes (政府收支分类科目)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SubjectKind(models.TextChoices):
    """The two classifications a form names."""

    FUNCTIONAL = "functional", "支出功能分类科目"
    ECONOMIC = "economic", "部门经济分类科目"


class SubjectQuerySet(models.QuerySet["Subject"]):
    """Look-ups in the words of the people who choose a subject."""

    def matching(self, text: str) -> SubjectQuerySet:
        """By code, Chinese, full pinyin or initials; several words must all match."""
        found = self
        for word in text.lower().split():
            found = found.filter(
                Q(code__startswith=word)
                | Q(name__icontains=word)
                | Q(pinyin__contains=word)
                | Q(initials__contains=word)
            )
        return found


class Subject(models.Model):
    """One code of one year, with pinyin beside the name for typing."""

    kind = models.CharField("类别", max_length=10, choices=SubjectKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    code = models.CharField("编码", max_length=10)
    name = models.CharField("名称", max_length=100)
    pinyin = models.CharField("拼音", max_length=400)
    initials = models.CharField("拼音首字母", max_length=100)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预算科目"
        ordering = ["kind", "code"]
        constraints = [models.UniqueConstraint(fields=["kind", "year", "code"], name="subject_once_a_year")]

    def __str__(self) -> str:
        return f"[{self.code}]{self.name}"
