"""Paper to sheet: the grid of the form, with room for the remarks that stand under its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.paper.compose import Standing, compose
from projects.paper.grid import Band, Cell, CellStyle, Grid, RowGroup
from projects.paper_view.cells import Painter, SheetSource, Spot, fixed
from projects.paper_view.columns import MOST_LABELS, BandColumns, columns_of
from projects.paper_view.model import CellRemarks, Sheet, SheetBand, SheetCell, SheetRow
from projects.paper_view.removed_rows import with_removed_rows

_WIDE = Decimal("0.6")  # share of the sheet from which a cell has room for its remarks; else they stand under the row

_Placed = Sequence[tuple[int, Cell]]  # the cells that start in one row, with their first columns


def draw(source: SheetSource) -> tuple[Sheet, ...]:
    """One sheet per grid of the paper."""
    merged = with_removed_rows(source.document, source.old, source.changes)
    paper = compose(source.layout, source.framework, merged.document, Standing(title=source.title))
    painter = Painter(source, merged.origins)
    titles = {section.key: section.title for section in source.layout.sections}
    return tuple(_sheet(grid, painter, titles) for grid in paper.grids)


def _sheet(grid: Grid, painter: Painter, titles: dict[str, str]) -> Sheet:
    columns = [columns_of(band, grid.columns) for band in grid.bands]
    like_paper = any(len(each.labels) > MOST_LABELS for each in columns)
    return Sheet(
        title=grid.title,
        left_note=grid.left_note,
        centre_note=grid.centre_note,
        right_note=grid.right_note,
        form=grid.form.value,
        bands=tuple(
            _band(band, titles[band.key], each, _Rows(painter, each), like_paper=like_paper)
            for band, each in zip(grid.bands, columns, strict=True)
        ),
    )


def _band(band: Band, title: str, columns: BandColumns, rows: _Rows, *, like_paper: bool) -> SheetBand:
    """One section as a table of its own, with no more columns than it needs."""
    heads: list[list[SheetCell]] = [[] for _ in band.head]
    for row, column, cell in columns.placed(RowGroup(band.head)):
        heads[row].append(fixed(cell, column))
    head = tuple(SheetRow(tuple(cells)) for cells in heads)
    groups = tuple(tuple(rows.of_group(group)) for group in band.groups)
    return SheetBand(band.key, title, columns.sheet_columns(like_paper=like_paper), head, groups)


class _Rows:
    """Draws the rows of a group, and grows merged cells by the remarks inside their span."""

    def __init__(self, painter: Painter, columns: BandColumns) -> None:
        self._painter = painter
        self._columns = columns

    def of_group(self, group: RowGroup) -> Iterator[SheetRow]:
        placed: list[list[tuple[int, Cell]]] = [[] for _ in group.rows]
        free = [set(range(len(self._columns.shares))) for _ in group.rows]
        for index, column, cell in self._columns.placed(group):
            placed[index].append((column, cell))
            if _grows(cell):
                for covered in range(index, index + cell.row_span):
                    free[covered] -= set(range(column, column + cell.col_span))
        rows = [self._row(cells) for cells in placed]
        added = [len(row.below) for row in rows]
        for index, row in enumerate(rows):
            grown = tuple(
                replace(drawn, row_span=cell.row_span + sum(added[index : index + cell.row_span]))
                if _grows(cell)
                else drawn
                for drawn, (_, cell) in zip(row.cells, placed[index], strict=True)
            )
            yield replace(row, cells=grown, below_spans=_below_spans(free[index]))

    def _row(self, placed: _Placed) -> SheetRow:
        cells: list[SheetCell] = []
        below: list[CellRemarks] = []
        spots = [self._painter.spot(cell) for _, cell in placed]
        for (column, cell), spot in zip(placed, spots, strict=True):
            if spot is None:
                cells.append(fixed(cell, column))
                continue
            drawn, remarks = self._painter.value(cell, spot), self._painter.remarks(cell, spot)
            if remarks and self._columns.share(column, cell.col_span) >= _WIDE:
                drawn = replace(drawn, remarks=remarks)
            elif remarks:
                below.append(remarks)
            cells.append(drawn)
        values = [spot for spot in spots if spot]
        mark = next((mark for spot in values if (mark := self._painter.mark(spot))), "")
        return SheetRow(_marked(cells, placed, mark), _row_classes(placed, values), tuple(below))


def _grows(cell: Cell) -> bool:
    """Whether a cell reaches down beside the remarks under its rows, as merged names and tall labels do."""
    return cell.style is CellStyle.GROUP or cell.row_span > 1


def _below_spans(free: set[int]) -> tuple[tuple[int, bool], ...]:
    """(columns, whether the remarks stand there) of the runs of ``free`` columns; they get the longest run."""
    runs: list[int] = []
    for column in sorted(free):
        if column - 1 in free:
            runs[-1] += 1
        else:
            runs.append(1)
    longest = runs.index(max(runs)) if runs else -1
    return tuple((columns, number == longest) for number, columns in enumerate(runs))


def _marked(cells: list[SheetCell], placed: _Placed, mark: str) -> tuple[SheetCell, ...]:
    """The mark stands in the first cell that is not merged; in a label at the edge it is as high as the row."""
    if mark:
        index = next(n for n, (_, cell) in enumerate(placed) if cell.style is not CellStyle.GROUP)
        at_edge = placed[index][0] == 0 and cells[index].is_head
        classes = f"{cells[index].classes} marks-row" if at_edge else cells[index].classes
        cells[index] = replace(cells[index], mark=mark, classes=classes)
    return tuple(cells)


def _row_classes(placed: _Placed, values: Sequence[Spot]) -> str:
    if any(spot.is_removed for spot in values):
        return "is-removed"
    return "" if values or not any(cell.style is CellStyle.GROUP for _, cell in placed) else "blank-row"
