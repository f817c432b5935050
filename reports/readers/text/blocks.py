"""Lines of a text file as paragraphs and tables.

Three ways of writing a table are met:

- *rows*: a line is a row, tabs (or the bars of Markdown) part its cells; a blank cell is nothing between two tabs;
- *cells*: a line is a cell and begins with a tab, a blank line ends the row, two or more end the table; further
  paragraphs of a cell follow without a tab. Converters from Word write this;
- everything else is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reports.readers.source import SourceBlock, SourceCell, SourceTable, SourceText
from reports.readers.text.breaks import whole_rows

_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")  # what a converter leaves of the bookmarks of a Word file
_HEADING = re.compile(r"^\s*#{1,6}\s+")
_BOLD = re.compile(r"(\*\*|__)(?P<text>.+)\1")
_BARS = re.compile(r"^\s*\|(?P<cells>.*)\|\s*$")
_RULE = re.compile(r"^[\s\-–—=_:|+]{2,}$")  # the line under the head of a table that is drawn with characters
_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u200c\u200d\u2060\u00ad")
_ENDS_OF_LINE = re.compile(r"\r\n?|\f|\v|\u2028|\u2029|\x85")
_CELL_LINES_SHARE = 0.8  # of the lines with a tab, from which on a line is taken for a cell


@dataclass(slots=True)
class _Cell:
    text: str
    place: str


@dataclass(slots=True)
class _Table:
    """Rows of cells as they are collected."""

    line: int
    rows: list[list[_Cell]] = field(default_factory=list)

    def as_block(self) -> SourceTable:
        cells = tuple(
            SourceCell(row=at, column=number, text=cell.text.strip(), place=cell.place)
            for at, row in enumerate(self.rows)
            for number, cell in enumerate(row)
        )
        return SourceTable(cells, place=f"第 {self.line} 行起的表格", has_columns=False)


def blocks_of(text: str) -> tuple[SourceBlock, ...]:
    """Paragraphs and tables in the order of the text; each cell's place names its line."""
    lines = _ENDS_OF_LINE.sub("\n", text).translate(_INVISIBLE).split("\n")
    cells_in_lines = _has_cells_in_lines(lines)
    return tuple(_from_cell_lines(lines) if cells_in_lines else _from_row_lines(lines))


def _has_cells_in_lines(lines: Iterable[str]) -> bool:
    with_tab = [line for line in lines if "\t" in line]
    alone = [line for line in with_tab if line.startswith("\t") and line.count("\t") == 1]
    return bool(alone) and len(alone) >= _CELL_LINES_SHARE * len(with_tab)


def _paragraph(line: str, number: int) -> SourceText | None:
    text = _HEADING.sub("", _BOOKMARK.sub("", line)).strip()
    bold = _BOLD.fullmatch(text)
    text = bold["text"].strip() if bold else text
    return SourceText(text, place=f"第 {number} 行") if text and not _RULE.match(text) else None


def _from_row_lines(lines: list[str]) -> Iterator[SourceBlock]:
    table: _Table | None = None
    for number, line in whole_rows(lines):
        cells = _cells_of_row(line)
        if cells is None:
            if table:
                yield table.as_block()
                table = None
            paragraph = _paragraph(line, number)
            if paragraph:
                yield paragraph
            continue
        if all(_RULE.match(cell) for cell in cells if cell.strip()) and any(cell.strip() for cell in cells):
            continue
        table = table or _Table(number)
        table.rows.append(
            [_Cell(_BOOKMARK.sub("", cell), f"第 {number} 行第 {at} 格") for at, cell in enumerate(cells, 1)]
        )
    if table:
        yield table.as_block()


def _cells_of_row(line: str) -> list[str] | None:
    bars = _BARS.match(line)
    if bars and "\t" not in line:
        return bars["cells"].split("|")
    return line.split("\t") if "\t" in line else None


def _from_cell_lines(lines: list[str]) -> Iterator[SourceBlock]:
    table: _Table | None = None
    blank_lines = 0
    for number, line in enumerate(lines, 1):
        if not line.strip(" \u3000\xa0") and not line.startswith("\t"):
            blank_lines += 1
            continue
        if table and blank_lines > 1:
            yield table.as_block()
            table = None
        if line.startswith("\t"):
            table = table or _Table(number)
            if blank_lines or not table.rows:
                table.rows.append([])
            row = table.rows[-1]
            row.append(_Cell(_BOOKMARK.sub("", line), f"第 {number} 行"))
        elif table and not blank_lines:
            table.rows[-1][-1].text += f"\n{line}"
        else:
            if table:
                yield table.as_block()
                table = None
            paragraph = _paragraph(line, number)
            if paragraph:
                yield paragraph
        blank_lines = 0
    if table:
        yield table.as_block()
