"""What the forms of one file have in common: where its columns lie, how wide they are, how it is written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reports.readers.ocr.forms import Phase, Placed, TornForm
from reports.readers.ocr.join import Evidence
from reports.readers.ocr.template import Template, TemplateRow
from reports.readers.ocr.text import CHINESE, as_code, closed_up, is_rubbish, width

_LONG_CODE = 12  # characters from which a text of capitals and digits is a code
_LINE_END = re.compile(rf"(?<=[{CHINESE}])\s+(?=[{CHINESE}])")
_SOME = 0.25  # the share of forms that makes a habit
_END = 99  # beyond any column


@dataclass(frozen=True, slots=True)
class Habits:
    """``starts``: the first column of every slot of a printed row, by the row's number, as most forms have it.

    ``capacities``: how many characters a line of a column holds where its cell goes on to the right.
    ``headless``: the tables whose head was found in no form, so that their columns are guessed.
    ``firsts``: where the text of a value begins, by row and slot, as in some of the forms at least.
    ``usual``: how often each text stands in a column of a table, by row and slot of its head.
    """

    starts: dict[int, tuple[int, ...]]
    capacities: dict[int, float]
    evidence: Evidence
    code_length: int
    headless: frozenset[int]
    usual: dict[tuple[int, int], Counter[str]]
    firsts: dict[tuple[int, int], int]

    @classmethod
    def of(cls, template: Template, forms: Sequence[TornForm], paragraphs: Iterable[str]) -> Habits:
        placed = [one for form in forms for one in form.placed]
        starts = _starts(template, placed)
        headless = {at for at, row in enumerate(template.rows) if row.table} - {one.at for one in placed if one.match}
        return cls(
            starts,
            _capacities(placed, starts),
            Evidence(_whole_texts(placed, paragraphs)),
            _code_length(placed),
            frozenset(headless),
            _usual(placed, starts),
            _firsts(template, placed, starts),
        )

    def span(self, row: int, slot: int) -> tuple[int, int]:
        """The first column of a slot and the one after its last."""
        starts = self.starts[row]
        return starts[slot], starts[slot + 1] if slot + 1 < len(starts) else _END

    def widths(self, start: int, end: int) -> list[float]:
        return [self.capacities.get(column, 0.0) for column in range(start, min(end, start + 20))]


def _starts(template: Template, placed: Sequence[Placed]) -> dict[int, tuple[int, ...]]:
    votes: dict[int, Counter[tuple[int, ...]]] = defaultdict(Counter)
    for one in placed:
        if one.match and one.match.cells == one.row.texts and one.match.share > 0.7:
            votes[one.at][tuple(start for start, _ in one.match.spans)] += 1
    starts: dict[int, tuple[int, ...]] = {}
    for at, row in enumerate(template.rows):
        if votes[at] and not is_under_heads(row):
            starts[at] = votes[at].most_common(1)[0][0]
        elif at and at - 1 in starts and len(starts[at - 1]) == len(row.slots):
            starts[at] = starts[at - 1]  # values under the heads of the row above
        else:
            filled = _filled_columns([one for one in placed if one.at == at]) if row.table else []
            starts[at] = tuple(filled) if len(filled) == len(row.slots) else tuple(range(len(row.slots)))
    return starts


def _filled_columns(placed: Sequence[Placed]) -> list[int]:
    """The first column and those that most lines of a table fill; the others are right halves of their neighbours."""
    counts = Counter(column for one in placed for column, text in enumerate(one.row.texts) if text)
    return [column for column in range(max(counts, default=-1) + 1) if column == 0 or counts[column] * 2 > len(placed)]


def is_under_heads(row: TemplateRow) -> bool:
    """Whether values stand side by side without a label between them: only the row of heads above tells them apart."""
    return any(one.is_value and other.is_value for one, other in pairwise(row.slots))


def _firsts(
    template: Template, placed: Sequence[Placed], starts: dict[int, tuple[int, ...]]
) -> dict[tuple[int, int], int]:
    seen: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for one in placed:
        if one.phase is not Phase.ROW:
            continue
        texts = one.row.texts
        for slot, (start, end) in enumerate(pairwise((*starts[one.at], len(texts)))):
            filled = [column for column in range(start, min(end, len(texts))) if texts[column]]
            if filled and template.rows[one.at].slots[slot].is_value:
                seen[one.at, slot][filled[0]] += 1
    return {
        place: min(first for first, count in firsts.items() if count >= _SOME * firsts.total())
        for place, firsts in seen.items()
    }


def _capacities(placed: Sequence[Placed], starts: dict[int, tuple[int, ...]]) -> dict[int, float]:
    """By the pieces that go on in the next column of the same slot."""
    widths: dict[int, list[float]] = defaultdict(list)
    for one in placed:
        edges = set(starts[one.at])
        for column, text in enumerate(one.row.texts[:-1]):
            if text and one.row.texts[column + 1] and column + 1 not in edges:
                widths[column].append(_line_width(text))
    return {column: float(median(found)) for column, found in widths.items() if len(found) > 1 and median(found) > 1}


def _usual(placed: Sequence[Placed], starts: dict[int, tuple[int, ...]]) -> dict[tuple[int, int], Counter[str]]:
    """Of cells that no edge has cut: what is right of their first column is blank."""
    usual: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for one in placed:
        if one.phase is not Phase.AFTER:
            continue
        edges = (*starts[one.at], len(one.row.texts))
        for slot, (start, end) in enumerate(pairwise(edges)):
            if start < len(one.row.texts) and one.row.texts[start] and not any(one.row.texts[start + 1 : end]):
                usual[one.at, slot][closed_up(one.row.texts[start])] += 1
    return usual


def _line_width(text: str) -> float:
    """Of the longest line; blanks between Chinese characters are where lines ended."""
    return max(width(re.sub(r"\s", "", line)) for line in _LINE_END.split(text))


def _whole_texts(placed: Sequence[Placed], paragraphs: Iterable[str]) -> Iterable[str]:
    """Texts that no edge has cut: paragraphs, and cells with blank neighbours."""
    yield from paragraphs
    for one in placed:
        texts = ["", *one.row.texts, ""]
        for before, text, after in zip(texts, texts[1:], texts[2:], strict=False):
            if text and not (before and after) and not is_rubbish(text):
                yield text
    yield from (closed_up(one.row.name) for one in placed if one.row.name)


def _code_length(placed: Sequence[Placed]) -> int:
    """Of the codes in the file: a cut adds a character that was read twice, it hardly ever takes one away."""
    lengths: Counter[int] = Counter()
    for one in placed:
        if one.match is None:
            continue
        for start, end in one.match.spans:
            text = "".join(one.match.cells[start:end])
            code = as_code(text)
            if len(code) >= _LONG_CODE and len(code) >= 0.8 * len(text.replace(" ", "")):
                lengths[len(code)] += 1
    usual = [length for length, count in lengths.items() if count * 4 >= lengths.total()]
    return min(usual, default=0)
