"""Workbooks of the made-up disclosure, filled in as a person would with Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from projects.disclosure.document import DisclosureDocument
from projects.models import Disclosure, User
from reports.department_book import BookReading, BookStamp, department_book, read_department_book
from reports.models import DepartmentUpload
from tests.projects.disclosure.made import made

STAMP = BookStamp(disclosure=7, revision=3, fiscal_year=2023, department="青石市河东区文化和旅游局")


@cache
def _made_book() -> bytes:
    return department_book(made(), STAMP)


def filled(edit: Callable[[Workbook], None], content: bytes | None = None) -> bytes:
    """The workbook (of :func:`made`, unless given) after ``edit``."""
    book = load_workbook(BytesIO(content or _made_book()))
    edit(book)
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def read(edit: Callable[[Workbook], None]) -> BookReading:
    """What is read of it then."""
    return read_department_book(filled(edit))


def document_after(edit: Callable[[Workbook], None]) -> DisclosureDocument:
    """The same, which has to be without a mistake."""
    reading = read(edit)
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.document is not None
    return reading.document


def cell_of(book: Any, sheet: str, text: str, column: int = 0) -> Any:
    """The cell ``column`` to the right of the first one of a sheet that says ``text``."""
    found = next(cell for row in book[sheet].iter_rows() for cell in row if cell.value == text)
    return book[sheet].cell(found.row, found.column + column)


def make_upload(disclosure: Disclosure, owner: User) -> DepartmentUpload:
    """A workbook without mistakes that changes nothing, waiting to be stored."""
    document = disclosure.document
    reading = BookReading(base=document, document=document)
    return DepartmentUpload.objects.create(
        disclosure=disclosure, owner=owner, name="填报表.xlsx", reading=reading.to_wire()
    )
