"""A filled workbook back to a document; everything wrong is told at once, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.utils.cell import coordinate_to_tuple

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.editing import edited
from projects.disclosure.flat_sections import flat_section
from projects.exchange import ExchangeError
from projects.values import plain_text
from reports.department_book.carried import HIDDEN_SHEET, CarriedBook, CarriedSheet, read_carried
from reports.department_book.model import BookReading
from reports.department_book.rows import FilledSheet
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.result import Leftover
from reports.readers.source import Unreadable
from reports.template.book import RawBook, RawCell, read_book
from reports.template.cell_texts import told
from reports.template.guide import GUIDE_SHEET
from reports.template.located import MISTAKES_SHEET, located_on, marks_of
from reports.template.marked import marked_copy
from reports.template.model import CellMistake

_OWN_SHEETS = (GUIDE_SHEET, HIDDEN_SHEET, MISTAKES_SHEET)
_NOT_OURS = "这不是本系统的部门数据填报表，或者其中隐藏的标识已被改动。请在部门预算公开页面重新下载填报表填写。"
_RESTORE = "请撤销这处改动，或重新下载填报表填写"


def read_department_book(content: bytes, limits: Limits = DEFAULT_LIMITS) -> BookReading:
    """What was filled in, with everything that is wrong; nothing is raised for bad files."""
    try:
        book = read_book(content, limits, HIDDEN_SHEET)
        carried = read_carried(book.hidden)
        if carried is None:
            raise Unreadable(_NOT_OURS)
        return _Reader(book, carried).reading(content, limits)
    except Unreadable as error:
        return BookReading(problem=error.message)


class _Reader:
    """Reads one workbook, section by section."""

    def __init__(self, book: RawBook, carried: CarriedBook) -> None:
        self._book = book
        self._carried = carried
        self._document = carried.document
        self._mistakes: list[CellMistake] = []
        self._notes: list[str] = []
        self._leftovers: list[Leftover] = []

    def reading(self, content: bytes, limits: Limits) -> BookReading:
        known = {sheet.title for sheet in self._carried.sheets}
        for title, cells in self._book.sheets.items():
            if title not in known and title not in _OWN_SHEETS:
                self._leave(title, cells.values())
        for sheet in sorted(self._carried.sheets, key=_says_unit):
            self._document = self._after(sheet, self._document)
        mistakes = tuple(self._mistakes)
        return BookReading(
            stamp=self._carried.stamp,
            base=self._carried.document,
            document=None if mistakes else self._document,
            mistakes=mistakes,
            leftovers=tuple(self._leftovers),
            notes=tuple(self._notes),
            marked=marked_copy(content, mistakes, limits) if mistakes else b"",
        )

    def _after(self, sheet: CarriedSheet, document: DisclosureDocument) -> DisclosureDocument:
        """The document with what one sheet says."""
        cells = self._book.sheets.get(sheet.title)
        marks = marks_of(cells) if cells else None
        if cells is None or marks is None:
            where = "工作表不见了或改了名" if cells is None else "隐藏的行列标记已被删除"
            self._tell(sheet, "", "", f"{where}，{_RESTORE}")
            return document
        section = next((each for each in SECTIONS if each.key == sheet.section), None)
        if section is None:  # of an earlier release
            return document
        located = located_on(sheet.title, cells, marks, sheet)
        self._leave(sheet.title, (cell for _, cell in located.others))
        mistakes = [*self._lost(sheet, located.lost), *self._changed(sheet, located.changed)]
        filled = FilledSheet(sheet, located, document)
        shaped = filled.shaped()
        typed = filled.typed(flat_section(shaped, section))
        mistakes += filled.mistakes
        self._notes += filled.notes
        try:
            document = edited(shaped, section, typed)
        except ExchangeError as error:
            for problem in error.problems:
                place = filled.places.get(problem.path)
                message, remedy = told(problem.message)
                cell, label, text = (place.cell, place.label, place.text) if place else ("", "", "")
                mistakes.append(CellMistake(sheet.title, cell, label, message, remedy, text, problem.path))
        self._mistakes += sorted(mistakes, key=lambda each: coordinate_to_tuple(each.cell or "A1"))
        return document

    def _lost(self, sheet: CarriedSheet, lost: list[str]) -> Iterator[CellMistake]:
        """Columns, and rows of single values, that were deleted; a deleted row of a table is simply no more."""
        columns = {path.rpartition(".")[2] for path in lost if path.startswith("table")}
        survivors = {path.rpartition(".")[2] for _, _, path in sheet.inputs if path not in lost}
        for member in sorted(columns - survivors):
            labels = [table.labels[member] for table in sheet.tables if member in table.labels]
            yield self._mistake(sheet, "", f"“{labels[0]}”一列被删除了，{_RESTORE}")
        for path in lost:
            if path in sheet.singles:
                yield self._mistake(sheet, "", f"“{sheet.singles[path]}”所在的行被删除了，{_RESTORE}", path)

    def _changed(self, sheet: CarriedSheet, changed: list[tuple[RawCell, str]]) -> Iterator[CellMistake]:
        for cell, printed in changed:
            was = f"“{printed[:30]}”" if printed else "空白"
            yield self._mistake(sheet, cell.coordinate, f"这里是表头（原来是{was}），不能改写，{_RESTORE}")

    def _mistake(self, sheet: CarriedSheet, cell: str, explanation: str, path: str = "") -> CellMistake:
        message, remedy = told(explanation)
        return CellMistake(sheet.title, cell, "", message, remedy, path=path)

    def _tell(self, sheet: CarriedSheet, cell: str, label: str, explanation: str) -> None:
        message, remedy = told(explanation)
        self._mistakes.append(CellMistake(sheet.title, cell, label, message, remedy))

    def _leave(self, title: str, cells: object) -> None:
        """What has no place is shown, never dropped in silence."""
        for cell in cells:  # type: ignore[attr-defined]
            if text := plain_text(cell.text()):
                self._leftovers.append(Leftover(f"工作表“{title}”{cell.coordinate}", text))


def _says_unit(sheet: CarriedSheet) -> bool:
    """Such a sheet is read last: the amounts of all others are in the unit of before."""
    return "printed_unit" in sheet.singles
