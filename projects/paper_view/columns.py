"""The columns of one section's table.

The grid of the paper has one set of columns for all sections. On the screen every section is a
table of its own, so it keeps only the edges it uses; where there are few label columns, they get one fixed width.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise

from projects.paper.grid import Band, Cell, CellStyle, Grid, RowGroup
from projects.paper_view.model import SheetColumn

MOST_LABELS = 2  # label columns that leave room for the values when they have one fixed width
_NEARLY = Decimal("0.75")  # of the widest column: from here a column counts as one of the widest

_LABELS = (CellStyle.LABEL, CellStyle.CENTRED_LABEL)


@dataclass(frozen=True, slots=True)
class BandColumns:
    """``edges`` are the used edges of the grid's columns, ``shares`` the widths between them."""

    edges: tuple[int, ...]
    shares: tuple[Decimal, ...]
    labels: frozenset[int]

    def placed(self, group: RowGroup) -> Iterator[tuple[int, int, Cell]]:
        """The cells of a group as :meth:`Grid.placed` gives them, by these columns."""
        for row, column, cell in _placed(group):
            yield row, self.edges.index(column), self.fitted(column, cell)

    def fitted(self, column: int, cell: Cell) -> Cell:
        """``cell``, which starts at a column of the grid, with its span in these columns."""
        return replace(cell, col_span=self.edges.index(column + cell.col_span) - self.edges.index(column))

    def share(self, column: int, span: int) -> Decimal:
        """The part of the sheet that ``span`` columns take."""
        return sum(self.shares[column : column + span], Decimal(0))

    def sheet_columns(self, *, like_paper: bool) -> tuple[SheetColumn, ...]:
        """Widths for the page: those of the paper, or one width for labels and the rest for the widest columns."""
        if like_paper:
            return tuple(SheetColumn(f"{share:.2%}", False) for share in self.shares)
        widest = max((share for index, share in enumerate(self.shares) if index not in self.labels), default=Decimal(0))
        return tuple(
            SheetColumn("", True)
            if index in self.labels
            else SheetColumn("" if share >= widest * _NEARLY else f"{share:.2%}", False)
            for index, share in enumerate(self.shares)
        )


def columns_of(band: Band, widths: Sequence[Decimal]) -> BandColumns:
    """The columns that the cells of ``band`` need, of a grid with these column widths."""
    left = [Decimal(0), *accumulate(widths)]
    groups = [RowGroup(band.head), *band.groups]
    cells = [(column, cell) for group in groups for _, column, cell in _placed(group)]
    edges = sorted({0, len(widths), *(c for c, _ in cells), *(c + cell.col_span for c, cell in cells)})
    shares = tuple((left[right] - left[start]) / left[-1] for start, right in pairwise(edges))
    labels = {
        edges.index(column)
        for column, cell in cells
        if (cell.style in _LABELS or (cell.style is CellStyle.GROUP and column == 0))
        and edges.index(column + cell.col_span) == edges.index(column) + 1
    }
    return BandColumns(tuple(edges), shares, frozenset(labels))


def _placed(group: RowGroup) -> Iterator[tuple[int, int, Cell]]:
    return Grid(title="", columns=(), bands=(Band(groups=(group,)),)).placed()
