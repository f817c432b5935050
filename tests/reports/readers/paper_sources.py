"""A paper as the readers of files would give it, whole or as offices and programs spoil it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from projects.paper.grid import LABEL_STYLES, Cell, CellStyle, Grid, Paper
from reports.readers.source import SourceBlock, SourceCell, SourceFile, SourceTable, SourceText

Spoil = Callable[[Cell], Cell]


def source_of(*papers: Paper, kind: str = "xlsx", between: Sequence[str] = ()) -> SourceFile:
    """Titles and notes as texts, every grid as one table; other matter stands between the papers."""
    blocks: list[SourceBlock] = []
    for paper in papers:
        for grid in paper.grids:
            blocks += [SourceText(text, place="正文") for text in captions(grid)]
            blocks.append(table_of(grid))
        blocks += [SourceText(text, place="其他") for text in between]
    return SourceFile(f"表.{kind}", kind, tuple(blocks))


def captions(grid: Grid) -> list[str]:
    texts = (grid.title, grid.left_note, grid.centre_note, grid.right_note)
    return [text for text in texts if text]


def table_of(grid: Grid) -> SourceTable:
    cells = [
        SourceCell(row, column, cell.text, cell.row_span, cell.col_span, place=f"R{row + 1}C{column + 1}")
        for row, column, cell in grid.placed()
    ]
    return SourceTable(tuple(cells), "表")


def spoilt(paper: Paper, spoil: Spoil) -> Paper:
    """The paper with every cell changed."""
    return replace(
        paper,
        grids=tuple(
            replace(
                grid,
                bands=tuple(
                    replace(
                        band,
                        head=tuple(replace(row, cells=tuple(map(spoil, row.cells))) for row in band.head),
                        groups=tuple(
                            replace(
                                group,
                                rows=tuple(replace(row, cells=tuple(map(spoil, row.cells))) for row in group.rows),
                            )
                            for group in band.groups
                        ),
                    )
                    for band in grid.bands
                ),
            )
            for grid in paper.grids
        ),
    )


def is_label(cell: Cell) -> bool:
    return cell.style in LABEL_STYLES or cell.style is CellStyle.HEAD


def every_table(source: SourceFile, change: Callable[[SourceTable], Iterable[SourceTable]]) -> SourceFile:
    """The source with every table replaced by others."""
    blocks: list[SourceBlock] = []
    for block in source.blocks:
        blocks += list(change(block)) if isinstance(block, SourceTable) else [block]
    return replace(source, blocks=tuple(blocks))


# --- Merged cells --------------------------------------------------------------------------


def unmerged(table: SourceTable, *, filled: bool) -> list[SourceTable]:
    """Every merged cell taken apart: its text in the first part, or in all of them."""
    cells: list[SourceCell] = []
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.col_span):
                is_first = (row, column) == (cell.row, cell.column)
                text = cell.text if filled or is_first else ""
                cells.append(replace(cell, row=row, column=column, text=text, row_span=1, col_span=1))
    return [replace(table, cells=tuple(cells))]


# --- Text files -----------------------------------------------------------------------------


def as_tabs(table: SourceTable, *, covered: bool) -> list[SourceTable]:
    """Rows of text: a column is the how-many-th cell; places covered from above are blank, or missing."""
    rows: dict[int, list[SourceCell]] = {}
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + (cell.row_span if covered else 1)):
            text = cell.text if row == cell.row else ""
            rows.setdefault(row, []).append(replace(cell, row=row, text=text, row_span=1, col_span=1))
    cells = [
        replace(cell, column=number)
        for _, row in sorted(rows.items())
        for number, cell in enumerate(sorted(row, key=lambda cell: cell.column))
    ]
    return [SourceTable(tuple(cells), table.place, has_columns=False)]


# --- Pages ---------------------------------------------------------------------------------


def paged(table: SourceTable, height: int, heads: Sequence[int] = ()) -> list[SourceTable]:
    """Cut after every ``height`` rows, merged cells too; ``heads`` are rows that every later page repeats."""
    last = max(cell.row for cell in table.cells)
    pages: list[SourceTable] = []
    for number, top in enumerate(range(0, last + 1, height)):
        bottom = top + height
        cells = []
        for cell in table.cells:
            start, end = max(cell.row, top), min(cell.row + cell.row_span, bottom)
            if start < end:
                text = cell.text if cell.row >= top else ""
                cells.append(replace(cell, row=start - top + len(heads), text=text, row_span=end - start))
            if cell.row in heads and number:
                cells.append(replace(cell, row=heads.index(cell.row)))
        pages.append(replace(table, cells=tuple(cells), place=f"第 {number + 1} 页"))
    return pages
