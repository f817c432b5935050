"""The workbook to be filled in: the paper of the layout with input cells, instructions and a hidden stamp."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from types import MappingProxyType

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from indicators.framework import Framework
from projects.catalog import slot_of
from projects.creation import DEPARTMENT_PROJECT
from projects.document import Coded, FormDocument, ProjectFacts
from projects.layouts import Layout
from projects.layouts.model import Scope
from projects.paper.compose import Standing, compose
from projects.paper.grid import LABEL_STYLES, CellStyle, Paper
from projects.values import Shown
from reports.template.carried import HIDDEN_SHEET, Carried, LineRow, write_carried
from reports.template.choices import Choices, Subjects
from reports.template.colours import COMPUTED, INPUT
from reports.template.guide import GUIDE_SHEET, write_guide
from reports.template.marks import write_marks
from reports.template.model import Stamp
from reports.template.places import Place, place_of
from reports.template.sheet_values import SheetValue, sheet_value
from reports.template.spare_rows import with_spare_rows
from reports.writers.xlsx import TooLongForExcel, sheet_names
from reports.writers.xlsx_looks import (
    CAPTION_LOOKS,
    LONGEST_TEXT,
    Painter,
    cell_look,
    escaped,
    legal,
    set_number,
    set_page,
    set_sizes,
    set_text,
    utf16_length,
)
from reports.writers.xlsx_plan import Position, SheetPlan, plan_sheet

NO_SUBJECTS: Subjects = MappingProxyType({})
_LISTS_FROM = 3  # column of the hidden sheet
_ROOM_FOR_TEXT = 64  # points of a row whose long text is still to be written
_PRINTED_STYLES = LABEL_STYLES | {CellStyle.HEAD, CellStyle.GROUP}


def template_workbook(
    layout: Layout,
    framework: Framework,
    document: FormDocument | None,
    stamp: Stamp,
    subjects: Subjects = NO_SUBJECTS,
) -> bytes:
    """An .xlsx of the layout, filled with ``document`` (``None``: empty), to be filled in offline.

    ``subjects`` are lists to choose 科目 from. Raises :class:`~reports.writers.xlsx.TooLongForExcel` for texts
    that a cell cannot hold.
    """
    if document is None:
        unit = Coded(None, stamp.unit) if stamp.unit else None
        name = DEPARTMENT_PROJECT if layout.scope is Scope.DEPARTMENT else None
        document = FormDocument(layout.slug, stamp.fiscal_year, unit=unit, project=ProjectFacts(name=name))
    return _TemplateWriter(layout, framework, document, stamp, subjects).content()


class _TemplateWriter:
    """Builds one workbook."""

    def __init__(
        self, layout: Layout, framework: Framework, document: FormDocument, stamp: Stamp, subjects: Subjects
    ) -> None:
        self._layout = layout
        self._document = document
        self._stamp = stamp
        self._shown = Shown.by(layout)
        self._padded = with_spare_rows(layout, framework, document)
        self._paper = compose(layout, framework, self._padded, Standing())
        self._book = Workbook()
        self._book.properties.creator = "perfbudget"
        self._painter = Painter()
        self._sheet = self._book.worksheets[0]
        self._sheet.title = next(iter(sheet_names([self._named(self._paper)])))
        self._hidden = self._book.create_sheet(HIDDEN_SHEET)
        self._choices = Choices(layout, framework, subjects, self._hidden, _LISTS_FROM)
        self._inputs: list[tuple[int, int, str]] = []
        self._labels: list[tuple[int, int, str]] = []
        self._lines: dict[int, LineRow] = {}
        self._problems: list[str] = []

    def content(self) -> bytes:
        plan = plan_sheet(self._paper)
        for caption in plan.captions:
            self._painter.fill(self._sheet, caption.area, CAPTION_LOOKS[caption.kind]._replace(size=caption.size))
            self._put_label(caption.area.top, caption.area.left, caption.text)
        for position in plan.positions:
            self._write_position(position, plan)
        if self._problems:
            raise TooLongForExcel(self._problems)
        self._finish(plan)
        content = BytesIO()
        self._book.save(content)
        return content.getvalue()

    def _named(self, paper: Paper) -> Paper:
        """Sheets of the product itself keep their names."""
        return replace(paper, name=f"{paper.name}表") if paper.name in (GUIDE_SHEET, HIDDEN_SHEET) else paper

    def _write_position(self, position: Position, plan: SheetPlan) -> None:
        area, look = position.area, cell_look(position)
        place = place_of(self._layout, position.cell.path) if position.cell.path else None
        if place is None and position.cell.style in _PRINTED_STYLES:
            self._painter.fill(self._sheet, area, look)
            self._put_label(area.top, area.left, position.cell.text)
            return
        if place is None or not place.is_input:
            # A place's own name stands fast; sums and what is printed again follow from what is filled in.
            text = position.cell.text if place and slot_of(place.path) is None else ""
            self._painter.fill(self._sheet, area, look._replace(colour="" if text else COMPUTED, is_text=bool(text)))
            if text:
                self._put_label(area.top, area.left, text)
            return
        value = sheet_value(place.source, place.value_in(self._padded), self._shown)
        self._painter.fill(
            self._sheet,
            area,
            look._replace(number_format=value.number_format, is_text=bool(value.text), colour=INPUT, is_locked=False),
        )
        self._put_value(position, place, value)
        self._inputs.append((area.top, area.left, place.path))
        self._choices.add(place.source, place.label, area.top, area.left)
        if place.lines:
            self._lines[area.top] = self._line_row(place)
        if position.cell.style is CellStyle.NARRATIVE and not place.lines:
            plan.heights[area.top - 1] = max(plan.heights[area.top - 1], _ROOM_FOR_TEXT)

    def _put_value(self, position: Position, place: Place, value: SheetValue) -> None:
        cell = self._sheet.cell(position.area.top, position.area.left)
        if value.number is not None:
            set_number(cell, value.number)
        elif value.day is not None:
            cell.value = value.day
            cell.number_format = value.number_format  # openpyxl has chosen another one
        else:
            length = utf16_length(escaped(legal(value.text)))
            if length > LONGEST_TEXT:
                self._problems.append(
                    f"“{place.label}”有 {length} 个字符，Excel 的单元格最多 {LONGEST_TEXT} 个。请在网页上填写这张表。"
                )
                return
            set_text(cell, value.text)

    def _put_label(self, row: int, column: int, text: str) -> None:
        set_text(self._sheet.cell(row, column), text)
        self._labels.append((row, column, legal(text)))

    def _line_row(self, place: Place) -> LineRow:
        table = self._layout.table(place.lines)
        if not table or not table.is_tree:
            return LineRow(place.lines)
        row = self._padded.indicators[place.index]
        return LineRow(place.lines, row.level1 or "", row.level2 or "")

    def _finish(self, plan: SheetPlan) -> None:
        set_sizes(self._sheet, plan)
        set_page(self._sheet, plan, is_landscape=self._paper.is_landscape)
        rows, columns = len(plan.heights), len(plan.widths)
        self._sheet.print_area = f"A1:{get_column_letter(columns)}{rows}"
        write_marks(self._sheet, rows, columns)
        self._choices.finish(self._sheet)
        _protect(self._sheet)
        write_guide(self._book.create_sheet(GUIDE_SHEET, 1), self._layout, self._painter)
        carried = Carried(self._stamp, self._document, tuple(self._inputs), tuple(self._labels), self._lines)
        write_carried(self._hidden, carried)
        self._hidden.sheet_state = "veryHidden"


def _protect(sheet: Worksheet) -> None:
    """Labels stand fast, without a password; rows may be inserted, rows and columns be made larger."""
    sheet.protection.sheet = True
    sheet.protection.insertRows = False
    sheet.protection.formatRows = False
    sheet.protection.formatColumns = False
