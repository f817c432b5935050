"""One sheet of the workbook: single values, then tables with blank rows behind what they hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from projects.disclosure.edit_shape import Field, FieldKind
from projects.disclosure.editing import Control
from projects.disclosure.flat_sections import FlatRow, FlatSection, FlatTable
from reports.department_book.carried import PARENT, CarriedSheet, CarriedTable
from reports.department_book.guide import ABOVE_HINT, PARENT_HINT, PARENT_LABEL, hint
from reports.template.carried import LineRow
from reports.template.colours import COMPUTED, INPUT
from reports.template.marks import write_marks
from reports.template.sheet_values import TEXT_FORMAT
from reports.writers.xlsx_looks import (
    EXACT_DIGITS,
    LONGEST_TEXT,
    Look,
    Painter,
    escaped,
    legal,
    set_number,
    set_text,
    utf16_length,
)
from reports.writers.xlsx_plan import Area

_SPARE_ROWS = 10
_MONEY_FORMAT = "#,##0.00####"
_LABEL_WIDTH, _PARENT_WIDTH, _MONEY_WIDTH, _TEXT_WIDTH, _LONG_WIDTH = 24, 24, 16, 24, 50
_WIDTHS = {FieldKind.MONEY: _MONEY_WIDTH} | dict.fromkeys(
    (FieldKind.LONG, FieldKind.LINES, FieldKind.STANDARDS), _LONG_WIDTH
)
_VALUE_WIDTH = 60  # of all columns behind the first together, at least
_LINE, _PADDING, _HIGHEST = 15, 6, 300  # points
_TITLE = Look(size=16, is_bold=True)
_CAPTION = Look(is_bold=True)
_HEAD = Look(is_bold=True, align="center", frame="")
_LABEL = Look(frame="")
_GREY = Look(frame="", colour=COMPUTED)


_PARENT = Field(PARENT, PARENT_LABEL, FieldKind.TEXT)


@dataclass(slots=True)
class _Validations:
    """Cells by what appears when they are entered: a label with a prompt, and what to choose from."""

    cells: dict[tuple[str, str, tuple[str, ...]], list[str]] = field(default_factory=dict)

    def add(self, source: Field, prompt: str, cell: str) -> None:
        if prompt:
            options = tuple(label for _, label in source.choices)
            self.cells.setdefault((source.label, prompt, options), []).append(cell)

    def finish(self, sheet: Worksheet) -> None:
        """Put all of them on the sheet; equal cells share one."""
        for (label, prompt, options), cells in self.cells.items():
            validation = DataValidation(allow_blank=True, showInputMessage=True, promptTitle=label[:32], prompt=prompt)
            if options:
                validation.type, validation.formula1 = "list", f'"{",".join(options)}"'
                validation.showErrorMessage, validation.error = True, "请从下拉框中选择。"
            validation.sqref = MultiCellRange(" ".join(cells))
            sheet.add_data_validation(validation)


class SheetWriter:
    """Writes a section; ``problems`` are texts that Excel cannot hold."""

    def __init__(self, sheet: Worksheet, section: FlatSection, subtitle: str, unit: str, painter: Painter) -> None:
        self._sheet = sheet
        self._section = section
        self._subtitle = subtitle
        self._unit = unit
        self._painter = painter
        self._widths = _widths(section)
        self._row = 0
        self._number = 0
        self._inputs: list[tuple[int, int, str]] = []
        self._labels: list[tuple[int, int, str]] = []
        self._lines: dict[int, LineRow] = {}
        self._tables: list[CarriedTable] = []
        self._validations = _Validations()
        self._computed: dict[str, str] = {}
        self.problems: list[str] = []

    def write(self) -> CarriedSheet:
        """Fill the sheet."""
        self._line(self._section.section.title, _TITLE, 32)
        self._line(f"{self._subtitle}　金额单位：{self._unit}", Look(), _LINE + _PADDING)
        for control in self._section.singles:
            self._single(control)
        for table in self._section.tables:
            self._table(table)
        self._finish()
        return CarriedSheet(
            title=self._sheet.title,
            section=self._section.section.key,
            inputs=tuple(self._inputs),
            labels=tuple(self._labels),
            lines=self._lines,
            tables=tuple(self._tables),
            computed=self._computed,
            singles={each.path: each.label for each in self._section.singles if not each.is_decided},
            kinds={control.path: control.field.kind.value for control in self._section.singles},
        )

    def _line(self, text: str, look: Look, height: float) -> None:
        """A text across the sheet."""
        self._row += 1
        self._painter.fill(self._sheet, Area(self._row, 1, self._row, len(self._widths)), look)
        self._label(1, text)
        self._sheet.row_dimensions[self._row].height = height

    def _label(self, column: int, text: str) -> None:
        set_text(self._sheet.cell(self._row, column), text)
        self._labels.append((self._row, column, legal(text)))

    def _single(self, control: Control) -> None:
        self._row += 1
        self._painter.fill(self._sheet, Area(self._row, 1, self._row, 1), _LABEL)
        self._label(1, control.label)
        area = Area(self._row, 2, self._row, len(self._widths))
        self._control(area, control, control.path)
        self._heighten([(control.text, sum(self._widths[1:])), (control.label, self._widths[0])])

    def _table(self, table: FlatTable) -> None:
        own = len(self._tables)
        members = [*([PARENT] if table.has_parents else []), *table.columns]
        if table.title != self._section.section.title or self._section.singles:
            self._line(table.title, _CAPTION, _LINE + 2 * _PADDING)
        self._row += 1
        for column, member in enumerate(members, 1):
            self._painter.fill(self._sheet, Area(self._row, column, self._row, column), _HEAD)
            self._label(column, _head(table, member, self._unit))
        self._sheet.row_dimensions[self._row].height = _LINE + _PADDING
        first, paths = self._row + 1, {}
        for row in (*table.rows, *[FlatRow("", "", {})] * _SPARE_ROWS):
            self._row += 1
            self._number += 1
            if row.path:
                paths[self._number] = row.path
            self._lines[self._row] = LineRow(f"table{own}")
            self._cells(table, row, members, f"table{own}[{self._number}]", is_spare=not row.path)
        if table.nested:
            self._offer_parents(first, members.index(table.name_member) + 1)
        self._tables.append(
            CarriedTable(
                path=table.path,
                labels={member: _head(table, member, self._unit) for member in members},
                kinds={member: column.kind.value for member, column in table.columns.items()},
                nested=table.nested,
                above=table.above,
                name_member=table.name_member,
                rows=paths,
            )
        )

    def _cells(self, table: FlatTable, row: FlatRow, members: list[str], place: str, *, is_spare: bool) -> None:
        texts = []
        for column, member in enumerate(members, 1):
            area = Area(self._row, column, self._row, column)
            if member == PARENT:
                self._input(area, _PARENT, row.parent, f"{place}.{PARENT}", "" if table.nested else ABOVE_HINT)
            elif is_spare:
                self._input(area, table.columns[member], "", f"{place}.{member}")
            elif member in row.cells:
                self._control(area, row.cells[member], f"{place}.{member}")
                texts.append((row.cells[member].text, self._widths[column - 1]))
            else:
                self._painter.fill(self._sheet, area, _GREY)
        self._heighten(texts)

    def _control(self, area: Area, control: Control, path: str) -> None:
        """A value to be typed, or to be seen only where it is computed."""
        if not control.is_decided:
            self._input(area, control.field, control.text, path)
            return
        self._painter.fill(self._sheet, area, _GREY._replace(align="right", number_format=_MONEY_FORMAT, is_text=False))
        cell, number = self._sheet.cell(area.top, area.left), _number(control.field, control.computed)
        if number is not None:
            set_number(cell, number)
        self._inputs.append((area.top, area.left, path))
        self._computed[path] = control.computed

    def _input(self, area: Area, source: Field, text: str, path: str, prompt: str = "") -> None:
        cell, is_money = self._sheet.cell(area.top, area.left), source.kind is FieldKind.MONEY
        number = _number(source, text)
        look = Look(
            frame="",
            align="right" if is_money else "left",
            colour=INPUT,
            is_locked=False,
            is_text=number is None and bool(text),
            number_format=_MONEY_FORMAT if is_money and (number is not None or not text) else TEXT_FORMAT,
        )
        self._painter.fill(self._sheet, area, look)
        if number is not None:
            set_number(cell, number)
        elif utf16_length(escaped(legal(text))) > LONGEST_TEXT:
            self.problems.append(
                f"“{source.label}”的文字超过 Excel 单元格的上限（{LONGEST_TEXT} 个字符）。请在网页上填写。"
            )
        else:
            set_text(cell, text)
        self._inputs.append((area.top, area.left, path))
        self._validations.add(source, prompt or hint(source, self._unit), area.coordinate)

    def _heighten(self, texts: list[tuple[str, float]]) -> None:
        lines = max((_lines(text, width) for text, width in texts), default=1)
        self._sheet.row_dimensions[self._row].height = min(max(lines, 1) * _LINE + _PADDING, _HIGHEST)

    def _offer_parents(self, first: int, name_column: int) -> None:
        """What stands in the column of names may be chosen as 上级."""
        letter = get_column_letter(name_column)
        validation = DataValidation(
            type="list",
            formula1=f"${letter}${first}:${letter}${self._row}",
            allow_blank=True,
            showErrorMessage=False,
            showInputMessage=True,
            promptTitle=PARENT_LABEL,
            prompt=PARENT_HINT,
        )
        validation.add(f"A{first}:A{self._row}")
        self._sheet.add_data_validation(validation)

    def _finish(self) -> None:
        for column, width in enumerate(self._widths, 1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._validations.finish(self._sheet)
        self._sheet.print_area = f"A1:{get_column_letter(len(self._widths))}{self._row}"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self._sheet.sheet_view.showGridLines = False
        write_marks(self._sheet, self._row, len(self._widths))
        protection = self._sheet.protection
        protection.sheet = True
        protection.insertRows = protection.formatRows = protection.formatColumns = False


def _lines(text: str, width: float) -> int:
    return sum(max(-(-2 * len(line) // int(width)), 1) for line in text.split("\n"))


def _head(table: FlatTable, member: str, unit: str) -> str:
    if member == PARENT:
        return PARENT_LABEL
    column = table.columns[member]
    return f"{column.label}（{unit}）" if column.kind is FieldKind.MONEY else column.label


def _number(source: Field, text: str) -> Decimal | None:
    """The amount as Excel keeps it exactly; ``None`` for texts, and for amounts of too many digits."""
    if source.kind is not FieldKind.MONEY or not text:
        return None
    number = Decimal(text)
    return number if len(number.normalize().as_tuple().digits) <= EXACT_DIGITS else None


def _widths(section: FlatSection) -> list[float]:
    """Of every column of the sheet, in characters."""
    widths: list[float] = [_LABEL_WIDTH, _MONEY_WIDTH]
    for table in section.tables:
        wanted: list[float] = [_PARENT_WIDTH] if table.has_parents else []
        wanted += [_WIDTHS.get(column.kind, _TEXT_WIDTH) for column in table.columns.values()]
        widths += [0] * (len(wanted) - len(widths))
        widths = [max(pair) for pair in zip(widths, [*wanted, *[0] * (len(widths) - len(wanted))], strict=True)]
    widths[-1] += max(_VALUE_WIDTH - sum(widths[1:]), 0)
    return widths
