"""Who changed which setting when, from what to what."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from projects.disclosure.official_texts import TEMPLATES
from projects.models import DisclosureWording, Region, RegionYear, SettingChange, User

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


def changes_called(region: Region, row: models.Model) -> QuerySet[SettingChange]:
    """What was changed of everything that bears the name of a row, also before the row was there; latest first."""
    return changes_in(region).filter(row_kind=row._meta.model_name or "", row_name=called(row))


def called(row: models.Model) -> str:
    """What people call a row."""
    if isinstance(row, DisclosureWording):
        names = {template.key: template.full_name for template in TEMPLATES}
        return f"{row.fiscal_year} 年度公开说明“{names.get(row.key, row.key)}”"
    if isinstance(row, RegionYear):
        return f"{row.fiscal_year} 年度"
    if isinstance(row, User):
        return f"{row.display_name}（{row.username}）"
    return f"{row._meta.verbose_name}“{row}”"
