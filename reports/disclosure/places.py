"""Where the values of a disclosure stand on its page: every figure of a text and every amount of a table has an anchor.

A sum is claimed somewhere and its terms stand somewhere: ``Places`` finds both, so that a proof leads to its terms
and each of them back to the proof.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

_NO_ANCHOR = re.compile(r"[^a-z0-9_]+")
_WORDS_BEFORE = 40  # characters: a name so far before an amount is still the amount's
_FAR = 10_000


def anchor_of(path: str) -> str:
    """``budget.income.items[0]`` as the id of an element."""
    return f"at-{_NO_ANCHOR.sub('-', path).strip('-')}"


@dataclass(frozen=True, slots=True)
class Mark:
    """One amount on the page: its anchor, the path of its text or cell, in yuan, and the words before it."""

    anchor: str
    field: str
    amount: Decimal
    before: str = ""

    def distance(self, name: str) -> int:
        """How many characters lie between a name and the amount; many where the name is not before it."""
        found = self.before.rfind(name) if name else -1
        return len(self.before) - found - len(name) if found >= 0 else _FAR


class Places:
    """``marks`` in the order of the page, ``anchors`` by the path of what is shown as a whole."""

    def __init__(self, marks: Sequence[Mark], anchors: Iterable[str]) -> None:
        self._by_amount: dict[Decimal, list[Mark]] = {}
        for mark in marks:
            self._by_amount.setdefault(abs(mark.amount), []).append(mark)
        self._cells = {mark.field: mark for mark in marks if mark.anchor == anchor_of(mark.field)}
        self._shown = list(anchors)

    def of_amount(self, field: str, amount: Decimal, name: str) -> str:
        """The anchor of the amount at ``field``, called ``name``; "" where the page does not show it.

        It is its own cell or the figure in the text of its section, the one right behind its name where several
        are equal.
        """
        cell = self._cells.get(field)
        if cell:
            return cell.anchor
        fitting = [mark for mark in self._by_amount.get(abs(amount), []) if _is_within(field, _section(mark.field))]
        if not fitting:
            return ""
        return min(fitting, key=lambda mark: mark.distance(name)).anchor

    def near(self, field: str) -> str:
        """The anchor of what is shown at a path, within it or around it; "" where nothing is."""
        within = next((path for path in self._shown if _is_within(path, field)), None)
        around = max((path for path in self._shown if _is_within(field, path)), key=len, default=None)
        path = around if around == field else within or around
        return anchor_of(path) if path is not None else ""


def words_before(text: str, start: int) -> str:
    """The words that may name the amount at ``start``."""
    return text[max(0, start - _WORDS_BEFORE) : start]


def _section(path: str) -> str:
    """What a text or a row belongs to: ``budget.income`` for its text, ``procurement`` for its rows."""
    path = path.partition("[")[0]
    return path.rpartition(".")[0] or path


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))
