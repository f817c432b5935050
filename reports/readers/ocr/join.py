"""Pieces of one cell that a recognition read as several, joined; what is not certain comes with its reason.

Where the edge of a column runs through a cell, the recognition cuts the text: the character on the edge may stand in
both pieces, as a part of itself in one or both, or the right piece may hold the whole text again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports.readers.ocr.text import (
    CHINESE,
    closed_up,
    folded,
    is_chinese,
    is_odd,
    is_rubbish,
    is_within,
    likeness,
    odd_characters,
    width,
)

CUT = "识别时这一格被切开，由几段拼成，请核对接缝处的字"
LOST = "识别时这一格被切开，右边一部分可能没有识别出来"
LOST_LEFT = "识别时这一格被切开，左边一部分可能没有识别出来"
BRACKET = "括号不成对，可能没有识别完整"
ODD = "有可能识别错的字：{characters}"
_LEAST_OVERLAP = 2
_ALMOST_SAME = 0.8
_MOST_CHARACTERS = 400_000  # of a file that are looked through for what follows what
_CONTEXTS = ((3, 3), (2, 2), (1, 4), (4, 1))  # characters before and behind that make a place known
_LONG = 4  # characters of a text that hardly stands within another by chance
_FULL = 0.5  # how far from a column's capacity a full line may be, in characters
_RAGGED = 1.25  # how much shorter a line may be where the next character did not fit
_ROUND = str.maketrans("〔〕{}", "()()")
_SPOTS = ".:·=|~-_`'*;^"  # what a recognition makes of the rest of a character at the edge


@dataclass(frozen=True, slots=True)
class Reading:
    """A value as it was put together; ``doubt`` says in Chinese why it may be wrong."""

    text: str
    doubt: str = ""


class Evidence:
    """Which characters follow each other elsewhere in the file, where nothing is cut."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._runs: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()
        wholes = set(_within(map(closed_up, texts), _MOST_CHARACTERS))
        self._all = "\n".join(sorted(wholes))
        for whole in wholes:
            self._ends[whole[-2:]] += 1
            for size in (2, 3, 4):
                self._runs.update({whole[at : at + size] for at in range(len(whole) - size + 1)})

    def of_seam(self, left: str, right: str, besides: int = 0) -> int:
        """How well the seam between two texts is known: 0 not at all, 1 by two characters, more by longer runs.

        ``besides`` is how many of the texts are those themselves.
        """
        known = 0
        for before, after in ((1, 1), (2, 1), (1, 2), (2, 2)):
            run = left[-before:] + right[:after]
            if len(run) == before + after and self._runs[run] > besides:
                known += before + after - 1
        return known

    def between(self, left: str, right: str) -> str | None:
        """The one character that stands elsewhere between the same words as here; ``None`` without a single one."""
        for before, after in _CONTEXTS:
            if len(left) < before or len(right) < after:
                continue
            pattern = re.escape(left[-before:]) + f"([{CHINESE}])" + re.escape(right[:after])
            found = {match[1] for match in re.finditer(pattern, self._all)}
            if len(found) == 1:
                return found.pop()
        return None

    def ends(self, text: str) -> bool:
        """Whether other texts end as this one does, which may be one of them."""
        return self._ends[text[-2:]] > 1


def _within(texts: Iterable[str], most: int) -> Iterator[str]:
    """The first texts, of so many characters together."""
    for text in texts:
        most -= len(text)
        if most < 0:
            return
        yield text


def _at(capacities: Sequence[float], column: int) -> float:
    return capacities[column] if column < len(capacities) else 0.0


def joined(pieces: Sequence[str], evidence: Evidence, capacities: Sequence[float] = ()) -> Reading:
    """The text of cells side by side that are one cell on the paper.

    ``capacities`` are the widths of the columns in characters, 0 where unknown: a last piece that fills its column
    while the next one is blank was cut.
    """
    filled = [at for at, piece in enumerate(pieces) if piece and not _is_speck(piece, len(pieces))]
    if not filled:
        return Reading("")
    lines = lines_of(pieces[filled[0]], _at(capacities, filled[0]))
    doubts = [LOST_LEFT] if filled[0] > 0 and not _begins(pieces[filled[0]]) else []
    for before, at in pairwise(filled):
        lines, doubt = _side_by_side(lines, pieces[at], _at(capacities, at), evidence)
        if at > before + 1 and lines != [pieces[at]]:
            doubts.append(LOST)
        if doubt:
            doubts.append(doubt)
    last = filled[-1]
    if last + 1 < len(pieces) and _was_cut(pieces[last], _at(capacities, last), evidence):
        doubts.append(LOST)
    text = closed_up("".join(lines))
    if _has_open_bracket(text):
        doubts.append(BRACKET)
    odd = odd_characters(text)
    if odd:
        doubts.append(ODD.format(characters=odd))
    return Reading(text, "；".join(dict.fromkeys(doubts)))


def _is_speck(piece: str, columns: int) -> bool:
    """A mark that the recognition made of a line or a spot, among several pieces."""
    return columns > 1 and (is_rubbish(piece) or (len(piece) == 1 and piece.isascii() and not piece.isdigit()))


