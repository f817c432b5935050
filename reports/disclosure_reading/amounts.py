"""Amounts in the cells of a disclosure's tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from projects.money import BadAmount, parse_amount
from reports.readers.source import SourceCell

_UNIT = re.compile(r"单位\s*[:：]?\s*(?:人民币)?\s*(?P<unit>亿元|万元|千元|元)")
_UNIT_OF_COLUMN = re.compile(r"[（(](?P<unit>亿元|万元|千元|元)[)）]\s*$")
DEFAULT_UNIT = "万元"


def unit_in(texts: Iterable[str]) -> str:
    """The unit of money that a table says it prints, above it or at the end of a heading."""
    texts = list(texts)
    for pattern in (_UNIT, _UNIT_OF_COLUMN):
        for text in texts:
            match = pattern.search(text)
            if match:
                return match["unit"]
    return DEFAULT_UNIT


def amount_of(cell: SourceCell | None, unit: str) -> Decimal | None:
    """The amount of a cell in yuan. Raises :class:`~projects.money.BadAmount`."""
    if cell is None:
        return None
    if isinstance(cell.value, Decimal):
        return parse_amount(format(cell.value, "f"), unit)
    text = cell.text.strip()
    return None if text in ("-", "—", "－", "/", "——") else parse_amount(text, unit)


__all__ = ["DEFAULT_UNIT", "BadAmount", "amount_of", "unit_in"]
