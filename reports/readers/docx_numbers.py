"""Numbers that Word prints before the paragraphs of a list: ``一、``, ``（2）``, ``3.1``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from reports.readers.docx_names import child, children, number, value

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
class _Level:
    form: str
    text: str
    start: int
    space: str


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        abstract = {value(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}  # lists of one abstract list count together
        for one in children(numbering, "num"):
            identity, base = value(one, "numId") or "", value(child(one, "abstractNumId")) or ""
            self._levels[identity] = _levels(abstract.get(base), one)
            self._lists[identity] = identity if child(one, "lvlOverride", "startOverride") is not None else base
        self._by_style: Mapping[str, Element] = {
            value(style, "styleId") or "": found
            for style in children(styles, "style")
            if (found := child(style, "pPr", "numPr")) is not None
        }
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, paragraph: Element) -> str:
        """The number of this paragraph, counting it; empty where it is in no list."""
        properties = child(paragraph, "pPr")
        place = child(properties, "numPr")
        if place is None:
            place = self._by_style.get(value(child(properties, "pStyle")) or "")
        identity, depth = value(child(place, "numId")) or "", number(child(place, "ilvl"), 0)
        levels = self._levels.get(identity, {})
        level = levels.get(depth)
        if level is None or level.form in ("bullet", "none"):
            return ""
        counts = self._counts.setdefault(self._lists[identity], {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [deeper for deeper in counts if deeper > depth]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = levels.get(at)
            return _printed(counts.get(at, shown.start), shown.form) if shown else ""

        return _LEVEL.sub(printed, level.text) + level.space


def _levels(abstract: Element | None, instance: Element) -> dict[int, _Level]:
    overrides = {number(one, 0, "ilvl"): one for one in children(instance, "lvlOverride")}
    found = {number(one, 0, "ilvl"): one for one in children(abstract, "lvl")}
    found |= {depth: own for depth, one in overrides.items() if (own := child(one, "lvl")) is not None}
    return {
        depth: _Level(
            form=value(child(one, "numFmt")) or "decimal",
            text=value(child(one, "lvlText")) or "",
            start=number(child(overrides.get(depth), "startOverride"), number(child(one, "start"), 1)),
            space=" " if value(child(one, "suff")) == "space" else "",
        )
        for depth, one in found.items()
    }


def _printed(count: int, form: str) -> str:
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
