"""A paper as the HTML that the PDF writer lays out.

Texts are escaped here and nowhere else; no text of a form is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import groupby
from typing import Final

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup, split_group
from reports.fonts.coverage import printable
from reports.writers.even_lines import even_lines

# Rows of a group before which it is cut because a page ends there: group number -> row numbers.
Cuts = Mapping[int, Sequence[int]]

# A merged cell of at most this many rows stays on one page.
WHOLE_ROWS: Final = 10
# A row with a longer text may be broken inside, a shorter one stays on one page.
WHOLE_CHARACTERS: Final = 200

# Of paper.css: the width of the grid, the side padding and line of a label, the size of type (px).
_GRID_WIDTH: Final = 176 / 25.4 * 96
_LABEL_SIDES: Final = 7 + 3 + 0.75
_EM: Final = 10 / 72 * 96
_EVEN_STYLES: Final = frozenset({CellStyle.LABEL, CellStyle.HEAD, CellStyle.GROUP})


@dataclass(frozen=True, slots=True)
class RowPlace:
    """A row of the paper: its group, counted through the paper from zero, and its number there."""

    group: int
    row: int

    @property
    def anchor(self) -> str:
        """The ``id`` of the row in the markup."""
        return f"r{self.group}-{self.row}"


def markup(paper: Paper, cuts: Cuts) -> str:
    """The HTML document of ``paper``, with the given groups cut."""
    numbered = enumerate(_groups(paper))
    body = [f'<div class="foot">{_text(paper.footer)}</div>']
    if paper.watermark:
        body.append(f'<div class="watermark">{_text(paper.watermark)}</div>')
    for grid in paper.grids:
        body.extend(_grid(grid, cuts, numbered))
    return (
        f'<!DOCTYPE html><html lang="{escape(paper.language)}"><head><meta charset="utf-8">'
        f"<title>{_text(paper.name)}</title></head><body>{''.join(body)}</body></html>"
    )


def places_by_group(paper: Paper) -> list[list[RowPlace]]:
    """The places of every group's rows, in reading order."""
    return [
        [RowPlace(number, row) for row in range(len(group.rows))]
        for number, group in enumerate(_groups(paper))
    ]


def texts(paper: Paper) -> Iterator[str]:
    """Every text that is printed, in reading order."""
    yield paper.name
    for grid in paper.grids:
        yield from (grid.title, grid.left_note, grid.centre_note, grid.right_note)
        yield from (cell.text for row in grid.rows() for cell in row.cells)
    yield from (paper.watermark, paper.footer)


def _groups(paper: Paper) -> Iterator[RowGroup]:
    return (group for grid in paper.grids for band in grid.bands for group in band.groups)


def _text(text: str) -> str:
    return escape(printable(text))


def _grid(grid: Grid, cuts: Cuts, numbered: Iterator[tuple[int, RowGroup]]) -> Iterator[str]:
    if grid.title:
        yield f"<h1>{_text(grid.title)}</h1>"
    notes = (grid.left_note, grid.centre_note, grid.right_note)
    if any(notes):
        yield f'<table class="notes"><tr>{"".join(f"<td>{_text(each)}</td>" for each in notes)}</tr></table>'
    total = sum(grid.columns)
    shares = [column / total for column in grid.columns]
    columns = "".join(f'<col style="width:{share * 100:.4f}%">' for share in shares)
    # Bands without a head follow each other in one table, so that the line between them is a thin one.
    for has_head, run in groupby(grid.bands, key=lambda band: bool(band.head)):
        for bands in [[band] for band in run] if has_head else [list(run)]:
            yield f'<table class="{"lines" if has_head else "fields"}"><colgroup>{columns}</colgroup>'
            yield from _head(bands[0], shares)
            for band in bands:
                for number, group in (next(numbered) for _ in band.groups):
                    yield from _group(number, group, cuts.get(number, ()), shares)
            yield "</table>"


def _head(band: Band, shares: Sequence[Decimal]) -> Iterator[str]:
    if band.head:
        yield "<thead>"
        for cells in _placed(band.head):
            yield f"<tr>{_cells(cells, shares)}</tr>"
        yield "</thead>"


def _group(number: int, group: RowGroup, cuts: Sequence[int], shares: Sequence[Decimal]) -> Iterator[str]:
    joined = _joined_rows(group)
    for start, part in _parts(group, cuts):
        yield "<tbody>"
        for at, cells in enumerate(_placed(part.rows), start):
            classes = ["joined"] if at in joined and at > start else []
            if all(_is_short(cell) for _, cell in cells):
                classes.append("whole")
            yield f'<tr id="{RowPlace(number, at).anchor}" class="{" ".join(classes)}">{_cells(cells, shares)}</tr>'
        yield "</tbody>"


def _parts(group: RowGroup, cuts: Sequence[int]) -> Iterator[tuple[int, RowGroup]]:
    """The parts of a group with the number of their first row."""
    start = 0
    for cut in cuts:
        part, group = split_group(group, cut - start)
        yield start, part
        start = cut
    yield start, group


def _joined_rows(group: RowGroup) -> set[int]:
    """Rows that shall stand on the same page as the row above them."""
    height = len(group.rows)
    if height <= WHOLE_ROWS:
        return set(range(1, height))
    joined = {1, height - 1}
    for at, cells in enumerate(_placed(group.rows)):
        for _, cell in cells:
            if cell.row_span <= WHOLE_ROWS:
                joined.update(range(at + 1, at + cell.row_span))
    return joined


def _is_short(cell: Cell) -> bool:
    return cell.style is not CellStyle.NARRATIVE and len(cell.text) <= WHOLE_CHARACTERS


def _placed(rows: Sequence[Row]) -> list[list[tuple[int, Cell]]]:
    """The cells of each row with their columns."""
    placed: list[list[tuple[int, Cell]]] = [[] for _ in rows]
    for at, column, cell in Grid(title="", columns=(), bands=(Band((), head=tuple(rows)),)).placed():
        placed[at].append((column, cell))
    return placed


def _cells(cells: Iterable[tuple[int, Cell]], shares: Sequence[Decimal]) -> str:
    return "".join(_cell(cell, sum(shares[column : column + cell.col_span])) for column, cell in cells)


def _cell(cell: Cell, share: Decimal | int) -> str:
    tag = "th" if cell.style is CellStyle.HEAD else "td"
    spans = "".join(
        f' {name}="{span}"' for name, span in (("colspan", cell.col_span), ("rowspan", cell.row_span)) if span > 1
    )
    text = printable(cell.text)
    if cell.style in _EVEN_STYLES:
        text = "\n".join(even_lines(text, (float(share) * _GRID_WIDTH - _LABEL_SIDES) / _EM))
    return f'<{tag} class="{cell.style}"{spans}>{escape(text)}</{tag}>'
