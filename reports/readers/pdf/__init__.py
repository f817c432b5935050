"""PDF: ruled tables and lines of text out of positioned characters."""

from reports.readers.pdf.reader import read

__all__ = ["read"]
