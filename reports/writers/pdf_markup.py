"""A paper as the HTML that the PDF writer lays out.

Texts are escaped here and nowhere else; no text of a form is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import accumulate, groupby, pairwise
from typing import Final

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from reports.fonts.coverage import printable
from reports.writers.even_lines import ems, even_lines
from reports.writers.pdf_breaks import CONTINUED, Cuts, joined_rows, may_break_inside, parts

# The cells of one row with their columns.
PlacedCells = list[tuple[int, Cell]]

# Of paper.css, in CSS pixels: the grid, padding and line at the sides of a label, the size of type.
_GRID_WIDTH: Final = 665
_LABEL_SIDES: Final = 7 + 3 + 0.75
_EM: Final = 10 / 72 * 96

_EVEN_STYLES: Final = frozenset({CellStyle.LABEL, CellStyle.HEAD, CellStyle.GROUP})


def markup(paper: Paper, cuts: Cuts) -> str:
    """The HTML document of ``paper``, with the given groups cut."""
    numbered = enumerate(groups(paper))
    body = [f'<div class="foot">{_text(paper.footer)}</div>']
    if paper.watermark:
        size = min(200, 640 // len(paper.watermark))
        body.append(f'<div class="watermark" style="font-size:{size}px">{_text(paper.watermark)}</div>')
    for grid in paper.grids:
        body.extend(_grid(grid, cuts, numbered))
    return (
        f'<!DOCTYPE html><html lang="{escape(paper.language)}"><head><meta charset="utf-8">'
        f"<title>{_text(paper.name)}</title></head><body>{''.join(body)}</body></html>"
    )


def groups(paper: Paper) -> Iterator[RowGroup]:
    """Every row group, in the order in which ``Cuts`` counts them."""
    return (group for grid in paper.grids for band in grid.bands for group in band.groups)


def row_anchor(group: int, row: int) -> str:
    """The ``id`` that a row has in the markup."""
    return f"r{group}-{row}"


def texts(paper: Paper) -> Iterator[str]:
    """Every text that is printed, in reading order."""
    yield paper.name
    for grid in paper.grids:
        yield from (grid.title, grid.left_note, grid.centre_note, grid.right_note)
        yield from (cell.text for row in grid.rows() for cell in row.cells)
    yield from (paper.watermark, paper.footer)


def _text(text: str) -> str:
    return escape(printable(text))


def _grid(grid: Grid, cuts: Cuts, numbered: Iterator[tuple[int, RowGroup]]) -> Iterator[str]:
    if grid.title:
        yield f"<h1>{_text(grid.title)}</h1>"
    notes = (grid.left_note, grid.centre_note, grid.right_note)
    if any(notes):
        cells = "".join(f"<td>{_text(note)}</td>" for note in notes)
        yield f'<table class="notes"><tr>{cells}</tr></table>'
    widths = _column_widths(grid.columns)
    columns = "".join(f'<col style="width:{width}px">' for width in widths)
    # Bands without a head follow each other in one table, so that the line between them is a thin one.
    for has_head, run in groupby(grid.bands, key=lambda band: bool(band.head)):
        for bands in [[band] for band in run] if has_head else [list(run)]:
            yield f'<table class="{"lines" if has_head else "fields"}"><colgroup>{columns}</colgroup>'
            yield from _head(bands[0], widths)
            for band in bands:
                for number, group in (next(numbered) for _ in band.groups):
                    yield from _group(number, group, cuts.get(number, ()), widths, has_head)
            yield "</table>"


def _column_widths(columns: Sequence[Decimal]) -> list[int]:
    """The columns in whole pixels, together as wide as the grid."""
    edges = [round(edge / sum(columns) * _GRID_WIDTH) for edge in accumulate(columns, initial=Decimal(0))]
    return [right - left for left, right in pairwise(edges)]


def _head(band: Band, widths: Sequence[int]) -> Iterator[str]:
    if band.head:
        yield "<thead>"
        for cells in _placed(band.head):
            yield f"<tr>{_cells(cells, widths)}</tr>"
        yield "</thead>"


def _group(number: int, group: RowGroup, cuts: Sequence[int], widths: Sequence[int], has_head: bool) -> Iterator[str]:
    joined = joined_rows(group)
    for start, part in parts(group, cuts):
        yield "<tbody>"
        for at, (row, cells) in enumerate(zip(part.rows, _placed(part.rows), strict=True), start):
            is_broken = may_break_inside(row, group)
            classes = ["joined"] if at in joined and at > start else []
            if not is_broken:
                classes.append("whole")
            label = _continued_label(cells, widths) if is_broken and not has_head else ""
            html = _cells(cells, widths, label)
            yield f'<tr id="{row_anchor(number, at)}" class="{" ".join(classes)}">{html}</tr>'
        yield "</tbody>"


def _placed(rows: Sequence[Row]) -> list[PlacedCells]:
    """The cells of each row with their columns."""
    placed: list[PlacedCells] = [[] for _ in rows]
    for at, column, cell in Grid(title="", columns=(), bands=(Band((), head=tuple(rows)),)).placed():
        placed[at].append((column, cell))
    return placed


def _continued_label(cells: PlacedCells, widths: Sequence[int]) -> str:
    """The text of the label cell on the later pages of a row; empty if no label stands at its left."""
    column, label = cells[0]
    if column or label.style is not CellStyle.LABEL or not label.text or len(cells) == 1:
        return ""
    room = _room(widths[: label.col_span])
    lines = even_lines(printable(label.text), room)
    fits = ems(lines[-1] + CONTINUED) <= room
    return "\n".join([*lines[:-1], lines[-1] + CONTINUED] if fits else [*lines, CONTINUED])


def _cells(cells: PlacedCells, widths: Sequence[int], continued_label: str = "") -> str:
    """The cells of a row; the second one carries ``continued_label`` from its first line to its last."""
    return "".join(
        _cell(cell, widths[column : column + cell.col_span], continued_label if at == 1 else "")
        for at, (column, cell) in enumerate(cells)
    )


def _cell(cell: Cell, widths: Sequence[int], continued_label: str) -> str:
    tag = "th" if cell.style is CellStyle.HEAD else "td"
    attributes = f' class="{cell.style}"'
    if cell.col_span > 1:
        attributes += f' colspan="{cell.col_span}"'
    if cell.row_span > 1:
        attributes += f' rowspan="{cell.row_span}"'
    text = printable(cell.text)
    if cell.style in _EVEN_STYLES:
        text = "\n".join(even_lines(text, _room(widths)))
    content = escape(text)
    if continued_label:
        attributes += f' data-label="{escape(continued_label)}"'
        content += '<i class="end"></i>'
    return f"<{tag}{attributes}>{content}</{tag}>"


def _room(widths: Sequence[int]) -> float:
    """How many ems a line of a label has in a cell over columns of these widths."""
    return (sum(widths) - _LABEL_SIDES) / _EM
