"""国有资产信息: the text with its figures, the table, the note under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from projects.disclosure.document import AssetRow, Assets
from projects.disclosure.document import Line as NamedAmount
from reports.disclosure_reading.amounts import unit_in
from reports.disclosure_reading.breakdown import broken_down
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.columns import Columns, columns_of
from reports.disclosure_reading.lines import Item
from reports.disclosure_reading.tables import (
    TITLE,
    UNIT_LINE,
    amount_in,
    column_named,
    note_of,
    text_in,
    texts_of,
    unit_line_of,
)
from reports.readers.source import SourceTable

_ASSET = re.compile(r"^(?:项目|资产(?:类别|项目|名称)|类别|数量.*|实物量|价值.*|金额.*|原值.*|账面.*)$")
_DATE = re.compile(r"(?P<year>(?:19|20)[0-9]{2})\s*年\s*(?P<month>[0-9]{1,2})\s*月\s*(?P<day>[0-9]{1,2})\s*日")
_PLANNED = re.compile(r"拟|计划|新增|购置")


def read_assets(items: Sequence[Item], collected: Collected) -> Assets:
    """国有资产信息: the text with its figures, the table, the note under it."""
    tables = [item for item in items if isinstance(item, SourceTable)]
    note = note_of(items) if tables else None
    prose = [text for text in texts_of(items) if text != note and not TITLE.match(text) and not UNIT_LINE.match(text)]
    text = "\n".join(prose) or None
    texts = [*texts_of(items), *(cell.text for table in tables for cell in table.cells)]
    rows: list[AssetRow] = []
    for source in tables:
        table = columns_of(source, _ASSET, least=2)
        if table:
            rows += _asset_rows(table, unit_in(texts), len(rows), collected)
    total, planned_total, planned, kinds = _asset_figures(text)
    rows = rows or [AssetRow(kind.name, None, kind.amount) for kind in kinds]
    return Assets(text, total, _as_of(texts), unit_line_of(texts), tuple(rows), planned, planned_total, note)


def _asset_figures(
    text: str | None,
) -> tuple[Decimal | None, Decimal | None, tuple[NamedAmount, ...], tuple[NamedAmount, ...]]:
    """What there is, what is to be bought, the parts of the latter, and those of what there is."""
    total = planned_total = None
    planned: tuple[NamedAmount, ...] = ()
    kinds: tuple[NamedAmount, ...] = ()
    for root in broken_down(text or ""):
        if _PLANNED.search(root.lead):
            if planned_total is None:
                planned_total = root.amount
                planned = tuple(NamedAmount(part.name or None, part.amount) for part in root.parts)
        elif total is None and "资产" in root.lead:
            total = root.amount
            kinds = tuple(NamedAmount(part.name or None, part.amount) for part in root.parts)
    return total, planned_total, planned, kinds


def _asset_rows(table: Columns, unit: str, before: int, collected: Collected) -> list[AssetRow]:
    name, quantity, value = (
        column_named(table, pattern) for pattern in ("项目|类别|名称", "数量|实物量", "价值|金额|原值|账面")
    )
    rows: list[AssetRow] = []
    for row in table.below:
        text = text_in(table, row, name)
        if not text:
            continue
        amount = amount_in(
            table.cell(row, value) if value else None, unit, f"assets.rows[{before + len(rows)}].value", collected
        )
        rows.append(AssetRow(text, text_in(table, row, quantity), amount))
    return rows


def _as_of(texts: Iterable[str]) -> date | None:
    for text in texts:
        match = _DATE.search(text)
        if match and re.search(r"截[至止]", text):
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"]))
            except ValueError:
                continue
    return None
