"""A booklet as HTML, for the page and for the PDF alike: headings, paragraphs and tables that say what they are.

Texts are escaped here; no text of a disclosure is ever markup. The page allows no styles within the HTML, so only
the PDF gets the widths of columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from projects.paper.grid import LABEL_STYLES, Band, Cell, CellStyle, Grid, GridForm, Row, RowGroup
from reports.disclosure.booklet import Block, Booklet, Section, Subtitle, Table

# Characters of a text, and rows of a group, that need not stand on one page.
_LONG, _MANY = 300, 12
_HEADING = {1: "h2", 2: "h3", 3: "h4"}


def booklet_html(booklet: Booklet, *, clean: Callable[[str], str] = str, with_widths: bool = False) -> str:
    """Everything from the cover on, without a document around it; ``clean`` makes a text printable."""
    return "".join(_Markup(clean, with_widths).booklet(booklet))


def section_html(section: Section) -> str:
    """The blocks of one section alone, without its title."""
    return "".join(_Markup(str, with_widths=False).blocks(section))


def _is_alone(section: Section, later: Section | None) -> bool:
    """Whether a title has its page for itself."""
    ends = later is None or later.starts_page or later.is_landscape != section.is_landscape
    return section.starts_page and not section.blocks and ends


def _breaks(group: RowGroup) -> str:
    """Where a page may end within a group: between its rows if they are many, within them if they are long."""
    if any(len(cell.text) > _LONG for row in group.rows for cell in row.cells):
        return ' class="long"'
    return ' class="many"' if len(group.rows) > _MANY else ""


class _Markup:
    def __init__(self, clean: Callable[[str], str], with_widths: bool) -> None:
        self._clean = clean
        self._with_widths = with_widths

    def booklet(self, booklet: Booklet) -> Iterator[str]:
        yield f'<header class="cover"><h1>{self._text(booklet.title)}</h1>'
        yield from (f"<p>{self._text(line)}</p>" for line in booklet.imprint)
        yield '</header><nav class="contents" aria-label="目录"><p class="contents-title">目　录</p><ul>'
        for number, section in enumerate(booklet.sections):
            link = f'<a href="#section-{number}">{self._text(section.title)}</a>'
            yield f'<li class="level-{section.level}">{link}</li>'
        yield "</ul></nav>"
        following = (*booklet.sections[1:], None)
        for number, (section, later) in enumerate(zip(booklet.sections, following, strict=False)):
            yield from self._section(number, section, is_alone=_is_alone(section, later))

    def _section(self, number: int, section: Section, *, is_alone: bool) -> Iterator[str]:
        classes = f"level-{section.level}"
        classes += " alone" if is_alone else ""
        classes += " new-page" if section.starts_page else ""
        classes += " across" if section.is_landscape else ""
        tag = _HEADING[section.level]
        yield f'<section class="{classes}"><{tag} id="section-{number}">{self._text(section.title)}</{tag}>'
        yield from self.blocks(section)
        yield "</section>"

    def blocks(self, section: Section) -> Iterator[str]:
        for block in section.blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:
        if isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Subtitle):
            yield f'<p class="subtitle">{self._text(block.text)}</p>'
        else:
            yield from (f"<p>{self._text(line)}</p>" for line in block.text.split("\n") if line.strip())

    def _table(self, table: Table) -> Iterator[str]:
        grid = table.grid
        if grid.title:
            yield f'<p class="grid-title">{self._text(grid.title)}</p>'
        notes = [note for note in (grid.left_note, grid.centre_note, grid.right_note) if note]
        if notes:
            yield f'<p class="notes">{"".join(f"<span>{self._text(note)}</span>" for note in notes)}</p>'
        ruled = "ruled" if grid.form is GridForm.RULED else "plain"
        name = escape(table.label.replace("\n", " "))
        yield f'<div class="grid-scroll" tabindex="0" role="group" aria-label="{name}">'
        for bands in grid.tables():
            yield f'<table class="grid {ruled}" aria-label="{name}">{self._columns(grid)}'
            yield from self._rows(bands)
            yield "</table>"
        yield "</div>"
        if table.note:
            yield f'<p class="table-note">{self._text(table.note)}</p>'

    def _columns(self, grid: Grid) -> str:
        if not self._with_widths:
            return ""
        whole = sum(grid.columns)
        columns = "".join(f'<col style="width:{float(width / whole):.2%}">' for width in grid.columns)
        return f"<colgroup>{columns}</colgroup>"

    def _rows(self, bands: tuple[Band, ...]) -> Iterator[str]:
        if bands[0].head:
            yield f"<thead>{''.join(map(self._row, bands[0].head))}</thead>"
        for band in bands:
            for group in band.groups:
                yield f"<tbody{_breaks(group)}>{''.join(map(self._row, group.rows))}</tbody>"

    def _row(self, row: Row) -> str:
        return f"<tr>{''.join(map(self._cell, row.cells))}</tr>"

    def _cell(self, cell: Cell) -> str:
        attributes = f' class="{cell.style}"'
        tag = "td"
        if cell.text.strip() and cell.style is CellStyle.HEAD:
            tag, attributes = "th", f'{attributes} scope="col"'
        elif cell.text.strip() and cell.style in LABEL_STYLES | {CellStyle.GROUP}:
            tag, attributes = "th", f'{attributes} scope="row"'
        for name, span in (("colspan", cell.col_span), ("rowspan", cell.row_span)):
            attributes += f' {name}="{span}"' if span > 1 else ""
        return f"<{tag}{attributes}>{self._text(cell.text)}</{tag}>"

    def _text(self, text: str) -> str:
        return escape(self._clean(text)).replace("\n", "<br>")
