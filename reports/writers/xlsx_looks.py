"""How sheet cells look, and what Excel can hold: shared by every writer of workbooks."""

from __future__ import annotations

import re
from copy import copy
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from projects.paper.grid import CellStyle
from reports.writers.xlsx_plan import BODY_SIZE, Area, CaptionKind, Position, SheetPlan

LONGEST_TEXT = 32_767  # of a cell, in UTF-16 units
EXACT_DIGITS = 15  # what Excel keeps of a number
_A4 = 9
_INCH = 96  # pixels; the margins are those of the PDF
_MARGINS = {"left": 64 / _INCH, "right": 64 / _INCH, "top": 49 / _INCH, "bottom": 72 / _INCH, "header": 0.2}

_TITLE_FONT, _BODY_FONT = "方正小标宋简体", "宋体"
_ALIGNMENTS = {
    side: Alignment(horizontal=side, vertical="center", wrap_text=True) for side in ("left", "center", "right")
}
_SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
_THIN, _FRAME = Side(style="thin", color="FF000000"), Side(style="medium", color="FF000000")

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML, and so Excel, cannot hold."""
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Look(NamedTuple):
    """How a sheet cell looks; ``frame`` is None outside the lines of a grid, see ``Position.frame``.

    ``is_text`` keeps Excel from taking what is typed there for something else; ``colour`` is that of the ground.
    """

    font: str = _BODY_FONT
    size: float = BODY_SIZE
    is_bold: bool = False
    align: str = "left"
    frame: str | None = None
    number_format: str = "General"
    is_text: bool = True
    colour: str = ""
    is_locked: bool = True

    def apply(self, cell: Any) -> None:
        cell.font = Font(name=self.font, size=self.size, bold=self.is_bold)
        cell.alignment = _ALIGNMENTS[self.align]
        cell.number_format = self.number_format
        cell.quotePrefix = self.is_text
        if self.frame is not None:
            sides: dict[str, Any] = {name: _FRAME if side in self.frame else _THIN for side, name in _SIDES.items()}
            cell.border = Border(**sides)
        if self.colour:
            cell.fill = PatternFill("solid", fgColor=self.colour)
        if not self.is_locked:
            cell.protection = Protection(locked=False)


CAPTION_LOOKS = {
    CaptionKind.TITLE: Look(_TITLE_FONT, align="center"),
    CaptionKind.LEFT: Look(),
    CaptionKind.CENTRE: Look(align="center"),
    CaptionKind.RIGHT: Look(align="right"),
}
_CELL_LOOKS = {
    CellStyle.LABEL: Look(),
    CellStyle.CENTRED_LABEL: Look(align="center"),
    CellStyle.VALUE: Look(),
    CellStyle.NARRATIVE: Look(),
    CellStyle.MONEY: Look(),
    CellStyle.HEAD: Look(is_bold=True, align="center"),
    CellStyle.GROUP: Look(align="center"),
    CellStyle.CENTRE: Look(align="center"),
}


def cell_look(position: Position) -> Look:
    """The look of a cell of a grid, but for what its value asks for."""
    style = position.cell.style
    look = _CELL_LOOKS[style]._replace(size=position.size, frame=position.frame)
    return look._replace(align="right") if style is CellStyle.MONEY and position.is_line else look


class Painter:
    """Gives cells their looks; shares one style of openpyxl among all cells of one look in a workbook."""

    def __init__(self) -> None:
        self._styles: dict[Look, Any] = {}

    def fill(self, sheet: Worksheet, area: Area, look: Look) -> None:
        """Give every cell of ``area`` the same look, so that its borders are closed, and merge it."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell: Any = sheet.cell(row, column)
                if look not in self._styles:
                    look.apply(cell)
                    self._styles[look] = cell._style  # noqa: SLF001 - to look it up for each cell takes 3 times as long
                cell._style = copy(self._styles[look])  # noqa: SLF001 - as above
        if area.is_merged:
            merged = CellRange(min_row=area.top, min_col=area.left, max_row=area.bottom, max_col=area.right)
            sheet.merged_cells.ranges.add(merged)  # merged_cells.add() would compare it with all others


def utf16_length(text: str) -> int:
    """As Excel counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def legal(text: str) -> str:
    """``text`` as a sheet holds it: without illegal characters, lines ended by line feeds alone."""
    return ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


def escaped(text: str) -> str:
    """Legal ``text`` so that Excel does not show _x0041_ as A."""
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def set_text(cell: Any, text: str) -> None:
    """Store ``text`` as text whatever it looks like; a blank leaves the cell empty."""
    stored = escaped(legal(text))
    if stored:
        cell.value = stored
        cell.data_type = "s"


def set_number(cell: Any, number: Decimal) -> None:
    """Store ``number`` digit by digit; openpyxl would write the Decimal 0.07 as 0.07000000000000001."""
    cell.value = format(number, "f")
    cell.data_type = "n"


def set_sizes(sheet: Worksheet, plan: SheetPlan) -> None:
    """Widths and heights as planned."""
    for column, width in enumerate(plan.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in enumerate(plan.heights, 1):
        sheet.row_dimensions[row].height = height


def set_page(sheet: Worksheet, plan: SheetPlan, *, is_landscape: bool) -> None:
    """A4, fitted to its width, with the head of the last table on every page."""
    setup = sheet.page_setup
    setup.paperSize, setup.fitToWidth, setup.fitToHeight = _A4, 1, 0
    setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    for side, inches in _MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.sheet_view.showGridLines = False
    for row in plan.breaks:
        sheet.row_breaks.append(Break(id=row))
    if plan.head_rows:
        sheet.print_title_rows = "{}:{}".format(*plan.head_rows)
