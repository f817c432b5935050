"""The 一级/二级指标 tree of a form, as stored."""

from __future__ import annotations

from django.db import models

from indicators.framework import Category, Framework


class IndicatorFramework(models.Model):
    """One framework (指标框架); layouts name it by its slug."""

    slug = models.SlugField("标识", unique=True)
    name = models.CharField("名称", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "指标框架"

    def __str__(self) -> str:
        return self.name

    def as_value(self) -> Framework:
        """The tree in the order of the paper. One query."""
        return Framework(self.slug, self.name, tuple(row.as_value() for row in self.categories.all()))


class IndicatorCategory(models.Model):
    """A 二级指标 with the 一级指标 it stands under."""

    framework = models.ForeignKey(
        IndicatorFramework, models.CASCADE, related_name="categories", verbose_name="指标框架"
    )
    position = models.PositiveSmallIntegerField("顺序")
    level1 = models.CharField("一级指标", max_length=50)
    level2 = models.CharField("二级指标", max_length=50)
    mark = models.CharField("必填标记", max_length=50, blank=True)
    minimum = models.PositiveSmallIntegerField("至少几条", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "二级指标"
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "level1", "level2"], name="indicator_category_once"),
            models.UniqueConstraint(fields=["framework", "position"], name="indicator_category_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level1} / {self.level2}"

    def as_value(self) -> Category:
        return Category(self.level1, self.level2, self.mark, self.minimum)
