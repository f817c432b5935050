"""Several PDF files as one, with a bookmark for each."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader, PdfWriter


def merge_pdfs(parts: Sequence[tuple[str, bytes]]) -> bytes:
    """``parts`` are (bookmark, PDF). What is the same in several of them is stored once."""
    writer = PdfWriter()
    for title, content in parts:
        writer.append(PdfReader(BytesIO(content)), outline_item=title, import_outline=False)
    writer.compress_identical_objects()
    writer.page_mode = "/UseOutlines"
    merged = BytesIO()
    writer.write(merged)
    return merged.getvalue()
