"""PDF files with a text layer: ruled tables with their spans, and the paragraphs between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import islice
from statistics import median_low
from typing import Any, Final

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from reports.readers.kinds import LOCKED
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.pdf_furniture import without_furniture
from reports.readers.pdf_joining import continues, join
from reports.readers.pdf_lines import CUT, UNKNOWN, Line, ends_paragraph, joined, paragraphs
from reports.readers.pdf_page import Between, Box, PageContent, Ruled, clustered, content_of, edge_number
from reports.readers.pdf_spacing import Spacing
from reports.readers.source import SourceBlock, SourceCell, SourceFile, SourceTable, SourceText, Unreadable

_DAMAGED: Final = "PDF 文件已损坏或没有传完整，读不出来。请用 PDF 软件打开检查，重新导出后再上传。"
_NO_TEXT_LAYER: Final = (
    "这份 PDF 只有图像，没有文字层（可能是扫描件），读不出文字。"
    "请上传原来的 Excel 或 Word，或者先用文字识别软件转成文字。"
)
_NO_TEXT: Final = "这份 PDF 里没有文字。请检查是否选错了文件。"
_NO_CHARACTER_MAP: Final = (
    "这份 PDF 的字体没有文字对照表，读不出文字。请上传原来的 Excel 或 Word，或者用 WPS、Office 重新导出 PDF。"
)
_UNREADABLE_LETTERS: Final = f"有的字在 PDF 的字体里没有文字对照表，读不出来，这里写作{UNKNOWN}"
_MOST_UNKNOWN: Final = 0.3  # of all letters
_CENTRED: Final = 2.0  # points by which the room beside a line may differ
_PADDINGS: Final = (0.5, 12.0)


def read(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """Raises :class:`Unreadable`: damaged, with a password, too many pages, scanned, or without a character map."""
    try:
        pages = _pages(content, limits)
    except Unreadable:
        raise
    except (PdfminerException, MalformedPDFException) as error:
        causes = (*error.args, error.__cause__, error.__context__)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise Unreadable(LOCKED) from error
        if any(isinstance(cause, MemoryError | RecursionError) for cause in causes):
            raise MemoryError from error
        raise Unreadable(_DAMAGED) from error
    except (RecursionError, MemoryError):
        raise
    except Exception as error:  # from a damaged file the parser may raise anything
        raise Unreadable(_DAMAGED) from error
    letters = sum(page.letters for page in pages)
    if not letters:
        raise Unreadable(_NO_TEXT_LAYER if any(page.has_pictures for page in pages) else _NO_TEXT)
    if sum(page.unknown for page in pages) > letters * _MOST_UNKNOWN:
        raise Unreadable(_NO_CHARACTER_MAP)
    without_furniture(pages)
    return SourceFile(name, "pdf", tuple(_blocks(pages)))


def _pages(content: bytes, limits: Limits) -> list[PageContent]:
    with pdfplumber.open(BytesIO(content)) as pdf:
        number_of_pages = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), limits.pages + 1))
        if number_of_pages > limits.pages:
            raise Unreadable(f"PDF 超过 {limits.pages} 页，没有读取。请只上传表所在的页，或拆成几个文件。")
        contents: list[PageContent] = []
        cells = 0
        for number, page in enumerate(pdf.pages, 1):
            contents.append(content_of(page, number))
            page.close()
            cells += sum(len(block.boxes) for block in contents[-1].blocks if isinstance(block, Ruled))
            limits.check_table(f"到第 {number} 页为止", cells, 1)
    if not contents:
        raise Unreadable(_DAMAGED)
    return contents


def _blocks(pages: Sequence[PageContent]) -> Iterator[SourceBlock]:
    tables = [block for page in pages for block in page.blocks if isinstance(block, Ruled)]
    spacing = Spacing(line.text for line in _lines(pages))
    padding = _padding(tables)
    bottoms = _bottoms(pages)
    last: Ruled | None = None
    lines: list[Between] = []
    edges = _text_edges(pages)
    for page in pages:
        is_first = True
        for block in page.blocks:
            if isinstance(block, Between):
                if last:
                    yield _table(last, padding, spacing)
                    last = None
                lines.append(block)
            elif last and is_first and last.page == page.number - 1 and continues(last, block, bottoms[last.page]):
                join(last, block, padding)
            else:
                yield from _texts(lines, *edges, spacing)
                lines = []
                if last:
                    yield _table(last, padding, spacing)
                last = block
            is_first = False
        if page.has_pictures and not page.letters:
            place = f"第 {page.number} 页"
            yield SourceText(f"{place}只有图像，没有文字层，读不出来。", place, "没有文字层")
    yield from _texts(lines, *edges, spacing)
    if last:
        yield _table(last, padding, spacing)


def _lines(pages: Sequence[PageContent]) -> Iterator[Line]:
    for page in pages:
        for block in page.blocks:
            if isinstance(block, Between):
                yield block.line
            else:
                yield from (line for box in block.boxes for line in box.lines)


def _texts(lines: Sequence[Between], left: float, right: float, spacing: Spacing) -> Iterator[SourceText]:
    """The paragraphs of neighbouring lines."""
    text, page = "", 0
    for number, block in enumerate(lines):
        line = block.line
        before = lines[number - 1].line if number else None
        is_rest = before is not None and abs(before.size - line.size) < 1 and "\t" not in before.text + line.text
        if before is None or not is_rest or ends_paragraph(before, line, left, right):
            if text.strip():
                yield _text(text, page)
            text, page = line.text, block.page
        else:
            text = joined(text, line.text, spacing, is_cut=right - before.x1 < CUT * line.size)
    if text.strip():
        yield _text(text, page)


def _text(text: str, page: int) -> SourceText:
    return SourceText(text.strip(), f"第 {page} 页", _doubt(text))


def _table(table: Ruled, padding: float, spacing: Spacing) -> SourceTable:
    edges = clustered(edge for box in table.boxes for edge in (box.x0, box.x1))
    cells = [_cell(box, edges, padding, spacing) for box in table.boxes if box.lines]
    return SourceTable(tuple(cells), table.place)


def _cell(box: Box, edges: Sequence[float], padding: float, spacing: Spacing) -> SourceCell:
    column = edge_number(edges, box.x0)
    left, right = box.x0 + padding, box.x1 - padding
    text = "\n".join(paragraphs(box.lines, left, right, spacing, is_centred=_is_centred(box, padding)))
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
