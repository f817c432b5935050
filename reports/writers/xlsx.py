"""Papers as an Excel workbook: one sheet each, ready to print on A4.

What a cell of the grid says, the sheet cell says: amounts are numbers that are shown as on paper, everything else
is text that Excel never takes for a formula, a number or a date. Where each cell stands: ``cell_positions``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from projects.paper.grid import LABEL_STYLES, Cell, CellStyle, Paper
from reports.writers.xlsx_looks import (
    CAPTION_LOOKS,
    EXACT_DIGITS,
    ILLEGAL,
    LONGEST_TEXT,
    Painter,
    cell_look,
    escaped,
    legal,
    set_number,
    set_page,
    set_sizes,
    set_text,
    utf16_length,
)
from reports.writers.xlsx_plan import Area, Caption, Position, cell_positions, plan_sheet

__all__ = ["Stripped", "TooLongForExcel", "XlsxResult", "cell_positions", "sheet_names", "write_xlsx"]

LONGEST_MARGIN_TEXT = 200  # of 255 UTF-16 units; the rest are codes and the page number
LONGEST_SHEET_NAME = 31
PAGE_FOOTER = "第 &P 页 共 &N 页"
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
    for paper, name in zip(papers, sheet_names(papers), strict=True):
        writer.add(paper, name)
    return writer.result()


def sheet_names(papers: Sequence[Paper]) -> Iterator[str]:
    """The names of the papers as :func:`legal_sheet_names`."""
    return legal_sheet_names([paper.name for paper in papers])


def legal_sheet_names(names: Sequence[str]) -> Iterator[str]:
    """Legal names, different from each other also when case is ignored, as Excel does."""
    taken = {"history"}  # reserved by Excel
    for number, wanted in enumerate(names, 1):
        plain = _NOT_IN_SHEET_NAME.sub(" ", ILLEGAL.sub("", wanted)).strip(" '") or f"表{number}"
        name, copies = _cut(plain, LONGEST_SHEET_NAME).rstrip(" '"), 1
        while name.casefold() in taken:
            copies += 1
            suffix = f"（{copies}）"
            name = _cut(plain, LONGEST_SHEET_NAME - len(suffix)).rstrip(" '") + suffix
        taken.add(name.casefold())
        yield name


def _cut(text: str, longest: int) -> str:
    while utf16_length(text) > longest:
        text = text[:-1]
    return text


class _Writer:
    """Builds the workbook."""

    def __init__(self) -> None:
        self._book = Workbook()
        self._book.remove(self._book.worksheets[0])
        self._book.properties.creator = "perfbudget"
        self._painter = Painter()
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
        set_sizes(sheet, plan)
        set_page(sheet, plan, is_landscape=paper.is_landscape)
        self._set_margin_texts(sheet, paper)

    def _write_caption(self, sheet: Worksheet, caption: Caption) -> None:
        self._painter.fill(sheet, caption.area, CAPTION_LOOKS[caption.kind]._replace(size=caption.size))
        self._set_text(sheet, caption.area, caption.text, label=caption.text)

    def _write_cell(self, sheet: Worksheet, position: Position, label: str) -> None:
        cell = position.cell
        number_format = _number_format(cell)
        is_text = bool(cell.text) and not number_format
        look = cell_look(position)._replace(number_format=number_format or "General", is_text=is_text)
        self._painter.fill(sheet, position.area, look)
        if cell.number is not None and number_format:
            set_number(sheet.cell(position.area.top, position.area.left), cell.number)
        else:
            self._set_text(sheet, position.area, cell.text, label=label, path=cell.path)

    def _set_text(self, sheet: Worksheet, area: Area, text: str, *, label: str, path: str = "") -> None:
        """Store ``text`` as text whatever it looks like; a blank leaves the cell empty."""
        if illegal := "".join(ILLEGAL.findall(text)):
            self._stripped.append(Stripped(sheet.title, area.coordinate, path, illegal))
        if (length := utf16_length(escaped(legal(text)))) > LONGEST_TEXT:
            self._problems.append(
                f"“{sheet.title}”的“{label[:20]}”（单元格 {area.coordinate}）有 {length} 个字符，"
                f"Excel 的单元格最多 {LONGEST_TEXT} 个。请缩短这一项，或改用 PDF。"
            )
            return
        set_text(sheet.cell(area.top, area.left), text)

    def _set_margin_texts(self, sheet: Worksheet, paper: Paper) -> None:
        """Watermark above and footer below every page; ``&`` begins a code there and is doubled."""
        watermark, footer = (legal(text).replace("&", "&&") for text in (paper.watermark, paper.footer))
        for text in (watermark, footer):
            if utf16_length(text) > LONGEST_MARGIN_TEXT:
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
    if cell.number is None or len(cell.number.normalize().as_tuple().digits) > EXACT_DIGITS:
        return ""
    places = f".{'0' * cell.decimals}" if cell.decimals else ""
    for python_format, excel_format in ((f".{cell.decimals}f", "0"), (f",.{cell.decimals}f", "#,##0")):
        shown = format(cell.number, python_format)
        if shown == cell.text and Decimal(shown.replace(",", "")) == cell.number:
            return excel_format + places
    return ""