def _has_open_bracket(text: str) -> bool:
    """Whether a bracket has no other half, in either width."""
    counts = Counter(folded(text).translate(_ROUND))
    return any(counts[left] != counts[right] for left, right in ("()", "[]", "《》"))


def _begins(text: str) -> bool:
    """Whether a text shows its own beginning, as a numbered one does."""
    return bool(re.match(r"(1|一)\s*[.、．,)）]", text))


def _was_cut(piece: str, capacity: float, evidence: Evidence) -> bool:
    """Whether a piece fills its column to the edge, as only a cut text does, and does not look complete."""
    if not capacity:
        return False
    lines = lines_of(piece, capacity)
    if len(lines) > 1:
        return all(width(line) <= capacity + 1 for line in lines)
    whole = closed_up(piece)
    if abs(width(whole) - capacity) <= _FULL:
        return not evidence.ends(whole)
    if abs(width(whole) - 2 * capacity) <= _FULL:
        half = len(whole) // 2  # two lines that were read as one
        return not (evidence.ends(whole) and evidence.of_seam(whole[:half], whole[half:], 1))
    return False


def lines_of(piece: str, capacity: float) -> list[str]:
    """The printed lines of a piece: it is broken at the blanks where its column was full.

    A piece wider than its column was not cut there and counts as one line, as without a known capacity (0).
    """
    words = piece.split()
    if not capacity or any(width(word) > capacity + _RAGGED for word in words):
        return [piece]
    lines: list[str] = []
    for word in words:
        if lines and (len(word) < 2 or width(lines[-1]) < capacity - _RAGGED):
            lines[-1] += word
        else:
            lines.append(word)
    return lines


def _side_by_side(lines: list[str], right: str, capacity: float, evidence: Evidence) -> tuple[list[str], str]:
    """The lines so far with a further piece to the right of them, and the doubt about it."""
    left = "".join(lines)
    one, other = folded(left), folded(right)
    if len(one) == len(other) and likeness(one, other) >= _ALMOST_SAME:
        return [min(left, right, key=lambda text: len(odd_characters(text)))], ""
    if len(other) > len(one) and is_within(one, other) and (other.startswith(one[:2]) or len(one) > _LONG):
        return [right], ""
    if len(other) >= _LEAST_OVERLAP and one.endswith(other):
        return lines, ""
    # A line goes on in the other piece before the next one begins.
    going_on = lines_of(right, capacity)
    if len(going_on) > len(lines):
        going_on = [right]  # no line begins right of its cell's edge
    seams = [_seam(line, more, evidence) for line, more in zip(lines, going_on, strict=False)]
    result = [seam.text for seam in seams] + lines[len(seams) :]
    return result, next((seam.doubt for seam in seams if seam.doubt), "")


def _seam(left: str, right: str, evidence: Evidence) -> Reading:
    """Two pieces of one line."""
    left, right = left.rstrip(), right.lstrip()
    if right[0] in _SPOTS and is_chinese(left[-1]) and is_chinese(right[1:].lstrip()[:1] or " "):
        return Reading(left + right[1:].lstrip(), CUT)
    size = _overlap(left, right)
    if size >= _LEAST_OVERLAP:
        return Reading(left + right[size:])
    if _in_figure(left[-1]) and _in_figure(right[0]):
        return Reading(left + right, CUT)
    # The character on the edge: whole in both, or only a part of it in one of them.
    ways = [(left, right), (left, right[1:].lstrip()), (left[:-1].rstrip(), right)]
    if size == 1:
        doubled = evidence.of_seam(left, right)
        single = evidence.of_seam(left, right[1:])
        return Reading(left + right[1:], CUT if not right[0].strip("0.，。,") or doubled >= max(single, 1) else "")
    bridged = _bridged(left, right, evidence)
    if bridged:
        return Reading(bridged, CUT)
    known = [evidence.of_seam(*way) if all(way) else 0 for way in ways]
    best = 0 if known[0] else max(range(len(ways)), key=lambda at: (known[at], -at))
    if not known[best] and (is_odd(right[0]) or _is_foreign(left, right)):
        best = 1
    sure = best == 0 and known[0] and not any(known[1:])  # what is left out may have been meant
    return Reading("".join(ways[best]), "" if sure else CUT)


def _bridged(left: str, right: str, evidence: Evidence) -> str:
    """The pieces with the character on the edge as it stands elsewhere between the same words; blank where unknown."""
    if evidence.of_seam(left, right):
        return ""
    for drop_left, drop_right in ((1, 1), (0, 1), (1, 0)):
        before, after = left[: len(left) - drop_left].rstrip(), right[drop_right:].lstrip()
        between = evidence.between(before, after) if before and after else None
        if between:
            return before + between + after
    return ""


def _in_figure(character: str) -> bool:
    return character.isdigit() or character in ".,"


def _overlap(left: str, right: str) -> int:
    """How many characters at the end of ``left`` stand again at the beginning of ``right``."""
    return next((size for size in range(min(len(left), len(right)), 0, -1) if left.endswith(right[:size])), 0)


def _is_foreign(left: str, right: str) -> bool:
    """Whether the right piece begins with a sign between Chinese characters that makes no word."""
    first, second = right[0], right[1:2]
    if is_chinese(first) or first.isdigit():
        return False
    return is_chinese(left[-1]) and bool(second) and is_chinese(second)
