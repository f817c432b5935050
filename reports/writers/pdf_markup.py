"""A paper as the HTML that the PDF writer lays out.

Texts are escaped here and nowhere else; no text of a form is ever markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from projects.paper.grid import LABEL_STYLES, Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from reports.fonts.coverage import GETA, missing_characters, printable
from reports.writers.even_lines import ems, even_lines
from reports.writers.pdf_breaks import CONTINUED, LEADING_LINES, Cuts, joined_rows, may_break_inside, parts
from reports.writers.pdf_marks import LINE, MAKER, TYPED_LINE
from reports.writers.pdf_stamp import qr_code, stamp_text

# The cells of one row with their columns.
PlacedCells = list[tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A4 upright or across: the width of the grid in CSS pixels, and how many lines of rows stay together."""

    width: int
    joined_lines: int


_PORTRAIT: Final = _Sheet(width=665, joined_lines=20)
_LANDSCAPE: Final = _Sheet(width=994, joined_lines=13)

# Of paper.css, in CSS pixels: padding and line at the sides of a label, the size and line of type.
_LABEL_SIDES: Final = 7 + 3 + 0.75
_EM: Final = 10 / 72 * 96

# So many missing characters are named under the grid.
_NAMED: Final = 12

_LINE_END: Final = "\n"
_EVEN_STYLES: Final = LABEL_STYLES | {CellStyle.HEAD, CellStyle.GROUP}

# The next line stands a hair lower: whoever reads the PDF back tells by it a typed line end from a full line.
_TYPED_LINE_END: Final = f'<i class="typed" style="height:{TYPED_LINE}px"></i>\n'


