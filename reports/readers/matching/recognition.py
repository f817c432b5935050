"""Where forms stand in a file and by which layout each is printed, told by their titles and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import chain

from reports.readers.matching.labels import LONGEST_LABEL, stem_of
from reports.readers.matching.lines import Line
from reports.readers.matching.script import FieldRow, Script, TableStep, label_count

_FEWEST_LABELS = 4
_LEAST_SHARE = 0.3
_TITLE_LINES = 3  # a title may be broken into as many lines
_LONGEST_TITLE = 200
_ROW_LINES = 3  # in so many lines a row may stand that a page break cuts
_ENDS = ("。", "；", "：")


@dataclass(slots=True)
class Run:
    """Lines that look like one form of a script, from ``start`` to ``last``.

    ``events`` are the labels of each line that has some, by step.
    """

    script: Script
    start: int
    has_title: bool = False
    is_numbered: bool = False
    events: list[tuple[int, dict[int, int]]] = field(default_factory=list)
    hits: dict[int, int] = field(default_factory=dict)
    last: int = -1

    def __post_init__(self) -> None:
        self.last = max(self.last, self.start)

    @property
    def found(self) -> int:
        return sum(self.hits.values())

    @property
    def score(self) -> float:
        """The more labels the better, and the fewer of the layout's labels missing the better."""
        return (self.found + self.has_title) ** 2 / max(self.script.size, 1)

    @property
    def is_form(self) -> bool:
        few = min(_FEWEST_LABELS, self.script.size)
        beside_tables = sum(
            count for step, count in self.hits.items() if not isinstance(self.script.steps[step], TableStep)
        )
        is_known = self.has_title or beside_tables > 1
        return is_known and self.found >= few and self.found >= _LEAST_SHARE * self.script.size

    def add(self, number: int, hits: Mapping[int, int]) -> None:
        """Labels of a line; only those that the form goes on with make it longer."""
        self.events.append((number, dict(hits)))
        if any(step not in self.hits and step >= max(self.hits, default=-1) for step in hits):
            self.last = number
        for step, count in hits.items():
            self.hits[step] = max(self.hits.get(step, 0), count)


def find_runs(lines: Sequence[Line], scripts: Sequence[Script]) -> list[Run]:
    """The forms of a file in reading order; they do not overlap.

    Forms of different layouts have labels in common, so a run may reach into its neighbours. The best run has its
    lines, and the others have what is left.
    """
    index = _Index(scripts)
    runs: list[list[Run]] = [[] for _ in scripts]
    for number in range(len(lines)):
        for which, labels, titled in index.events(lines, number):
            _add(runs[which], scripts[which], number, labels, titled)
    taken = bytearray(len(lines))
    waiting = [(-run.score, number, run) for number, run in enumerate(chain(*runs)) if run.is_form]
    heapify(waiting)
    order = sum(map(len, runs))
    chosen: list[Run] = []
    while waiting:
        _, _, run = heappop(waiting)
        if taken.find(1, run.start, run.last + 1) < 0:
            chosen.append(run)
            taken[run.start : run.last + 1] = b"\x01" * (run.last + 1 - run.start)
            continue
        for part in _free_parts(run, taken):
            heappush(waiting, (-part.score, order, part))
            order += 1
    chosen.sort(key=lambda run: run.start)
    for before, run in zip([None, *chosen], chosen, strict=False):
        if not run.has_title:
            _take_notes(run, lines, before.last if before else -1)
    return chosen


def _take_notes(run: Run, lines: Sequence[Line], last: int) -> None:
    """The notes above the first row of a form whose title is missing belong to it; ``last`` is of the form above."""
    told: set[str] = set()
    while run.start - 1 > last and lines[run.start - 1].is_text:
        [cell] = lines[run.start - 1].cells
        read = next((names for note in run.script.notes if (names := note.read(cell.text))), {})
        if not read or told & read.keys():
            return
        told |= read.keys()
        run.start -= 1


def _free_parts(run: Run, taken: bytearray) -> Iterator[Run]:
    """What is left of a run between the lines that better runs have."""
    part: Run | None = None
    for number, hits in run.events:
        if taken[number] or (part and taken.find(1, part.start, number) >= 0):
            if part and part.is_form:
                yield part
            part = None
        if not taken[number]:
            is_whole_start = part is None and taken.find(1, run.start, number) < 0
            part = part or Run(run.script, run.start if is_whole_start else number, run.has_title and is_whole_start)
            part.add(number, hits)
    if part and part.is_form:
        yield part


