"""政府采购 from the projects' own lines: what a form buys stands in the table, unless the table has its project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

from projects.disclosure.checks.forms import form_amount, form_name, plain_name
from projects.disclosure.document import DisclosureDocument, ProcurementRow
from projects.disclosure.subject_amounts import Fund, added
from projects.disclosure.subject_spending import fund_of
from projects.document import FormDocument

_SOURCE_OF = {
    Fund.GENERAL: "general_public_budget",
    Fund.GOVERNMENT_FUND: "government_fund_budget",
    Fund.STATE_CAPITAL: "state_capital_budget",
    Fund.SPECIAL_ACCOUNT: "special_account",
    Fund.OWN: "own_funds",
}
_SUMMED = ("total", *_SOURCE_OF.values())
_SUMS = ("total", "subtotal")  # kinds of rows
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")

Rows = tuple[ProcurementRow, ...]


def with_procurement(document: DisclosureDocument, forms: Sequence[FormDocument]) -> DisclosureDocument:
    """With the forms' purchases; sums that are blank, or that added up before, follow the rows."""
    table = document.procurement
    rows = tuple(map(_told, table.rows))
    did_add_up = table.total is None or table.total == _sum(rows, "total")
    known = {plain_name(row.project) for row in rows if row.kind == "item"}
    new = [
        (form.unit.name or "" if form.unit else "", _bought(form))
        for form in forms
        if plain_name(form_name(form)) not in known
    ]
    rows = _filled(_with_rows(_opened(rows), [(unit, bought) for unit, bought in new if bought]))
    total = _sum(rows, "total") if did_add_up else table.total
    return replace(document, procurement=replace(table, rows=rows, total=total))


def _told(row: ProcurementRow) -> ProcurementRow:
    """A row without a kind is a purchase; one that has no 合计 but 数量 and 单价 costs their product."""
    row = replace(row, kind=row.kind or "item")
    quantity = _NUMBER.fullmatch((row.quantity or "").replace(",", ""))
    if row.kind == "item" and row.total is None and quantity and row.unit_price is not None:
        return replace(row, total=(Decimal(quantity.group()) * row.unit_price).quantize(Decimal("0.01")))
    return row


def _bought(form: FormDocument) -> Rows:
    source = _SOURCE_OF.get(fund_of(form))
    rows = []
    for line in form.procurements:
        if line.item or line.amount is not None:
            row = ProcurementRow(
                project=form_name(form), budget=form_amount(form), item=line.item, quantity=line.quantity,
                total=line.amount, kind="item",
            )  # fmt: skip
            rows.append(_with(row, {source: line.amount}) if source else row)
    return tuple(rows)


def _with_rows(rows: Rows, new: Sequence[tuple[str, Rows]]) -> Rows:
    """The new rows last, below a subtotal of their unit where the table has subtotals or there are several units."""
    if not new:
        return rows
    has_subtotals = any(row.kind == "subtotal" for row in rows) or len({unit for unit, _ in new}) > 1
    head = () if any(row.kind == "total" for row in rows) else (ProcurementRow(project="合计", kind="total"),)
    behind: list[ProcurementRow] = []
    for unit, group in groupby(new, key=lambda each: each[0]):
        if has_subtotals:
            behind.append(ProcurementRow(project=f"{unit}小计", kind="subtotal"))
        behind += [row for _, bought in group for row in bought]
    return (*head, *rows, *behind)


def _opened(rows: Rows) -> Rows:
    """Sums that add up made blank: they are added up anew."""
    return tuple(
        _with(row, {member: None for member in _SUMMED if getattr(row, member) == _sum(below, member)})
        if (below := _below(index, rows)) is not None
        else row
        for index, row in enumerate(rows)
    )


def _filled(rows: Rows) -> Rows:
    """Blank sums added up."""
    return tuple(
        _with(row, {member: _sum(below, member) for member in _SUMMED if getattr(row, member) is None})
        if (below := _below(index, rows)) is not None
        else row
        for index, row in enumerate(rows)
    )


def _below(index: int, rows: Rows) -> Rows | None:
    """The purchases that a sum adds up: all for 合计, those up to the next sum for 小计; ``None`` for a purchase."""
    if rows[index].kind not in _SUMS:
        return None
    if rows[index].kind == "total":
        return tuple(row for row in rows if row.kind == "item")
    end = next((later for later in range(index + 1, len(rows)) if rows[later].kind in _SUMS), len(rows))
    return rows[index + 1 : end]


def _with(row: ProcurementRow, values: Mapping[str, Any]) -> ProcurementRow:
    return replace(row, **values)


def _sum(rows: Iterable[ProcurementRow], member: str) -> Decimal | None:
    return added(getattr(row, member) for row in rows if row.kind == "item")
