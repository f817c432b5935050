"""A new disclosure of a department: what is known before anybody types, and what stays the same from year to year.

Texts and structure are carried over from last year's; its amounts become what this year is compared with, and never
this year's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from projects.disclosure.document import (
    AssetRow,
    Assets,
    DisclosureDocument,
    Institution,
    Line,
    Named,
    OverallGoal,
    Parted,
    Performance,
    ThreePublic,
)

_THREE_PUBLIC = (
    Parted("因公出国（境）费"),
    Parted("公务用车购置及运行维护费", parts=(Line("公务用车购置费"), Line("公务用车运行维护费"))),
    Parted("公务接待费"),
)
_UNIT = "万元"


def new_disclosure(
    region: Named, department: Named, fiscal_year: int, units: Sequence[str], today: date
) -> DisclosureDocument:
    """Of a department that has none yet; ``units`` are the names of its 预算单位."""
    return DisclosureDocument(
        title=f"{region.name or ''}{department.name or ''}{fiscal_year}年部门预算公开",
        fiscal_year=fiscal_year,
        region=region,
        department=department,
        printed_unit=_UNIT,
        issued=f"{today:%Y-%m}",
        institutions=tuple(Institution(name) for name in units),
        three_public=ThreePublic(items=_THREE_PUBLIC, last_year=_lines_of(_THREE_PUBLIC)),
        assets=Assets(as_of=date(fiscal_year - 1, 12, 31)),
    )


def carried_over(new: DisclosureDocument, before: DisclosureDocument) -> DisclosureDocument:
    """With what last year's disclosure, in force, says that this year's is likely to say again."""
    goals = before.performance
    return replace(
        new,
        printed_unit=before.printed_unit or new.printed_unit,
        duties=before.duties,
        institutions=before.institutions or new.institutions,
        three_public=_compared_with(before.three_public) if before.three_public.items else new.three_public,
        assets=replace(new.assets, rows=tuple(AssetRow(row.name) for row in before.assets.rows)),
        glossary=before.glossary,
        performance=Performance(OverallGoal(goals.overall_goal.unit), goals.sections, goals.safeguards),
    )


def _compared_with(before: ThreePublic) -> ThreePublic:
    """The same items without amounts; last year's are what they are compared with."""
    items = tuple(Parted(item.name, None, tuple(Line(part.name) for part in item.parts)) for item in before.items)
    return ThreePublic(items=items, last_year=_lines_of(before.items))


def _lines_of(items: Sequence[Parted]) -> tuple[Line, ...]:
    return tuple(line for item in items for line in (Line(item.name, item.amount), *item.parts))
