"""Texts of one form that say nearly the same: where they differ, one of them was read wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import combinations

from reports.readers.ocr.text import folded

_LONG = 12  # characters from which two texts are hardly alike by chance
_LONGEST = 2000  # beyond that comparing takes too long
_MOST = 60  # texts of one form that are compared
_SAME_BEFORE = 6  # equal characters before the place where two texts differ
_DIFFERENCE = 3  # characters that differ at most


def disagreements(texts: Iterable[str]) -> set[str]:
    """The texts in which a few characters between equal passages differ from another text."""
    long = sorted({text for text in texts if _LONG <= len(text) <= _LONGEST}, key=len, reverse=True)
    found: set[str] = set()
    for one, other in combinations(long[:_MOST], 2):
        if _differ_slightly(folded(one), folded(other)):
            found |= {one, other}
    return found


def _differ_slightly(one: str, other: str) -> bool:
    operations = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for before, at, after in zip(operations, operations[1:], operations[2:], strict=False):
        kinds = (before[0], at[0], after[0])
        if kinds != ("equal", "replace", "equal") or before[2] - before[1] < _SAME_BEFORE:
            continue
        if max(at[2] - at[1], at[4] - at[3]) <= _DIFFERENCE and not _figures(one[at[1] : at[2]], other[at[3] : at[4]]):
            return True
    return False


def _figures(one: str, other: str) -> bool:
    """Whether two numbers differ, as they do in a list."""
    return one.isdigit() and other.isdigit()
