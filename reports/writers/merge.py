"""Several PDF files as one, with a bookmark for each."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter

from reports.writers.pdf_marks import MAKER
from reports.writers.shared_fonts import share_fonts


def merge_pdfs(title: str, parts: Sequence[tuple[str, bytes]]) -> bytes:
    """``parts`` are (bookmark, PDF). What several of them have in common is stored once."""
    writer = PdfWriter()
    writer.add_metadata({"/Title": title, "/Creator": MAKER})
    for bookmark, content in parts:
        writer.append(PdfReader(BytesIO(content)), outline_item=bookmark, import_outline=False)
    share_fonts(writer)
    writer.compress_identical_objects()
    writer.page_mode = "/UseOutlines"
    merged = BytesIO()
    writer.write(merged)
    return merged.getvalue()
