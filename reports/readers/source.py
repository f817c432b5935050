"""What a file holds, whatever its kind: texts and tables in reading order, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of a table; ``row`` and ``column`` are zero-based and count from the table's corner.

    ``text`` is what a person sees there (display format applied). ``value`` is the real number, date or truth
    value where the file stores one. ``place`` names the cell for people (``B3``, ``第 2 行第 1 列``).
    ``doubt`` says in Chinese why the text may not be what the paper says; empty: read with certainty.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    col_span: int = 1
    value: Decimal | date | bool | None = None
    place: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One table; blank cells may be left out, cells covered by a span are left out.

    ``place`` names the table for people: ``工作表“绩效目标表”``, ``第 2 页第 1 个表``.
    ``has_columns`` says that column numbers are places on the paper; where it is false (text files) a column is only
    the how-many-th cell of its row.
    """

    cells: tuple[SourceCell, ...]
    place: str = ""
    has_columns: bool = True

    def rows(self) -> Iterator[tuple[int, list[SourceCell]]]:
        """Row numbers in order, each with the cells that start there, left to right."""
        by_row: dict[int, list[SourceCell]] = {}
        for cell in self.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for number in sorted(by_row):
            yield number, sorted(by_row[number], key=lambda cell: cell.column)


@dataclass(frozen=True, slots=True)
class SourceText:
    """One paragraph between tables (title lines, notes, other matter)."""

    text: str
    place: str = ""
    doubt: str = ""


SourceBlock = SourceTable | SourceText


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Everything that was found in one file, in reading order. ``kind`` is its extension without the dot.

    ``is_own`` tells the product's own prints and exports: what their labels say of units holds.
    """

    name: str
    kind: str
    blocks: tuple[SourceBlock, ...]
    is_own: bool = False


class Unreadable(Exception):
    """A file that cannot be read; ``message`` says in Chinese why and what to do instead."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)
