"""People and what they may do where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from projects.models.organisation import Department, Region, Unit


class User(AbstractUser):
    """A person who signs in."""

    display_name = models.CharField("姓名", max_length=50)

    class Meta:
        verbose_name = verbose_name_plural = "用户"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name or self.username


class RoleKind(models.TextChoices):
    """What a person is to the forms of a place."""

    """What a person does at a place."""

    FILLER = "filler", "填报人"
    UNIT_REVIEWER = "unit_reviewer", "单位审核人"
    DEPARTMENT_REVIEWER = "department_reviewer", "主管部门审核人"
    FINANCE_REVIEWER = "finance_reviewer", "财政审核人"
    REGION_ADMIN = "region_admin", "管理员"
    READER = "reader", "只读"


class Role(models.Model):
    """One person's role at exactly one place: a region, a department or a unit."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name="用户")
    kind = models.CharField("角色", max_length=20, choices=RoleKind.choices)
    region = models.ForeignKey(Region, models.CASCADE, null=True, blank=True, verbose_name="行政区划")
    department = models.ForeignKey(Department, models.CASCADE, null=True, blank=True, verbose_name="主管部门")
    unit = models.ForeignKey(Unit, models.CASCADE, null=True, blank=True, verbose_name="预算单位")

    class Meta:
        verbose_name = verbose_name_plural = "角色"
        ordering = ["user", "kind"]
        constraints = [
            models.CheckConstraint(
                name="role_at_exactly_one_place",
                condition=Q(region__isnull=False, department__isnull=True, unit__isnull=True)
                | Q(region__isnull=True, department__isnull=False, unit__isnull=True)
                | Q(region__isnull=True, department__isnull=True, unit__isnull=False),
                violation_error_message="请在行政区划、主管部门、预算单位中选且只选一个",
            ),
            *(
                models.UniqueConstraint(fields=["user", "kind", place], name=f"role_once_a_{place}")
                for place in ("region", "department", "unit")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}（{self.place}）"

    @property
    def place(self) -> Region | Department | Unit:
        place = self.unit or self.department or self.region
        assert place is not None, "the database holds a role at exactly one place"
        return place

    @property
    def home_region(self) -> Region:
        """The region that the place is, or lies in."""
        place = self.place
        if isinstance(place, Unit):
            place = place.department
        return place.region if isinstance(place, Department) else place
