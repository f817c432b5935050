"""Opening a workbook that claims to be a template, and the plain content of its cells."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from projects.catalog import Kind
from reports.readers.archive import check_package
from reports.readers.kinds import DAMAGED, ZIP_ERRORS, kind_of
from reports.readers.kinds import Kind as FileKind
from reports.readers.limits import Limits
from reports.readers.source import Unreadable
from reports.template.carried import HIDDEN_SHEET as FORM_SHEET
from reports.template.sheet_values import RawValue, typed_text

_LONGEST_LIST = 1024 * 1024  # bytes of the part that names the sheets
_MALFORMED = (InvalidFileException, ParseError, KeyError, TypeError, AttributeError, IndexError, OverflowError)


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell as the file has it: the value (of a formula its stored result), its format, its formula."""

    row: int
    column: int
    value: RawValue
    number_format: str = "General"
    formula: str = ""
    is_error: bool = False

    @property
    def coordinate(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"

    def text(self, kind: Kind = Kind.NARRATIVE) -> str:
        """The text that a person sees, for a field of this kind; of a formula without result, the formula."""
        if self.value is None:
            return self.formula
        return typed_text(self.value, self.number_format, kind)


@dataclass(frozen=True, slots=True)
class RawBook:
    """The cells of every sheet, by name in order, blank cells left out; ``hidden`` is column A of the hidden sheet."""

    sheets: dict[str, dict[tuple[int, int], RawCell]]
    hidden: tuple[str, ...]


def read_book(content: bytes, limits: Limits, hidden_sheet: str = FORM_SHEET) -> RawBook:
    """All cells of an .xlsx. Raises :class:`Unreadable` for anything else, and for what is broken or too large."""
    with opened(content, limits, data_only=False) as formulas:
        hidden = _hidden_texts(formulas, hidden_sheet)
        written = {
            sheet.title: {(cell.row, cell.column): cell for cell in _cells(sheet)}
            for sheet in formulas.worksheets
            if sheet.title != hidden_sheet
        }
    if any(cell.formula for cells in written.values() for cell in cells.values()):
        with opened(content, limits, data_only=True) as results:
            for title, cells in written.items():
                _put_results(cells, _cells(results[title]))
    return RawBook(written, hidden)


def hidden_texts(content: bytes, limits: Limits, hidden_sheet: str = FORM_SHEET) -> tuple[str, ...]:
    """Column A of the hidden sheet; nothing where the workbook has none. Costs next to nothing for other files."""
    if not _names_sheet(content, hidden_sheet):
        return ()
    with opened(content, limits, data_only=False) as book:
        return _hidden_texts(book, hidden_sheet)


@contextmanager
def opened(content: bytes, limits: Limits, *, data_only: bool, read_only: bool = True) -> Iterator[Workbook]:
    """The workbook in ``content``. Raises :class:`Unreadable`."""
    limits.check_file(len(content))
    if kind_of(content) is not FileKind.XLSX or not content.startswith(b"PK"):
        raise Unreadable("这不是 .xlsx 文件。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。")
    check_package(content, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts that are not looked at
            book = load_workbook(BytesIO(content), read_only=read_only, data_only=data_only)
            try:
                yield book
            finally:
                book.close()
    except (*ZIP_ERRORS, *_MALFORMED) as error:
        raise Unreadable(DAMAGED) from error


def _names_sheet(content: bytes, hidden_sheet: str) -> bool:
    """Whether the list of sheets has the name, without reading anything else of the workbook."""
    try:
        with ZipFile(BytesIO(content)) as package, package.open("xl/workbook.xml") as part:
            return hidden_sheet.encode() in part.read(_LONGEST_LIST)
    except (*ZIP_ERRORS, KeyError):
        return False


def _hidden_texts(book: Workbook, hidden_sheet: str) -> tuple[str, ...]:
    if hidden_sheet not in book.sheetnames:
        return ()
    rows = book[hidden_sheet].iter_rows(max_col=1, values_only=True)
    texts = [unescape(str(value)) for (value,) in rows if value is not None]
    return tuple(texts)


def _cells(sheet: Any) -> Iterator[RawCell]:
    """Every cell that is not blank."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            value: Any = cell.value
            if cell.data_type == "f":
                yield RawCell(cell.row, cell.column, None, cell.number_format, str(getattr(value, "text", value)))
                continue
            is_error = cell.data_type == "e"
            if isinstance(value, str):
                value = unescape(value)
            elif not isinstance(value, RawValue):
                value = str(value)  # a time of day
            if value != "":
                yield RawCell(cell.row, cell.column, value, cell.number_format, is_error=is_error)


def _put_results(cells: dict[tuple[int, int], RawCell], results: Iterator[RawCell]) -> None:
    for result in results:
        cell = cells.get((result.row, result.column))
        if cell and cell.formula:
            cells[cell.row, cell.column] = RawCell(
                cell.row, cell.column, result.value, cell.number_format, cell.formula, is_error=result.is_error
            )
