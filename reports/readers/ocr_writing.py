"""A torn form written anew: the rows of its layout, with the values put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.framework import Framework
from projects.catalog import Kind
from reports.readers import ocr_values
from reports.readers.ocr_forms import Phase, Placed, TornForm, TornRow, rows_with
from reports.readers.ocr_habits import Habits
from reports.readers.ocr_indicators import IndicatorWriter
from reports.readers.ocr_join import ODD, Reading
from reports.readers.ocr_row import after_label
from reports.readers.ocr_template import Slot, Template, TemplateRow
from reports.readers.ocr_text import closed_up, folded, likeness, odd_characters
from reports.readers.ocr_values import SEVERAL_LINES, Lines
from reports.readers.source import SourceCell, SourceTable, SourceText

NAME_FROM_TITLE = "这一格识别得不清楚，取自表上方的标题"
NAME_UNLIKE_TITLE = "与表上方标题里的名称不一致，请核对"
STRAY = "识别得不清楚，不知道属于表中哪一格"
_SAME_NAME = 0.6


class FormWriter:
    """Writes the forms of one file, by what they have in common."""

    def __init__(self, template: Template, framework: Framework | None, habits: Habits) -> None:
        self._template = template
        self._habits = habits
        self._indicators = IndicatorWriter(framework, habits)

    def table(self, form: TornForm) -> SourceTable:
        """The form as its layout prints it, a row for each printed row that was found."""
        rows: list[list[SourceCell]] = []
        for at, printed in enumerate(self._template.rows):
            placed = list(rows_with(form.placed, at))
            if not placed:
                continue
            rows.append(self._row(at, printed, placed))
            if printed.table:
                rows += self._indicators.rows(printed, [one.row for one in placed if one.phase is Phase.AFTER], at)
        cells = tuple(
            replace(cell, row=number, column=column)
            for number, row in enumerate(rows)
            for column, cell in enumerate(row)
        )
        place = form.first.cells[0].place if form.first.cells else ""
        return SourceTable(cells, place=f"{place.partition('行')[0]}行起的表格", has_columns=False)

    def stray(self, row: TornRow) -> Iterator[SourceText]:
        """A row that belongs to nothing, as a text."""
        text = " ".join(text for text in row.texts if text)
        if text:
            yield SourceText(text, place=row.cells[0].place.partition("第 1 格")[0], doubt=STRAY)

    def _row(self, at: int, printed: TemplateRow, placed: Sequence[Placed]) -> list[SourceCell]:
        first = next((one for one in placed if one.phase is Phase.ROW), placed[0])
        percents = self._percents(at, printed, first)
        cells = []
        for number, slot in enumerate(printed.slots):
            if not slot.is_value:
                cells.append(_cell(first.row, first.match.spans[number][0] if first.match else 0, self._label(slot, number, first)))
                continue
            reading = percents.pop(0) if percents else self._value(at, number, slot, placed)
            start = first.match.spans[number][0] if first.match else self._habits.span(at, number)[0]
            cells.append(_cell(first.row, start, reading))
        return cells

    def _label(self, slot: Slot, number: int, first: Placed) -> Reading:
        """As the layout prints it; a label that names a year as it was read."""
        if slot.is_tail:
            return Reading("")
        return Reading(first.match.text_of(number) if first.match and slot.names_year else slot.text)

    def _percents(self, at: int, printed: TemplateRow, first: Placed) -> list[Reading]:
        """The values of a row that holds nothing but percentages."""
        values = printed.values
        if len(values) < 2 or any(slot.field is None or slot.field.kind is not Kind.PERCENT for slot in values):
            return []
        starts = [self._habits.span(at, number)[0] for number, slot in enumerate(printed.slots) if slot.is_value]
        return ocr_values.percents(first.row.texts, starts)

    def _value(self, at: int, number: int, slot: Slot, placed: Sequence[Placed]) -> Reading:
        assert slot.field is not None
        lines: list[list[str]] = []
        start, end = self._habits.span(at, number)
        for one in placed:
            own_start, own_end = one.match.spans[number] if one.match else (start, end)
            if one.match and number == len(one.match.spans) - 1:
                own_end = len(one.match.cells)
            texts = one.match.cells if one.match else one.row.texts
            pieces = list(texts[own_start:own_end])
            glued = self._glued(at, number, one)
            if glued:
                pieces.insert(0, glued)
            if any(pieces):
                lines.append(pieces)
        reading = self._read(slot, lines, self._habits.widths(start, end))
        if slot.path == "project.name":
            reading = _named(reading, placed)
        if len(lines) > 1 and slot.field.kind is not Kind.NARRATIVE and not reading.doubt:
            reading = Reading(reading.text, SEVERAL_LINES)
        return reading

    def _glued(self, at: int, number: int, one: Placed) -> str:
        """What stands in the label's cell behind the label."""
        if not one.match or not number:
            return ""
        before = self._template.rows[at].slots[number - 1]
        return "" if before.is_value else after_label(one.match.text_of(number - 1), before.key)

    def _read(self, slot: Slot, lines: Lines, widths: Sequence[float]) -> Reading:
        assert slot.field is not None
        if slot.path.endswith(".code") and slot.field.kind is Kind.TEXT:
            return ocr_values.code(lines, self._habits.code_length)
        return ocr_values.text_value(slot.field.kind, lines, self._habits.evidence, widths)


def _named(reading: Reading, placed: Sequence[Placed]) -> Reading:
    """The project's name: the title above the form has it in one piece."""
    title = closed_up(next((one.row.name for one in placed if one.row.name), ""))
    if not title:
        return reading
    if folded(title) == folded(reading.text):
        return Reading(title)
    if likeness(folded(title), folded(reading.text)) < _SAME_NAME:
        return Reading(reading.text or title, NAME_UNLIKE_TITLE)
    return Reading(title, ODD.format(characters=odd_characters(title)) if odd_characters(title) else "")


def _cell(row: TornRow, column: int, reading: Reading) -> SourceCell:
    """A cell with the place of the cell of the file where its text begins."""
    filled = [cell for cell in row.cells[column:] if cell.text] or list(row.cells[-1:])
    place = filled[0].place if filled else ""
    return SourceCell(0, 0, reading.text, place=place, doubt=reading.doubt)
