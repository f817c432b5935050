"""Amounts of money in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.money import LARGEST_AMOUNT, YUAN_PER_UNIT

AMOUNT = re.compile(
    r"(?<![0-9.,A-Za-z])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,12}(?:\.[0-9]{1,6})?)"
    r"\s*(?P<unit>亿元|万元|千元|元)"
)
_FALL = re.compile(r"减少|下降|降低|压减|缩减|减|降")
_RISE = re.compile(r"增加|增长|提高|上升|增")


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount in a text: where it stands, as printed, and in yuan (never negative)."""

    start: int
    end: int
    text: str
    amount: Decimal


def figures_in(text: str) -> Iterator[Figure]:
    """Every amount that carries a unit of money, in order; what no budget can be is no amount."""
    for match in AMOUNT.finditer(text):
        yuan = Decimal(match["number"].replace(",", "")) * YUAN_PER_UNIT[match["unit"]]
        if yuan <= LARGEST_AMOUNT:
            yield Figure(match.start(), match.end(), match.group(), yuan.quantize(Decimal("0.01")))


def sign_of(words: str) -> int:
    """-1 where the words before an amount speak of a decrease, 1 of an increase, 0 of neither; the last word counts."""
    ends = [(match.end(), sign) for pattern, sign in ((_FALL, -1), (_RISE, 1)) for match in pattern.finditer(words)]
    return max(ends)[1] if ends else 0
