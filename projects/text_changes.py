"""What changed inside a text, word by word, in pieces that a person can read.

Chinese is compared character by character, figures and Latin words as wholes. Long texts are
first compared sentence by sentence, so that twenty thousand characters take no time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|[A-Za-z]+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^\n。；！？]*[\n。；！？]|[^\n。；！？]+")
_MOST_PAIRS = 250_000  # of tokens compared with each other; a larger block is shown as replaced
_LEAST_COMMON = 0.2  # below this share of common text the old and the new stand side by side
_ISLAND = 3  # common characters between two changes that are too few to be worth an interruption


class Part(StrEnum):
    """Where a piece of text stands."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is in both versions, in the old one only or in the new one only."""

    part: Part
    text: str


@dataclass(slots=True)
class _Run:
    """Common text, or what stood there before and what stands there now."""

    same: str = ""
    old: str = ""
    new: str = ""

    @property
    def changed(self) -> int:
        return len(self.old) + len(self.new)


def plain(text: str, part: Part = Part.SAME) -> tuple[Piece, ...]:
    """A text as a single piece; nothing for a blank."""
    return (Piece(part, text),) if text else ()


def text_changes(old: str, new: str) -> tuple[Piece, ...]:
    """``new`` with what is gone and what has come marked.

    The pieces without the new ones are ``old``, those without the old ones are ``new``.
    """
    if old == new:
        return plain(new)
    runs = _without_islands(_joined(_sentence_runs(old, new)))
    common = sum(len(run.same) for run in runs)
    if common < _LEAST_COMMON * max(len(old), len(new)):
        runs = [_Run(old=old, new=new)]
    return tuple(piece for run in runs for piece in _pieces(run))


def excerpt(pieces: Sequence[Piece], around: int = 10, longest: int = 60) -> tuple[Piece, ...]:
    """For a list: the changed pieces, each cut to ``longest``, with ``around`` characters beside them."""
    shortened = []
    for index, piece in enumerate(pieces):
        head, tail = longest - around, around
        if piece.part is Part.SAME and len(pieces) > 1:
            head = around if index else 0
            tail = around if index < len(pieces) - 1 else 0
        shortened.append(Piece(piece.part, _ends(piece.text, head, tail)))
    return tuple(shortened)


def _ends(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}…{text[len(text) - tail :] if tail else ''}"


def _sentence_runs(old: str, new: str) -> Iterator[_Run]:
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    # autojunk keeps a text of ten thousand equal lines from taking minutes.
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        was, now = "".join(before[i1:i2]), "".join(after[j1:j2])
        if tag == "equal":
            yield _Run(same=was)
        else:
            yield from _token_runs(_TOKEN.findall(was), _TOKEN.findall(now))


def _token_runs(before: list[str], after: list[str]) -> Iterator[_Run]:
    if len(before) * len(after) > _MOST_PAIRS:
        yield _Run(old="".join(before), new="".join(after))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[i1:i2]), "".join(after[j1:j2])
        yield _Run(same=was) if tag == "equal" else _Run(old=was, new=now)


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    """Neighbours of the same sort become one."""
    joined: list[_Run] = []
    for run in runs:
        if joined and bool(joined[-1].same) == bool(run.same):
            last = joined[-1]
            last.same, last.old, last.new = last.same + run.same, last.old + run.old, last.new + run.new
        else:
            joined.append(run)
    return joined


def _without_islands(runs: list[_Run]) -> list[_Run]:
    """A character or two left standing between two changes belong to the change."""
    kept: list[_Run] = []
    waiting = list(reversed(runs))
    while waiting:
        run = waiting.pop()
        if kept and waiting and _is_island(kept[-1], run, waiting[-1]):
            before, after = kept.pop(), waiting.pop()
            waiting.append(_Run(old=before.old + run.same + after.old, new=before.new + run.same + after.new))
        else:
            kept.append(run)
    return kept


def _is_island(before: _Run, run: _Run, after: _Run) -> bool:
    size = len(run.same)
    if not 0 < size <= _ISLAND or "\n" in run.same:
        return False
    return size == 1 or size * 2 <= min(before.changed, after.changed)


def _pieces(run: _Run) -> Iterator[Piece]:
    for part, text in ((Part.SAME, run.same), (Part.OLD, run.old), (Part.NEW, run.new)):
        if text:
            yield Piece(part, text)
