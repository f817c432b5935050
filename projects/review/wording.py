"""How findings write figures and lists."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from projects.document import plain_number
from projects.layouts.model import Layout
from projects.money import Places, format_amount


def number(value: Decimal) -> str:
    """``10000``, ``53.1``: no trailing zeros."""
    return plain_number(value)


def money(layout: Layout, yuan: Decimal) -> str:
    """An amount in the unit that the layout prints: ``53.1万元``."""
    return format_amount(yuan, layout.money_unit, Places.TRIM, grouped=True) + layout.money_unit


def yuan(amount: Decimal) -> str:
    """An amount in yuan: ``530,000元``."""
    return f"{format(amount.normalize() if amount == amount.to_integral() else amount, ',f')}元"


def listed(words: Iterable[str], most: int = 6) -> str:
    """``甲、乙、丙等8项``."""
    all_words = list(dict.fromkeys(words))
    tail = f"等{len(all_words)}项" if len(all_words) > most else ""
    return "、".join(all_words[:most]) + tail
