"""The columns of a table whose head may stand in several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.readers.source import SourceCell, SourceTable

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its lowest heading; it reaches from ``start`` up to, not including, ``end``."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table and the rows of data below them."""

    columns: tuple[Column, ...]
    above: tuple[list[SourceCell], ...]
    below: tuple[list[SourceCell], ...]

    def cell(self, row: Sequence[SourceCell], column: Column) -> SourceCell | None:
        """The cell of a row in a column; ``None`` where there is nothing."""
        return next((cell for cell in row if column.start <= cell.column < column.end and cell.text.strip()), None)


def squeezed(text: str) -> str:
    """Without blanks, which headings are spaced with."""
    return _BLANKS.sub("", text)


def columns_of(table: SourceTable, headings: re.Pattern[str], *, least: int) -> Columns | None:
    """The columns of a table with at least ``least`` headings that ``headings`` knows; ``None`` for other tables.

    The head ends with the last row that has nothing but headings and blanks.
    """
    rows = [cells for _, cells in table.rows()]
    known = [sum(bool(headings.search(squeezed(cell.text))) for cell in row) for row in rows]
    first = next((number for number, count in enumerate(known) if count >= least), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(rows) and _is_head(rows[last + 1], headings):
        last += 1
    begin = first
    while begin > 0 and known[begin - 1] and _is_head(rows[begin - 1], headings):
        begin -= 1
    head = rows[begin : last + 1]
    leaves = _by_place(head) if table.has_columns else _by_order(head)
    return Columns(tuple(leaves), tuple(rows[:begin]), tuple(rows[last + 1 :]))


def _is_head(row: Sequence[SourceCell], headings: re.Pattern[str]) -> bool:
    texts = [squeezed(cell.text) for cell in row if cell.text.strip()]
    return bool(texts) and sum(bool(headings.search(text)) for text in texts) * 2 > len(texts)


def _by_place(head: Sequence[Sequence[SourceCell]]) -> list[Column]:
    """By where the cells stand on the paper: each column has the lowest heading above it."""
    lowest: dict[int, SourceCell] = {}
    for row in head:
        for cell in row:
            if cell.text.strip():
                for column in range(cell.column, cell.column + cell.col_span):
                    lowest[column] = cell
    columns: list[Column] = []
    for number in sorted(lowest):
        cell = lowest[number]
        begin = max(cell.column, columns[-1].end if columns else 0)
        if columns and lowest.get(number - 1) is cell:
            columns[-1] = Column(columns[-1].name, columns[-1].start, number + 1)
        else:
            columns.append(Column(squeezed(cell.text), min(begin, number), number + 1))
    return columns


def _by_order(head: Sequence[Sequence[SourceCell]]) -> list[Column]:
    """Where a cell is only the how-many-th of its row: a blank is merged with the heading above it.

    Of the headings of a lower row, each run between blanks belongs to one heading above.
    """
    names = [squeezed(cell.text) for cell in head[0]]
    for row in head[1:]:
        texts = [squeezed(cell.text) for cell in row]
        names = texts if len(texts) == len(names) and all(texts) else _refined(names, texts)
    return [Column(name, number, number + 1) for number, name in enumerate(names)]


def _refined(above: list[str], texts: list[str]) -> list[str]:
    names: list[str] = []
    owner = 0
    in_run = False
    for text in texts:
        if text:
            owner += not in_run
            in_run = True
            names.append(text)
        else:
            names.append(above[owner] if owner < len(above) else "")
            owner += 1
            in_run = False
    return names
