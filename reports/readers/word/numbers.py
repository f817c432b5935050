"""Numbers that Word prints before the paragraphs of a list: ``一、``, ``（2）``, ``3.1``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_LEVEL: Final = re.compile(r"%([1-9])")
_DIGITS: Final = "〇一二三四五六七八九"
_ROMANS: Final = tuple(
    zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True)
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CHINESE: Final = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting taiwaneseCounting taiwaneseCountingThousand".split()
)
_MOST: Final = 10_000  # above it numbers are printed in digits


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its number, the text around it (``%1、``), the first number, what follows."""

    form: str
    text: str
    start: int = 1
    space: str = ""


class ListCounter:
    """How far the lists of a document have counted.

    ``levels`` are those of every list; lists of the same ``groups`` count on together.
    """

    def __init__(self, levels: Mapping[str, Mapping[int, Level]], groups: Mapping[str, str]) -> None:
        self._levels = levels
        self._groups = groups
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, identity: str, depth: int) -> str:
        """The number of the next paragraph of a list, counting it; empty where the list prints none."""
        levels = self._levels.get(identity, {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._groups[identity], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [deeper for deeper in counts if deeper > depth]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            shown = levels.get(int(match[1]) - 1)
            return printed(counts.get(int(match[1]) - 1, shown.start), shown.form) if shown else ""

        return _LEVEL.sub(number, level.text) + level.space


def printed(count: int, form: str) -> str:
    """A number in the form of that name (ST_NumberFormat, ECMA-376 part 1, 17.18.59)."""
    if form in _CHINESE and 0 < count < _MOST:
        return _chinese(count)
    if form == "ideographDigital":
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    if form == "ideographTraditional" and 0 < count <= len(_STEMS):
        return _STEMS[count - 1]
    if form == "ideographZodiac" and 0 < count <= len(_BRANCHES):
        return _BRANCHES[count - 1]
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < count <= 20:
        return chr(0x245F + count)
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
    if form in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters[:10] if form == "lowerLetter" else letters[:10].upper()
    if form in ("lowerRoman", "upperRoman") and 0 < count < _MOST:
        return _roman(count) if form == "lowerRoman" else _roman(count).upper()
    return f"{count:02}" if form == "decimalZero" else str(count)


def _chinese(count: int) -> str:
    """十二, 二十, 一百零三 (below ten thousand)."""
    text, has_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, count = divmod(count, unit)
        if digit:
            text += ("零" if has_gap and text else "") + _DIGITS[digit] + name
            has_gap = False
        else:
            has_gap = True
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMANS:
        text += letters * (count // worth)
        count %= worth
    return text
