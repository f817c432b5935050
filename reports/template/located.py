"""Which cell of the sheet is which place of the form now, wherever its row has moved to."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from reports.readers.template_marks import is_mark
from reports.template.book import RawBook, RawCell
from reports.template.carried import HIDDEN_SHEET, LineRow
from reports.template.guide import GUIDE_SHEET
from reports.template.marks import Marks, find_marks

MISTAKES_SHEET = "填写错误"
OWN_SHEETS = frozenset((GUIDE_SHEET, HIDDEN_SHEET, MISTAKES_SHEET))
Cells = dict[tuple[int, int], RawCell]


class Places(Protocol):
    """What the marked places of a sheet are; see :class:`~reports.template.carried.Carried`."""

    @property
    def inputs(self) -> tuple[tuple[int, int, str], ...]: ...
    @property
    def labels(self) -> tuple[tuple[int, int, str], ...]: ...
    @property
    def lines(self) -> Mapping[int, LineRow]: ...


@dataclass(frozen=True, slots=True)
class InsertedRow:
    """A row of the table ``line`` that the template did not have; ``below`` is the mark of the row above it.

    ``cells`` are (exchange member, cell).
    """

    line: LineRow
    sheet_row: int
    below: int
    cells: tuple[tuple[str, RawCell], ...]


@dataclass(slots=True)
class Located:
    """The filled sheet, sorted out.

    ``cells`` has an entry for every input of the template that is still there: its path with its coordinates and its
    content. ``lost`` are the paths of inputs whose row or column is gone; ``changed`` are printed texts that were
    altered (coordinate, old, new); ``others`` all remaining cells, by sheet.
    """

    sheet: str
    marks: Marks
    cells: dict[str, tuple[int, int]] = field(default_factory=dict)
    contents: dict[str, RawCell] = field(default_factory=dict)
    inserted: list[InsertedRow] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    changed: list[tuple[RawCell, str]] = field(default_factory=list)
    others: list[tuple[str, RawCell]] = field(default_factory=list)


def locate(book: RawBook, places: Places) -> Located | None:
    """Sort out the cells of the sheet that bears the marks; ``None`` where none does."""
    found = [(title, marks) for title, cells in book.sheets.items() if (marks := marks_of(cells))]
    if not found:
        return None
    title, marks = max(found, key=lambda each: len(each[1].rows))
    located = located_on(title, book.sheets[title], marks, places)
    for other, others in book.sheets.items():
        if other != title and other not in OWN_SHEETS:
            located.others += [(other, cell) for cell in others.values()]
    return located


def marks_of(cells: Cells) -> Marks | None:
    """The marks of one sheet."""
    return find_marks({place: cell.value for place, cell in cells.items() if isinstance(cell.value, str)})


def located_on(title: str, on_sheet: Cells, marks: Marks, places: Places) -> Located:
    """The cells of one marked sheet, sorted out."""
    located = Located(title, marks)
    cells = {place: cell for place, cell in on_sheet.items() if not is_mark(cell.value)}
    _take_inputs(located, places, cells)
    _take_labels(located, places, cells)
    _take_inserted(located, places, cells)
    located.others += [(title, cell) for cell in cells.values()]
    return located


def _take_inputs(located: Located, places: Places, cells: Cells) -> None:
    for row, column, path in places.inputs:
        place = _now(located.marks, row, column)
        if place is None:
            located.lost.append(path)
            continue
        located.cells[path] = place
        if place in cells:
            located.contents[path] = cells.pop(place)


def _take_labels(located: Located, places: Places, cells: Cells) -> None:
    """Printed texts that still stand where they stood are no content; altered ones are told."""
    for row, column, text in places.labels:
        place = _now(located.marks, row, column)
        cell = cells.get(place) if place else None
        if cell is None:
            continue
        if _squeezed(cell.text()) != _squeezed(text):
            located.changed.append((cell, text))
        del cells[cell.row, cell.column]


def _take_inserted(located: Located, places: Places, cells: Cells) -> None:
    """Cells in rows without a mark, between or right behind rows of a table, in the columns of its members."""
    marks = located.marks
    mark_of = {sheet_row: mark for mark, sheet_row in marks.rows.items()}
    marked = sorted(mark_of)
    members = _members(places)
    by_row: dict[int, list[RawCell]] = {}
    for (row, _), cell in cells.items():
        if row not in mark_of:
            by_row.setdefault(row, []).append(cell)
    for row, in_row in sorted(by_row.items()):
        at = bisect.bisect_left(marked, row)
        around = [mark_of[each] for each in (*marked[max(at - 1, 0) : at], *marked[at : at + 1])]
        line_mark = next((mark for mark in around if mark in places.lines), None)
        if line_mark is None:
            continue
        line = places.lines[line_mark]
        columns = {marks.columns.get(column): member for column, member in members.get(line.lines, {}).items()}
        own = [(columns[cell.column], cell) for cell in in_row if cell.column in columns]
        for _, cell in own:
            del cells[cell.row, cell.column]
        _drop_copied_labels(located, places, cells, in_row)
        if own:
            located.inserted.append(InsertedRow(line, row, around[0], tuple(own)))


def _drop_copied_labels(located: Located, places: Places, cells: Cells, in_row: list[RawCell]) -> None:
    """A row that was copied whole brings printed texts with it."""
    if not in_row or in_row[0].row not in located.marks.copies:
        return
    printed = {_squeezed(text) for _, _, text in places.labels}
    for cell in in_row:
        if (cell.row, cell.column) in cells and _squeezed(cell.text()) in printed:
            del cells[cell.row, cell.column]


def _members(places: Places) -> dict[str, dict[int, str]]:
    """The member of every column of every table, by the mark of the column."""
    found: dict[str, dict[int, str]] = {}
    for lines, column, member in _line_inputs(places):
        found.setdefault(lines, {})[column] = member
    return found


def _line_inputs(places: Places) -> Iterator[tuple[str, int, str]]:
    for row, column, path in places.inputs:
        if row in places.lines and "]." in path:
            yield places.lines[row].lines, column, path.partition("].")[2]


def _now(marks: Marks, row: int, column: int) -> tuple[int, int] | None:
    if row not in marks.rows or column not in marks.columns:
        return None
    return marks.rows[row], marks.columns[column]


def _squeezed(text: str) -> str:
    return "".join(text.split())
