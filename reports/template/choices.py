"""What appears when an input cell is entered: instructions, and lists to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from indicators.framework import Framework
from projects.catalog import Kind
from projects.layouts import FieldCell, Layout, LineColumn
from projects.values import NO, YES, Shown
from reports.writers.xlsx_looks import set_text

Subjects = Mapping[str, Sequence[str]]
"""Subjects to choose from, as printed, by their kind in the catalogue."""

_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255  # limits of Excel
_STRICT_MESSAGE = "请从下拉框中选择。"
_LOOSE_MESSAGE = "写的不在下拉框中，确定要这样写吗？"
_KIND_HINTS = {
    Kind.PERCENT: "百分比，写 25 或 25%。",
    Kind.POINTS: "分值，只写数字。",
    Kind.NUMBER: "只写整数。",
    Kind.DATE: "日期，如 2026-01-31。",
    Kind.PERIOD: "起止年份，如 2026-2028。",
    Kind.FLAG: "从下拉框中选“是”或“否”。",
    Kind.SUBJECTS: "科目写成“[编码]名称”，有几个时用逗号隔开。",
    Kind.CODED: "编码和名称写成“[编码]名称”，没有编码就只写名称。",
}


def instruction(layout: Layout, source: FieldCell | LineColumn) -> str:
    """What to write into a cell, in one or two sentences; may be blank."""
    kind = source.field.kind
    hint = _KIND_HINTS.get(kind, "")
    if kind is Kind.MONEY:
        hint = f"金额，单位：{Shown.by(layout).for_cell(source).money_unit}，只写数字。"
    if source.choices:
        hint = f"从下拉框中选：{'、'.join(choice.value for choice in source.choices)}。"
    own = source.help if not source.help or source.help.endswith(("。", "！", "？")) else f"{source.help}。"
    return f"{'必填。' if source.required else ''}{own}{hint}"


class Choices:
    """Gives cells their validations; every list of values is written once, into a hidden sheet."""

    def __init__(self, layout: Layout, framework: Framework, subjects: Subjects, lists: Worksheet, column: int) -> None:
        self._layout = layout
        self._lists = lists
        self._column = column
        self._subjects = subjects
        self._levels = {
            "level1": framework.level1_names(),
            "level2": tuple(dict.fromkeys(category.level2 for category in framework.categories)),
        }
        self._ranges: dict[tuple[str, ...], str] = {}
        self._cells: dict[tuple[str, FieldCell | LineColumn], list[tuple[int, int]]] = {}

    def add(self, source: FieldCell | LineColumn, label: str, row: int, column: int) -> None:
        """The cell at ``row`` and ``column`` of the sheet is filled with ``source``."""
        self._cells.setdefault((label, source), []).append((column, row))

    def finish(self, sheet: Worksheet) -> None:
        """Put all validations on the sheet; equal cells share one."""
        for (label, source), cells in self._cells.items():
            prompt = instruction(self._layout, source)[:_LONGEST_PROMPT]
            options, is_strict = self._options(source)
            if prompt or options:
                validation = self._validation(label, prompt, options, is_strict=is_strict)
                validation.sqref = MultiCellRange(" ".join(_ranges(cells)))
                sheet.add_data_validation(validation)

    def _options(self, source: FieldCell | LineColumn) -> tuple[tuple[str, ...], bool]:
        """The values to choose from, and whether nothing else may be written."""
        field = source.field
        if field.kind is Kind.FLAG:
            return (YES, NO), True
        if source.choices:
            return tuple(choice.value for choice in source.choices), True
        if field.kind is Kind.SUBJECTS:
            return tuple(self._subjects.get(field.subject_kind, ())), False
        if isinstance(source, LineColumn):
            return self._levels.get(source.value, ()), False
        return (), False

    def _validation(self, label: str, prompt: str, options: tuple[str, ...], *, is_strict: bool) -> DataValidation:
        validation = DataValidation(allow_blank=True, showInputMessage=bool(prompt), showErrorMessage=bool(options))
        if prompt:
            validation.promptTitle, validation.prompt = label[:_LONGEST_TITLE], prompt
        if options:
            validation.type, validation.formula1 = "list", self._range(options)
            validation.errorStyle = "stop" if is_strict else "warning"
            validation.error = _STRICT_MESSAGE if is_strict else _LOOSE_MESSAGE
        return validation

    def _range(self, options: tuple[str, ...]) -> str:
        """Where the hidden sheet lists the values."""
        if options not in self._ranges:
            for row, option in enumerate(options, 1):
                set_text(self._lists.cell(row, self._column), option)
            letter = get_column_letter(self._column)
            self._ranges[options] = f"'{self._lists.title}'!${letter}$1:${letter}${len(options)}"
            self._column += 1
        return self._ranges[options]


def _ranges(cells: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Cells as (column, row), those under one another as one range."""
    start = last = None
    for cell in sorted(cells):
        if start and last and cell == (last[0], last[1] + 1):
            last = cell
            continue
        if start and last:
            yield _range(start, last)
        start = last = cell
    if start and last:
        yield _range(start, last)


def _range(first: tuple[int, int], last: tuple[int, int]) -> str:
    letter = get_column_letter(first[0])
    return f"{letter}{first[1]}:{letter}{last[1]}"
