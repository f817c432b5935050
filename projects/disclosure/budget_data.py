"""What the nine official tables can show of a disclosure that is given without income and spending by subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from projects.disclosure.document import ChangedLine, DisclosureDocument, Line, Parted
from projects.disclosure.subject_amounts import BudgetData, ThreePublicAmounts

NOT_ENTERED = "本表按科目的数据尚未录入。"
"""What stands under a table whose data nobody has given: an empty table would say that there is nothing."""

_ITEMS = (
    ("abroad", re.compile(r"出国")),
    ("car_purchase", re.compile(r"购置(?!及)")),
    ("car_running", re.compile(r"运行|运维")),
    ("reception", re.compile(r"接待")),
)


def budget_data(document: DisclosureDocument) -> BudgetData:
    """The data of the tables; without subjects only that of the “三公”经费 are there."""
    expenses = document.three_public
    now = _amounts(_narrowest(expenses.items))
    change = _amounts(expenses.change.items) if expenses.change else None
    return BudgetData(
        fiscal_year=document.fiscal_year or 0,
        department=document.department.name or "",
        income=(),
        spending=(),
        three_public=now,
        three_public_last_year=_before(now, change) if change else None,
        names={},
    )


def _narrowest(items: Iterable[Parted]) -> Iterator[Line]:
    """The parts first: 公务用车购置及运行 names both of them and is neither."""
    items = list(items)
    for item in items:
        yield from item.parts
    yield from (Line(item.name, item.amount) for item in items if not _is_sum(item))


def _is_sum(item: Parted) -> bool:
    """Whether the parts are all of it; what names one of two leaves the other as a rest of its own."""
    return len(item.parts) > 1


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
