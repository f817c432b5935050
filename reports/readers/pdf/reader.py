"""PDF files with a text layer: ruled tables with their spans, and the paragraphs between them."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import Final

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from reports.readers.kinds import LOCKED
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.pdf.blocks import blocks_of
from reports.readers.pdf.furniture import without_furniture
from reports.readers.pdf.page import PageContent, Ruled, content_of
from reports.readers.source import SourceFile, Unreadable
from reports.writers.pdf_marks import MAKER

_DAMAGED: Final = "PDF 文件已损坏或没有传完整，读不出来。请用 PDF 软件打开检查，重新导出后再上传。"
_NO_TEXT_LAYER: Final = (
    "这份 PDF 只有图像，没有文字层（可能是扫描件），读不出文字。"
    "请上传原来的 Excel 或 Word，或者先用文字识别软件转成文字。"
)
_NO_TEXT: Final = "这份 PDF 里没有文字。请检查是否选错了文件。"
_NO_CHARACTER_MAP: Final = (
    "这份 PDF 的字体没有文字对照表，读不出文字。请上传原来的 Excel 或 Word，或者用 WPS、Office 重新导出 PDF。"
)
_MOST_UNKNOWN: Final = 0.3  # of all letters


def read(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """Raises :class:`Unreadable`: damaged, with a password, too many pages, scanned, or without a character map."""
    try:
        pages, is_own = _pages(content, limits)
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
    return SourceFile(name, "pdf", tuple(blocks_of(pages, is_own=is_own)), is_own)


def _pages(content: bytes, limits: Limits) -> tuple[list[PageContent], bool]:
    """What stands on the pages, and whether our own printing made them."""
    with pdfplumber.open(BytesIO(content)) as pdf:
        number_of_pages = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), limits.pages + 1))
        if number_of_pages > limits.pages:
            raise Unreadable(f"PDF 超过 {limits.pages} 页，没有读取。请只上传表所在的页，或拆成几个文件。")
        is_own = pdf.metadata.get("Creator") == MAKER
        contents: list[PageContent] = []
        cells = 0
        for number, page in enumerate(pdf.pages, 1):
            contents.append(content_of(page, number))
            page.close()
            cells += sum(len(block.boxes) for block in contents[-1].blocks if isinstance(block, Ruled))
            limits.check_table(f"到第 {number} 页为止", cells, 1)
    if not contents:
        raise Unreadable(_DAMAGED)
    return contents, is_own
