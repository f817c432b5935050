"""The ranges of values that a grade standard gives to 优, 良, 中 and 差."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.document import Standard, Threshold

GRADES = "优良中差"

_N = r"[0-9]{1,9}(?:\.[0-9]{1,6})?"
_UNIT = r"(?:%|％|分|[一-鿿]{0,2}?)"
_MARK = r"(?:[（(]\s*(?P<{0}>不含|不包含|含|包含|包括)[^）)]{{0,6}}[）)])?"
_CLAUSE = re.compile(r"[；;，,。\n]|(?<=[优良中差])\s+(?=[0-9])")
_GRADE = re.compile(r"(?:评?为|是|得|:|：|—|-|→|\s)?\s*[“\"]?(?P<grade>[优良中差])(?:秀|好|等|级)?[”\"]?\s*$")
_GRADE_FIRST = re.compile(
    r"^\s*[“\"]?(?P<grade>[优良中差])(?:秀|好|等|级)?[”\"]?\s*(?:为|是|[:：（(]|(?=[0-9≥≤<>＜＞]))"
)
_RANGE = re.compile(
    rf"(?P<open>[\[［(（])?\s*(?P<low>{_N})\s*{_UNIT}\s*{_MARK.format('low_mark')}\s*[-—–~～至到]+\s*"
    rf"(?P<high>{_N})\s*{_UNIT}\s*{_MARK.format('high_mark')}\s*(?P<close>[\]］)）])?"
)
_CHAIN = re.compile(
    rf"(?P<low>{_N})\s*{_UNIT}\s*(?P<above>≤|<=|＜|<)\s*[^0-9<≤＜]{{0,8}}?\s*(?P<below>≤|<=|＜|<)\s*(?P<high>{_N})"
)
_LOW_ENDS = (
    (re.compile(rf"(?:≥|>=|大于等于|不低于|不少于|达到)\s*(?P<a>{_N})"), True),
    (re.compile(rf"(?:>|＞|(?<!不)大于|高于|超过|多于)\s*(?P<a>{_N})"), False),
)
_HIGH_ENDS = (
    (re.compile(rf"(?:≤|<=|小于等于|不高于|不超过|不多于)\s*(?P<a>{_N})"), True),
    (re.compile(rf"(?:<|＜|(?<!不)小于|(?<!不)低于|不足|(?<!不)少于|未达到?)\s*(?P<a>{_N})"), False),
)
_UPWARDS = re.compile(rf"(?P<a>{_N})\s*{_UNIT}\s*{_MARK.format('mark')}\s*(?:及|或)?以上\s*{_MARK.format('after')}")
_DOWNWARDS = re.compile(rf"(?P<a>{_N})\s*{_UNIT}\s*{_MARK.format('mark')}\s*(?:及|或)?以下\s*{_MARK.format('after')}")
_INTERVAL_COMMA = re.compile(rf"(?<=[0-9%％])\s*[,，]\s*(?={_N}\s*[%％]?\s*[\]］)）])")
_ANY_NUMBER = re.compile(_N)
_IN_BRACKETS = re.compile(r"[（(]\s*(?P<mark>不含|不包含|含|包含|包括)")


@dataclass(frozen=True, slots=True)
class Range:
    """Values from ``low`` to ``high``; ``None`` is an open end."""

    grade: str
    low: Decimal | None
    high: Decimal | None
    has_low: bool = True
    has_high: bool = True

    def __str__(self) -> str:
        if self.low is not None and self.low == self.high:
            return f"{self.grade}：{_plain(self.low)}"
        low = "" if self.low is None else f"{'≥' if self.has_low else '>'}{_plain(self.low)}"
        high = "" if self.high is None else f"{'≤' if self.has_high else '<'}{_plain(self.high)}"
        return f"{self.grade}：{' 且 '.join(end for end in (low, high) if end)}"


def ranges_of(standard: Standard) -> list[Range]:
    """By the words of the standard; where they say too little by its thresholds."""
    stated = stated_ranges(standard.text or "")
    if len(stated) >= 2:
        return stated
    return [_of_threshold(threshold) for threshold in standard.thresholds if threshold.grade]


def stated_ranges(text: str) -> list[Range]:
    """The ranges that a sentence gives to the grades.

    以上 and 以下 include their number, as the law has it. Where only included ends are marked (含), the others are
    not included; where only excluded ends are (不含), the others are.
    """
    marks = {match["mark"].startswith("不") for match in _IN_BRACKETS.finditer(text)}
    includes_unmarked = marks != {False}
    ranges = []
    for clause in _CLAUSE.split(_INTERVAL_COMMA.sub("-", text)):
        grade = _GRADE.search(clause) or _GRADE_FIRST.search(clause)
        found = _range(clause, grade["grade"], includes_unmarked=includes_unmarked) if grade else None
        if found:
            ranges.append(found)
    return ranges


def _of_threshold(threshold: Threshold) -> Range:
    is_single = threshold.min is not None and threshold.min == threshold.max
    return Range(threshold.grade or "", threshold.min, threshold.max, has_high=is_single)


def _range(clause: str, grade: str, *, includes_unmarked: bool) -> Range | None:
    between = _RANGE.search(clause)
    if between:
        has_low, has_high = (_includes(between[mark], includes_unmarked) for mark in ("low_mark", "high_mark"))
        if between["open"] and between["close"]:  # the brackets of mathematics
            has_low, has_high = between["open"] in "[［", between["close"] in "]］"
        return Range(grade, Decimal(between["low"]), Decimal(between["high"]), has_low, has_high)
    chain = _CHAIN.search(clause)
    if chain:
        has_low, has_high = chain["above"] in ("≤", "<="), chain["below"] in ("≤", "<=")
        return Range(grade, Decimal(chain["low"]), Decimal(chain["high"]), has_low, has_high)
    low, has_low = _end(clause, _UPWARDS, _LOW_ENDS, includes_unmarked=includes_unmarked)
    high, has_high = _end(clause, _DOWNWARDS, _HIGH_ENDS, includes_unmarked=includes_unmarked)
    if low is not None or high is not None:
        return Range(grade, low, high, has_low, has_high)
    numbers = _ANY_NUMBER.findall(clause)
    return Range(grade, Decimal(numbers[0]), Decimal(numbers[0])) if len(numbers) == 1 else None


def _end(
    clause: str, worded: re.Pattern[str], signs: tuple[tuple[re.Pattern[str], bool], ...], *, includes_unmarked: bool
) -> tuple[Decimal | None, bool]:
    """One end of an open range, and whether it belongs to it."""
    match = worded.search(clause)
    if match:
        return Decimal(match["a"]), _includes(match["mark"] or match["after"], includes_unmarked)
    for pattern, is_included in signs:
        match = pattern.search(clause)
        if match:
            return Decimal(match["a"]), is_included
    return None, True


def _includes(mark: str | None, unmarked: bool) -> bool:
    return not mark.startswith("不") if mark else unmarked


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
