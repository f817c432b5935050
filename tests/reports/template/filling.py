"""Templates of the product's layouts, and filling them in as a person would with Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.layouts.specimen import FISCAL_YEAR, specimen
from reports.template import Stamp, template_workbook
from reports.template.carried import HIDDEN_SHEET
from reports.template.guide import GUIDE_SHEET
from tests.reports.read_back import framework_of

UNIT = "样例区社区卫生服务中心"


@cache
def filled(slug: str) -> FormDocument:
    layout = latest_layout(slug)
    return specimen(layout, framework_of(layout))


def stamp_for(slug: str, fiscal_year: int = FISCAL_YEAR, form_id: int | None = None, revision: int = 0) -> Stamp:
    return Stamp(slug, latest_layout(slug).version, fiscal_year, UNIT, form_id, revision)


def template_of(document: FormDocument) -> bytes:
    layout = latest_layout(document.layout)
    return template_workbook(
        layout, framework_of(layout), document, stamp_for(document.layout, document.fiscal_year, 7, 3)
    )


@cache
def empty_template(slug: str) -> bytes:
    layout = latest_layout(slug)
    return template_workbook(layout, framework_of(layout), None, stamp_for(slug))


@cache
def filled_template(slug: str) -> bytes:
    return template_of(filled(slug))


def edited(content: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after ``edit`` of its form sheet."""
    book = load_workbook(BytesIO(content))
    edit(form_sheet(book))
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()


def form_sheet(book: Any) -> Any:
    return next(sheet for sheet in book.worksheets if sheet.title not in (GUIDE_SHEET, HIDDEN_SHEET))


def beside(sheet: Any, label: str, nth: int = 0) -> Any:
    """The cell right of the ``nth`` cell that says ``label``, past merged ones."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == label]
    cell = cells[nth]
    area = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    return sheet.cell(cell.row, (area.max_col if area else cell.column) + 1)


def below(sheet: Any, head: str, rows: int = 1) -> Any:
    """The cell ``rows`` under the one that says ``head``."""
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == head)
    return sheet.cell(cell.row + rows, cell.column)
