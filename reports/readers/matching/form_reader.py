"""Following the script of a layout through the lines of one form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indicators.framework import Framework
from projects.catalog import Kind
from reports.readers.matching.alignment import Geometry, align, label_matches, learn, overlap, own_labels
from reports.readers.matching.draft import Draft, Read
from reports.readers.matching.labels import LONGEST_LABEL, money_unit_in, stem_of
from reports.readers.matching.lines import Line
from reports.readers.matching.recognition import title_texts
from reports.readers.matching.script import FieldRow, Script, StartStep, TableStep, Token
from reports.readers.matching.tables import OpenTable, RowReader, head_of, is_same_head, take_sub_heads
from reports.readers.source import SourceCell

_INLINE = re.compile(r"(?P<label>[^:：]{2,20})[:：]\s*(?P<value>.*)", re.DOTALL)
_FURNITURE = re.compile(r"[-—–\s]*第?\s*\d{1,4}\s*页?(\s*[,，/／]?\s*共\s*\d{1,4}\s*页)?[-—–\s]*")
_REPEATED = "同一栏在纸上出现两次，内容不同，取第一次的"
_BY_PLACE = "纸上没有单位代码，按位置读作单位名称"
_LONG = (Kind.NARRATIVE,)


class FormReader:
    """Reads the lines of one form into a draft, line by line from the top."""

    def __init__(self, script: Script, framework: Framework, lines: Sequence[Line]) -> None:
        self._script = script
        self._framework = framework
        self._lines = lines
        first = lines[0]
        self.draft = Draft(place=first.where(first.cells[0]) or first.place)
        self._position = -1  # of the last step that was found
        self._seen: set[int] = set()
        self._geometry: dict[int, Geometry] = {}
        self._table: OpenTable | None = None
        self._rows: RowReader | None = None
        self._open: tuple[Token, Read, Line, SourceCell | None] | None = None  # the value that may go on
        self._in_plain = False
        self._title_left = 0

    def read(self) -> Draft:
        """Everything that the lines say."""
        for number, line in enumerate(self._lines):
            if self._title_left:
                self._title_left -= 1
            elif not self._caption(number, line):
                self._line(line)
        return self.draft

    # --- Titles and notes ------------------------------------------------------------------

    def _caption(self, number: int, line: Line) -> bool:
        """Titles and notes stand above the first row; a title may be repeated on every page."""
        if self._title(number, line):
            return True
        if self._position >= 0 or self._row_for(line.filled):
            return False
        rest = [cell for cell in line.filled if not (self._note(line, cell) or self._loose_note(line, cell))]
        if len(rest) == len(line.filled):
            return False
        for cell in rest:
            self.draft.left_over(line, cell)
        return True

    def _title(self, number: int, line: Line) -> bool:
        for count, text in enumerate(title_texts(self._lines, number)):
            for title in self._script.titles:
                told = title.read(text) if title.tells_itself else None
                if told is not None and self._step_at(line) is None:
                    self._tell(told, line, line.filled[0])
                    self._title_left = count
                    return True
        return False

    def _note(self, line: Line, cell: SourceCell) -> bool:
        for note in self._script.notes:
            told = note.read(cell.text)
            if told is not None and (note.tells_itself or told):
                self._tell(told, line, cell)
                return True
        unit = money_unit_in(cell.text) if len(cell.text) <= LONGEST_LABEL else ""
        if unit:
            self.draft.unit = unit
        return bool(unit)

    def _loose_note(self, line: Line, cell: SourceCell) -> bool:
        """A note that is all names, with the code of the unit left out: known by its place alone."""
        if self._script.loose_note is None or len(cell.text) > LONGEST_LABEL or "unit_name" in self.draft.names:
            return False
        told = self._script.loose_note.read(cell.text)
        if not told:
            return False
        self._tell(told, line, cell)
        for name in told:
            self.draft.names[name].doubts.append(_BY_PLACE)
        return True

    def _tell(self, told: dict[str, str], line: Line, cell: SourceCell) -> None:
        for name, text in told.items():
            self.draft.name(name, text, line, cell)
        if "money_unit" in told:
            self.draft.unit = told["money_unit"]

    # --- One line ------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        if self._table and self._rows and self._table_line(line):
            return
        self._table = self._rows = None
        if self._starts(line) or self._opens_table(line):
            return
        cells: Sequence[SourceCell] = line.filled if line.has_columns else line.cells
        row = self._row_for(self._without_covers(cells))
        if row is None and line.alone:
            split = _inline(line.alone)
            row = self._row_for(split)
            cells = split if row else cells
        if row is not None:
            self._take_row(row, line, cells)
        elif not (self._take_silent(line, cells) or self._goes_on(line)):
            self._leave(line, line.filled)

    def _table_line(self, line: Line) -> bool:
        """Whether the line is part of the open table, or stands between its rows."""
        table, rows = self._table, self._rows
        assert table
        assert rows
        if table.waiting and take_sub_heads(table, line):
            return True
        table.waiting = []
        if line.is_text:
            if self._is_step(line):
                return False
            self._leave(line, line.filled)
            return True
        if is_same_head(table, line):
            return True
        if self._other_head(line) or self._is_step(line):
            return False
        if line.block != table.block and not self._continues_table(line, table):
            return False
        rows.read(line)
        self.draft.used()
        return True

    def _continues_table(self, line: Line, table: OpenTable) -> bool:
        """Whether a new block goes on with the table of the block before: nothing but page numbers between."""
        first = self._lines[0].number
        between = self._lines[table.last + 1 - first : line.number - first]
        return all(other.is_text and _FURNITURE.fullmatch(other.cells[0].text) for other in between)

    def _is_step(self, line: Line) -> bool:
        """Whether the line leaves an open table for a later part of the paper."""
        if self._start_step(line):
            return True
        row = self._step_at(line)
        return row is not None and row.index > self._position and row.index not in self._seen

    def _step_at(self, line: Line) -> FieldRow | None:
        """The row of the layout of which the line has every label, the first of them at its beginning."""
        cells = line.filled
        row = self._row_for(cells)
        if row is None:
            return None
        matches = label_matches(row, cells)
        return row if own_labels(row, matches) == len(row.labels) and matches[0][1] == 0 else None

    def _leave(self, line: Line, cells: Sequence[SourceCell]) -> None:
        for cell in cells:
            if not (line.is_text and _FURNITURE.fullmatch(cell.text)):
                self.draft.left_over(line, cell)

    # --- Parts and tables --------------------------------------------------------------

    def _start_step(self, line: Line) -> StartStep | None:
        cell = line.alone
        if cell is None or len(cell.text) > LONGEST_LABEL:
            return None
        for step in self._steps_of(cell.text):
            if isinstance(step, StartStep) and step.index not in self._seen:
                return step
        return None

    def _starts(self, line: Line) -> bool:
        step = self._start_step(line)
        if step is None:
            return False
        self._arrive(step.index)
        self._open = None
        self._in_plain = step.is_plain
        return True

    def _other_head(self, line: Line) -> OpenTable | None:
        for step in self._script.steps:
            if isinstance(step, TableStep) and (self._table is None or step is not self._table.step):
                table = head_of(step, line)
                if table and step.index not in self._seen:
                    return table
        return None

    def _opens_table(self, line: Line) -> bool:
        if line.is_text:
            return False
        table = self._other_head(line)
        if table is None:
            return False
        self._arrive(table.step.index)
        self._open = None
        self._in_plain = False
        for place, cell in ((place, cell) for place in table.places for cell in line.filled):
            unit = money_unit_in(cell.text)
            if unit and overlap(cell, (place.start, place.end)) and place.column.field.kind is Kind.MONEY:
                self.draft.units[f"{table.step.table.lines}.{place.column.value}"] = unit
        self._table, self._rows = table, RowReader(table, self._framework, self.draft)
        return True

    # --- Rows of labels and values -----------------------------------------------------

    def _steps_of(self, text: str) -> list[FieldRow | TableStep | StartStep]:
        numbers = self._script.labels.get(stem_of(text), ())
        steps = [self._script.steps[number] for number in numbers]
        if not steps:
            patterned = (number for number, pattern in self._script.patterned if pattern.read(text) is not None)
            steps = [self._script.steps[number] for number in dict.fromkeys(patterned)]
        return steps

    def _row_for(self, cells: Sequence[SourceCell]) -> FieldRow | None:
        """The row of the layout whose labels stand here: the most of them, unseen, next in order."""
        candidates: dict[int, FieldRow] = {}
        for cell in cells:
            if cell.text.strip() and len(cell.text) <= LONGEST_LABEL:
                candidates |= {step.index: step for step in self._steps_of(cell.text) if isinstance(step, FieldRow)}
        ranked = []
        for row in candidates.values():
            found = own_labels(row, label_matches(row, cells))
            if found:
                distance = row.index - self._position
                ranked.append((-found, row.index in self._seen, distance < 0, abs(distance), row))
        return min(ranked, key=lambda rank: rank[:-1])[-1] if ranked else None

    def _take_row(self, row: FieldRow, line: Line, cells: Sequence[SourceCell]) -> None:
        is_again = row.index in self._seen
        geometry = self._geometry.setdefault(row.section, {})
        aligned = align(row, line, cells, geometry)
        if line.has_columns:
            learn(geometry, aligned)
        self._arrive(row.index)
        for token, cell in aligned.labels:
            self._take_label(token, line, cell)
        for number, (token, own) in enumerate(aligned.values):
            following = aligned.labels[number][1] if number < len(aligned.labels) else None
            self._take_value(token, line, own, aligned.doubts.get(token.path, ""), is_again=is_again, label=following)
        rest = aligned.rest
        other = self._row_for(rest) if rest else None
        if other is not None and other.index not in self._seen and len(rest) < len(cells):
            self._take_row(other, line, rest)
        else:
            self._leave(line, rest)

    def _take_label(self, token: Token, line: Line, cell: SourceCell) -> None:
        if token.pattern:
            self._tell(token.pattern.read(cell.text) or {}, line, cell)
        unit = money_unit_in(cell.text)
        if unit and unit != money_unit_in(self._script.layout.filled(token.text, 2000)):
            if token.cell or not token.pattern:
                for path in self._paths_under(token):
                    self.draft.units[path] = unit
            else:
                self.draft.unit = unit

    def _paths_under(self, label: Token) -> list[str]:
        """The values beside or below a label."""
        steps = [step for step in self._script.steps if isinstance(step, FieldRow)]
        for step in steps:
            if label in step.tokens:
                tokens = step.tokens[step.tokens.index(label) + 1 :]
                beside = [token.path for token in tokens[:1] if token.is_value]
                below = [
                    token.path
                    for other in steps
                    if other.section == step.section and other.index > step.index
                    for token in other.values
                    if (token.start, token.end) == (label.start, label.end)
                ]
                return beside or below
        return []

    def _take_value(
        self,
        token: Token,
        line: Line,
        cells: Sequence[SourceCell],
        doubt: str,
        *,
        is_again: bool = False,
        label: SourceCell | None = None,
    ) -> None:
        read = Read.of(line, cells[0]) if cells else Read.nothing(line.place)
        for cell in (cell for cell in cells[1:] if cell.text != cells[0].text):
            if token.cell and token.cell.field.kind in _LONG:
                read.go_on(Read.of(line, cell))
            else:
                self.draft.left_over(line, cell)
        if doubt:
            read.doubts.append(doubt)
        if token.cell is None:
            name = token.path
            if read.text and name not in self.draft.names:
                self.draft.names[name] = read
            return
        self.draft.sources[token.path] = token.cell
        known = self.draft.values.get(token.path)
        if known is None:
            self.draft.values[token.path] = known = read
        elif not known.text:
            known.go_on(read)
        elif read.text and read.text != known.text:
            if is_again and token.cell.field.kind in _LONG:
                known.go_on(read)
            else:
                known.doubts.append(_REPEATED)
                for cell in cells:
                    self.draft.left_over(line, cell)
        self._open = (token, known, line, cells[-1] if cells else label)

    def _silent_step(self) -> FieldRow | None:
        """The row without labels of its own that follows the row above."""
        index = self._position + 1
        step = self._script.steps[index] if index < len(self._script.steps) else None
        return step if isinstance(step, FieldRow) and not step.labels else None

    def _without_covers(self, cells: Sequence[SourceCell]) -> Sequence[SourceCell]:
        """A label that reaches down over several rows may be repeated in each of them."""
        step = self._silent_step()
        covers = [token for token in step.tokens if token.is_cover] if step else []
        return [cell for cell in cells if not any(cover.fits(cell.text) for cover in covers)]

    def _take_silent(self, line: Line, cells: Sequence[SourceCell]) -> bool:
        step = self._silent_step()
        if step is None or (line.is_text and not self._in_plain):
            return False
        own = self._without_covers(cells)
        geometry = self._geometry.setdefault(step.section, {})
        aligned = align(replace(step, tokens=step.values), line, own, geometry)
        if line.has_columns:
            learn(geometry, aligned)
        self._arrive(step.index)
        for token, found in aligned.values:
            self._take_value(token, line, found, aligned.doubts.get(token.path, ""))
        self._leave(line, aligned.rest)
        return True

    def _goes_on(self, line: Line) -> bool:
        """Whether the line is the rest of the value above it."""
        own = line.alone
        if self._open is None or own is None:
            return False
        token, read, before, cell = self._open
        if line.is_text:
            fits = self._in_plain
        elif line.has_columns and cell is not None and line.block == before.block:
            fits = bool(overlap(own, (cell.column, cell.column + max(cell.col_span, 1)))) or self._in_plain
        else:
            fits = own is not line.cells[0] or len(line.cells) == 1 or not line.has_columns
        is_long = token.cell is not None and token.cell.field.kind in _LONG
        if not fits or not (is_long or not read.text):
            return False
        read.go_on(Read.of(line, own))
        self.draft.used()
        return True

    def _arrive(self, index: int) -> None:
        self.draft.used()
        self._seen.add(index)
        self._position = index


def _inline(cell: SourceCell) -> list[SourceCell]:
    """A label and its value in one cell, as two; nothing where the text has no colon."""
    match = _INLINE.fullmatch(cell.text.strip())
    if not match:
        return []
    return [replace(cell, text=match["label"]), replace(cell, text=match["value"], column=cell.column + 1)]
