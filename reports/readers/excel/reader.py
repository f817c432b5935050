"""Excel workbooks, new (``.xlsx``) and old (``.xls``): one table a sheet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from reports.readers.excel.formats import SheetFormats, read_formats
from reports.readers.excel.number_formats import GENERAL, general, shown
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.package_maker import is_own
from reports.readers.source import SourceCell, SourceFile, SourceTable, Unreadable
from reports.readers.template_marks import is_mark

_OLD = b"\xd0\xcf\x11\xe0"
_DAMAGED = "Excel 文件已损坏或没有传完整，打不开。请用 WPS 或 Excel 打开检查，另存后再上传。"
_LARGEST_MERGED = 100_000  # cells; a larger range covers nothing that is looked for
_NO_FORMATS = SheetFormats(0, 0, {})


def read(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """The visible sheets that hold anything. Raises :class:`Unreadable`."""
    is_old = content.startswith(_OLD)
    formats = {} if is_old else read_formats(content)
    for sheet, found in formats.items():  # the parser makes room for the whole rectangle, blank cells and all
        limits.check_table(_place(sheet), found.rows, found.columns)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        tables = [_table(book.get_sheet_by_name(each), formats.get(each, _NO_FORMATS)) for each in names]
    except (CalamineError, ValueError) as error:
        raise Unreadable(_DAMAGED) from error
    kind = "xls" if is_old else "xlsx"
    return SourceFile(name, kind, tuple(table for table in tables if table.cells), not is_old and is_own(content))


def _table(sheet: CalamineSheet, formats: SheetFormats) -> SourceTable:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        spans[top, left] = (bottom - top + 1, right - left + 1)
        if (bottom - top + 1) * (right - left + 1) <= _LARGEST_MERGED:
            covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    covered -= spans.keys()
    cells = [
        _cell(row, column, value, spans.get((row, column), (1, 1)), formats.formats.get((row, column), GENERAL))
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
        for column, value in enumerate(values)
        if value != "" and (row, column) not in covered and not is_mark(value)
    ]
    return SourceTable(tuple(cells), _place(sheet.name))


def _place(sheet: str) -> str:
    return f"工作表“{sheet}”"


def _cell(row: int, column: int, value: Any, span: tuple[int, int], code: str) -> SourceCell:
    text, stored = _shown(value, code)
    place = f"{get_column_letter(column + 1)}{row + 1}"
    return SourceCell(row, column, text, *span, value=stored, place=place)


def _shown(value: Any, code: str) -> tuple[str, Decimal | date | bool | None]:
    """What a person sees in the cell, and what it stores if that is more than a text."""
    match value:
        case str():
            return value, None
        case bool():
            return ("TRUE" if value else "FALSE"), value
        case int() | float():
            number = Decimal(repr(value))
            return (shown(number, code) if code != GENERAL else general(number)), number
        case datetime():
            is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
            return (value.date().isoformat() if is_day else value.isoformat(" ")), value.date()
        case date():
            return value.isoformat(), value
    return str(value), None
