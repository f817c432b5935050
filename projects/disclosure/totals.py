"""Totals: a blank one is the sum of its parts where all of them are given, a stated one stands and is proven.

The same rule on every level: what is blank follows what is below it, down to the lines by subject; nothing that is
stated is ever changed, so that two statements which disagree become a finding and not a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.disclosure.checks.proofs import asset_parts
from projects.disclosure.document import (
    Budget,
    ChangedSpending,
    DisclosureDocument,
    Line,
    Parted,
    ProjectLine,
    Spending,
)
from projects.disclosure.subject_amounts import Fund, SpendingKind, added, is_personnel
from projects.disclosure.subject_lines import SubjectSpending

PERSONNEL, PUBLIC = "人员经费", "日常公用经费"
_BASIC = re.compile(r"基本支出")
_PROJECTS = re.compile(r"项目支出")


def with_kinds(document: DisclosureDocument, *, has_forms: bool) -> DisclosureDocument:
    """Income by fund, 基本支出 and the projects from the lines by subject, where the explanations name nothing."""
    budget, lines = document.budget, document.subject_lines
    income, spent = budget.income, budget.expenditure
    if not income.items:
        income = replace(income, items=_by_fund(document))
    items = spent.items or (_kinds() if lines.spending or has_forms else ())
    items = tuple(_from_lines(item, lines.spending) for item in items)
    return replace(document, budget=replace(budget, income=income, expenditure=replace(spent, items=items)))


def with_totals(document: DisclosureDocument) -> DisclosureDocument:
    """Every blank total whose parts are all given as their sum, the innermost first."""
    costs, expenses, assets = document.operating_costs, document.three_public, document.assets
    items = tuple(_summed(item) for item in expenses.items)
    purchases = _given(assets.planned_purchases_total, assets.planned_purchases)
    values = [row.value for _, row in asset_parts(assets)]
    owned = added(values) if assets.fixed_assets_total is None and None not in values else assets.fixed_assets_total
    return replace(
        document,
        budget=_budget(document.budget),
        operating_costs=replace(costs, total=_given(costs.total, costs.items)),
        three_public=replace(expenses, items=items, total=_given(expenses.total, items)),
        assets=replace(assets, fixed_assets_total=owned, planned_purchases_total=purchases),
    )


def _budget(budget: Budget) -> Budget:
    income, spent, change = budget.income, budget.expenditure, budget.change
    items = tuple(replace(item, amount=_given(item.amount, item.parts)) for item in spent.items)
    return replace(
        budget,
        income=replace(income, total=_given(income.total, income.items)),
        expenditure=replace(spent, items=items, total=_given(spent.total, items)),
        change=replace(change, total=_given(change.total, change.items)),
    )


def _given(
    total: Decimal | None, parts: Iterable[Line | ProjectLine | Spending | Parted | ChangedSpending]
) -> Decimal | None:
    amounts = [part.amount for part in parts]
    return added(amounts) if total is None and None not in amounts else total


def _summed(item: Parted) -> Parted:
    return replace(item, amount=_given(item.amount, item.parts))


def _by_fund(document: DisclosureDocument) -> tuple[Line, ...]:
    lines = document.subject_lines.income
    sums = ((fund, added(line.amount for line in lines if line.fund == fund)) for fund in Fund)
    return tuple(Line(fund.value, amount) for fund, amount in sums if amount is not None)


def _kinds() -> tuple[Spending, ...]:
    return tuple(Spending(name=kind.value) for kind in SpendingKind)


def _from_lines(item: Spending, rows: Sequence[SubjectSpending]) -> Spending:
    """A kind of which nothing is told, as the lines say."""
    if item.parts or item.amount is not None or not item.name:
        return item
    if _BASIC.search(item.name):
        return replace(item, parts=_of_basic([row for row in rows if row.kind == SpendingKind.BASIC]))
    if _PROJECTS.search(item.name):
        return replace(item, parts=_of_projects([row for row in rows if row.kind == SpendingKind.PROJECT]))
    return item


def _of_basic(rows: Sequence[SubjectSpending]) -> tuple[ProjectLine, ...]:
    people = added(row.amount for row in rows if is_personnel(row.economic_code))
    public = added(row.amount for row in rows if not is_personnel(row.economic_code))
    named = ((PERSONNEL, people), (PUBLIC, public))
    return tuple(ProjectLine(name, amount) for name, amount in named if amount is not None)


def _of_projects(rows: Sequence[SubjectSpending]) -> tuple[ProjectLine, ...]:
    names = dict.fromkeys(row.project for row in rows)
    return tuple(ProjectLine(name, added(row.amount for row in rows if row.project == name)) for name in names)
