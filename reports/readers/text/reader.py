"""Text files: rows of cells parted by tabs, one cell a line, or what a text recognition left of a table."""

from __future__ import annotations

from reports.readers.kinds import decoded
from reports.readers.ocr.repair import repaired
from reports.readers.source import SourceFile
from reports.readers.text.blocks import blocks_of
from reports.readers.text.grid import with_columns
from reports.readers.text.wraps import without_line_ends


def read(name: str, content: bytes) -> SourceFile:
    """The texts and tables of a text file; cells that a text recognition tore apart are put together again.

    Raises :class:`~reports.readers.source.Unreadable` for bytes that are no text.
    """
    blocks = repaired(blocks_of(decoded(content)))
    return SourceFile(name, "txt", with_columns(without_line_ends(blocks)))
