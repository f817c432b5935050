"""部门预算公开 as stored: one for a department and fiscal year."""

from __future__ import annotations

from django.db import models

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.models.organisation import Department
from projects.queries import DisclosureQuerySet


class Disclosure(models.Model):
    """``content`` is the JSON of a :class:`~projects.disclosure.document.DisclosureDocument`.

    ``revision`` grows with every change and is what optimistic locking compares.
    """

    department = models.ForeignKey(Department, models.PROTECT, related_name="disclosures", verbose_name="主管部门")
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    content = models.JSONField("内容")
    revision = models.PositiveIntegerField("修订号", default=0)
    changed_at = models.DateTimeField("最近修改", auto_now=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "部门预算公开"
        ordering = ["-fiscal_year", "department"]
        constraints = [models.UniqueConstraint(fields=["department", "fiscal_year"], name="disclosure_once_a_year")]

    def __str__(self) -> str:
        return f"{self.department} {self.fiscal_year} 年部门预算公开"

    @property
    def document(self) -> DisclosureDocument:
        """What is stored, before the projects' forms have their say (:mod:`projects.disclosures`)."""
        return disclosure_from(self.content)
