"""The tables between the explanations: 机构设置, 政府采购预算, 固定资产占用情况."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from projects.disclosure.checks.proofs import SOURCES
from projects.disclosure.document import DisclosureDocument
from projects.money import Places, format_amount
from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: the member of a row that it shows, its heading, its width, and how its cells look."""

    member: str
    head: str
    width: Decimal
    style: CellStyle = CellStyle.CENTRE

    @property
    def is_money(self) -> bool:
        return self.style is CellStyle.MONEY


def _plain(member: str, head: str, width: int) -> TableColumn:
    return TableColumn(member, head, Decimal(width), CellStyle.VALUE)


def _centred(member: str, head: str, width: int) -> TableColumn:
    return TableColumn(member, head, Decimal(width))


def _money(member: str, head: str, width: int) -> TableColumn:
    return TableColumn(member, head, Decimal(width), CellStyle.MONEY)


TABLES = {
    "institutions": (
        _plain("name", "单位名称", 34),
        _centred("nature", "单位性质", 14),
        _centred("level", "单位规格", 14),
        _centred("funding", "经费保障形式", 20),
    ),
    "procurement.rows": (
        _plain("project", "项目名称", 20),
        _money("budget", "预算资金", 14),
        _plain("item", "采购物品名称", 16),
        _centred("catalogue", "政府采购目录序号", 14),
        _centred("unit", "计量单位", 8),
        _centred("quantity", "数量", 8),
        _money("unit_price", "单价", 12),
        _money("total", "合计", 12),
        *(_money(member, name, 12) for member, name in SOURCES),
    ),
    "assets.rows": (
        _plain("name", "项目", 34),
        _centred("quantity", "数量", 14),
        _money("value", "价值", 20),
    ),
}
"""The columns of each table by the path of its rows."""


def institutions(document: DisclosureDocument) -> Grid:
    """单位名称, 性质, 规格, 经费保障形式."""
    return _grid(document, "institutions")


def procurement(document: DisclosureDocument) -> Grid:
    """Every row with its sources of funds; sums and subtotals as they are given."""
    return _grid(document, "procurement.rows")


def assets(document: DisclosureDocument) -> Grid:
    """How many, worth how much."""
    return _grid(document, "assets.rows")


def unit_of(document: DisclosureDocument) -> str:
    """The unit that the disclosure prints amounts in."""
    return document.printed_unit or "万元"


def amount(value: Decimal | None, unit: str) -> str:
    """An amount as the tables print it: two places, blank where there is none."""
    return "" if value is None else format_amount(value, unit, Places.FIXED)


def cell_text(row: Any, column: TableColumn, unit: str) -> str:
    """What a cell of a row says."""
    value = getattr(row, column.member)
    return amount(value, unit) if column.is_money else value or ""


def _grid(document: DisclosureDocument, path: str) -> Grid:
    """Without any row an empty one stands for them."""
    columns, unit = TABLES[path], unit_of(document)
    drawn = [_row([cell_text(row, column, unit) for column in columns], columns) for row in document.at(path)]
    head = Row(tuple(Cell(column.head, CellStyle.HEAD) for column in columns))
    band = Band(tuple(RowGroup((row,)) for row in drawn or [_row([""] * len(columns), columns)]), head=(head,))
    has_money = any(column.is_money for column in columns)
    return Grid(
        "",
        tuple(column.width for column in columns),
        (band,),
        left_note=f"部门：{document.department.name or ''}",
        right_note=f"单位：{unit}" if has_money else "",
    )


def _row(texts: Iterable[str], columns: Sequence[TableColumn]) -> Row:
    return Row(tuple(Cell(text, column.style) for text, column in zip(texts, columns, strict=True)))
