"""Text files: rows between tabs or one cell a line, and what stands around them."""

from reports.readers.text.reader import read

__all__ = ["read"]
