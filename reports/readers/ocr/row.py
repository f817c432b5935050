"""One torn row against one printed row: which of its cells hold which label and which value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reports.readers.ocr.template import Slot, TemplateRow, label_key
from reports.readers.ocr.text import is_within, likeness

ALIKE = 0.7  # from which a text is taken for a label
_MOST_CELLS = 3  # that one label is torn into
_MISSING = 0.4  # what a label that is not there takes off, for each of its characters
_ENOUGH = 0.5  # of the characters of its labels make a row
_WIDEST = 60  # cells of a row that may be one of a form
_FEW = 0.4  # of the different characters of its labels, without which no row is tried
_BLANK_BEFORE = 0.01  # a blank cell rather belongs to what stands left of it
_STRAY = 1.0  # what a cell in the place of a label takes off


@dataclass(frozen=True, slots=True)
class RowMatch:
    """Where the slots of a printed row stand: for each the first cell and the one after its last.

    ``score`` counts the characters of labels that were found; ``share`` is their part of all of them. ``cells`` are
    the row's, where several labels in one cell were parted. ``is_torn`` says that a label was found only by joining
    cells, in parts, or by its likeness.
    """

    score: float
    share: float
    spans: tuple[tuple[int, int], ...]
    cells: tuple[str, ...]
    is_torn: bool = False

    def text_of(self, slot: int) -> str:
        """The cells of a slot as they stand."""
        start, end = self.spans[slot]
        return " ".join(cell for cell in self.cells[start:end] if cell)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a text does for a label."""

    score: float


def match_row(cells: Sequence[str], row: TemplateRow) -> RowMatch | None:
    """The best placing of the row's slots in ``cells``; None where not half of its labels are there."""
    wanted = sum(len(slot.key) for slot in row.labels)
    if not wanted or len(cells) > _WIDEST or not _has_letters_of(cells, row):
        return None
    ways = [_best(tuple(cells), row.slots), _best(_parted(cells, row), row.slots)]
    best = max((way for way in ways if way), key=lambda way: way.score, default=None)
    if best and best.cells != tuple(cells):
        best = replace(best, is_torn=True)
    return best if best and best.share >= _ENOUGH else None


def _has_letters_of(cells: Sequence[str], row: TemplateRow) -> bool:
    """Whether the row has enough of the labels' characters at all: most rows of a file have not."""
    letters = {character for slot in row.labels for character in slot.key}
    return len(letters.intersection("".join(cells))) >= len(letters) * _FEW


def _parted(cells: Sequence[str], row: TemplateRow) -> tuple[str, ...]:
    """The cells with those that hold several labels parted; blank cells after them give way."""
    keys = [slot.key for slot in row.labels]
    parted: list[str] = []
    spare = 0
    for cell in cells:
        words = [label_key(word) for word in cell.split()]
        if sum(any(fit(word, key) for key in keys) for word in words) > 1:
            parted += cell.split()
            spare = len(words) - 1
        elif spare and not cell:
            spare -= 1
        else:
            parted.append(cell)
    return tuple(parted)


def after_label(text: str, key: str) -> str:
    """What follows the label ``key`` within the text of its cell; nothing where the text is not label and more."""
    seen = ""
    for at, character in enumerate(text):
        if label_key(seen) == key:
            return text[at:].lstrip(" :：*") if not character.isspace() or text[at:].strip() else ""
        seen += character
    return ""


@lru_cache(maxsize=20_000)
def fit(text: str, key: str) -> _Fit | None:
    """How well ``text``, joined of one cell or more, is the label ``key`` (both as :func:`label_key` gives them)."""
    if text == key:
        return _Fit(len(key))
    if not text:
        return None
    if text.startswith(key):
        return _Fit(len(key) * 0.6)
    if len(text) >= 2 and key.startswith(text):
        return _Fit(len(text))
    if len(text) > 2 * len(key):
        return None
    alike = likeness(text, key)
    return _Fit(len(key) * alike) if alike >= ALIKE else None


def tail_fit(text: str, key: str) -> float:
    """How many characters of a label that began in a row above go on in ``text``."""
    text = label_key(text)
    if not text or len(text) >= len(key):
        return 0.0
    return float(len(text)) if key.endswith(text) or (is_within(text, key) and len(text) > 2) else 0.0


def _best(cells: tuple[str, ...], slots: tuple[Slot, ...]) -> RowMatch | None:
    """By dynamic programming over cells and slots."""
    wanted = sum(len(slot.key) for slot in slots if not slot.is_value and not slot.is_tail)
    start: _Way = _Way(0.0, 0.0, ())
    ways: list[_Way | None] = [start, *[None] * len(cells)]
    for slot in slots:
        after: list[_Way | None] = [None] * (len(cells) + 1)
        for at, way in enumerate(ways):
            if way is None:
                continue
            for end, step in _steps(cells, at, slot):
                better = way.plus(step, at, end)
                known = after[end]
                if known is None or better.score > known.score:
                    after[end] = better
        ways = after
    best: _Way | None = None
    for at, way in enumerate(ways):
        if way is None:
            continue
        stray = sum(1 for cell in cells[at:] if cell) * _STRAY
        ended = _Way(way.score - stray, way.found, way.spans, way.is_torn)
        if best is None or ended.score > best.score:
            best = ended
    if best is None:
        return None
    return RowMatch(best.score, best.found / wanted, best.spans, cells, best.is_torn)


@dataclass(frozen=True, slots=True)
class _Step:
    score: float
    found: float = 0.0
    is_torn: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    score: float
    found: float
    spans: tuple[tuple[int, int], ...]
    is_torn: bool = False

    def plus(self, step: _Step, start: int, end: int) -> _Way:
        return _Way(
            self.score + step.score,
            self.found + step.found,
            (*self.spans, (start, end)),
            self.is_torn or step.is_torn,
        )


def _steps(cells: tuple[str, ...], at: int, slot: Slot) -> list[tuple[int, _Step]]:
    """How far ``slot`` may reach from cell ``at``, and what that is worth."""
    if slot.is_value:
        return [(end, _Step(0.0)) for end in range(at, len(cells) + 1)]
    if slot.is_tail:
        steps = [(at, _Step(0.0))]
        if at < len(cells):
            worth = tail_fit(cells[at], slot.key)
            if worth or not cells[at]:
                steps.append((at + 1, _Step(worth, is_torn=bool(worth))))
        return steps
    steps = [(at, _Step(-_MISSING * len(slot.key)))]
    joined, parts = "", 0
    leading = _BLANK_BEFORE if at < len(cells) and not cells[at] else 0.0
    for end in range(at + 1, min(len(cells), at + _MOST_CELLS) + 1):
        joined += label_key(cells[end - 1])
        parts += bool(cells[end - 1])
        found = fit(joined, slot.key)
        if found:
            steps.append((end, _Step(found.score - leading, found.score, parts > 1)))
    return steps
