"""Where forms stand in a file and by which layout each is printed, told by their titles and labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.readers.matching.labels import LONGEST_LABEL, stem_of
from reports.readers.matching.lines import Line
from reports.readers.matching.script import FieldRow, Script, TableStep, label_count

_FEWEST_LABELS = 4
_LEAST_SHARE = 0.3
_TITLE_LINES = 3  # a title may be broken into as many lines
_LONGEST_TITLE = 200


@dataclass(slots=True)
class Run:
    """Lines ``start`` to ``last`` (numbers, both included) that look like one form of a script."""

    script: Script
    start: int
    last: int
    hits: dict[int, int] = field(default_factory=dict)
    has_title: bool = False

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
        return self.found >= few and self.found >= _LEAST_SHARE * self.script.size


def find_runs(lines: Sequence[Line], scripts: Sequence[Script]) -> list[Run]:
    """The forms of a file in reading order; they do not overlap."""
    index = _Index(scripts)
    runs: list[list[Run]] = [[] for _ in scripts]
    for number in range(len(lines)):
        for which, labels, is_title in index.events(lines, number):
            _add(runs[which], scripts[which], number, labels, is_title)
    candidates = [run for own in runs for run in own if run.is_form]
    chosen: list[Run] = []
    for run in sorted(candidates, key=lambda run: -run.score):
        if all(run.last < other.start or run.start > other.last for other in chosen):
            chosen.append(run)
    return sorted(chosen, key=lambda run: run.start)


def _add(
    runs: list[Run], script: Script, number: int, labels: Sequence[tuple[int, ...]], is_title: bool
) -> None:
    if is_title:
        if runs and not runs[-1].hits and number - runs[-1].last <= _TITLE_LINES:
            runs[-1].last = number
        else:
            runs.append(Run(script, number, number, has_title=True))
    hits = _hits(script, labels, runs[-1].hits if runs else {})
    if not hits:
        return
    current = _joined(runs, hits) if runs else None
    if current is None or _begins_anew(current, hits):
        current = Run(script, number, number)
        runs.append(current)
    current.last = number
    for step, count in hits.items():
        current.hits[step] = max(current.hits.get(step, 0), count)


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


def _begins_anew(run: Run, hits: dict[int, int]) -> bool:
    """Whether labels that were there before show the beginning of another form."""
    steps = run.script.steps
    for step, count in hits.items():
        if step not in run.hits or not isinstance(steps[step], FieldRow):
            continue
        if step == max(run.hits):  # the row goes on
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

    def events(self, lines: Sequence[Line], number: int) -> Iterator[tuple[int, list[tuple[int, ...]], bool]]:
        """(script, the steps of every label, whether a title stands here) where a script knows something of the line."""
        filled = lines[number].filled
        labels: dict[int, list[tuple[int, ...]]] = {}
        for cell in filled:
            if len(cell.text) <= LONGEST_LABEL:
                for which, steps in self._labels.get(stem_of(cell.text), ()):
                    labels.setdefault(which, []).append(steps)
        titled = set(self._titled(lines, number)) if len(filled) == 1 else set()
        for which in sorted(labels.keys() | titled):
            yield which, labels.get(which, []), which in titled

    def _titled(self, lines: Sequence[Line], number: int) -> Iterator[int]:
        texts = list(title_texts(lines, number))
        for which, script in enumerate(self._scripts):
            if any(title.tells_itself and title.read(text) is not None for title in script.titles for text in texts):
                yield which


def title_texts(lines: Sequence[Line], number: int) -> Iterator[str]:
    """The text of a line alone and together with the next ones, as a title may be broken."""
    text = ""
    for line in lines[number : number + _TITLE_LINES]:
        filled = line.filled
        if len(filled) != 1 or len(text) + len(filled[0].text) > _LONGEST_TITLE:
            return
        text += filled[0].text.strip()
        yield text
