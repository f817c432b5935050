"""Papers as the text files that converters make of them: rows with tabs, or a cell a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from projects.paper.grid import Grid, Paper
from tests.reports.readers.paper_sources import captions


def as_rows(papers: Sequence[Paper]) -> str:
    """A row a line, filled up with blank cells; what a cell covers below is blank, paragraphs stand in marks."""
    lines: list[str] = []
    for grid in _grids(papers):
        lines += [line for text in captions(grid) for line in (text.replace("\n", ""), "")]
        for texts in _rows(grid):
            filled = [_in_marks(text) for text in texts]
            lines.append("\t".join([*filled, *[""] * (len(grid.columns) - len(filled))]))
        lines.append("")
    return "\n".join(lines)


def as_sheet(papers: Sequence[Paper]) -> str:
    """A row a line, each cell at its place of the sheet; the places that merged cells cover are blank."""
    lines: list[str] = []
    for grid in _grids(papers):
        lines += [line for text in captions(grid) for line in (text.replace("\n", ""), "")]
        rows: dict[int, list[str]] = {}
        for row, column, cell in grid.placed():
            for below in range(row, row + cell.row_span):
                rows.setdefault(below, [""] * len(grid.columns))
            rows[row][column] = _in_marks(cell.text)
        lines += ["\t".join(texts) for _, texts in sorted(rows.items())]
        lines.append("")
    return "\n".join(lines)


def as_cell_lines(papers: Sequence[Paper]) -> str:
    """A cell a line behind a tab; a blank line ends a row, more end the table."""
    lines: list[str] = []
    for grid in _grids(papers):
        lines += [f"[bookmark: _Toc_{number}]{text}" for number, text in enumerate(captions(grid))]
        for texts in _rows(grid):
            lines += [*(f"\t{text}" for text in texts), ""]
        lines += ["", ""]
    return "\n".join(lines)


def _grids(papers: Sequence[Paper]) -> Iterator[Grid]:
    return (grid for paper in papers for grid in paper.grids)


def _rows(grid: Grid) -> list[list[str]]:
    """The texts of every row, blank for a cell that began above."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for row, column, cell in grid.placed():
        for below in range(row, row + cell.row_span):
            rows.setdefault(below, []).append((column, cell.text if below == row else ""))
    return [[text for _, text in sorted(cells)] for _, cells in sorted(rows.items())]


def _in_marks(text: str) -> str:
    paragraphs = text.split("\n")
    return text if len(paragraphs) == 1 else " ".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
