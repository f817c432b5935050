"""Which row of a table is which row of its earlier version.

Frozen documents carry no row keys, so rows are recognised by what they say: first those that are
alike, then those with the same name in the same place, then the most similar ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_ALIKE = 0.5  # ratio from which two rows of one category count as one row that was changed
_COMPARED = 200  # characters of a row that are compared
_MOST_PAIRS = 10_000  # rows compared with each other; beyond, only their places count


@dataclass(frozen=True, slots=True)
class RowFace:
    """What a row is recognised by: its 一级/二级 (empty outside a tree), its name and its other cells."""

    category: tuple[str, str]
    name: str
    rest: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join((self.name, *self.rest))[:_COMPARED]


def match_rows(old: Sequence[RowFace], new: Sequence[RowFace]) -> list[int | None]:
    """For every new row the index of the old row it continues; each old row is used once."""
    matching = _Matching(old, new)
    matching.pair_equal(lambda _, row: row)
    matching.pair_equal(lambda _, row: (row.category, row.name) if row.name else None)
    matching.pair_similar()
    matching.pair_equal(lambda _, row: row.name or None)
    matching.pair_equal(lambda position, row: (row.category, position))
    return matching.found


class _Matching:
    def __init__(self, old: Sequence[RowFace], new: Sequence[RowFace]) -> None:
        self._old, self._new = old, new
        self.found: list[int | None] = [None] * len(new)
        self._positions = {"old": _positions(old), "new": _positions(new)}

    def pair_equal(self, key: Callable[[int, RowFace], Hashable]) -> None:
        """Pair rows with the same key, in their order; ``None`` pairs with nothing.

        ``key`` is given the row's place among the rows of its category.
        """
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index in self._free_old():
            waiting[key(self._positions["old"][index], self._old[index])].append(index)
        waiting.pop(None, None)
        for index in self._free_new():
            candidates = waiting.get(key(self._positions["new"][index], self._new[index]))
            if candidates:
                self.found[index] = candidates.pop(0)

    def pair_similar(self) -> None:
        """Pair the most similar rows of each category first."""
        if len(self._free_old()) * len(self._free_new()) > _MOST_PAIRS:
            return
        scored = [
            (ratio, new, old)
            for new in self._free_new()
            for old in self._free_old()
            if self._new[new].category == self._old[old].category
            and (ratio := _ratio(self._old[old].text, self._new[new].text)) >= _ALIKE
        ]
        for _, new, old in sorted(scored, key=lambda score: (-score[0], score[1], score[2])):
            if self.found[new] is None and old not in self.found:
                self.found[new] = old

    def _free_new(self) -> list[int]:
        return [index for index, old in enumerate(self.found) if old is None]

    def _free_old(self) -> list[int]:
        taken = set(self.found)
        return [index for index in range(len(self._old)) if index not in taken]


def _positions(rows: Sequence[RowFace]) -> list[int]:
    seen: dict[tuple[str, str], int] = defaultdict(int)
    positions = []
    for row in rows:
        positions.append(seen[row.category])
        seen[row.category] += 1
    return positions


def _ratio(old: str, new: str) -> float:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
