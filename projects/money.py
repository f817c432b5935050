"""The one place where yuan become another unit, a printed figure, or are read from text.

Amounts are ``Decimal`` yuan with at most two places everywhere else in the product.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum

YUAN_PER_UNIT: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1_000),
    "万元": Decimal(10_000),
    "亿元": Decimal(100_000_000),
}
LARGEST_AMOUNT = Decimal("9999999999999.99")  # what the database column holds, in yuan

_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(?![\d,])")
_AMOUNT = re.compile(r"(?P<figure>-?(\d+(\.\d*)?|\.\d+))\s*(?P<unit>[元千万亿]*)")


class Places(StrEnum):
    """How many decimals a layout prints."""

    TRIM = "trim"  # 20, 44.88, 1.2
    FIXED = "fixed"  # 20.00, 44.88, 1.20
    FIXED_BUT_ZERO = "fixed-but-zero"  # 20.00, 1.20, but 0


class BadAmount(ValueError):
    """Text that is no amount; the message is Chinese and says the remedy."""


def to_unit(yuan: Decimal, unit: str) -> Decimal:
    """``yuan`` in ``unit``, exact, without trailing zeros (200000 元 is 20 万元)."""
    figure = yuan / YUAN_PER_UNIT[unit]
    return figure.quantize(Decimal(1)) if figure == figure.to_integral() else figure.normalize()


def shown_places(yuan: Decimal, unit: str, places: Places) -> int:
    """How many decimals the printed figure has; never fewer than it needs to be exact."""
    exponent = to_unit(yuan, unit).as_tuple().exponent
    needed = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if places is Places.TRIM or (places is Places.FIXED_BUT_ZERO and not yuan):
        return needed
    return max(needed, 2)


def format_amount(yuan: Decimal | None, unit: str, places: Places, *, grouped: bool = False) -> str:
    """The printed figure in ``unit``; a blank stays blank."""
    if yuan is None:
        return ""
    decimals = shown_places(yuan, unit, places)
    return format(to_unit(yuan, unit), f"{',' if grouped else ''}.{decimals}f")


def parse_amount(text: str, unit: str) -> Decimal | None:
    """Read what a person typed into a cell of ``unit``; the result is in yuan.

    Full-width digits, thousands separators and a unit of its own (``20万元``) are understood.
    Raises :class:`BadAmount`.
    """
    plain = unicodedata.normalize("NFKC", text).replace("¥", "").strip()
    if not plain:
        return None
    if "," in plain and not _GROUPED.match(plain):
        raise BadAmount(f"“{text}”的逗号不在千位上，请去掉逗号再填")
    match = _AMOUNT.fullmatch(plain.replace(",", ""))
    if not match:
        raise BadAmount(f"“{text}”不是金额，请只填数字，例如 20 或 44.88（单位：{unit}）")
    own_unit = match["unit"] if not match["unit"] or match["unit"].endswith("元") else match["unit"] + "元"
    if own_unit and own_unit not in YUAN_PER_UNIT:
        raise BadAmount(f"“{text}”的单位看不懂，请按{unit}填数字")
    yuan = Decimal(match["figure"]) * YUAN_PER_UNIT[own_unit or unit]
    if abs(yuan) > LARGEST_AMOUNT:
        raise BadAmount(f"“{text}”太大，请核对单位是不是{unit}")
    if yuan != yuan.quantize(Decimal("0.01")):
        raise BadAmount(f"“{text}”不足一分，金额最多精确到分，请改为整分")
    return yuan.quantize(Decimal("0.01")) or Decimal("0.00")  # -0 is 0
