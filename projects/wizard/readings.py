"""How typed text was understood, shown beside it: yuan for an amount, the parts of a target value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from indicators.target import DisplayRole, parse_target
from projects.catalog import Field, Kind
from projects.money import Places, format_amount
from projects.values import BadValue, Shown, parse

TARGET = "target"


@dataclass(frozen=True, slots=True)
class ChipPart:
    """One compartment of a chip; ``style`` is its CSS class."""

    style: str
    text: str


Chips = tuple[tuple[ChipPart, ...], ...]

_STYLES = {
    DisplayRole.LABEL: "operator",
    DisplayRole.NAME: "word",
    DisplayRole.OPERATOR: "operator",
    DisplayRole.NUMBER: "number",
    DisplayRole.UNIT: "unit",
    DisplayRole.WORDS: "word",
}


def target_chips(text: str) -> Chips:
    """One chip for each thing the target says; none for a blank."""
    return tuple(
        tuple(ChipPart(_STYLES[part.role], part.text) for part in parts) for parts in parse_target(text).display_parts()
    )


def amount_in_yuan(field: Field, text: str, shown: Shown) -> str:
    """``200,000.00 元`` for 20 typed into a cell of 万元; "" for anything but an amount."""
    if field.kind is not Kind.MONEY:
        return ""
    try:
        yuan: Decimal | None = parse(field, text, shown)
    except BadValue:
        return ""
    return "" if yuan is None else f"{format_amount(yuan, '元', Places.FIXED, grouped=True)} 元"
