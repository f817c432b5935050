"""Where everything of a paper stands on its Excel sheet, and how large rows and columns are.

One row of a grid is one sheet row, except where a row would be higher than Excel allows: such a row takes several sheet
rows, over which each of its cells is merged. Grids with different columns share the sheet columns that all their edges
fall on. Heights are estimated, because Excel does not fit merged cells by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil

from openpyxl.utils import get_column_letter

from projects.paper.grid import Cell, Grid, GridForm, Paper

SHEET_WIDTH = 94  # characters of the default font: 665 pixels, what A4 has between the margins
LANDSCAPE_WIDTH = 140.5  # the same across: 994 pixels
BODY_SIZE = 10.5  # points
TITLE_SIZE = 20
LATER_TITLE_SIZE = 16
COVER_TITLE_SIZE = 26
COVER_SIZE = 14
_POINTS_PER_CHARACTER = 5.25
_LINE_HEIGHT = 1.43  # of the font size; song typefaces need 1.3
_SIDE_PADDING = 6  # points, left and right together
_ROW_PADDING = 7  # points, above and below together
_GAP = 12  # points, above a later grid
_COVER_SPACES = (150, 70)  # points, above the title and above the lines of a cover
_HIGHEST_ROW = 409  # points, the limit of Excel
_MIDDLE_TOLERANCE = Fraction(1, 50)  # of the sheet's width: how far off centre a note may stand
_LONG_LINE = 7  # Chinese characters: from here on a line is seldom full
_NARROW = re.compile(r"[\x20-\xff｡-ﾟ]")


class CaptionKind(StrEnum):
    """What stands above a grid, outside its lines."""

    TITLE = "title"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of sheet cells, 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def coordinate(self) -> str:
        """Of the upper left cell, which holds the value: ``B5``."""
        return f"{get_column_letter(self.left)}{self.top}"

    @property
    def is_merged(self) -> bool:
        return (self.top, self.left) != (self.bottom, self.right)


@dataclass(frozen=True, slots=True)
class Position:
    """A cell of the grid ``grid`` at (``row``, ``column``), zero-based, and its area on the sheet.

    ``is_line`` tells the cells of a table under a head; ``frame`` names the sides (``t``, ``l``, ``b``, ``r``) on
    which the cell touches the frame of the grid, ``None`` in a grid without lines. ``size`` is that of the type.
    """

    grid: int
    row: int
    column: int
    cell: Cell
    area: Area
    is_line: bool
    frame: str | None
    size: float = BODY_SIZE


@dataclass(frozen=True, slots=True)
class Caption:
    """A title or note above a grid; ``size`` is that of the type."""

    kind: CaptionKind
    text: str
    area: Area
    size: float


@dataclass(slots=True)
class SheetPlan:
    """A whole sheet: widths in characters, heights in points by sheet row minus one.

    ``head_rows`` are the first and last sheet row that every printed page repeats; ``breaks`` are the
    sheet rows after which a new page begins.
    """

    widths: tuple[float, ...]
    heights: list[float] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    head_rows: tuple[int, int] | None = None
    breaks: list[int] = field(default_factory=list)


def cell_positions(paper: Paper) -> Iterator[Position]:
    """Every cell of every grid of ``paper`` with its place on the sheet, in the order of ``Grid.placed``."""
    yield from plan_sheet(paper).positions


def plan_sheet(paper: Paper) -> SheetPlan:
    """Lay the grids of ``paper`` under one another."""
    edges_of = [_edges(grid) for grid in paper.grids]
    edges = sorted({Fraction(0), Fraction(1), *(edge for own in edges_of for edge in own)})
    width = Fraction(LANDSCAPE_WIDTH if paper.is_landscape else SHEET_WIDTH)
    plan = SheetPlan(tuple(round(float((right - left) * width), 2) for left, right in pairwise(edges)))
    at = {edge: column for column, edge in enumerate(edges, 1)}
    for index, (grid, own, starts_page) in enumerate(zip(paper.grids, edges_of, paper.page_starts(), strict=True)):
        if starts_page:
            plan.breaks.append(len(plan.heights))
        elif plan.heights:
            plan.heights.append(_GAP)
        _add_captions(plan, grid, edges)
        _add_grid(plan, index, grid, [at[edge] for edge in own])
    return plan


def _edges(grid: Grid) -> list[Fraction]:
    """The column edges of ``grid`` as parts of its width, 0 and 1 included."""
    total = sum(map(Fraction, grid.columns), Fraction(0))
    return [Fraction(0), *(edge / total for edge in accumulate(map(Fraction, grid.columns)))]


def _add_captions(plan: SheetPlan, grid: Grid, edges: list[Fraction]) -> None:
    is_cover = grid.form is GridForm.COVER
    title_size = COVER_TITLE_SIZE if is_cover else LATER_TITLE_SIZE if plan.heights else TITLE_SIZE
    if is_cover:
        plan.heights.append(_COVER_SPACES[0])
    for row in _caption_rows(plan, grid, edges):
        height = 0.0
        sheet_row = len(plan.heights) + 1
        for kind, text, left, right in row:
            size = title_size if kind is CaptionKind.TITLE else _size(grid)
            height = max(height, _height(text, size, sum(plan.widths[left:right])))
            plan.captions.append(Caption(kind, text, Area(sheet_row, left + 1, sheet_row, right), size))
        plan.heights.append(round(min(height, _HIGHEST_ROW), 2))
    if is_cover:
        plan.heights.append(_COVER_SPACES[1])


def _size(grid: Grid) -> float:
    return COVER_SIZE if grid.form is GridForm.COVER else BODY_SIZE


def _caption_rows(
    plan: SheetPlan, grid: Grid, edges: list[Fraction]
) -> Iterator[list[tuple[CaptionKind, str, int, int]]]:
    """Rows of (kind, text, first column, column after the last), zero-based.

    All notes share a row if the columns allow the middle one to stand in the middle; else it has its own.
    """
    last = len(edges) - 1
    if grid.title:
        yield [(CaptionKind.TITLE, grid.title, 0, last)]
    left, centre, right = grid.left_note, grid.centre_note, grid.right_note
    if centre and (left or right) and (split := _middle(plan, grid, edges)):
        notes = [
            (CaptionKind.LEFT, left, 0, split[0]),
            (CaptionKind.CENTRE, centre, *split),
            (CaptionKind.RIGHT, right, split[1], last),
        ]
        yield [note for note in notes if note[1]]
        return
    if centre:
        yield [(CaptionKind.CENTRE, centre, 0, last)]
    half = min(range(1, last), key=lambda column: abs(edges[column] - Fraction(1, 2)), default=0)
    if left and right and half:
        yield [(CaptionKind.LEFT, left, 0, half), (CaptionKind.RIGHT, right, half, last)]
        return
    if left:
        yield [(CaptionKind.LEFT, left, 0, last)]
    if right:
        yield [(CaptionKind.RIGHT, right, 0, last)]


def _middle(plan: SheetPlan, grid: Grid, edges: list[Fraction]) -> tuple[int, int] | None:
    """The columns from and to which the middle note can stand beside the others, each on one line."""
    inner = range(1, len(edges) - 1)
    pairs = [(start, end) for start in inner for end in inner if start < end]
    for start, end in sorted(pairs, key=lambda pair: abs(edges[pair[0]] + edges[pair[1]] - 1)):
        if abs(edges[start] + edges[end] - 1) > 2 * _MIDDLE_TOLERANCE:
            return None
        widths = plan.widths[:start], plan.widths[start:end], plan.widths[end:]
        notes = grid.left_note, grid.centre_note, grid.right_note
        if all(_lines(note, BODY_SIZE, sum(width)) <= 1 for note, width in zip(notes, widths, strict=True)):
            return start, end
    return None


def _add_grid(plan: SheetPlan, index: int, grid: Grid, columns: list[int]) -> None:
    """Add the cells of ``grid``, whose column edges are the left edges of the sheet columns ``columns``."""
    placed = list(grid.placed())
    heights = _row_heights(plan, grid, placed, columns)
    pieces = [ceil(height / _HIGHEST_ROW) for height in heights]
    tops = list(accumulate(pieces, initial=len(plan.heights) + 1))
    for height, count in zip(heights, pieces, strict=True):
        plan.heights.extend([round(height / count, 2)] * count)
    head_rows, line_rows = _banded_rows(grid)
    is_ruled = grid.form is GridForm.RULED
    if head_rows:
        plan.head_rows = tops[head_rows[0]], tops[head_rows[-1] + 1] - 1
    for row, column, cell in placed:
        below, beside = row + cell.row_span, column + cell.col_span
        sides = {"t": row == 0, "l": column == 0, "b": below == len(heights), "r": beside == len(grid.columns)}
        plan.positions.append(
            Position(
                grid=index,
                row=row,
                column=column,
                cell=cell,
                area=Area(tops[row], columns[column], tops[below] - 1, columns[beside] - 1),
                is_line=row in line_rows,
                frame="".join(side for side, touches in sides.items() if touches) if is_ruled else None,
                size=_size(grid),
            )
        )


def _row_heights(plan: SheetPlan, grid: Grid, placed: list[tuple[int, int, Cell]], columns: list[int]) -> list[float]:
    """Points for every row; a cell over several rows makes them all higher by the same amount."""
    size = _size(grid)
    heights = [_height("", size, SHEET_WIDTH)] * sum(1 for _ in grid.rows())
    for row, column, cell in sorted(placed, key=lambda place: place[2].row_span):
        width = sum(plan.widths[columns[column] - 1 : columns[column + cell.col_span] - 1])
        missing = _height(cell.text, size, width) - sum(heights[row : row + cell.row_span])
        if missing > 0:
            for each in range(row, row + cell.row_span):
                heights[each] += missing / cell.row_span
    return heights


def _banded_rows(grid: Grid) -> tuple[range | None, set[int]]:
    """The head rows of the last table with a head, and all rows that stand under or in a head."""
    head_rows: range | None = None
    line_rows: set[int] = set()
    row = 0
    for band in grid.bands:
        start = row
        row += len(band.head) + sum(len(group.rows) for group in band.groups)
        if band.head:
            head_rows = range(start, start + len(band.head))
            line_rows.update(range(start, row))
    return head_rows, line_rows


def _height(text: str, size: float, width: float) -> float:
    return max(_lines(text, size, width), 1) * size * _LINE_HEIGHT + _ROW_PADDING


def _lines(text: str, size: float, width: float) -> int:
    """How many lines ``text`` takes in ``width`` characters, rather one too many than one too few."""
    room = (width * _POINTS_PER_CHARACTER - _SIDE_PADDING) / size
    if room > _LONG_LINE:
        room -= 1  # punctuation and words move to the next line
    return sum(max(1, ceil(_full_widths(line) / max(room, 1))) for line in text.split("\n")) if text else 0


def _full_widths(line: str) -> float:
    """The length of ``line`` in Chinese characters."""
    return len(line) - len(_NARROW.findall(line)) / 2
