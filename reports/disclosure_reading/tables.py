"""What the tables of a disclosure have in common, and the table of 机构设置."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from projects.disclosure.document import Institution
from projects.values import plain_text
from reports.disclosure_reading.amounts import BadAmount, amount_of
from reports.disclosure_reading.collected import Collected
from reports.disclosure_reading.columns import Column, Columns, columns_of
from reports.disclosure_reading.lines import Item, Line
from reports.readers.source import SourceCell, SourceTable

UNIT_LINE = re.compile(r"^(?:(?:编制|填报)?(?:部门|单位)(?:名称)?[:：]\s*)?(?P<unit>[0-9]{3,12}\s*[^\s0-9年].{3,60})$")
TITLE = re.compile(r"^[^，。；：:]{2,30}(?:表|预算)$|^(?:金额)?单位[:：]")
_NOTE = re.compile(r"空表|无此项|无.{0,16}(?:内容|数据|支出|预算|采购)|未(?:安排|编制|发生)|不涉及|^注[:：]|^说明[:：]")
_LONGEST_NOTE = 80  # characters
_INSTITUTION = re.compile(r"^(?:单位(?:名称|性质|规格)|机构(?:名称|性质|规格)|名称|经费(?:保障|来源|形式).*)$")
_INSTITUTION_KEYS = (("name", "名称"), ("nature", "性质"), ("level", "规格|级别"), ("funding", "经费"))


def read_institutions(items: Sequence[Item], collected: Collected) -> tuple[Institution, ...]:
    """机构设置; rows without anything but 合计 are no institution."""
    rows = []
    for item in items:
        table = columns_of(item, _INSTITUTION, least=2) if isinstance(item, SourceTable) else None
        if table is None:
            _leave(item, collected)
            continue
        keys = {key: column_named(table, pattern) for key, pattern in _INSTITUTION_KEYS}
        for row in table.below:
            values = {key: text_in(table, row, column) for key, column in keys.items() if column}
            if values.get("name") and (len([value for value in values.values() if value]) > 1):
                rows.append(Institution(**values))
    return tuple(rows)


def column_named(table: Columns, pattern: str) -> Column | None:
    """The first column whose heading matches."""
    return next((column for column in table.columns if re.search(pattern, column.name)), None)


def text_in(table: Columns, row: Sequence[SourceCell], column: Column | None) -> str | None:
    """The text of a row in a column, in one line."""
    cell = table.cell(row, column) if column else None
    return (plain_text(cell.text.replace("\n", "")) or None) if cell else None


def amount_in(cell: SourceCell | None, unit: str, path: str, collected: Collected) -> Decimal | None:
    """The amount of a cell in yuan; what is none is doubted and left over."""
    try:
        return amount_of(cell, unit)
    except BadAmount as problem:
        if cell:
            collected.doubt(path, str(problem))
            collected.leave(Line(cell.text, cell.place))
        return None


def texts_of(items: Iterable[Item]) -> list[str]:
    """The paragraphs alone."""
    return [item.text for item in items if isinstance(item, Line)]


def unit_line_of(texts: Iterable[str]) -> str | None:
    """The line with code and name of the unit, without its label."""
    match = next((found for text in texts if (found := UNIT_LINE.match(text.strip()))), None)
    return match["unit"] if match else None


def note_of(items: Sequence[Item]) -> str | None:
    """What stands under the last table, or instead of one."""
    last = max((number for number, item in enumerate(items) if isinstance(item, SourceTable)), default=-1)
    return next(
        (
            item.text
            for number, item in enumerate(items)
            if isinstance(item, Line) and number > last and _NOTE.search(item.text) and len(item.text) < _LONGEST_NOTE
        ),
        None,
    )


def _leave(item: Item, collected: Collected) -> None:
    if isinstance(item, Line) and not TITLE.match(item.text) and not UNIT_LINE.match(item.text):
        collected.leave(item)
