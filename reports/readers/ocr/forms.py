"""Which torn rows are which printed rows of which form: one path through the file that costs least."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from itertools import groupby

from indicators.framework import Framework
from projects.catalog import Kind
from reports.readers.ocr.row import RowMatch, match_row, tail_fit
from reports.readers.ocr.template import Template, TemplateRow, label_key
from reports.readers.ocr.text import likeness, plain
from reports.readers.source import SourceCell

_FIGURES = re.compile(r"[\d.,%％·\s-]*")
_NUMERIC = frozenset({Kind.MONEY, Kind.PERCENT, Kind.POINTS, Kind.NUMBER})
_LEVEL_ALIKE = 0.7  # from which a text is taken for the name of a category
_ROW_LOST = 0.5  # what passing over a printed row takes off
_FORM_LOST = 6.0  # what beginning anew within a form takes off, where no heading says so
_TORN_ROWS = 2  # that make a form a torn one
_ALL_LABELS = 0.9  # the share of its labels that makes a row certain
_UNTITLED = 1.0  # what a form without a title above it takes off
_NEVER = -1e9
_NO_HEAD = 2.0  # what lines of a table without its head take off


@dataclass(frozen=True, slots=True)
class TornRow:
    """One row of the file; ``texts`` are its cells without marks of formatting.

    ``number`` counts the rows of the file, ``block`` its texts and tables;
    ``heading`` is the title above it, ``name`` the project's name in that title.
    """

    cells: tuple[SourceCell, ...]
    texts: tuple[str, ...]
    number: int = 0
    block: int = 0
    heading: str = ""
    name: str = ""

    @classmethod
    def of(
        cls, cells: Sequence[SourceCell], number: int = 0, block: int = 0, heading: str = "", name: str = ""
    ) -> TornRow:
        return cls(tuple(cells), tuple(plain(cell.text) for cell in cells), number, block, heading, name)


class Phase(IntEnum):
    """Where within a printed row a torn row stands."""

    BEFORE = 0  # the value of a row whose label stands lower, in its middle
    ROW = 1
    AFTER = 2  # more of its value; the lines of a table


@dataclass(frozen=True, slots=True)
class Placed:
    """A torn row in its place: ``at`` is the number of the printed row."""

    row: TornRow
    at: int
    phase: Phase
    match: RowMatch | None = None


@dataclass(slots=True)
class TornForm:
    """The rows of one form in order."""

    placed: list[Placed] = field(default_factory=list)

    @property
    def first(self) -> TornRow:
        return self.placed[0].row

    def is_torn(self, template: Template) -> bool:
        """Whether labels or values of it stand in several cells each."""
        return sum(_is_torn(one, template.rows[one.at]) for one in self.placed) >= _TORN_ROWS

    @property
    def name(self) -> str:
        """The project's name in the title above the form."""
        return next((one.row.name for one in self.placed if one.row.name), "")


@dataclass(frozen=True, slots=True)
class _State:
    at: int
    phase: Phase


