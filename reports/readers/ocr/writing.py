"""A torn form written anew: the rows of its layout, with the values put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indicators.framework import Framework
from projects.catalog import Kind
from reports.readers.ocr import values as ocr_values
from reports.readers.ocr.agreement import disagreements
from reports.readers.ocr.forms import Phase, Placed, TornForm, TornRow, rows_with
from reports.readers.ocr.habits import Habits, is_under_heads
from reports.readers.ocr.indicators import IndicatorWriter
from reports.readers.ocr.join import ODD, Reading
from reports.readers.ocr.row import after_label
from reports.readers.ocr.template import Slot, Template, TemplateRow
from reports.readers.ocr.text import closed_up, folded, likeness, odd_characters
from reports.readers.ocr.values import SEVERAL_LINES, Lines
from reports.readers.source import SourceCell, SourceTable, SourceText

NAME_FROM_TITLE = "这一格识别得不清楚，取自表上方的标题"
NAME_UNLIKE_TITLE = "与表上方标题里的名称不一致，请核对"
UNLIKE = "与本表另一处几乎相同的文字不一致，请核对"
ROW_LOST = "这一行没有识别出来，请对照原件补写"
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
                if not printed.table:
                    rows.append(self._lost_row(printed, form))
                continue
            rows.append(self._row(at, printed, placed))
            if printed.table:
                rows += self._indicators.rows(printed, [one.row for one in placed if one.phase is Phase.AFTER], at)
        told_apart = disagreements([cell.text for row in rows for cell in row])
        cells = tuple(
            replace(cell, row=number, column=column, doubt=cell.doubt or (UNLIKE if cell.text in told_apart else ""))
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
            column = first.match.spans[number][0] if first.match else self._habits.span(at, number)[0]
            if not slot.is_value:
                reading = _label(slot, number, first)
            else:
                reading = percents.pop(0) if percents else self._value(at, number, slot, placed)
            cells.append(_cell(first.row, column, reading))
        return cells

    def _lost_row(self, printed: TemplateRow, form: TornForm) -> list[SourceCell]:
        """A row that the paper has and the recognition has not."""
        cells = []
        for slot in printed.slots:
            text = "" if slot.is_tail else slot.text
            if slot.path == "project.name":
                text = closed_up(form.name)
            doubt = ROW_LOST if slot.is_value else ""
            cells.append(_cell(form.first, 0, Reading(text, doubt)))
        return cells

    def _percents(self, at: int, printed: TemplateRow, first: Placed) -> list[Reading]:
        """The values of a row that holds nothing but percentages."""
        values = printed.values
        if len(values) < 2 or any(slot.field is None or slot.field.kind is not Kind.PERCENT for slot in values):
            return []
        starts = [self._habits.span(at, number)[0] for number, slot in enumerate(printed.slots) if slot.is_value]
        return ocr_values.percents(first.row.texts, starts)

    def _value(self, at: int, number: int, slot: Slot, placed: Sequence[Placed]) -> Reading:
        assert slot.field is not None
        lines = [pieces for pieces in (self._pieces(at, number, one) for one in placed) if any(pieces)]
        reading = self._read(slot, lines, self._habits.widths(*self._habits.span(at, number)))
        if slot.path == "project.name":
            reading = _named(reading, placed)
        if len(lines) > 1 and slot.field.kind is not Kind.NARRATIVE and not reading.doubt:
            reading = Reading(reading.text, SEVERAL_LINES)
        return reading

    def _pieces(self, at: int, number: int, one: Placed) -> list[str]:
        """The pieces of a value in one torn row, from the column on where it begins in other forms."""
        printed = self._template.rows[at]
        if is_under_heads(printed):
            return self._under_heads(at, number, one)
        start, end = one.match.spans[number] if one.match else self._habits.span(at, number)
        texts = one.match.cells if one.match else one.row.texts
        if number == len(printed.slots) - 1:
            end = len(texts)
        pieces = list(texts[start:end])
        begins = self._habits.firsts.get((at, number), start)
        while start < begins and len(pieces) > 1 and not pieces[0]:
            pieces, start = pieces[1:], start + 1
        glued = self._glued(at, number, one)
        return [glued, *pieces] if glued else pieces

    def _under_heads(self, at: int, number: int, one: Placed) -> list[str]:
        """A value that only the heads above tell from its neighbours, or their order where none is blank."""
        slots = self._template.rows[at].slots
        first = next(place for place, slot in enumerate(slots) if slot.is_value)
        filled = [text for text in one.row.texts[self._habits.span(at, first)[0] :] if text]
        if len(filled) == len(slots) - first:
            return [filled[number - first]]
        start, end = self._habits.span(at, number)
        return list(one.row.texts[start:end])

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


def _label(slot: Slot, number: int, first: Placed) -> Reading:
    """As the layout prints it; a label that names a year as it was read."""
    if slot.is_tail:
        return Reading("")
    return Reading(first.match.text_of(number) if first.match and slot.names_year else slot.text)


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
