"""The hidden marks of rows and columns: they move with what they mark.

The column behind the paper holds a mark of every row, the row below it one of every column; both are hidden. Which
row and column these are is found by looking, since rows may have been inserted or deleted anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reports.readers.template_marks import MARK


@dataclass(frozen=True, slots=True)
class Marks:
    """Where marked rows and columns are now, 1-based by mark; ``column`` and ``row`` hold the marks themselves.

    Of a row that was copied with its mark the first counts. ``copies`` are the sheet rows of the others.
    """

    rows: Mapping[int, int]
    columns: Mapping[int, int]
    row: int
    column: int
    copies: frozenset[int]


def write_marks(sheet: Worksheet, rows: int, columns: int) -> None:
    """Mark the first ``rows`` and ``columns`` of a sheet."""
    for row in range(1, rows + 1):
        sheet.cell(row, columns + 1).value = f"template-row-{row}"
    for column in range(1, columns + 1):
        sheet.cell(rows + 1, column).value = f"template-column-{column}"
    sheet.row_dimensions[rows + 1].hidden = True
    sheet.column_dimensions[get_column_letter(columns + 1)].hidden = True


def find_marks(texts: Mapping[tuple[int, int], str]) -> Marks | None:
    """The marks among the texts of a sheet by (row, column); ``None`` where rows or columns have none."""
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    copies: set[int] = set()
    mark_row = mark_column = 0
    for (row, column), text in sorted(texts.items()):
        match = MARK.fullmatch(text)
        if not match:
            continue
        number = int(match["number"])
        if match["kind"] == "column":
            columns.setdefault(number, column)
            mark_row = row
        else:
            if rows.setdefault(number, row) != row:
                copies.add(row)
            mark_column = column
    return Marks(rows, columns, mark_row, mark_column, frozenset(copies)) if rows and columns else None