def _add(
    runs: list[Run], script: Script, number: int, labels: Sequence[tuple[int, ...]], titled: Mapping[str, str] | None
) -> None:
    if titled is not None:
        pending = runs[-1] if runs and not runs[-1].hits and number - runs[-1].start < _TITLE_LINES else None
        if pending is None:
            runs.append(Run(script, number, has_title=True, is_numbered="number" in titled))
        elif not pending.is_numbered:  # the shorter title: a line before it was other matter
            pending.start = pending.last = number
    hits = _hits(script, labels, runs[-1].hits if runs else {})
    if not hits:
        return
    current = _joined(runs, hits) if runs else None
    if current is None or _begins_anew(current, hits, number):
        current = Run(script, number)
        runs.append(current)
    current.add(number, hits)


def _hits(script: Script, labels: Sequence[tuple[int, ...]], seen: Mapping[int, int]) -> dict[int, int]:
    """How many labels of which steps stand in a line.

    A label that several steps have counts for the one with most labels here, then for one not seen before. A table is
    known by two heads or more: a head alone may be any word.
    """
    votes = Counter(step for steps in labels for step in steps)
    hits = Counter(min(steps, key=lambda step: (-votes[step], step in seen, step)) for steps in labels)
    return {
        step: min(count, label_count(script.steps[step]))
        for step, count in hits.items()
        if count > 1 or not isinstance(script.steps[step], TableStep)
    }


def _joined(runs: list[Run], hits: dict[int, int]) -> Run:
    """A title in the middle of a form is one that every page repeats."""
    if len(runs) < 2 or runs[-1].hits or not runs[-2].hits:
        return runs[-1]
    before = runs[-2]
    goes_on = all(step not in before.hits or isinstance(before.script.steps[step], TableStep) for step in hits)
    if goes_on and min(hits) >= max(before.hits):
        runs.pop()
        return before
    return runs[-1]


def _begins_anew(run: Run, hits: dict[int, int], number: int) -> bool:
    """Whether labels that were there before show the beginning of another form."""
    steps = run.script.steps
    for step, count in hits.items():
        if step not in run.hits or not isinstance(steps[step], FieldRow):
            continue
        if step == max(run.hits) and number - run.last <= _ROW_LINES:  # the row goes on
            continue
        if count >= label_count(steps[step]) and (count > 1 or step == min(run.hits)):
            return True
    return False


class _Index:
    """Finds the labels of all scripts in one look at a text."""

    def __init__(self, scripts: Sequence[Script]) -> None:
        self._scripts = scripts
        self._labels: dict[str, list[tuple[int, tuple[int, ...]]]] = {}
        for which, script in enumerate(scripts):
            for stem, steps in script.labels.items():
                self._labels.setdefault(stem, []).append((which, steps))

    def events(
        self, lines: Sequence[Line], number: int
    ) -> Iterator[tuple[int, list[tuple[int, ...]], Mapping[str, str] | None]]:
        """What the scripts know of a line: (script, the steps of every label, what a title here tells)."""
        filled = lines[number].filled
        labels: dict[int, list[tuple[int, ...]]] = {}
        for stem in {stem_of(cell.text) for cell in filled if len(cell.text) <= LONGEST_LABEL}:
            for which, steps in self._labels.get(stem, ()):
                labels.setdefault(which, []).append(steps)
        titled = self._titled(lines, number)
        for which in sorted(labels.keys() | titled.keys()):
            yield which, labels.get(which, []), titled.get(which)

    def _titled(self, lines: Sequence[Line], number: int) -> dict[int, Mapping[str, str]]:
        told: dict[int, Mapping[str, str]] = {}
        for text in title_texts(lines, number):
            for which, script in enumerate(self._scripts):
                for title in script.titles:
                    names = title.read(text) if title.tells_itself and which not in told else None
                    if names is not None:
                        told[which] = names
        return told


def title_texts(lines: Sequence[Line], number: int) -> Iterator[str]:
    """The text of a line alone and together with the next ones, as a title may be broken."""
    text = ""
    for line in lines[number : number + _TITLE_LINES]:
        cell = line.alone
        if cell is None or len(text) + len(cell.text) > _LONGEST_TITLE:
            return
        text += cell.text.strip()
        yield text
        if text.endswith(_ENDS):
            return
