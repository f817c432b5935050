"""Who changed which setting when, from what to what."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from projects.models import Region, RegionYear, SettingChange, User

NOTHING = "（空）"
CREATED = "新建"


def write(region: Region, row: models.Model, actor: User, what: str, *, before: str = "", after: str = "") -> None:
    """One line of the record."""
    SettingChange.objects.create(
        region=region,
        row_kind=row._meta.model_name or "",
        row_id=row.pk,
        row_name=called(row),
        what=what,
        before=before,
        after=after,
        actor=actor,
    )


def changes_in(region: Region) -> QuerySet[SettingChange]:
    """Everything that was changed in a region, latest first."""
    return SettingChange.objects.filter(region=region).select_related("actor")


def changes_of(region: Region, row: models.Model) -> QuerySet[SettingChange]:
    """What was changed of one row, latest first."""
    return changes_in(region).filter(row_kind=row._meta.model_name or "", row_id=row.pk)


def called(row: models.Model) -> str:
    """What people call a row."""
    if isinstance(row, RegionYear):
        return f"{row.fiscal_year} 年度"
    if isinstance(row, User):
        return f"{row.display_name}（{row.username}）"
    return f"{row._meta.verbose_name}“{row}”"
