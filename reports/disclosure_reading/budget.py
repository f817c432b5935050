"""Income, expenditure, change, operating costs and 三公经费 out of their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from projects.disclosure.document import (
    Budget,
    Change,
    ChangedLine,
    ChangedSpending,
    Expenditure,
    Income,
    Line,
    OperatingCosts,
    Parted,
    ProjectLine,
    Spending,
    ThreePublic,
    ThreePublicChange,
)
from reports.disclosure_reading.breakdown import Node, broken_down, year_in

_SPENDING_TOPS = r"^(?:基本支出|项目支出|上缴上级支出|(?:事业单位)?经营支出|对附属单位补助支出)"
_PUBLIC_TOPS = r"^(?:因公(?:临时)?出国|公务出国|公务用车购置(?:及|和|与)|公务接待)"
_ALL_OF_IT = re.compile(r"(?:全部|均)为(?P<name>[^，,。；;（(0-9]{2,20}(?:收入|拨款|补助))")


def read_budget(preface: str | None, income: str | None, expenditure: str | None, change: str | None) -> Budget:
    """The four texts of 部门预算安排的总体情况."""
    return Budget(preface, _income(income), _expenditure(expenditure), _change(change))


def read_operating_costs(text: str | None) -> OperatingCosts:
    """机关运行经费."""
    total, items = _total_and_items(broken_down(text or ""))
    return OperatingCosts(_amount(total), _lines(items), text)


def read_three_public(text: str | None) -> ThreePublic:
    """“三公”经费 with its change, be it told of all or of each expense."""
    roots = broken_down(text or "", _PUBLIC_TOPS)
    total, items = _total_and_items(roots)
    parted = tuple(Parted(item.name or None, item.amount, _lines(item.parts)) for item in items)
    return ThreePublic(_amount(total), parted, _three_public_change(total, roots), text)


def _income(text: str | None) -> Income:
    total, items = _total_and_items(broken_down(text or ""))
    lines = _lines(items)
    all_of_it = _ALL_OF_IT.search(text or "")
    if total and not lines and all_of_it:
        lines = (Line(all_of_it["name"], total.amount),)
    return Income(year_in(total.lead) if total else None, _amount(total), lines, text)


def _expenditure(text: str | None) -> Expenditure:
    total, items = _total_and_items(broken_down(text or "", _SPENDING_TOPS))
    spending = tuple(
        Spending(
            item.name or None,
            item.amount,
            tuple(ProjectLine(part.name or None, part.amount) for part in item.parts),
        )
        for item in items
    )
    return Expenditure(_amount(total), spending, text)


def _change(text: str | None) -> Change:
    roots = broken_down(text or "", _SPENDING_TOPS)
    change = next((node for root in roots for node in root.walk() if node.is_change), None)
    if change is None:
        return Change(text=text)
    items = tuple(
        ChangedSpending(item.name or None, item.amount, item.reason or None, _lines(item.parts))
        for item in change.parts
    )
    return Change(change.amount, items, text)


def _three_public_change(total: Node | None, roots: Sequence[Node]) -> ThreePublicChange | None:
    """The change of all, and what changed of it; or the changes that are told beside each expense."""
    of_all = [*(total.changes if total else ()), *(root for root in roots if root.is_change)]
    change = of_all[0] if of_all else None
    if change and change.parts:
        lines = tuple(ChangedLine(part.name or None, part.amount, part.reason or None) for part in change.parts)
        return ThreePublicChange(change.amount, lines)
    told_beside = tuple(
        ChangedLine(node.name or None, own.amount, own.reason or None)
        for root in roots
        for item in (root.parts if root is total else [root])
        for node in ([item] if item.changes else item.walk())
        for own in node.changes
        if node is not total
    )
    if change is None and not told_beside:
        return None
    return ThreePublicChange(_amount(change), told_beside)


def _total_and_items(roots: Sequence[Node]) -> tuple[Node | None, list[Node]]:
    """The first amount and what it consists of; without any mark, the amounts that follow it."""
    stated = [root for root in roots if not root.is_change]
    if not stated:
        return None, []
    return stated[0], stated[0].parts or stated[1:]


def _lines(nodes: Iterable[Node]) -> tuple[Line, ...]:
    return tuple(Line(node.name or None, node.amount) for node in nodes)


def _amount(node: Node | None) -> Decimal | None:
    return node.amount if node else None
