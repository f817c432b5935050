"""Paper as a grid: rows of cells with text, spans and a style name.

A layout and a document make a :class:`Paper` (see :mod:`projects.paper.compose`);
the PDF, Excel and browser writers each draw a ``Paper`` and know nothing of forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum


class CellStyle(StrEnum):
    """How a cell looks. Every writer must know every style."""

    LABEL = "label"  # the printed name of a field
    CENTRED_LABEL = "centred-label"  # the same, over a column of values
    VALUE = "value"  # one-line value, left
    NARRATIVE = "narrative"  # long text: keeps its line breaks, may run over pages
    MONEY = "money"  # an amount in the layout's unit
    HEAD = "head"  # column heading of a line table
    GROUP = "group"  # merged 一级/二级 name
    CENTRE = "centre"  # short value, centred


LABEL_STYLES = frozenset({CellStyle.LABEL, CellStyle.CENTRED_LABEL})


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    ``number`` is set for amounts only: the same figure as ``text``, in the printed unit,
    for writers that can store numbers; ``decimals`` is how many places ``text`` shows.
    ``path`` is the exchange path of the value (``amounts.total``), empty for labels.
    """

    text: str
    style: CellStyle = CellStyle.VALUE
    col_span: int = 1
    row_span: int = 1
    number: Decimal | None = None
    decimals: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells that start in this row; places covered by a span from above are left out."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows that belong together: no span leaves the group, and a page break avoids it."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A run of row groups under a head that repeats on every page (empty: none)."""

    groups: tuple[RowGroup, ...]
    head: tuple[Row, ...] = ()
    key: str = ""


class GridForm(StrEnum):
    """How a grid is drawn."""

    RULED = "ruled"  # closed lines around every cell
    PLAIN = "plain"  # the same places without lines
    COVER = "cover"  # a page of its own: large title, lines of text


@dataclass(frozen=True, slots=True)
class Grid:
    """One table with its title lines; ``new_page`` says that it starts a page.

    ``columns`` are relative widths; in every row the spans add up to ``len(columns)``.
    """

    title: str
    columns: tuple[Decimal, ...]
    bands: tuple[Band, ...]
    left_note: str = ""
    centre_note: str = ""
    right_note: str = ""
    form: GridForm = GridForm.RULED
    new_page: bool = False

    def rows(self) -> Iterator[Row]:
        """Every row top to bottom, heads included once."""
        for band in self.bands:
            yield from band.head
            for group in band.groups:
                yield from group.rows

    def tables(self) -> Iterator[tuple[Band, ...]]:
        """The bands that are drawn as one table: neighbours without a head, but each with a head alone.

        Only at its beginning can a table have rows that repeat on every page.
        """
        run: list[Band] = []
        for band in self.bands:
            if run and (band.head or run[-1].head):
                yield tuple(run)
                run = []
            run.append(band)
        if run:
            yield tuple(run)

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with its zero-based (row, column), spans resolved."""
        taken: dict[int, set[int]] = {}
        for row_index, row in enumerate(self.rows()):
            column = 0
            for cell in row.cells:
                while column in taken.get(row_index, ()):
                    column += 1
                yield row_index, column, cell
                for below in range(row_index, row_index + cell.row_span):
                    taken.setdefault(below, set()).update(range(column, column + cell.col_span))
                column += cell.col_span
            taken.pop(row_index - 1, None)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the foot of an official paper shows to have it verified: the code, and the address behind its QR code."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole printed form: its grids in order, and what stands around them.

    ``watermark`` is empty for an approved paper; ``footer`` is the left foot of each page;
    ``is_landscape`` says that the pages lie across.
    """

    name: str
    grids: tuple[Grid, ...]
    watermark: str = ""
    footer: str = ""
    is_landscape: bool = False
    language: str = field(default="zh-CN")
    stamp: Stamp | None = None

    def page_starts(self) -> list[bool]:
        """Of every grid, whether a page is begun for it; a cover has its page for itself."""
        starts = [grid.new_page or grid.form is GridForm.COVER for grid in self.grids]
        after_cover = [False, *(grid.form is GridForm.COVER for grid in self.grids)]
        return [
            number > 0 and (own or after) for number, (own, after) in enumerate(zip(starts, after_cover, strict=False))
        ]


def split_group(group: RowGroup, at: int, mark: str = "（续）") -> tuple[RowGroup, RowGroup]:
    """Cut a group before row ``at``; cells that span the cut are repeated with ``mark``.

    Raises ``ValueError`` unless ``0 < at < len(group.rows)``.
    """
    if not 0 < at < len(group.rows):
        raise ValueError(f"cannot cut a group of {len(group.rows)} rows before row {at}")
    top: list[Row] = []
    carried: list[tuple[int, Cell]] = []
    whole = Grid(title="", columns=(), bands=(Band(groups=(group,)),))
    by_row: dict[int, list[tuple[int, Cell]]] = {}
    for row_index, column, cell in whole.placed():
        by_row.setdefault(row_index, []).append((column, cell))
    for row_index in range(at):
        cells = []
        for column, cell in by_row.get(row_index, []):
            overhang = row_index + cell.row_span - at
            if overhang > 0:
                text = cell.text if not cell.text or cell.text.endswith(mark) else cell.text + mark
                carried.append((column, replace(cell, text=text, row_span=overhang)))
            cells.append(replace(cell, row_span=min(cell.row_span, at - row_index)))
        top.append(Row(tuple(cells)))
    first = sorted(carried + by_row.get(at, []), key=lambda placed: placed[0])
    bottom = [Row(tuple(cell for _, cell in first)), *group.rows[at + 1 :]]
    return RowGroup(tuple(top)), RowGroup(tuple(bottom))
