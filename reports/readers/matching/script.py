"""What to expect on the paper of a layout, top to bottom, as far as reading needs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, combinations

from projects.layouts.model import (
    NOTE_PLACES,
    TITLE_KINDS,
    FieldCell,
    Layout,
    LineColumn,
    LineTable,
    Section,
    SheetForm,
    TextCell,
)
from reports.readers.matching.labels import key_of, stem_of
from reports.readers.matching.patterns import Pattern, pattern_of

PLACE_NAMES = {
    "project_name": "project.name",
    "unit_name": "unit.name",
    "unit_code": "unit.code",
    "department_name": "department.name",
    "region_name": "region.name",
}
"""What the names of patterns are in a document."""
_LONE_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Token:
    """A label, a fixed text or the place of a value in a row; ``start`` and ``end`` are per cents of the width.

    ``path`` is set for values. ``is_cover`` tells a text that reaches down from a row above.
    """

    start: int
    end: int
    text: str = ""
    path: str = ""
    cell: FieldCell | None = None
    pattern: Pattern | None = None
    is_cover: bool = False

    @property
    def is_value(self) -> bool:
        return bool(self.path)

    def fits(self, text: str) -> int:
        """How well a text of the paper is this label: 3 the same, 2 but for additions in brackets, 0 not at all."""
        if self.pattern and self.pattern.names and self.pattern.read(text) is not None:
            return 3
        if key_of(text) == key_of(self.text):
            return 3
        return 2 if stem_of(text) == stem_of(self.text) else 0


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of labels and values; ``index`` counts the steps of the script, ``section`` those of the layout."""

    index: int
    section: int
    tokens: tuple[Token, ...]

    @property
    def labels(self) -> tuple[Token, ...]:
        """What makes the row known: its own labels."""
        return tuple(token for token in self.tokens if not token.is_value and not token.is_cover and token.text)

    @property
    def values(self) -> tuple[Token, ...]:
        return tuple(token for token in self.tokens if token.is_value)


@dataclass(frozen=True, slots=True)
class TableStep:
    """A table of lines."""

    index: int
    section: int
    table: LineTable

    @property
    def columns(self) -> tuple[LineColumn, ...]:
        return self.table.printed


@dataclass(frozen=True, slots=True)
class StartStep:
    """The title of a part of the paper; ``is_plain`` parts have no lines around their texts."""

    index: int
    section: int
    title: str
    is_plain: bool


Step = FieldRow | TableStep | StartStep


@dataclass(frozen=True, slots=True)
class Script:
    """A layout as the reader follows it.

    ``labels`` leads from the stem of a label to the steps that have it; ``patterned`` are the rows with a fixed
    text that names something. ``loose_note`` is a note without fixed words, when its unit has no code.
    """

    layout: Layout
    titles: tuple[Pattern, ...]
    notes: tuple[Pattern, ...]
    steps: tuple[Step, ...]
    labels: dict[str, tuple[int, ...]] = field(hash=False)
    patterned: tuple[tuple[int, Pattern], ...] = ()
    loose_note: Pattern | None = None

    @property
    def size(self) -> int:
        """How many labels and heads the paper has."""
        return sum(label_count(step) for step in self.steps)


def label_count(step: Step) -> int:
    """How many different labels or heads make a step known; titles of parts stand for none."""
    return 0 if isinstance(step, StartStep) else len({stem_of(text) for text in _texts(step)})


_made: dict[int, Script] = {}


def script_of(layout: Layout) -> Script:
    """The script of a layout, made once as long as the layout stays loaded."""
    known = _made.get(id(layout))
    if known is None or known.layout is not layout:
        known = _made[id(layout)] = _script(layout)
    return known


