"""Papers as an Excel workbook: one sheet each, ready to print on A4.

What a cell of the grid says, the sheet cell says: amounts are numbers that are shown as on paper, everything else
is text that Excel never takes for a formula, a number or a date. Where each cell stands: ``cell_positions``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from projects.paper.grid import LABEL_STYLES, Cell, CellStyle, Paper
from reports.writers.xlsx_plan import (
    BODY_SIZE,
    Area,
    Caption,
    CaptionKind,
    Position,
    SheetPlan,
    cell_positions,
    plan_sheet,
)

__all__ = ["Stripped", "TooLongForExcel", "XlsxResult", "cell_positions", "write_xlsx"]

LONGEST_TEXT = 32_767  # of a cell, in UTF-16 units
LONGEST_MARGIN_TEXT = 200  # of 255 UTF-16 units; the rest are codes and the page number
LONGEST_SHEET_NAME = 31
PAGE_FOOTER = "第 &P 页 共 &N 页"
_EXACT_DIGITS = 15  # what Excel keeps of a number
_A4 = 9
_INCH = 96  # pixels; the margins are those of the PDF
_MARGINS = {"left": 64 / _INCH, "right": 64 / _INCH, "top": 49 / _INCH, "bottom": 72 / _INCH, "header": 0.2}

_TITLE_FONT, _BODY_FONT = "方正小标宋简体", "宋体"
_ALIGNMENTS = {
    side: Alignment(horizontal=side, vertical="center", wrap_text=True) for side in ("left", "center", "right")
}
_SIDES = {"t": "top", "l": "left", "b": "bottom", "r": "right"}
_THIN, _FRAME = Side(style="thin", color="FF000000"), Side(style="medium", color="FF000000")

# What XML, and so Excel, cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\\s]+")


@dataclass(frozen=True, slots=True)
class Stripped:
    """Characters that were left out because Excel cannot hold them."""

    sheet: str
    coordinate: str
    path: str
    characters: str


@dataclass(frozen=True, slots=True)
class XlsxResult:
    """The workbook and what it does not hold."""

    content: bytes
    stripped: tuple[Stripped, ...]


class TooLongForExcel(ValueError):
    """Texts beyond the limits of Excel; ``problems`` are Chinese sentences that say which and the remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def write_xlsx(papers: Sequence[Paper]) -> XlsxResult:
    """One workbook with a sheet for each paper, in their order.

    Raises ``ValueError`` without papers, since a workbook needs a sheet, and :class:`TooLongForExcel` with every
    text that a cell cannot hold: nothing is cut.
    """
    if not papers:
        raise ValueError("没有可以写入 Excel 的表。")
    writer = _Writer()
    for paper, name in zip(papers, _sheet_names(papers), strict=True):
        writer.add(paper, name)
    return writer.result()


def _sheet_names(papers: Sequence[Paper]) -> Iterator[str]:
    """Legal names, different from each other also when case is ignored, as Excel does."""
    taken = {"history"}  # reserved by Excel
    for number, paper in enumerate(papers, 1):
        plain = _NOT_IN_SHEET_NAME.sub(" ", _ILLEGAL.sub("", paper.name)).strip(" '") or f"表{number}"
        name, copies = _cut(plain, LONGEST_SHEET_NAME).rstrip(" '"), 1
        while name.casefold() in taken:
            copies += 1
            suffix = f"（{copies}）"
            name = _cut(plain, LONGEST_SHEET_NAME - len(suffix)).rstrip(" '") + suffix
        taken.add(name.casefold())
        yield name


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, longest: int) -> str:
    while _utf16_length(text) > longest:
        text = text[:-1]
    return text


def _legal(text: str) -> str:
    """``text`` as a sheet holds it: without illegal characters, lines ended by line feeds alone."""
    return _ILLEGAL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


class _Look(NamedTuple):
    """How a sheet cell looks; ``frame`` is None outside the lines of a grid, see ``Position.frame``."""

    font: str = _BODY_FONT
    size: float = BODY_SIZE
    is_bold: bool = False
    align: str = "left"
    frame: str | None = None
    number_format: str = "General"
    is_text: bool = True

    def apply(self, cell: Any) -> None:
        cell.font = Font(name=self.font, size=self.size, bold=self.is_bold)
        cell.alignment = _ALIGNMENTS[self.align]
        cell.number_format = self.number_format
        cell.quotePrefix = self.is_text
        if self.frame is not None:
            sides: dict[str, Any] = {name: _FRAME if side in self.frame else _THIN for side, name in _SIDES.items()}
            cell.border = Border(**sides)


_CAPTION_LOOKS = {
    CaptionKind.TITLE: _Look(_TITLE_FONT, align="center"),
    CaptionKind.LEFT: _Look(),
    CaptionKind.CENTRE: _Look(align="center"),
    CaptionKind.RIGHT: _Look(align="right"),
}
_CELL_LOOKS = {
    CellStyle.LABEL: _Look(),
    CellStyle.CENTRED_LABEL: _Look(align="center"),
    CellStyle.VALUE: _Look(),
    CellStyle.NARRATIVE: _Look(),
    CellStyle.MONEY: _Look(),
    CellStyle.HEAD: _Look(is_bold=True, align="center"),
    CellStyle.GROUP: _Look(align="center"),
    CellStyle.CENTRE: _Look(align="center"),
}


