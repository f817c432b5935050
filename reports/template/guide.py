"""The sheet 填表说明: how to fill in, and what every field wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from projects.layouts import FieldCell, Layout, LineColumn
from reports.template.choices import instruction
from reports.template.colours import INPUT
from reports.writers.xlsx_looks import Look, Painter, set_text
from reports.writers.xlsx_plan import Area

GUIDE_SHEET = "填表说明"
_WIDTHS = (18, 30, 8, 62)
_HEADS = ("部分", "栏目", "必填", "填写说明")
_LINE, _PADDING = 15, 6  # points
_RULES = (
    "只在浅蓝色的格里填写；白色的格是表样的文字，灰色的格由系统计算，都不用填。",
    "鼠标点到格里会出现填写说明；有下拉框的请从中选择。",
    "可以从别的表格复制后“选择性粘贴—数值”，这样格子的样式不变。",
    "没有填的空行不用删除，上传时不算。行不够时，在两行之间插入新行接着填。",
    "不要删除行、列和隐藏的工作表，它们记着每一格对应哪一栏。",
    "填好后保存为 .xlsx，在系统“导入”中上传；上传后先预览，确认后才存入。",
    "格里写错了，系统会逐格指出是哪个工作表、哪一格、错在哪里、怎样改，并可下载标好错误的副本。",
)


def write_guide(sheet: Worksheet, layout: Layout, painter: Painter) -> None:
    """The guide of a template of ``layout``."""
    write_guide_sheet(sheet, f"{layout.name}填表说明", _RULES, (_HEADS, *_fields(layout)), painter)


def write_guide_sheet(
    sheet: Worksheet, title: str, rules: Sequence[str], table: Sequence[tuple[str, ...]], painter: Painter
) -> None:
    """Fill the sheet: numbered rules, and below them a table of four columns with its head."""
    set_text(sheet.cell(1, 1), title)
    painter.fill(sheet, Area(1, 1, 1, len(_WIDTHS)), Look(size=16, is_bold=True))
    sheet.row_dimensions[1].height = 32
    for row, rule in enumerate(rules, 2):
        set_text(sheet.cell(row, 1), f"{row - 1}. {rule}")
        painter.fill(sheet, Area(row, 1, row, len(_WIDTHS)), Look())
        sheet.row_dimensions[row].height = _LINE + _PADDING
    head, *rows = table
    row = len(rules) + 3
    _write_row(sheet, row, head, painter, Look(is_bold=True, align="center", frame="", colour=INPUT))
    for texts in rows:
        row += 1
        _write_row(sheet, row, texts, painter, Look(frame=""))
    for column, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.protection.sheet = True


def _fields(layout: Layout) -> Iterator[tuple[str, str, str, str]]:
    for section in layout.sections_to_fill():
        sources: list[FieldCell | LineColumn] = list(section.table.own_columns() if section.table else section.cells())
        for source in sources:
            if source.field.editable:
                label = source.label if isinstance(source, FieldCell) else source.name
                yield section.title, label, "是" if source.required else "", instruction(layout, source)


def _write_row(sheet: Worksheet, row: int, texts: tuple[str, ...], painter: Painter, look: Look) -> None:
    for column, text in enumerate(texts, 1):
        set_text(sheet.cell(row, column), text)
        painter.fill(sheet, Area(row, column, row, column), look)
    lines = max(-(-2 * len(text) // width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = max(lines, 1) * _LINE + _PADDING
