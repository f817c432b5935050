"""The indicator table of a torn form written anew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from indicators.framework import Framework
from projects.layouts.model import TREE_COLUMNS
from reports.readers.ocr.forms import TornRow
from reports.readers.ocr.habits import Habits
from reports.readers.ocr.join import CUT, Reading, joined
from reports.readers.ocr.lines import IndicatorLines, LineGrouper, TornLine, without_shadows
from reports.readers.ocr.template import TemplateRow
from reports.readers.ocr.text import closed_up, is_rubbish
from reports.readers.ocr.values import SEVERAL_LINES, spaced_target
from reports.readers.source import SourceCell

BLANK = "这一格没有识别出文字，其他行都有，请核对"
SHADOW = "识别时这一行被横着切开，请核对"
CATEGORY = "一、二级指标识别得不清楚，按位置和指标框架推断"
HEADLESS = "没有识别出表头，按列的顺序推断，请核对"
SHORTENED = "识别得不完整，按本文件中相同的内容补全"
SLIPPED = "两格的文字识别到了一起，分开的地方是推断的，请核对"
COMPARISON = "识别成“{was}”，本文件其他行都用“{used}”，请核对"

_SLIPPED = re.compile(r"(?P<text>.*[\u4e00-\u9fff].*?)\s+(?P<target>[≥≤><＞＜]=?\s*\d[\d.,]*\s*[%％]?)")
_STRAY_MARK = re.compile(r"(?<=[\u4e00-\u9fff])\s*[0-9A-Za-z]$|^[0-9A-Za-z]\s+(?=[\u4e00-\u9fff])")
_LEAST_BEGINNING = 4  # characters of a text that is to be completed
_MISSING_END = 3
_OFTEN = 3
_RARELY = 10
_STRICT = {">": "≥", "＞": "≥", "<": "≤", "＜": "≤"}


class IndicatorWriter:
    """Writes indicator tables, by what the forms of the file have in common."""

    def __init__(self, framework: Framework | None, habits: Habits) -> None:
        self._framework = framework
        self._habits = habits

    def rows(self, printed: TemplateRow, torn: Sequence[TornRow], at: int) -> list[list[SourceCell]]:
        """The rows of the table; those of tables other than the indicators are joined cell by cell."""
        table = printed.table
        assert table is not None
        offset = 1 if table.side else 0
        spans = [self._habits.span(at, number) for number in range(len(printed.slots))]
        lines = [
            TornLine(row.cells, [[_meant(text) for text in row.texts[start:end]] for start, end in spans])
            for row in torn
        ]
        members = [""] * offset + [column.value for column in table.printed]
        if "level2" not in members:
            readings = [self._plain_row(line, spans) for line in lines]
        else:
            readings = self._indicators(members, lines, spans, at)
        return readings

    def _plain_row(self, line: TornLine, spans: Sequence[tuple[int, int]]) -> list[SourceCell]:
        return [_cell(line, self._column([line.columns[number]], span), span[0]) for number, span in enumerate(spans)]

    def _indicators(
        self, members: list[str], lines: Sequence[TornLine], spans: Sequence[tuple[int, int]], at: int
    ) -> list[list[SourceCell]]:
        own = [number for number, member in enumerate(members) if member and member not in TREE_COLUMNS]
        target = members.index("target") if "target" in members else own[-1]
        level1 = members.index("level1") if "level1" in members else None
        grouper = LineGrouper(self._framework, level1, members.index("level2"), own, target)
        self._part_targets(lines, target, own)
        groups = grouper.rows(lines)
        readings = [
            [self._reading(group, member, number, spans[number]) for number, member in enumerate(members)]
            for group in groups
        ]
        if at in self._habits.headless:
            readings = [[Reading(one.text, one.doubt or HEADLESS) for one in row] for row in readings]
        for number in own:
            _mark_blanks(readings, number)
            usual = self._habits.usual.get((at, number), Counter())
            for row in readings:
                row[number] = _completed(row[number], usual)
        usual = self._habits.usual.get((at, target), Counter())
        for row in readings:
            row[target] = _compared(row[target], usual)
        return [
            [_cell(group.lines[0], reading, spans[number][0]) for number, reading in enumerate(row)]
            for group, row in zip(groups, readings, strict=True)
        ]

    def _part_targets(self, lines: Sequence[TornLine], target: int, own: Sequence[int]) -> None:
        """A target that slipped into the cell left of it goes to its place."""
        for line in lines:
            if line.text(target) or target - 1 not in own:
                continue
            for at, piece in enumerate(line.columns[target - 1]):
                slipped = _SLIPPED.fullmatch(piece)
                if slipped:
                    line.columns[target - 1][at] = slipped["text"]
                    line.columns[target] = [slipped["target"]]
                    line.slipped |= {target - 1, target}

    def _reading(self, group: IndicatorLines, member: str, number: int, span: tuple[int, int]) -> Reading:
        if not member:
            return Reading("")
        if member in TREE_COLUMNS and group.category:
            name = group.category.level1 if member == "level1" else group.category.level2
            is_sure = not group.is_inferred or (member == "level1" and group.is_level1_sure)
            return Reading(name, "" if is_sure else CATEGORY)
        if member == "level2" and group.name:
            return Reading(closed_up(group.name), CATEGORY)
        if member in TREE_COLUMNS:
            reading = self._column([line.columns[number] for line in group.lines], span)
            return Reading(reading.text, CATEGORY)
        pieces, had_shadows = without_shadows(group.lines, number)
        reading = self._column(pieces, span)
        if member == "target":
            reading = spaced_target([piece for line in pieces for piece in line], reading)
        if len(group.lines) > group.named and reading.text and not reading.doubt:
            reading = Reading(reading.text, SHADOW if had_shadows else SEVERAL_LINES)
        if any(number in line.slipped for line in group.lines):
            reading = Reading(reading.text, SLIPPED)
        if had_shadows and not reading.doubt:
            reading = Reading(reading.text, SHADOW)
        stray = _STRAY_MARK.search(" ".join(piece for line in pieces for piece in line if piece).strip())
        if stray and member != "target" and not reading.doubt:
            reading = Reading(reading.text, CUT)
        return reading

    def _column(self, lines: Sequence[Sequence[str]], span: tuple[int, int]) -> Reading:
        readings = [joined(line, self._habits.evidence, self._habits.widths(*span)) for line in lines]
        text = closed_up(" ".join(reading.text for reading in readings if reading.text))
        doubt = next((reading.doubt for reading in readings if reading.doubt), "")
        if len([reading for reading in readings if reading.text]) > 1:
            doubt = doubt or SEVERAL_LINES
        return Reading(text, doubt)


def _meant(text: str) -> str:
    return "" if is_rubbish(text) else text


def _mark_blanks(rows: Sequence[list[Reading]], number: int) -> None:
    """A blank cell among filled ones was hardly blank on the paper."""
    filled = sum(bool(row[number].text) for row in rows)
    if filled * 2 > len(rows):
        for row in rows:
            if not row[number].text:
                row[number] = Reading("", BLANK)


def _completed(reading: Reading, usual: Counter[str]) -> Reading:
    """A text that lacks its last characters, where only one other begins so and stands there often."""
    text = closed_up(reading.text)
    if len(text) < _LEAST_BEGINNING or usual[text] > 1:
        return reading
    longer = [
        other
        for other, count in usual.items()
        if count >= _OFTEN and other.startswith(text) and 0 < len(other) - len(text) <= _MISSING_END
    ]
    if len(longer) != 1:
        return reading
    return Reading(reading.text + longer[0][len(text) :], SHORTENED)


def _compared(reading: Reading, usual: Counter[str]) -> Reading:
    """``>`` where all others are ``≥``: the line below the sign was not recognised."""
    sign = reading.text[:1]
    full = _STRICT.get(sign)
    if not full:
        return reading
    strict = sum(count for text, count in usual.items() if text.startswith(sign) and not text.startswith(f"{sign}="))
    others = sum(count for text, count in usual.items() if text.startswith(full))
    if strict * _RARELY > others:
        return reading
    return Reading(full + reading.text[1:], COMPARISON.format(was=sign, used=full))


def _cell(line: TornLine, reading: Reading, column: int) -> SourceCell:
    filled = [cell for cell in line.cells[column:] if cell.text] or list(line.cells[:1])
    return SourceCell(0, 0, reading.text, place=filled[0].place if filled else "", doubt=reading.doubt)
