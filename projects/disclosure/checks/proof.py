"""A sum that a disclosure claims, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from projects.money import Places, format_amount

LAST_PLACE = Decimal(100)
"""One unit of the last place that 万元 with two decimals prints: a gap so small may come of rounding."""


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a sum; ``field`` is where it stands (a path, or ``forms[2].amounts.current_year``)."""

    label: str
    field: str
    amount: Decimal


class Coverage(StrEnum):
    """What the terms of a sum are meant to be."""

    WHOLE = "whole"  # all there is: any gap is wrong
    MAIN = "main"  # all that matters (主要是…): a gap asks for an explanation
    ELSEWHERE = "elsewhere"  # partly in another paper, which may have been adjusted: a gap asks for an explanation
    SOME = "some"  # examples (其中…元用于…): they only must not be more than the sum


@dataclass(frozen=True, slots=True)
class Proof:
    """``claimed`` at ``field`` against the ``terms`` it should be the sum of; all in yuan."""

    field: str
    title: str
    claimed: Decimal
    terms: tuple[Term, ...]
    coverage: Coverage = Coverage.WHOLE

    @property
    def total(self) -> Decimal:
        """What the terms add up to."""
        return sum((term.amount for term in self.terms), Decimal("0.00"))

    @property
    def gap(self) -> Decimal:
        """What the terms lack; negative where they are more than is claimed."""
        return self.claimed - self.total

    @property
    def holds(self) -> bool:
        return not self.gap

    @property
    def is_rounding(self) -> bool:
        """Whether the gap is no more than the last printed place."""
        return not self.holds and abs(self.gap) <= LAST_PLACE

    def spelled(self, unit: str) -> str:
        """``5.00 + 14.40 = 19.40``; where it does not add up also what is claimed and the gap."""
        terms = " + ".join(_signed(shown(term.amount, unit)) for term in self.terms)
        sum_of_terms = f"{terms} = {shown(self.total, unit)}（{unit}）"
        if self.holds:
            return sum_of_terms
        return f"{sum_of_terms}，写的是 {shown(self.claimed, unit)}，相差 {shown(abs(self.gap), unit)}"

    def to_json(self) -> dict[str, object]:
        """For programs; amounts are texts in yuan with two places."""
        return {
            "field": self.field,
            "title": self.title,
            "claimed": format(self.claimed, ".2f"),
            "terms": [
                {"label": term.label, "field": term.field, "amount": format(term.amount, ".2f")} for term in self.terms
            ],
            "total": format(self.total, ".2f"),
            "holds": self.holds,
        }


def shown(amount: Decimal, unit: str) -> str:
    """An amount in the printed unit, two places."""
    return format_amount(amount, unit, Places.FIXED)


def _signed(figure: str) -> str:
    return f"({figure})" if figure.startswith("-") else figure
