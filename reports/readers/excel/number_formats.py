"""Numbers as a spreadsheet shows them: the display formats of ECMA-376 part 1, 18.8.30, as far as forms use them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    49: "@",
}
"""Formats that a workbook names by number alone; dates are not among them."""

_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|[_*].|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|([0#?][0#?,.]*|\.[0#?]+)|(%)|(.)', re.DOTALL
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_UNKNOWN = re.compile(r"General|[@/]|E[+-]", re.IGNORECASE)
_LONGEST = 255
_MOST_DIGITS = 15  # what a spreadsheet keeps of a number


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format: what stands before and behind the figure, and how the figure is written."""

    before: str
    figure: str
    after: str
    percents: int


def shown(value: Decimal, code: str) -> str:
    """The text of a number under a display format; formats beyond this module show it as it is."""
    is_usual = value.is_finite() and abs(value.adjusted()) <= _MOST_DIGITS
    sections = _sections(code) if is_usual and len(code) <= _LONGEST else ()
    if not sections:
        return general(value)
    which = 0
    if value < 0 and len(sections) > 1:
        value, which = -value, 1
    elif value == 0 and len(sections) > 2:
        which = 2
    section = sections[which]
    if not section.figure:
        return section.before
    figure = _figure(abs(value).scaleb(2 * section.percents), section.figure)
    is_negative = value < 0 and any(digit in figure for digit in "123456789")
    return f"{'-' if is_negative else ''}{section.before}{figure}{section.after}".strip()


def general(value: Decimal) -> str:
    """All digits and no more."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[_Section, ...]:
    """The parts for positive, negative and zero; nothing for formats that show a number as it is."""
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)
    if _UNKNOWN.search(bare) or not bare.strip():
        return ()
    parts = [match[0] for match in _SECTION.finditer(code)]
    return tuple(_section(part) for part in parts[::2][:3]) if ";" in code else (_section(code),)


def _section(code: str) -> _Section:
    before, figure, after, percents = "", "", "", 0
    for quoted, escaped, currency, digits, percent, other in _TOKEN.findall(code):
        if digits and not figure:
            figure = digits
            continue
        text = quoted or escaped or currency or digits or percent or other
        percents += bool(percent)
        before, after = (before, after + text) if figure else (before + text, after)
    return _Section(before, figure, after, percents)


def _figure(value: Decimal, figure: str) -> str:
    whole, _, fraction = figure.partition(".")
    scaled = len(whole) - len(whole.rstrip(","))
    value = value.scaleb(-3 * scaled)
    whole = whole.rstrip(",")
    rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    digits, _, places = format(rounded, "f").partition(".")
    least = fraction.count("0")
    while len(places) > least and places.endswith("0"):
        places = places[:-1]
    digits = digits.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        digits = f"{int(digits or 0):,}" if digits else ""
    return f"{digits}.{places}" if places or ("." in figure and least) else digits or "0"
