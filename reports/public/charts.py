"""Charts: one description gives the drawing and the table behind it.

A chart is drawn as rows of text with a bar between, so that it can be read aloud, copied and made larger; only the bars
are SVG, with attributes and no styles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from projects.money import YUAN_PER_UNIT, Places, format_amount

WIDTH = 1000
"""Of the whole drawing, in its own units."""

MONEY_UNIT = "万元"
_TONES = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is drawn; ``value`` is in yuan where the chart's unit is one of money. ``url`` leads to more."""

    name: str
    value: Decimal
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """An item as drawn: ``width`` and ``start`` of ``WIDTH``; ``is_rest`` stands for all that have no bar."""

    item: Item
    figure: str
    share: str
    width: int
    start: int = 0
    tone: int = 0
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """``name`` says what an item is (部门), ``unit`` in what it is counted (万元, 条)."""

    title: str
    name: str
    unit: str
    items: tuple[Item, ...]
    most: int = 8

    @property
    def total(self) -> str:
        return self.figure(self._sum())

    def figure(self, value: Decimal) -> str:
        """As printed beside the bar and in the table."""
        if self.unit in YUAN_PER_UNIT:
            return format_amount(value, self.unit, Places.FIXED, grouped=True)
        return format(value, ",f")

    def bars(self) -> Iterator[Bar]:
        """The first ones, and what is left in one; one that is left alone gets its own bar."""
        shown, rest = self.items[: self.most], self.items[self.most :]
        if len(rest) == 1:
            shown, rest = self.items, ()
        left = Item(f"其余 {len(rest)} 个{self.name}", sum((item.value for item in rest), Decimal(0)))
        longest = max((item.value for item in (*shown, left)), default=Decimal(0))
        for item in shown:
            yield Bar(item, self.figure(item.value), self._share(item.value), _part(item.value, longest))
        if rest:
            width = _part(left.value, longest)
            yield Bar(left, self.figure(left.value), self._share(left.value), width, is_rest=True)

    def segments(self) -> Iterator[Bar]:
        """All items as parts of one bar, a narrow gap between."""
        start = 0
        for number, item in enumerate(self.items):
            width = _part(item.value, self._sum())
            share = self._share(item.value)
            yield Bar(item, self.figure(item.value), share, max(width - 3, 0), start, number % _TONES)
            start += width

    def rows(self) -> Iterator[Bar]:
        """Every item, for the table."""
        for item in self.items:
            yield Bar(item, self.figure(item.value), self._share(item.value), 0)

    def _sum(self) -> Decimal:
        return sum((item.value for item in self.items), Decimal(0))

    def _share(self, value: Decimal) -> str:
        return percentage(value, self._sum())


def largest_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """Equal ones stay in their order."""
    return tuple(sorted(items, key=lambda item: -item.value))


def percentage(value: Decimal, whole: Decimal) -> str:
    """``47.5%``; empty where there is no whole to be a part of."""
    if whole <= 0:
        return ""
    return f"{(value / whole * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def _part(value: Decimal, whole: Decimal) -> int:
    return int((value / whole * WIDTH).quantize(Decimal(1), ROUND_HALF_UP)) if whole > 0 and value > 0 else 0
