"""Sums and products of a text that make up the budget: 49个社区 × 20万元, 每月2000元 × 17人 × 12, 490万元 + 490万元."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from projects.review.quantities import Family, Stated, quantities
from projects.review.wording import number, yuan

_MOST_PARTS = 14  # of a sum that is tried part by part
_MOST_RATES = 4
_FACTORS = (Decimal(1), Decimal(12), Decimal(4), Decimal(2))
_PRODUCT = re.compile(
    r"(?:[0-9][0-9,.]*\s*[万千百亿]?[^\s0-9×*xX+＋=＝，。；]{0,8}\s*[×*xX]\s*)+[0-9][0-9,.]*\s*[万千百亿]?[^\s0-9×*xX+＋=＝，。；]{0,8}"
)
_SCALES = {"万": Decimal(10_000), "千": Decimal(1000), "百": Decimal(100), "亿": Decimal(100_000_000)}
_FACTOR = re.compile(r"(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<scale>[万千百亿]?)(?P<unit>[^0-9×*xX]*)")
_PERIODS = {"月": Decimal(12), "季": Decimal(4), "半年": Decimal(2)}


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a sum in yuan, and how it came about."""

    value: Decimal
    shown: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """``terms`` add up to ``total``, in yuan."""

    total: Decimal
    terms: tuple[Term, ...]

    @property
    def shown(self) -> str:
        """``490万元 + 490万元 = 9,800,000元``."""
        return f"{' + '.join(term.shown for term in self.terms)} = {yuan(self.total)}"


def calculation_of(
    total: Decimal, texts: Iterable[str], counts: Iterable[Stated] = (), *, within: Decimal
) -> Calculation | None:
    """How the figures of the texts make ``total``; ``None`` when no way is found.

    ``counts`` are quantities that stand elsewhere in the form, such as targets. ``within`` is the tolerance in yuan.
    """
    stated = [each for text in texts for each in quantities(text)]
    money = _once(each for each in stated if each.family is Family.MONEY and each.value > 0)
    wholes = [Term(each.value, each.written) for each in money if not _is_rate(each)]
    all_counts = _once(
        each
        for each in [*stated, *counts]
        if each.family in (Family.PEOPLE, Family.THINGS, Family.EVENTS) and each.value > 1
    )
    products = [*_written_products(texts), *_products(money, all_counts)]
    for ways in (
        _single(wholes),
        _single(products),
        _sums(wholes),
        _sums([*wholes[:8], *products[:6]]),
        _repeated(stated),
    ):
        for terms in ways:
            value = sum((term.value for term in terms), Decimal(0))
            if abs(value - total) <= within:
                return Calculation(value, tuple(terms))
    return None


def _is_rate(stated: Stated) -> bool:
    return bool(stated.each) or "/" in stated.unit or stated.after.startswith(("标准", "的标准", "/"))


def _once(stated: Iterable[Stated]) -> list[Stated]:
    """Each figure once: texts tell the same amounts again."""
    return list({(each.value, each.unit, each.each): each for each in stated}.values())


def _single(terms: list[Term]) -> Iterator[list[Term]]:
    for term in terms:
        yield [term]


def _sums(terms: list[Term]) -> Iterator[list[Term]]:
    """Every sum of two or more of the terms; of very many only the sum of all."""
    if len(terms) > _MOST_PARTS:
        yield terms
        return
    for size in range(2, min(len(terms), 6) + 1):
        for chosen in combinations(terms, size):
            yield list(chosen)
    if len(terms) > 6:
        yield terms


def _repeated(stated: list[Stated]) -> Iterator[list[Term]]:
    """The whole amounts with their repetitions: 490万元 in February and 490万元 in July."""
    money = [each for each in stated if each.family is Family.MONEY and not _is_rate(each)]
    for value in {each.value for each in money}:
        same = [each for each in money if each.value == value]
        if len(same) > 1:
            yield [Term(each.value, each.written) for each in same]
    if 1 < len(money) <= _MOST_PARTS:
        yield [Term(each.value, each.written) for each in money]


def _products(money: list[Stated], counts: list[Stated]) -> list[Term]:
    """Rates times a count times the periods of a year (每月2000元 × 17人 × 12)."""
    terms = []
    for rate in money[: 2 * _MOST_RATES]:
        own = next((factor for word, factor in _PERIODS.items() if word in rate.each or word in rate.unit), Decimal(1))
        for count in counts[:8]:
            for factor in {own, Decimal(1)} if _is_rate(rate) else (Decimal(1),):
                shown = f"{rate.each}{rate.written} × {number(count.value)}{count.unit}"
                shown += f" × {number(factor)}" if factor != 1 else ""
                terms.append(Term(rate.value * count.value * factor, shown))
        if own != 1:
            terms.append(Term(rate.value * own, f"{rate.each}{rate.written} × {number(own)}"))
    return terms


def _written_products(texts: Iterable[str]) -> Iterator[Term]:
    """Products that the text writes out: 17人×2000元×12个月."""
    for text in texts:
        for match in _PRODUCT.finditer(text):
            value = Decimal(1)
            for factor in _FACTOR.finditer(match.group()):
                scale = _SCALES.get(factor["scale"], Decimal(1))
                if not factor["scale"] and factor["unit"].strip().startswith("万元"):
                    scale = _SCALES["万"]
                value *= Decimal(factor["digits"].replace(",", "")) * scale
            yield Term(value, match.group().strip())
