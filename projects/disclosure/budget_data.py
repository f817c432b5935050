"""What the nine official tables show of a disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from projects.disclosure.document import ChangedLine, DisclosureDocument, Line, Parted, ThreePublic
from projects.disclosure.last_year import last_year_items
from projects.disclosure.subject_amounts import (
    BudgetData,
    Fund,
    IncomeLine,
    SpendingKind,
    SpendingLine,
    ThreePublicAmounts,
)
from projects.disclosure.subject_lines import SubjectLines

NOT_ENTERED = "本表按科目的数据尚未录入。"
"""What stands under a table whose data nobody has given: an empty table would say that there is nothing."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})

_ITEMS = (
    ("abroad", re.compile(r"出国")),
    ("car_purchase", re.compile(r"购置(?!及)")),
    ("car_running", re.compile(r"运行|运维")),
    ("reception", re.compile(r"接待")),
)


def budget_data(document: DisclosureDocument, names: Mapping[str, str] = NO_NAMES) -> BudgetData:
    """The data of the tables. ``names`` are those of 类, 款 and 项 by code; a line's own name comes first.

    Lines without an amount are left out; those without a fund count as 一般公共预算拨款, those without a kind as
    项目支出 where they name a project (:mod:`projects.disclosure.in_force` fills both in).
    """
    lines = document.subject_lines
    return BudgetData(
        fiscal_year=document.fiscal_year or 0,
        department=document.department.name or "",
        income=tuple(
            IncomeLine(line.code or "", _fund(line.fund), line.amount)
            for line in lines.income
            if line.amount is not None
        ),
        spending=tuple(
            SpendingLine(row.code or "", row.economic_code or "", _fund(row.fund), is_project, row.amount)
            for row in lines.spending
            if row.amount is not None
            for is_project in [row.kind == SpendingKind.PROJECT or (row.kind is None and row.project is not None)]
        ),
        three_public=_amounts(_narrowest(document.three_public.items)),
        three_public_last_year=_last_year(document.three_public),
        names={**names, **_names_of(lines)},
    )


def codes_of(document: DisclosureDocument) -> frozenset[str]:
    """Every subject code that the tables name, with the codes of the levels above it."""
    lines = document.subject_lines
    codes = {line.code for line in lines.income} | {
        code for row in lines.spending for code in (row.code, row.economic_code)
    }
    return frozenset(code[:length] for code in codes if code for length in (3, 5, len(code)))


def _fund(name: str | None) -> Fund:
    return Fund(name) if name else Fund.GENERAL


def _names_of(lines: SubjectLines) -> dict[str, str]:
    named = [(line.code, line.name) for line in lines.income]
    named += [pair for row in lines.spending for pair in ((row.code, row.name), (row.economic_code, row.economic_name))]
    return {code: name for code, name in named if code and name}


def _last_year(expenses: ThreePublic) -> ThreePublicAmounts | None:
    """As it is told, or else this year's amounts without the change."""
    if expenses.last_year:
        return _amounts(_narrowest(last_year_items(expenses)))
    if expenses.change is None:
        return None
    return _before(_amounts(_narrowest(expenses.items)), _amounts(expenses.change.items))


def _narrowest(items: Iterable[Parted]) -> Iterator[Line]:
    """The parts first: 公务用车购置及运行 names both of them and is neither."""
    items = list(items)
    for item in items:
        yield from item.parts
    yield from (Line(item.name, item.amount) for item in items if not _is_sum(item))


def _is_sum(item: Parted) -> bool:
    """Whether the parts are all of it; what names one of two leaves the other as a rest of its own."""
    return len([part for part in item.parts if part.amount is not None]) > 1


def _amounts(lines: Iterable[Line | ChangedLine]) -> ThreePublicAmounts:
    found: dict[str, Decimal] = {}
    for line in lines:
        for member, pattern in _ITEMS:
            if line.amount is not None and pattern.search(line.name or ""):
                found.setdefault(member, line.amount)
                break
    return ThreePublicAmounts(**found)


def _before(now: ThreePublicAmounts, change: ThreePublicAmounts) -> ThreePublicAmounts:
    members = [member for member, _ in _ITEMS]
    pairs = {member: (getattr(now, member), getattr(change, member)) for member in members}
    return ThreePublicAmounts(
        **{member: amount - more for member, (amount, more) in pairs.items() if amount is not None and more is not None}
    )