def _script(layout: Layout) -> Script:
    steps = tuple(_steps(layout))
    labels: dict[str, list[int]] = {}
    for step in steps:
        for text in _texts(step):
            labels.setdefault(stem_of(text), []).append(step.index)
    patterned = [
        (step.index, token.pattern)
        for step in steps
        if isinstance(step, FieldRow)
        for token in step.labels
        if token.pattern and token.pattern.words
    ]
    titles = dict.fromkeys(layout.titles[kind] for kind in TITLE_KINDS)
    return Script(
        layout=layout,
        titles=tuple(pattern_of(title.replace("\n", "")) for title in titles),
        notes=tuple(_notes(layout)),
        steps=steps,
        labels={stem: tuple(dict.fromkeys(indexes)) for stem, indexes in labels.items()},
        patterned=tuple(patterned),
        loose_note=_loose_note(layout),
    )


def _loose_note(layout: Layout) -> Pattern | None:
    names = (pattern_of(note) for note in layout.notes.values() if "{unit_code}" in note)
    return next((pattern_of("{unit_name}") for pattern in names if not pattern.words), None)


def _notes(layout: Layout) -> Iterator[Pattern]:
    """The notes; in files that know no places some stand side by side in one line, those first.

    Of single notes those with more fixed words come first: they are the easier to tell.
    """
    notes = [layout.notes[place] for place in NOTE_PLACES if layout.notes.get(place)]
    for count in range(len(notes), 1, -1):
        yield from (pattern_of(*some) for some in combinations(notes, count))
    yield from sorted(map(pattern_of, notes), key=lambda pattern: -pattern.words)


def _texts(step: Step) -> Iterator[str]:
    match step:
        case FieldRow():
            yield from (token.text for token in step.labels if not token.pattern)
        case TableStep():
            yield from (text for column in step.columns for text in (column.head, column.under) if text)
        case StartStep():
            yield step.title


def _steps(layout: Layout) -> Iterator[Step]:
    count = 0
    for number, section in enumerate(layout.sections):
        if section.starts and section.starts.title and number:
            yield StartStep(count, number, section.starts.title, section.starts.form is SheetForm.PLAIN)
            count += 1
        if section.table:
            yield TableStep(count, number, section.table)
            count += 1
            continue
        for tokens in _rows(section, layout):
            yield FieldRow(count, number, tuple(tokens))
            count += 1


def _rows(section: Section, layout: Layout) -> Iterator[list[Token]]:
    edges = [0, *accumulate(section.columns)]
    covers: list[tuple[int, int, Token]] = []  # column, rows still covered, the label
    for entries in section.rows:
        tokens: list[Token] = []
        at = 0
        waiting = {column: token for column, _, token in covers}
        covers = [(column, left - 1, token) for column, left, token in covers if left > 1]
        for entry in entries:
            while at in waiting:
                cover = waiting.pop(at)
                tokens.append(cover)
                at = edges.index(cover.end)
            head = at
            tokens += _tokens(entry, layout, edges, at)
            at += entry.width
            if entry.down > 1 and entry.head_width:
                label = tokens[-1] if isinstance(entry, TextCell) else tokens[-2]
                cover = Token(label.start, label.end, label.text, pattern=label.pattern, is_cover=True)
                covers.append((head, entry.down - 1, cover))
        tokens += [cover for column, cover in sorted(waiting.items()) if column >= at]
        yield tokens


def _tokens(entry: TextCell | FieldCell, layout: Layout, edges: list[int], at: int) -> Iterator[Token]:
    if isinstance(entry, TextCell):
        lone = _LONE_NAME.fullmatch(entry.text)
        start, end = edges[at], edges[at + entry.span]
        if lone and lone[1] in PLACE_NAMES:
            yield Token(start, end, path=PLACE_NAMES[lone[1]])
        else:
            pattern = pattern_of(entry.text) if "{" in entry.text else None
            yield Token(start, end, entry.text, pattern=pattern)
        return
    middle = at + entry.label_span
    if entry.label_span:
        yield Token(edges[at], edges[middle], layout.printed_label(entry))
    yield Token(edges[middle], edges[middle + entry.span], path=entry.path, cell=entry)