def markup(paper: Paper, cuts: Cuts) -> str:
    """The HTML document of ``paper``, with the given groups cut."""
    numbered = enumerate(groups(paper))
    body = [_foot(paper)]
    if paper.watermark:
        size = min(200, 640 // len(paper.watermark))
        body.append(f'<div class="watermark" style="font-size:{size}px">{_text(paper.watermark)}</div>')
    sheet = _LANDSCAPE if paper.is_landscape else _PORTRAIT
    for number, (grid, starts_page) in enumerate(zip(paper.grids, paper.page_starts(), strict=True)):
        place = "first" if number == 0 else "later new-page" if starts_page else "later"
        body.append(f'<section class="{grid.form} {place}">')
        body.extend(_grid(grid, cuts, numbered, sheet))
        body.append("</section>")
    body.append(_remark(paper))
    page = ("landscape" if paper.is_landscape else "portrait") + (" stamped" if paper.stamp else "")
    running = _running_label(paper, sheet.width)
    return (
        f'<!DOCTYPE html><html lang="{escape(paper.language)}" class="{page}"><head><meta charset="utf-8">'
        f'<meta name="generator" content="{MAKER}">'
        f"<title>{_text(paper.name)}</title>{running}</head><body>{''.join(body)}</body></html>"
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
    if paper.stamp:
        yield stamp_text(paper.stamp)


def _running_label(paper: Paper, width: int) -> str:
    """Centred labels are centred on a page that begins within their row, too."""
    for grid in paper.grids:
        for row in grid.rows():
            if row.cells and row.cells[0].style is CellStyle.CENTRED_LABEL:
                room = sum(_column_widths(grid.columns, width)[: row.cells[0].col_span])
                return f"<style>@page {{ @top-left {{ margin-left: 0; width: {room}px; text-align: center }} }}</style>"
    return ""


def _text(text: str) -> str:
    return escape(printable(text))


def _foot(paper: Paper) -> str:
    if not paper.stamp:
        return f'<div class="foot">{_text(paper.footer)}</div>'
    lines = _text(f"{stamp_text(paper.stamp)}\n{paper.footer}")
    return f'<div class="foot"><div class="code">{qr_code(paper.stamp)}</div>{lines}</div>'


def _remark(paper: Paper) -> str:
    """Under the grid: which characters 〓 stands for, by their code points."""
    missing = missing_characters("\n".join(texts(paper)))
    if not missing:
        return ""
    points = "、".join(f"U+{ord(character):04X}" for character in missing[:_NAMED])
    more = f" 等 {len(missing)} 字" if len(missing) > _NAMED else ""
    return f'<p class="remark">注：字体中没有下列字，以{GETA}代替：{points}{more}。</p>'


def _notes(grid: Grid, width: int) -> str:
    """The notes above the grid: in thirds, but without a middle one the left note has all the room there is."""
    right = width // 3 if grid.centre_note else ceil(ems(grid.right_note) * _EM)
    cells = ((right, grid.left_note), (width - 2 * right, grid.centre_note), (right, grid.right_note))
    if not grid.centre_note:
        cells = ((width - right, grid.left_note), (0, ""), (right, grid.right_note))
    texts = "".join(f'<td style="width:{room}px">{_text(note)}</td>' for room, note in cells)
    return f'<table class="notes"><tr>{texts}</tr></table>'


def _grid(grid: Grid, cuts: Cuts, numbered: Iterator[tuple[int, RowGroup]], sheet: _Sheet) -> Iterator[str]:
    if grid.title:
        yield f"<h1>{_text(grid.title)}</h1>"
    if grid.left_note or grid.centre_note or grid.right_note:
        yield _notes(grid, sheet.width)
    widths = _column_widths(grid.columns, sheet.width)
    columns = "".join(f'<col style="width:{width}px">' for width in widths)
    for bands in grid.tables():
        has_head = bool(bands[0].head)
        yield f'<table class="{"lines" if has_head else "fields"}"><colgroup>{columns}</colgroup>'
        yield from _head(bands[0], widths)
        for band in bands:
            for number, group in (next(numbered) for _ in band.groups):
                lines = sheet.joined_lines
                yield from _group(number, group, cuts.get(number, ()), widths, has_head=has_head, most_lines=lines)
        yield "</table>"


def _column_widths(columns: Sequence[Decimal], width: int) -> list[int]:
    """The columns in whole pixels, together as wide as the grid."""
    edges = [round(edge / sum(columns) * width) for edge in accumulate(columns, initial=Decimal(0))]
    return [right - left for left, right in pairwise(edges)]


def _head(band: Band, widths: Sequence[int]) -> Iterator[str]:
    if band.head:
        yield "<thead>"
        for cells in _placed(band.head):
            yield f"<tr>{_cells(cells, widths)}</tr>"
        yield "</thead>"


def _group(
    number: int, group: RowGroup, cuts: Sequence[int], widths: Sequence[int], *, has_head: bool, most_lines: int
) -> Iterator[str]:
    heights = [_height(cells, widths) for cells in _placed(group.rows)]
    joined = joined_rows(group, heights, most_lines)
    for start, part in parts(group, cuts):
        yield "<tbody>"
        for at, cells in enumerate(_placed(part.rows), start):
            is_broken = may_break_inside(heights[at], group, most_lines)
            classes = ["joined"] if at in joined and at > start else []
            if not is_broken:
                classes.append("whole")
            opening = f'<tr id="{row_anchor(number, at)}" class="{" ".join(classes)}">'
            is_labelled = is_broken and not has_head and _begins_with_label(cells)
            yield f"{opening}{(_labelled_cells if is_labelled else _cells)(cells, widths)}</tr>"
        yield "</tbody>"


def _placed(rows: Sequence[Row]) -> list[PlacedCells]:
    """The cells of each row with their columns."""
    placed: list[PlacedCells] = [[] for _ in rows]
    for at, column, cell in Grid(title="", columns=(), bands=(Band((), head=tuple(rows)),)).placed():
        placed[at].append((column, cell))
    return placed


def _height(cells: PlacedCells, widths: Sequence[int]) -> int:
    """About how many lines high a row is; cells that reach into other rows do not count."""
    heights = [
        sum(1 + int(ems(line) / _room(widths[column : column + cell.col_span])) for line in cell.text.split(_LINE_END))
        for column, cell in cells
        if cell.row_span == 1
    ]
    return max(heights, default=1)


def _begins_with_label(cells: PlacedCells) -> bool:
    column, cell = cells[0]
    return column == 0 and len(cells) > 1 and cell.style in LABEL_STYLES


def _labelled_cells(cells: PlacedCells, widths: Sequence[int]) -> str:
    """The cells of a row that may be broken inside, so that its label stands on each of its pages.

    The label and the first lines of the text go to the same page. For as long as the text runs,
    the style sheet knows what to print beside it on a page that begins within it.
    """
    (_, label), (_, value), *others = cells
    room = _room(widths[: label.col_span])
    lines = even_lines(printable(label.text), room)
    high = max(LEADING_LINES, len(lines))
    # Lines, not padding: only lines count alike in both cells when the room on a page is measured.
    filler = f'<div style="line-height:{(high - len(lines)) * LINE / 2}px">&nbsp;</div>' if len(lines) < high else ""
    lead = f'<div class="lead">{filler}<div>{escape(_LINE_END.join(lines))}</div>{filler}</div>'
    fits = ems(lines[-1] + CONTINUED) <= room
    continued = escape(_LINE_END.join([*lines[:-1], lines[-1] + CONTINUED] if fits else [*lines, CONTINUED]))
    text = f'<div style="orphans:{high}">{_shown(value, ())}<i class="end"></i></div>'
    return _element(label, lead) + _element(value, text, f' data-label="{continued}"') + _cells(others, widths)


def _cells(cells: PlacedCells, widths: Sequence[int]) -> str:
    return "".join(_element(cell, _shown(cell, widths[column : column + cell.col_span])) for column, cell in cells)


def _shown(cell: Cell, widths: Sequence[int]) -> str:
    text = printable(cell.text)
    if cell.style in _EVEN_STYLES:
        return escape(_LINE_END.join(even_lines(text, _room(widths))))
    return escape(text).replace(_LINE_END, _TYPED_LINE_END)


def _element(cell: Cell, content: str, attributes: str = "") -> str:
    tag = "th" if cell.style is CellStyle.HEAD else "td"
    for name, span in (("colspan", cell.col_span), ("rowspan", cell.row_span)):
        if span > 1:
            attributes += f' {name}="{span}"'
    return f'<{tag} class="{cell.style}"{attributes}>{content}</{tag}>'


def _room(widths: Sequence[int]) -> float:
    """How many ems a line of a label has in a cell over columns of these widths."""
    return (sum(widths) - _LABEL_SIDES) / _EM
