"""A copy of a filled template with its mistakes marked: colour, comment, and a sheet that lists them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.template.book import opened
from reports.template.colours import MISTAKE
from reports.template.located import MISTAKES_SHEET
from reports.template.model import CellMistake
from reports.writers.xlsx_looks import Look, Painter, set_text
from reports.writers.xlsx_plan import Area

_AUTHOR = "填报检查"
_HEADS = ("序号", "单元格", "栏目", "错在哪里", "怎样改", "现在写的是")
_WIDTHS = (6, 12, 22, 48, 40, 30)
_LONGEST_SHOWN = 500  # characters of a text that a person needs to recognise it
_LINE, _PADDING = 15, 6  # points
_COMMENT_SIZE = (90, 320)  # height and width in pixels


def marked_copy(content: bytes, mistakes: Sequence[CellMistake], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The workbook of ``content`` with ``mistakes`` marked; it can be corrected and uploaded in its turn.

    Raises :class:`~reports.readers.source.Unreadable` for a file that is no .xlsx.
    """
    with opened(content, limits, data_only=False, read_only=False) as book:
        _forget_former(book)
        for mistake in mistakes:
            if mistake.sheet in book.sheetnames and mistake.cell:
                _mark(book[mistake.sheet], mistake)
        _list(book.create_sheet(MISTAKES_SHEET, 0), mistakes)
        book.active = 0
        for sheet in book.worksheets[1:]:
            sheet.sheet_view.tabSelected = False
        marked = BytesIO()
        book.save(marked)
    return marked.getvalue()


def _forget_former(book: Workbook) -> None:
    """Comments and the list of an earlier check, which the person may have settled."""
    if MISTAKES_SHEET in book.sheetnames:
        del book[MISTAKES_SHEET]
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and cell.comment.author == _AUTHOR:
                    cell.comment = None


def _mark(sheet: Worksheet, mistake: CellMistake) -> None:
    cell: Any = sheet[mistake.cell]
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if mistake.cell in area)
        cell = sheet.cell(area.min_row, area.min_col)
    cell.fill = PatternFill("solid", fgColor=MISTAKE)
    text = f"{mistake.message}。\n{mistake.remedy}。"
    if cell.comment:
        text = f"{cell.comment.text}\n{text}"
    cell.comment = Comment(text, _AUTHOR, *_COMMENT_SIZE)


def _list(sheet: Worksheet, mistakes: Sequence[CellMistake]) -> None:
    painter = Painter()
    set_text(sheet.cell(1, 1), f"共 {len(mistakes)} 处要改，点单元格一列可以跳到那一格；改好后直接上传本文件")
    painter.fill(sheet, Area(1, 1, 1, len(_HEADS)), Look(is_bold=True))
    sheet.row_dimensions[1].height = _LINE + 2 * _PADDING
    _write_row(sheet, 2, _HEADS, painter, Look(is_bold=True, align="center", frame=""))
    for row, mistake in enumerate(mistakes, 3):
        shown = mistake.text[:_LONGEST_SHOWN]
        texts = (str(row - 2), mistake.cell, mistake.label, mistake.message, mistake.remedy, shown)
        _write_row(sheet, row, texts, painter, Look(frame=""))
        if mistake.cell:
            link = sheet.cell(row, 2)
            quoted = mistake.sheet.replace("'", "''")
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!{mistake.cell}")
            link.font = Font(name="宋体", size=10.5, underline="single", color="FF1F4E9E")
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_view.showGridLines = False


def _write_row(sheet: Worksheet, row: int, texts: Sequence[str], painter: Painter, look: Look) -> None:
    for column, text in enumerate(texts, 1):
        set_text(sheet.cell(row, column), text)
        painter.fill(sheet, Area(row, column, row, column), look)
    lines = max(-(-2 * len(text) // width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = min(max(lines, 1) * _LINE + _PADDING, 300)
