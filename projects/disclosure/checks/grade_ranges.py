"""The ranges of values that a grade standard gives to 优, 良, 中 and 差."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.document import Standard, Threshold

GRADES = "优良中差"

_N = r"[0-9]+(?:\.[0-9]+)?"
_UNIT = r"(?:%|％|[一-鿿]{0,2}?)"
_MARK = r"(?:[（(]\s*(?P<{0}>不含|不包含|含|包含|包括)[^）)]{{0,6}}[）)])?"
_CLAUSE = re.compile(r"[；;，,。\n]")
_GRADE = re.compile(r"(?:评?为|是|得|:|：|—|-|→|\s)?\s*[“\"]?(?P<grade>[优良中差])(?:秀|好|等|级)?[”\"]?\s*$")
_GRADE_FIRST = re.compile(r"^\s*[“\"]?(?P<grade>[优良中差])(?:秀|好|等|级)?[”\"]?\s*(?:为|是|[:：（(])")
_RANGE = re.compile(
    rf"(?P<open>[\[［(（])?\s*(?P<low>{_N})\s*{_UNIT}\s*{_MARK.format('low_mark')}\s*[-—–~～至到,，]+\s*"
    rf"(?P<high>{_N})\s*{_UNIT}\s*{_MARK.format('high_mark')}\s*(?P<close>[\]］)）])?"
)
_AT_LEAST = re.compile(
    rf"(?:≥|>=|大于等于|不低于|不少于|达到)\s*(?P<a>{_N})|(?P<b>{_N})\s*{_UNIT}\s*{_MARK.format('mark')}\s*(?:及|或)?以上"
)
_ABOVE = re.compile(rf"(?:>|＞|大于|高于|超过|多于)\s*(?P<a>{_N})")
_AT_MOST = re.compile(
    rf"(?:≤|<=|小于等于|不高于|不超过|不多于)\s*(?P<a>{_N})|(?P<b>{_N})\s*{_UNIT}\s*{_MARK.format('mark')}\s*(?:及|或)?以下"
)
_BELOW = re.compile(rf"(?:<|＜|小于|低于|不足|少于|未达到?)\s*(?P<a>{_N})")
_SINGLE = re.compile(rf"(?P<a>{_N})\s*(?:%|％|[一-鿿]{{1,2}}?)?(?:的)?\s*(?:评?为|是|得|:|：)")


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
    """By the words of the standard (以上 and 以下 include their number, as the law has it); else by its thresholds."""
    stated = list(_stated(standard.text)) if standard.text else []
    if len(stated) >= 2:
        return stated
    return [_of_threshold(threshold) for threshold in standard.thresholds if threshold.grade]


def _of_threshold(threshold: Threshold) -> Range:
    is_single = threshold.min is not None and threshold.min == threshold.max
    return Range(threshold.grade or "", threshold.min, threshold.max, has_high=is_single)


def _stated(text: str) -> Iterator[Range]:
    # Where one end is said to be included, the ends of which nothing is said are not.
    is_marked = bool(re.search(r"[（(]\s*(?:含|包含|包括|不含|不包含)", text))
    for clause in _CLAUSE.split(text):
        grade = _GRADE.search(clause) or _GRADE_FIRST.search(clause)
        found = _range(clause, grade["grade"], is_marked=is_marked) if grade else None
        if found:
            yield found


def _range(clause: str, grade: str, *, is_marked: bool) -> Range | None:
    between = _RANGE.search(clause)
    if between:
        has_low = _includes(between["low_mark"], between["open"] in ("[", "［"), is_marked=is_marked)
        has_high = _includes(between["high_mark"], between["close"] in ("]", "］"), is_marked=is_marked)
        if between["open"] in ("[", "［", "(", "（") and between["close"] in ("]", "］", ")", "）"):
            has_low, has_high = between["open"] in "[［", between["close"] in "]］"
        return Range(grade, Decimal(between["low"]), Decimal(between["high"]), has_low, has_high)
    for pattern, is_low, includes in (
        (_AT_LEAST, True, True),
        (_AT_MOST, False, True),
        (_ABOVE, True, False),
        (_BELOW, False, False),
    ):
        match = pattern.search(clause)
        if match:
            groups = match.groupdict()
            number = Decimal(groups.get("a") or groups["b"])
            has_end = _includes(groups["mark"], False, is_marked=is_marked) if groups.get("b") else includes
            if is_low:
                return Range(grade, number, None, has_low=has_end)
            return Range(grade, None, number, has_high=has_end)
    single = _SINGLE.search(clause)
    return Range(grade, Decimal(single["a"]), Decimal(single["a"])) if single else None


def _includes(mark: str | None, is_bracketed: bool, *, is_marked: bool) -> bool:
    if mark:
        return not mark.startswith("不")
    return is_bracketed or not is_marked


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
