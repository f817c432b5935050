from __future__ import annotations

from hypothesis import given, settings

from projects.disclosure.document import DisclosureDocument
from reports.department_book import department_book, read_department_book
from tests.projects.disclosure.strategies import figures
from tests.reports.department_book.books import STAMP


@given(figures)
@settings(max_examples=5, deadline=None)
def test_what_is_written_is_read(document: DisclosureDocument) -> None:
    reading = read_department_book(department_book(document, STAMP))
    assert reading.mistakes == ()
    assert reading.leftovers == ()
    assert reading.stamp == STAMP
    assert reading.base == document
    assert reading.document == document
