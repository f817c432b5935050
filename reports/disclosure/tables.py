"""The tables between the explanations: 机构设置, 政府采购预算, 固定资产占用情况."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from projects.disclosure.checks.proofs import SOURCES
from projects.disclosure.document import AssetRow, DisclosureDocument, ProcurementRow
from projects.money import Places, format_amount
from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup

_NARROW, _USUAL, _WIDE = Decimal(8), Decimal(14), Decimal(34)
_PROCUREMENT_HEADS = ("项目名称", "预算资金", "采购物品名称", "政府采购目录序号", "计量单位", "数量", "单价", "合计")


def institutions(document: DisclosureDocument) -> Grid:
    """单位名称, 性质, 规格, 经费保障形式."""
    rows = [
        [_plain(each.name), _centred(each.nature), _centred(each.level), _centred(each.funding)]
        for each in document.institutions
    ]
    heads = ("单位名称", "单位性质", "单位规格", "经费保障形式")
    return _grid(document, heads, (_WIDE, _USUAL, _USUAL, Decimal(20)), rows, with_unit=False)


def procurement(document: DisclosureDocument) -> Grid:
    """Every row with its sources of funds; sums and subtotals as they are given."""
    unit = unit_of(document)
    rows = [_procurement_row(row, unit) for row in document.procurement.rows]
    heads = (*_PROCUREMENT_HEADS, *(name for _, name in SOURCES))
    widths = (Decimal(20), _USUAL, Decimal(16), _USUAL, _NARROW, _NARROW, *[Decimal(12)] * 7)
    return _grid(document, heads, widths, rows)


def assets(document: DisclosureDocument) -> Grid:
    """How many, worth how much."""
    unit = unit_of(document)
    rows = [_asset_row(row, unit) for row in document.assets.rows]
    return _grid(document, ("项目", "数量", f"价值（{unit}）"), (_WIDE, _USUAL, Decimal(20)), rows)


def unit_of(document: DisclosureDocument) -> str:
    """The unit that the disclosure prints amounts in."""
    return document.printed_unit or "万元"


def amount(value: Decimal | None, unit: str) -> str:
    """An amount as the tables print it: two places, blank where there is none."""
    return "" if value is None else format_amount(value, unit, Places.FIXED)


def _procurement_row(row: ProcurementRow, unit: str) -> list[Cell]:
    sources = [getattr(row, member) for member, _ in SOURCES]
    return [
        _plain(row.project),
        _money(row.budget, unit),
        _plain(row.item),
        _centred(row.catalogue),
        _centred(row.unit),
        _centred(row.quantity),
        _money(row.unit_price, unit),
        _money(row.total, unit),
        *(_money(source, unit) for source in sources),
    ]


def _asset_row(row: AssetRow, unit: str) -> list[Cell]:
    return [_plain(row.name), _centred(row.quantity), _money(row.value, unit)]


def _grid(
    document: DisclosureDocument,
    heads: Sequence[str],
    widths: tuple[Decimal, ...],
    rows: Iterable[Sequence[Cell]],
    *,
    with_unit: bool = True,
) -> Grid:
    """``rows`` may be none: then an empty row stands for them."""
    drawn = [Row(tuple(row)) for row in rows] or [Row(tuple(_plain("") for _ in heads))]
    head = Row(tuple(Cell(text, CellStyle.HEAD) for text in heads))
    band = Band(tuple(RowGroup((row,)) for row in drawn), head=(head,))
    left = f"部门：{document.department.name or ''}"
    return Grid("", widths, (band,), left_note=left, right_note=f"单位：{unit_of(document)}" if with_unit else "")


def _plain(text: str | None) -> Cell:
    return Cell(text or "", CellStyle.VALUE)


def _centred(text: str | None) -> Cell:
    return Cell(text or "", CellStyle.CENTRE)


def _money(value: Decimal | None, unit: str) -> Cell:
    return Cell(amount(value, unit), CellStyle.MONEY)
