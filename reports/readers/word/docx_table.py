"""The tables of a Word document in XML: rows and cells with their spans resolved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Final
from xml.etree.ElementTree import Element

from reports.readers.limits import Limits
from reports.readers.source import SourceTable
from reports.readers.word.docx_names import child, children, is_on, number, tag_of, value
from reports.readers.word.docx_text import ParagraphReader, joins_next
from reports.readers.word.table import WordCell, unfolded

# Elements that only wrap what counts.
_WRAPPERS: Final = frozenset(("sdtContent", "customXml", "smartTag", "ins", "moveTo"))


def contents(element: Element) -> Iterator[Element]:
    """The paragraphs, tables, rows or cells in ``element``, taken out of their wrappers."""
    for part in element:
        name = tag_of(part)
        if name == "sdt":
            if not is_on(child(part, "sdtPr", "showingPlcHdr")):
                yield from chain.from_iterable(contents(inner) for inner in children(part, "sdtContent"))
        elif name == "mc:AlternateContent":
            yield from chain.from_iterable(contents(inner) for inner in list(part)[:1])
        elif name in _WRAPPERS:
            yield from contents(part)
        else:
            yield part


def paragraphs(parts: Iterator[Element], reader: ParagraphReader) -> Iterator[str | Element]:
    """Each paragraph as its text and each table as its element, in order; text boxes follow their paragraph."""
    carried = ""
    for part in parts:
        name = tag_of(part)
        if name == "tbl":
            yield part
        elif name == "p":
            text = carried + reader.text(part)
            carried = text if joins_next(part) else ""
            if not carried:
                yield text
            for box in reader.taken_boxes():
                yield from paragraphs(contents(box), reader)
    if carried:
        yield carried


class TableReader:
    """Reads the tables of a document."""

    def __init__(self, reader: ParagraphReader, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._cells = 0

    def read(self, table: Element, place: str) -> SourceTable:
        """One table; ``place`` names it. Raises :class:`Unreadable` where it is too large."""
        return unfolded(self._cells_of(table, place), place)

    def _cells_of(self, table: Element, place: str) -> list[WordCell]:
        """The cells with their row spans; a cell that only continues the one above is left out."""
        cells: list[WordCell] = []
        above: dict[int, WordCell] = {}
        rows = (row for row in contents(table) if tag_of(row) == "tr" and child(row, "trPr", "del") is None)
        for row_number, row in enumerate(rows):
            here: dict[int, WordCell] = {}
            for ordinal, (left, right, element) in enumerate(_row_cells(row), 1):
                start = above.get(left)
                if start is not None and start.right == right and _continues(element):
                    start.bottom = row_number + 1
                    here[left] = start
                    continue
                name = f"{place}第 {row_number + 1} 行第 {ordinal} 列"
                here[left] = WordCell(row_number, row_number + 1, left, right, name)
                here[left].blocks = self._blocks(element, name)
                cells.append(here[left])
            above = here
            columns = max((cell.right for cell in here.values()), default=0)
            self._cells += columns
            self._limits.check_table(place, 1, columns)
            self._limits.check_table(f"到{place}为止", self._cells, 1)
        return cells

    def _blocks(self, cell: Element, place: str) -> list[str | list[WordCell]]:
        blocks: list[str | list[WordCell]] = []
        tables = 0
        for block in paragraphs(contents(cell), self._reader):
            if isinstance(block, str):
                blocks.append(block)
            else:
                tables += 1
                blocks.append(self._cells_of(block, f"{place}内的第 {tables} 个表"))
        return blocks


def _continues(cell: Element) -> bool:
    """Whether the cell is merged with the one above it."""
    merge = child(cell, "tcPr", "vMerge")
    return merge is not None and (value(merge) or "continue") == "continue"


def _row_cells(row: Element) -> list[tuple[int, int, Element]]:
    """(grid column, the column after it, element) of every cell."""
    found: list[tuple[int, int, Element]] = []
    column = number(child(row, "trPr", "gridBefore"), 0)
    for cell in contents(row):
        if tag_of(cell) != "tc":
            continue
        span = max(1, number(child(cell, "tcPr", "gridSpan"), 1))
        merge = child(cell, "tcPr", "hMerge")
        if found and merge is not None and (value(merge) or "continue") == "continue":
            left, right, element = found[-1]
            found[-1] = (left, right + span, element)
        else:
            found.append((column, column + span, cell))
        column += span
    return found
