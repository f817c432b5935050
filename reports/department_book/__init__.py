"""A disclosure's figures as a workbook to fill in with Excel or WPS, and read back exactly.

Sheets, tables and columns follow from what is typed into a disclosure on its pages
(:mod:`projects.disclosure.editing`). The machinery is that of the templates of forms (:mod:`reports.template`): hidden
marks of rows and columns, a signed hidden sheet, a copy with the mistakes marked.
"""

from reports.department_book.model import BookReading, BookStamp
from reports.department_book.read import read_department_book
from reports.department_book.write import department_book

__all__ = ["BookReading", "BookStamp", "department_book", "read_department_book"]
