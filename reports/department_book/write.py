"""The workbook of a disclosure's figures: a sheet for each section, a guide, and a hidden sheet."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.workbook.protection import WorkbookProtection

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.flat_sections import flat_section
from reports.department_book.carried import HIDDEN_SHEET, CarriedBook, write_carried
from reports.department_book.guide import write_book_guide
from reports.department_book.model import BookStamp
from reports.department_book.sheet import SheetWriter
from reports.disclosure.tables import unit_of
from reports.template.guide import GUIDE_SHEET
from reports.writers.xlsx import TooLongForExcel, legal_sheet_names
from reports.writers.xlsx_looks import Painter


def department_book(
    document: DisclosureDocument, stamp: BookStamp, in_force: DisclosureDocument | None = None
) -> bytes:
    """An .xlsx to be filled in offline, with what the document says by now; what is computed is shown ``in_force``.

    Raises :class:`~reports.writers.xlsx.TooLongForExcel` for texts that a cell cannot hold.
    """
    book, painter = Workbook(), Painter()
    book.properties.creator = "perfbudget"
    sections = [flat_section(document, section, in_force) for section in SECTIONS]
    unit = unit_of(document)
    write_book_guide(book.worksheets[0], sections, unit, painter)
    book.worksheets[0].title = GUIDE_SHEET
    titles = legal_sheet_names([section.section.title for section in sections])
    writers = [
        SheetWriter(book.create_sheet(title), section, f"{stamp.department} {stamp.fiscal_year} 年", unit, painter)
        for title, section in zip(titles, sections, strict=True)
    ]
    carried = CarriedBook(stamp, document, tuple(writer.write() for writer in writers))
    problems = [problem for writer in writers for problem in writer.problems]
    if problems:
        raise TooLongForExcel(problems)
    hidden = book.create_sheet(HIDDEN_SHEET)
    write_carried(hidden, carried)
    hidden.sheet_state = "veryHidden"
    book.security = WorkbookProtection(lockStructure=True)
    content = BytesIO()
    book.save(content)
    return content.getvalue()
