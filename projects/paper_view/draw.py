"""Paper to sheet: the grid of the form, with room for the remarks that stand under its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from projects.paper.compose import Standing, compose
from projects.paper.grid import Band, Cell, CellStyle, Grid, RowGroup
from projects.paper_view.cells import Painter, SheetSource, Spot, fixed
from projects.paper_view.model import CellRemarks, Sheet, SheetBand, SheetCell, SheetRow
from projects.paper_view.removed_rows import with_removed_rows

_WIDE = 0.6  # share of the sheet from which a cell has room for its remarks; else they stand under the row

_Placed = Sequence[tuple[int, Cell]]  # the cells that start in one row, with their first columns


def draw(source: SheetSource) -> tuple[Sheet, ...]:
    """One sheet per grid of the paper."""
    merged = with_removed_rows(source.document, source.old, source.changes)
    paper = compose(source.layout, source.framework, merged.document, Standing(title=source.title))
    painter = Painter(source, merged.origins)
    titles = {section.key: section.title for section in source.layout.sections}
    return tuple(_sheet(grid, painter, titles) for grid in paper.grids)


def _sheet(grid: Grid, painter: Painter, titles: dict[str, str]) -> Sheet:
    whole = float(sum(grid.columns))
    shares = [float(width) / whole for width in grid.columns]
    return Sheet(
        title=grid.title,
        left_note=grid.left_note,
        centre_note=grid.centre_note,
        right_note=grid.right_note,
        columns=tuple(f"{share:.4%}" for share in shares),
        bands=tuple(_band(band, painter, shares, titles[band.key]) for band in grid.bands),
    )


def _band(band: Band, painter: Painter, shares: Sequence[float], title: str) -> SheetBand:
    rows = _Rows(painter, shares)
    head = tuple(SheetRow(tuple(fixed(cell, 0) for cell in row.cells)) for row in band.head)
    return SheetBand(band.key, title, head, tuple(tuple(rows.of_group(group)) for group in band.groups))


class _Rows:
    """Draws the rows of a group, and grows merged cells by the remarks inside their span."""

    def __init__(self, painter: Painter, shares: Sequence[float]) -> None:
        self._painter = painter
        self._shares = shares

    def of_group(self, group: RowGroup) -> Iterator[SheetRow]:
        placed: list[list[tuple[int, Cell]]] = [[] for _ in group.rows]
        merged_width = [0] * len(group.rows)
        for index, column, cell in Grid(title="", columns=(), bands=(Band(groups=(group,)),)).placed():
            placed[index].append((column, cell))
            if cell.style is CellStyle.GROUP:
                for covered in range(index, index + cell.row_span):
                    merged_width[covered] += cell.col_span
        rows = [self._row(cells) for cells in placed]
        added = [len(row.below) for row in rows]
        for index, row in enumerate(rows):
            grown = tuple(
                replace(drawn, row_span=cell.row_span + sum(added[index : index + cell.row_span]))
                if cell.style is CellStyle.GROUP
                else drawn
                for drawn, (_, cell) in zip(row.cells, placed[index], strict=True)
            )
            yield replace(row, cells=grown, below_span=len(self._shares) - merged_width[index])

    def _row(self, placed: _Placed) -> SheetRow:
        cells: list[SheetCell] = []
        below: list[CellRemarks] = []
        spots = [self._painter.spot(cell) for _, cell in placed]
        for (column, cell), spot in zip(placed, spots, strict=True):
            if spot is None:
                cells.append(fixed(cell, column))
                continue
            drawn, remarks = self._painter.value(cell, spot), self._painter.remarks(cell, spot)
            if remarks and sum(self._shares[column : column + cell.col_span]) >= _WIDE:
                drawn = replace(drawn, remarks=remarks)
            elif remarks:
                below.append(remarks)
            cells.append(drawn)
        values = [spot for spot in spots if spot]
        mark = next((mark for spot in values if (mark := self._painter.mark(spot))), "")
        return SheetRow(_marked(cells, placed, mark), _row_classes(placed, values), tuple(below))


def _marked(cells: list[SheetCell], placed: _Placed, mark: str) -> tuple[SheetCell, ...]:
    """The mark stands in the first cell that is not merged, which is the label in a row of fields."""
    if mark:
        index = next(n for n, (_, cell) in enumerate(placed) if cell.style is not CellStyle.GROUP)
        cells[index] = replace(cells[index], mark=mark)
    return tuple(cells)


def _row_classes(placed: _Placed, values: Sequence[Spot]) -> str:
    if any(spot.is_removed for spot in values):
        return "is-removed"
    return "" if values or not any(cell.style is CellStyle.GROUP for _, cell in placed) else "blank-row"