class _Writer:
    """Builds the workbook; ``_styles`` shares one style of openpyxl among all cells of one look."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.creator = "perfbudget"
        self._styles: dict[_Look, Any] = {}
        self._stripped: list[Stripped] = []
        self._problems: list[str] = []

    def result(self) -> XlsxResult:
        if self._problems:
            raise TooLongForExcel(self._problems)
        content = BytesIO()
        self._book.save(content)
        return XlsxResult(content.getvalue(), tuple(self._stripped))

    def add(self, paper: Paper, name: str) -> None:
        sheet = self._book.create_sheet(name)
        plan = plan_sheet(paper)
        label = ""
        for caption in plan.captions:
            self._write_caption(sheet, caption)
        for position in plan.positions:
            if position.cell.style in LABEL_STYLES | {CellStyle.GROUP}:
                label = position.cell.text
            self._write_cell(sheet, position, label)
        _set_sizes(sheet, plan)
        _set_page(sheet, plan, is_landscape=paper.is_landscape)
        self._set_margin_texts(sheet, paper)

    def _write_caption(self, sheet: Worksheet, caption: Caption) -> None:
        self._fill(sheet, caption.area, _CAPTION_LOOKS[caption.kind]._replace(size=caption.size))
        self._set_text(sheet, caption.area, caption.text, label=caption.text)

    def _write_cell(self, sheet: Worksheet, position: Position, label: str) -> None:
        cell = position.cell
        number_format = _number_format(cell)
        look = _CELL_LOOKS[cell.style]._replace(
            size=position.size,
            frame=position.frame,
            number_format=number_format or "General",
            is_text=bool(cell.text) and not number_format,
        )
        if cell.style is CellStyle.MONEY and position.is_line:
            look = look._replace(align="right")
        self._fill(sheet, position.area, look)
        if cell.number is not None and number_format:
            self._set_number(sheet, position.area, cell.number)
        else:
            self._set_text(sheet, position.area, cell.text, label=label, path=cell.path)

    def _fill(self, sheet: Worksheet, area: Area, look: _Look) -> None:
        """Give every cell of ``area`` the same look, so that its borders are closed, and merge it."""
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                cell: Any = sheet.cell(row, column)
                if look not in self._styles:
                    look.apply(cell)
                    self._styles[look] = cell._style  # noqa: SLF001 - to look it up for each cell takes 3 times as long
                cell._style = copy(self._styles[look])  # noqa: SLF001 - as above
        if area.is_merged:
            sheet.merged_cells.add(
                CellRange(min_row=area.top, min_col=area.left, max_row=area.bottom, max_col=area.right)
            )

    def _set_number(self, sheet: Worksheet, area: Area, number: Decimal) -> None:
        """Store ``number`` digit by digit; openpyxl would write the Decimal 0.07 as 0.07000000000000001."""
        cell = sheet.cell(area.top, area.left)
        cell.value = format(number, "f")
        cell.data_type = "n"

    def _set_text(self, sheet: Worksheet, area: Area, text: str, *, label: str, path: str = "") -> None:
        """Store ``text`` as text whatever it looks like; a blank leaves the cell empty."""
        legal = _legal(text)
        if illegal := "".join(_ILLEGAL.findall(text)):
            self._stripped.append(Stripped(sheet.title, area.coordinate, path, illegal))
        if not legal:
            return
        stored = _LOOKS_ESCAPED.sub("_x005F_", legal)  # Excel would show _x0041_ as A
        if (length := _utf16_length(stored)) > LONGEST_TEXT:
            self._problems.append(
                f"“{sheet.title}”的“{label[:20]}”（单元格 {area.coordinate}）有 {length} 个字符，"
                f"Excel 的单元格最多 {LONGEST_TEXT} 个。请缩短这一项，或改用 PDF。"
            )
            return
        cell = sheet.cell(area.top, area.left)
        cell.value = stored
        cell.data_type = "s"

    def _set_margin_texts(self, sheet: Worksheet, paper: Paper) -> None:
        """Watermark above and footer below every page; ``&`` begins a code there and is doubled."""
        watermark, footer = (_legal(text).replace("&", "&&") for text in (paper.watermark, paper.footer))
        for text in (watermark, footer):
            if _utf16_length(text) > LONGEST_MARGIN_TEXT:
                self._problems.append(
                    f"“{sheet.title}”的页眉或页脚有 {len(text)} 个字符，"
                    f"Excel 最多 {LONGEST_MARGIN_TEXT} 个，请缩短：“{text}”。"
                )
        head: Any = sheet.oddHeader
        foot: Any = sheet.oddFooter
        if watermark:
            head.center.text, head.center.size, head.center.color = watermark, 26, "A6A6A6"
        if footer:
            foot.left.text = footer
        foot.center.text = PAGE_FOOTER


def _number_format(cell: Cell) -> str:
    """The format that shows ``cell.number`` as ``cell.text``; empty when it has to be stored as text."""
    if cell.number is None or len(cell.number.normalize().as_tuple().digits) > _EXACT_DIGITS:
        return ""
    places = f".{'0' * cell.decimals}" if cell.decimals else ""
    for python_format, excel_format in ((f".{cell.decimals}f", "0"), (f",.{cell.decimals}f", "#,##0")):
        shown = format(cell.number, python_format)
        if shown == cell.text and Decimal(shown.replace(",", "")) == cell.number:
            return excel_format + places
    return ""


def _set_sizes(sheet: Worksheet, plan: SheetPlan) -> None:
    for column, width in enumerate(plan.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row, height in enumerate(plan.heights, 1):
        sheet.row_dimensions[row].height = height


def _set_page(sheet: Worksheet, plan: SheetPlan, *, is_landscape: bool) -> None:
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
