"""Excel workbooks: xlsx and xls."""

from reports.readers.excel.reader import read

__all__ = ["read"]
