"""What a PDF says of itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def bookmarks(content: bytes) -> list[tuple[str, int]]:
    """(title, page from nought) of every bookmark in order."""
    reader = PdfReader(BytesIO(content))
    entries: list[Any] = list(reader.outline)
    return [(entry.title, reader.get_destination_page_number(entry) or 0) for entry in entries]


def title_of(content: bytes) -> str | None:
    """The title in the properties of the file."""
    metadata = PdfReader(BytesIO(content)).metadata
    return metadata.title if metadata else None