class FormFinder:
    """Finds the forms of one layout among the rows of a file."""

    def __init__(self, template: Template, framework: Framework | None) -> None:
        self._template = template
        self._level1 = tuple(label_key(name) for name in framework.level1_names()) if framework else ()
        self._level2 = tuple(label_key(category.level2) for category in framework.categories) if framework else ()
        self._states = [
            _State(at, phase)
            for at, row in enumerate(template.rows)
            for phase in Phase
            if phase is not Phase.BEFORE or _holds_prose(row)
        ]

    def forms(self, rows: Sequence[TornRow]) -> list[TornForm]:
        """The forms in order; rows that belong to none are in none."""
        forms: list[TornForm] = []
        previous: _State | None = None
        heading: TornRow | None = None  # a row between a title and its form that belongs to nothing
        for torn, state in zip(rows, self._path(rows), strict=True):
            row = replace(torn, heading=heading.heading, name=heading.name) if heading and not torn.heading else torn
            heading = row if state is None and row.heading else None
            if state is not None:
                if previous is None or row.heading or _goes_back(previous, state):
                    forms.append(TornForm())
                match = match_row(row.texts, self._template.rows[state.at]) if state.phase is Phase.ROW else None
                forms[-1].placed.append(Placed(row, state.at, state.phase, match))
            previous = state
        return forms

    def _path(self, rows: Sequence[TornRow]) -> list[_State | None]:
        """For each row its state, None outside of forms (Viterbi)."""
        states: list[_State | None] = [None, *self._states]
        scores = [0.0, *[_NEVER] * len(self._states)]
        steps: list[list[int]] = []
        for row in rows:
            came = self._came_from(row, scores)
            worth = [0.0, *(self._worth(row, state) for state in self._states)]
            scores = [score + own for (score, _), own in zip(came, worth, strict=True)]
            steps.append([of for _, of in came])
        at = max(range(len(states)), key=scores.__getitem__)
        path: list[_State | None] = []
        for before in reversed(steps):
            path.append(states[at])
            at = before[at]
        return path[::-1]

    def _came_from(self, row: TornRow, scores: Sequence[float]) -> list[tuple[float, int]]:
        """For each state the best score before the row, with the number of the state that it comes from."""
        anywhere = max((score, number) for number, score in enumerate(scores))
        begins = max((scores[0] - _UNTITLED, 0), (anywhere[0] - _FORM_LOST, anywhere[1]))
        begins = anywhere if row.heading else begins
        result = [anywhere]
        above = (_NEVER, 0)  # the best of the states of printed rows above, had no row been lost since the first
        here: list[tuple[float, int, Phase]] = []  # the states of the same printed row
        for number, state in enumerate(self._states, 1):
            if here and self._states[number - 2].at != state.at:
                above = max(above, *((score + _ROW_LOST * self._states[of - 1].at, of) for score, of, _ in here))
                here = []
            lost = _ROW_LOST * state.at + self._headless(state)
            options = [(begins[0] - lost, begins[1]), (above[0] - lost + _ROW_LOST, above[1])]
            own = (scores[number], number, state.phase)
            for score, of, phase in [*here, own]:
                if not (phase is Phase.ROW is state.phase):
                    options.append((score, of))
            here.append(own)
            result.append(max(options))
        return result

    def _headless(self, state: _State) -> float:
        """Lines of a table, or more of a value, without the row that they belong to."""
        row = self._template.rows[state.at]
        return _NO_HEAD if state.phase is Phase.AFTER and row.labels else 0.0

    def _worth(self, row: TornRow, state: _State) -> float:
        """How likely a row stands there."""
        if not any(row.texts):
            return 0.0
        printed = self._template.rows[state.at]
        if state.phase is Phase.ROW and printed.labels:
            match = match_row(row.texts, printed)
            return match.score if match else -5.0
        if printed.table:
            return self._line_worth(row, printed)
        return _value_worth(row, printed)

    def _line_worth(self, row: TornRow, printed: TemplateRow) -> float:
        assert printed.table is not None
        if not printed.table.is_tree:
            return 0.3
        names = [label_key(text) for text in row.texts[:3]]
        worth = 0.3
        worth += 3 * any(likeness(name, known) >= _LEVEL_ALIKE for name in names for known in self._level2)
        worth += 2 * any(likeness(name, known) >= _LEVEL_ALIKE for name in names for known in self._level1)
        return worth


def _is_torn(placed: Placed, printed: TemplateRow) -> bool:
    """Labels in parts, the end of a label in a row of its own, or a value in several cells."""
    if placed.match is None:
        texts = placed.row.texts
        tails = [slot for slot in printed.slots if slot.is_tail]
        if tails and tail_fit(texts[0], tails[0].key):
            return True
        return not printed.table and len(printed.values) == 1 and sum(map(bool, texts[1:])) > 1
    if placed.match.is_torn:
        return True
    places = zip(printed.slots, placed.match.spans, strict=True)
    for is_value, run in groupby(places, key=lambda place: place[0].is_value):
        slots = list(run)
        pieces = sum(bool(cell) for _, (start, end) in slots for cell in placed.match.cells[start:end])
        if is_value and pieces > len(slots):
            return placed.match.share > _ALL_LABELS
    return False


def _goes_back(before: _State, after: _State) -> bool:
    return (
        after.at < before.at
        or (after.at == before.at and after.phase < before.phase)
        or (after.at == before.at and after.phase is Phase.ROW is before.phase)
    )


def _holds_prose(row: TemplateRow) -> bool:
    return any(slot.field and slot.field.kind is Kind.NARRATIVE for slot in row.values)


def _value_worth(row: TornRow, printed: TemplateRow) -> float:
    """A row without labels of its own: the end of a label that began above, and values of the right kind."""
    tails = [slot for slot in printed.slots if slot.is_tail]
    texts = [text for text in row.texts if text]
    worth = 0.2
    if tails and row.texts[0]:
        goes_on = tail_fit(row.texts[0], tails[0].key)
        worth += goes_on
        texts = texts[1:] if goes_on else texts
    kinds = {slot.field.kind for slot in printed.values if slot.field}
    figures = sum(bool(_FIGURES.fullmatch(text)) for text in texts)
    if kinds and kinds <= _NUMERIC:
        return worth + (3.0 * figures / len(texts) - 2.0 * (len(texts) - figures) if texts else 0.0)
    if Kind.NARRATIVE in kinds:
        return worth - (1.5 if texts and figures == len(texts) else 0.0)
    return worth if kinds else -5.0


def rows_with(rows: Sequence[Placed], at: int) -> Iterator[Placed]:
    """The rows that belong to one printed row."""
    return (row for row in rows if row.at == at)
