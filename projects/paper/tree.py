"""The rows of an indicator table, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from indicators.framework import Framework
from projects.document import Indicator


@dataclass(frozen=True, slots=True)
class PlacedIndicator:
    """An indicator with its index in the document's list."""

    index: int
    indicator: Indicator


def indicators_by_category(
    framework: Framework, indicators: Sequence[Indicator]
) -> Iterator[tuple[str, list[tuple[str, list[PlacedIndicator]]]]]:
    """(一级, [(二级 as printed, rows)]) in the order of the paper, blank categories included.

    Rows whose 一级/二级 the framework does not have follow at the end under their own names.
    """
    placed = [PlacedIndicator(index, indicator) for index, indicator in enumerate(indicators)]
    known = {(category.level1, category.level2) for category in framework.categories}
    strange = [place for place in placed if _category(place) not in known]
    for level1 in framework.level1_names():
        rows = [
            (category.printed, [place for place in placed if _category(place) == (level1, category.level2)])
            for category in framework.under(level1)
        ]
        yield level1, rows
    for level1, rest in groupby(sorted(strange, key=lambda place: _category(place)[0]), lambda p: _category(p)[0]):
        by_level2 = groupby(rest, lambda place: _category(place)[1])
        yield level1, [(level2, list(rows)) for level2, rows in by_level2]


def only_filled(
    groups: Iterator[tuple[str, list[tuple[str, list[PlacedIndicator]]]]],
) -> Iterator[tuple[str, list[tuple[str, list[PlacedIndicator]]]]]:
    """The same without the categories that have no indicator."""
    for level1, categories in groups:
        filled = [(level2, places) for level2, places in categories if places]
        if filled:
            yield level1, filled


def _category(place: PlacedIndicator) -> tuple[str, str]:
    return place.indicator.level1 or "", place.indicator.level2 or ""
