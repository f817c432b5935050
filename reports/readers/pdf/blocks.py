"""The pages of a PDF as texts and tables: what runs over pages made whole, lines made paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median_low
from typing import Any, Final

from reports.readers.pdf.joining import continues, join
from reports.readers.pdf.lines import UNKNOWN, Line, Setting, joined, line_ends, paragraphs
from reports.readers.pdf.page import Between, Box, PageContent, Ruled, clustered, edge_number
from reports.readers.pdf.spacing import Spacing
from reports.readers.source import SourceBlock, SourceCell, SourceTable, SourceText

_UNREADABLE_LETTERS: Final = f"有的字在这份 PDF 里没有文字编码，读不出来，这里写作{UNKNOWN}"
_CENTRED: Final = 2.0  # points by which the room beside a line may differ
_PADDINGS: Final = (0.5, 12.0)


def blocks_of(pages: Sequence[PageContent], *, is_own: bool) -> Iterator[SourceBlock]:
    """Texts and tables in reading order; ``is_own`` says that our own printing made the pages."""
    tables = [block for page in pages for block in page.blocks if isinstance(block, Ruled)]
    padding = _padding(tables)
    left, right = _text_edges(pages)
    setting = Setting(left, right, Spacing(line.text for line in _lines(pages)), is_own=is_own)
    bottoms = _bottoms(pages)
    last: Ruled | None = None
    lines: list[Between] = []
    for page in pages:
        is_first = True
        for block in page.blocks:
            if isinstance(block, Between):
                if last:
                    yield _table(last, padding, setting)
                    last = None
                lines.append(block)
            elif last and is_first and last.page == page.number - 1 and continues(last, block, bottoms[last.page]):
                join(last, block, padding)
            else:
                yield from _texts(lines, setting)
                lines = []
                if last:
                    yield _table(last, padding, setting)
                last = block
            is_first = False
        if page.has_pictures and not page.letters:
            place = f"第 {page.number} 页"
            yield SourceText(f"{place}只有图像，没有文字层，读不出来。", place, "没有文字层")
    yield from _texts(lines, setting)
    if last:
        yield _table(last, padding, setting)


def _lines(pages: Sequence[PageContent]) -> Iterator[Line]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Between):
                yield block.line
            else:
                yield from (line for box in block.boxes for line in box.lines)


def _texts(lines: Sequence[Between], setting: Setting) -> Iterator[SourceText]:
    """The paragraphs of neighbouring lines."""
    text, page = "", 0
    for number, block in enumerate(lines):
        line = block.line
        before = lines[number - 1].line if number else None
        is_rest = before is not None and abs(before.size - line.size) < 1 and "\t" not in before.text + line.text
        if before is None or not is_rest or line_ends(before, line, setting):
            if text.strip():
                yield _text(text, page)
            text, page = line.text, block.page
        else:
            text = joined(text, before, line, setting)
    if text.strip():
        yield _text(text, page)


def _text(text: str, page: int) -> SourceText:
    return SourceText(text.strip(), f"第 {page} 页", _doubt(text))


def _table(table: Ruled, padding: float, setting: Setting) -> SourceTable:
    edges = clustered(edge for box in table.boxes for edge in (box.x0, box.x1))
    cells = [_cell(box, edges, padding, setting) for box in table.boxes if box.lines]
    return SourceTable(tuple(cells), table.place)


def _cell(box: Box, edges: Sequence[float], padding: float, setting: Setting) -> SourceCell:
    column = edge_number(edges, box.x0)
    here = replace(setting, left=box.x0 + padding, right=box.x1 - padding, is_centred=_is_centred(box, padding))
    text = "\n".join(paragraphs(box.lines, here))
    return SourceCell(
        row=box.row,
        column=column,
        text=text,
        row_span=box.end_row - box.row,
        col_span=max(edge_number(edges, box.x1) - column, 1),
        place=box.place,
        doubt=_doubt(text),
    )


def _doubt(text: str) -> str:
    return _UNREADABLE_LETTERS if UNKNOWN in text else ""


def _is_centred(box: Box, padding: float) -> bool:
    """Whether every line has as much room to its left as to its right, and the lines do not all begin alike."""
    if len({round(line.x0) for line in box.lines}) < 2:
        return False
    return all(abs((line.x0 - box.x0) - (box.x1 - line.x1)) < _CENTRED + padding for line in box.lines)


def _padding(tables: Sequence[Ruled]) -> float:
    """The room between the side of a cell and its text: what most cells have to their left at least."""
    gaps = [min(line.x0 for line in box.lines) - box.x0 for table in tables for box in table.boxes if box.lines]
    least, most = _PADDINGS
    close = [gap for gap in gaps if least <= gap <= most]
    return median_low(close) if close else least


def _text_edges(pages: Sequence[PageContent]) -> tuple[float, float]:
    """Left and right edge of the text on the pages."""
    sides: list[tuple[float, float]] = []
    for page in pages:
        for block in page.blocks:
            side: Any = block.line if isinstance(block, Between) else block
            sides.append((side.x0, side.x1))
    return min((x0 for x0, _ in sides), default=0.0), max((x1 for _, x1 in sides), default=0.0)


def _bottoms(pages: Sequence[PageContent]) -> dict[int, float]:
    """How far down each page may be filled: as far as any page of its height is."""
    deepest: dict[int, float] = {}
    for page in pages:
        ends = [block.bottom if isinstance(block, Ruled) else block.line.bottom for block in page.blocks]
        height = round(page.height)
        deepest[height] = max([deepest.get(height, 0.0), *ends])
    return {page.number: deepest[round(page.height)] for page in pages}
