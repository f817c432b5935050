"""Numbers of target values with their multiplier and unit: 5,000人, 1.5万人次, 十二期, 百分之八十, 万元/人."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from indicators.target_types import Quantity, Role
from indicators.target_words import (
    DENOMINATORS,
    MONEY_UNITS,
    MULTIPLIERS,
    NOT_AFTER_CHINESE_NUMERALS,
    UNITS,
    WORDS_LIKE_UNITS,
)


def any_of(words: Iterable[str]) -> str:
    """A pattern of ``words``, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


DIGIT = "[0-9０-９]"
_DIGITS = rf"(?:{DIGIT}{{1,3}}(?:,{DIGIT}{{3}})+(?!{DIGIT})|{DIGIT}+)(?:[.．]{DIGIT}+)?"
_SIGN = r"(?:(?<![\w%％‰)）])[-－−+＋])?"
_ONES = "[一二两三四五六七八九]"
_TENS = f"{_ONES}?十{_ONES}?"
_HUNDREDS = f"{_ONES}百(?:零{_ONES}|{_ONES}十{_ONES}?)?"
_NUMERAL_SIGN = "[零〇一二两三四五六七八九十百千]"
# Well-formed Chinese numerals up to 9999; 万 and 亿 behind them are multipliers as they are behind digits.
NUMERAL = (
    f"(?<!{_NUMERAL_SIGN})(?:{_ONES}千(?:零{_TENS}|零{_ONES}|{_HUNDREDS})?|{_HUNDREDS}|{_TENS}|{_ONES})"
    f"(?!{_NUMERAL_SIGN})"
)
NUMBER = re.compile(
    rf"(?P<whole>百分之?百)|(?P<percent>百分之\s*)?(?:(?P<digits>{_SIGN}{_DIGITS})|(?P<numeral>{NUMERAL}))"
)
_ABOVE = any_of({*UNITS, *MONEY_UNITS})
_BELOW = any_of({*UNITS, *MONEY_UNITS, *DENOMINATORS})
_UNIT = rf"(?:{_ABOVE})(?![A-Za-z0-9])(?:\s*(?:[/／]\s*每?|每)(?:{_BELOW})(?![A-Za-z0-9]))?"
_TAIL = re.compile(
    rf"\s*(?P<more>[余多])?"
    rf"(?:(?P<unit>{_UNIT})|(?P<multiplier>{any_of(MULTIPLIERS)})(?P<more2>[余多])?\s*(?P<unit2>{_UNIT})?)"
)
_CHINESE_RUN = re.compile(r"[㐀-䶿一-鿿]+")
_NAME_OF_A_MEASURE = re.compile(r"(?:率|性|数|比例|比重|占比|(?<![制年季维角])度)$")
_ONES_VALUES = {"一": 1, "二": 2, "两": 2} | {sign: value for value, sign in enumerate("三四五六七八九", 3)}
_TENS_VALUES = {"十": 10, "百": 100, "千": 1000}
_ASCII = str.maketrans("０１２３４５６７８９．－−＋／", "0123456789.--+/", ",")


class Amount(NamedTuple):
    """A number with what belongs to it; ``pieces`` are (role, start, end) in the text."""

    quantity: Quantity
    unit: str
    is_chinese: bool
    is_more: bool  # 100余人
    pieces: tuple[tuple[Role, int, int], ...]

    @property
    def end(self) -> int:
        return self.pieces[-1][2]


def amount_at(text: str, match: re.Match[str], end: int) -> Amount:
    """The number that :data:`NUMBER` found at ``match``, with multiplier and unit; nothing beyond ``end``."""
    number = (Role.NUMBER, match.start(), match.end())
    if match["whole"]:
        return Amount(Quantity(match["whole"], Decimal(100)), "%", False, False, (number,))
    is_chinese = bool(match["numeral"])
    written: str = match["numeral"] or match["digits"]
    value = _chinese_number(written) if is_chinese else Decimal(written.translate(_ASCII))
    tail = None if match["percent"] else _TAIL.match(text, match.end(), end)
    if tail is None:
        unit = "%" if match["percent"] else ""
        return Amount(Quantity(written, value), unit, is_chinese, False, (number,))
    group = "unit" if tail["unit"] else "unit2"
    has_unit = bool(tail[group]) and not _begins_words(text, *tail.span(group), end)
    if is_chinese and tail[group] in NOT_AFTER_CHINESE_NUMERALS:
        has_unit = False
    multiplier = tail["multiplier"] or ""
    pieces = [number]
    for role, name, counts in (
        (Role.OPERATOR, "more", has_unit or bool(multiplier)),
        (Role.MULTIPLIER, "multiplier", True),
        (Role.OPERATOR, "more2", has_unit),
        (Role.UNIT, group, has_unit),
    ):
        if counts and tail[name]:
            pieces.append((role, *tail.span(name)))
    unit = plain_unit(tail[group]) if has_unit else ""
    power = MULTIPLIERS.get(multiplier, 0) + MONEY_UNITS.get(unit.partition("/")[0], 0)
    is_more = any(role is Role.OPERATOR for role, _, _ in pieces)
    return Amount(Quantity(written, value, multiplier, power), unit, is_chinese, is_more, tuple(pieces))


def _chinese_number(numeral: str) -> Decimal:
    total, ones = 0, 0
    for sign in numeral:
        if sign in _TENS_VALUES:
            total += (ones or 1) * _TENS_VALUES[sign]
            ones = 0
        elif sign != "零":
            ones = _ONES_VALUES[sign]
    return Decimal(total + ones)


def plain_unit(written: str) -> str:
    """The unit in the spelling of the vocabulary: no blanks, ``/`` for 每, ``%`` for its variants."""
    plain = "".join(written.split()).translate(_ASCII).replace("/每", "/").replace("每", "/")
    return "%" if plain in ("％", "﹪", r"\%") else plain


def _begins_words(text: str, start: int, unit_end: int, end: int) -> bool:
    """Whether the unit at ``start`` is only the beginning of words (人员满意度, 次数)."""
    run = _CHINESE_RUN.match(text, start, end)
    if run is None or run.end() <= start + 1:
        return False
    if text[start:unit_end] in WORDS_LIKE_UNITS:
        return run.end() > unit_end
    if text[start : start + 2] in WORDS_LIKE_UNITS or text[start : start + 3] in WORDS_LIKE_UNITS:
        return True
    if unit_end > start + 1 or not _NAME_OF_A_MEASURE.search(run.group()):
        return False
    # In 10期培训覆盖率 100% the name belongs to the next figure.
    return run.end() == end or (text[run.end()].isspace() and not NUMBER.search(text, run.end(), end))
