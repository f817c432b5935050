"""政府采购预算: the table, the line with the unit, the note under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from projects.disclosure.document import Procurement, ProcurementRow
from reports.disclosure_reading.amounts import unit_in
from reports.disclosure_reading.breakdown import Node, broken_down
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.columns import Column, Columns, columns_of, squeezed
from reports.disclosure_reading.lines import Item, Line
from reports.disclosure_reading.tables import TITLE, UNIT_LINE, amount_in, note_of, text_in, texts_of, unit_line_of
from reports.readers.source import SourceCell, SourceTable

_PROCUREMENT_KEYS: tuple[tuple[str, str], ...] = (
    ("project", r"项目名称"),
    ("budget", r"^预算资金|^项目预算"),
    ("item", r"(?:物品|品目|货物|采购内容).{0,4}名称|^采购(?:品目|内容|项目)$"),
    ("catalogue", r"目录.{0,3}(?:序号|编号|编码)|品目编码"),
    ("unit", r"^(?:计量|数量)?单位$"),
    ("quantity", r"^(?:采购)?数量$"),
    ("unit_price", r"单价"),
    ("general_public_budget", r"一般公共预算"),
    ("government_fund_budget", r"基金(?:预算)?"),
    ("state_capital_budget", r"国有资本"),
    ("special_account", r"财政专户"),
    ("own_funds", r"单位资金|其[他它]来源|自有资金|其[他它]收入"),
    ("total", r"^(?:总计|合计|金额合计|采购(?:预算)?金额|采购预算)$"),
)
_PROCUREMENT = re.compile(
    "|".join([*(pattern for _, pattern in _PROCUREMENT_KEYS), r"政府采购(?:项目|金额)", r"资金$|拨款$|收入$"])
)
_LEAST_SHARED = 0.6
_CANONICAL = (
    "国有资本经营预算拨款",
    "一般公共预算拨款",
    "基金预算拨款",
    "财政专户核拨",
    "单位资金",
    "采购物品名称",
    "政府采购目录序号",
)
_MONEY_MEMBERS = (
    "budget",
    "unit_price",
    "total",
    "general_public_budget",
    "government_fund_budget",
    "state_capital_budget",
    "special_account",
    "own_funds",
)


def read_procurement(items: Sequence[Item], collected: Collected) -> Procurement:
    """政府采购预算: the table, the line with the unit, the note under it."""
    tables = [item for item in items if isinstance(item, SourceTable)]
    texts = [*texts_of(items), *(cell.text for table in tables for cell in table.cells)]
    columns: tuple[str, ...] = ()
    rows: list[ProcurementRow] = []
    for source in tables:
        table = columns_of(source, _PROCUREMENT, least=3)
        if table is None:
            continue
        table = _mended(table, collected)
        columns = columns or tuple(column.name for column in table.columns)
        keys = _procurement_columns(table)
        for row in table.below:
            read = _procurement_row(table, row, keys, unit_in(texts), f"procurement.rows[{len(rows)}]", collected)
            if read:
                rows.append(read)
    told = None if rows else _told(texts_of(items))
    total = next((row.total for row in rows if row.kind == "total"), told.amount if told else None)
    rows += [ProcurementRow(project=part.name, total=part.amount, kind="item") for part in told.parts] if told else []
    note = note_of(items)
    for item in items:
        is_known = (
            isinstance(item, SourceTable) or item.text == note or TITLE.match(item.text) or UNIT_LINE.match(item.text)
        )
        if isinstance(item, Line) and not is_known:
            collected.leave(item)
    return Procurement(unit_line_of(texts), columns, total, tuple(rows), note)


def _told(texts: list[str]) -> Node | None:
    """The total that the text tells where no table does, with its parts."""
    roots = (root for text in texts for root in broken_down(text) if "采购" in root.lead and not root.is_change)
    return next(roots, None)


def _procurement_columns(table: Columns) -> dict[str, Column]:
    keys: dict[str, Column] = {}
    for column in table.columns:
        key = next((key for key, pattern in _PROCUREMENT_KEYS if re.search(pattern, column.name)), None)
        if key and key not in keys:
            keys[key] = column
    return keys


def _mended(table: Columns, collected: Collected) -> Columns:
    """Headings whose characters a recognition mixed up get the name with the same characters."""
    columns = []
    for number, column in enumerate(table.columns):
        name = column.name
        if name and not any(re.search(pattern, name) for _, pattern in _PROCUREMENT_KEYS):
            best = max(_CANONICAL, key=lambda canonical: _shared(canonical, name))
            if _shared(best, name) >= _LEAST_SHARED:
                collected.doubt(f"procurement.columns[{number}]", f"表头识别成“{name}”，按“{best}”读取")
                name = best
        columns.append(Column(name, column.start, column.end))
    return Columns(tuple(columns), table.above, table.below)


def _shared(one: str, other: str) -> float:
    return (Counter(one) & Counter(other)).total() / max(len(one), len(other))


def _procurement_row(
    table: Columns, row: Sequence[SourceCell], keys: dict[str, Column], unit: str, path: str, collected: Collected
) -> ProcurementRow | None:
    if not any(cell.text.strip() for cell in row):
        return None
    values: dict[str, Any] = {
        key: amount_in(table.cell(row, column), unit, f"{path}.{key}", collected)
        if key in _MONEY_MEMBERS
        else text_in(table, row, column)
        for key, column in keys.items()
    }
    first = next((squeezed(cell.text) for cell in row if cell.text.strip()), "")
    kind = "subtotal" if first.endswith("小计") else "total" if re.match(r"^(?:合计|总计)$", first) else "item"
    if kind == "total":
        values["project"] = first
    read = ProcurementRow(**values, kind=kind)
    return _with_whole_price(read, f"{path}.unit_price", collected)


def _with_whole_price(row: ProcurementRow, path: str, collected: Collected) -> ProcurementRow:
    """A unit price whose last digits were not recognised, but follow from the total."""
    if row.unit_price is None or row.total is None or not re.fullmatch(r"[0-9]+", row.quantity or ""):
        return row
    count = Decimal(row.quantity or 0)
    if not count or row.unit_price * count == row.total:
        return row
    whole = (row.total / count).quantize(Decimal("0.01"))
    lost = whole - row.unit_price
    if whole * count == row.total and 0 < lost < row.unit_price / 100:
        collected.doubt(path, f"识别成 {row.unit_price} 元，按合计除以数量补全为 {whole} 元")
        return replace(row, unit_price=whole)
    return row
