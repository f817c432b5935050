"""``grade-gap``: the ranges of 优, 良, 中 and 差 overlap or leave gaps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from projects.disclosure.checks.grade_ranges import GRADES, Range, ranges_of
from projects.disclosure.document import DisclosureDocument, Standard
from projects.review.finding import Criterion, Finding, Severity

RULE = "grade-gap"

_PERCENT = ("%", "％")


def check_grades(document: DisclosureDocument) -> Iterator[Finding]:
    """Every standard of every section."""
    for number, section in enumerate(document.performance.sections):
        for index, standard in enumerate(section.standards):
            ranges = ranges_of(standard)
            if len(ranges) < 2:
                continue
            flaws = list(_flaws(ranges, standard))
            if flaws:
                yield Finding(
                    RULE,
                    max((severity for _, severity in flaws), key=[Severity.HINT, Severity.WARNING].index),
                    f"performance.sections[{number}].standards[{index}]",
                    "优、良、中、差的分档有问题：" + "；".join(message for message, _ in flaws) + "。",
                    _suggestion(ranges, standard),
                    "；".join(map(str, ranges)),
                    Criterion.FEASIBILITY,
                )


def _flaws(ranges: list[Range], standard: Standard) -> Iterator[tuple[str, Severity]]:
    """What is wrong, best grade first."""
    unit = standard.unit or ""
    is_percent = unit in _PERCENT or any(sign in (standard.text or "") for sign in _PERCENT)
    unit = "%" if is_percent else unit
    in_order = sorted(ranges, key=lambda found: GRADES.index(found.grade))
    for better, worse in pairwise(in_order):
        if better.grade == worse.grade:
            continue
        low, high = better.low, worse.high
        if low is None or high is None or (worse.low is not None and worse.low > low):
            yield f"“{better.grade}”不高于“{worse.grade}”", Severity.WARNING
        elif high > low:
            yield f"{low:f}{unit} 到 {high:f}{unit} 同时属于“{better.grade}”和“{worse.grade}”", Severity.WARNING
        elif high == low and better.has_low and worse.has_high:
            yield f"{low:f}{unit} 同时属于“{better.grade}”和“{worse.grade}”", Severity.WARNING
        elif high == low and not better.has_low and not worse.has_high:
            yield f"{low:f}{unit} 不属于任何一档", Severity.WARNING
        elif high < low:
            yield from _gap(better, worse, unit, is_percent=is_percent)
    lowest = in_order[-1].low
    if is_percent and lowest:
        yield f"低于 {lowest:f}{unit} 不属于任何一档", Severity.WARNING


def _gap(better: Range, worse: Range, unit: str, *, is_percent: bool) -> Iterator[tuple[str, Severity]]:
    low, high = worse.high, better.low
    assert low is not None
    assert high is not None
    whole = low == low.to_integral() and high == high.to_integral()
    if is_percent or not whole:
        # 80%-89% below 90% is meant for whole percentages only.
        severity = Severity.HINT if high - low <= 1 else Severity.WARNING
        yield f"{low:f}{unit} 到 {high:f}{unit} 之间不属于任何一档", severity
        return
    first = low + 1 if worse.has_high else low
    last = high - 1 if better.has_low else high
    if first <= last:
        missing = f"{first:f}" if first == last else f"{first:f} 到 {last:f}"
        yield f"{missing}{unit} 不属于任何一档", Severity.WARNING


def _suggestion(ranges: list[Range], standard: Standard) -> str:
    """The same limits without gap or overlap."""
    unit = standard.unit or ("%" if "%" in (standard.text or "") else "")
    lows = [found.low for found in sorted(ranges, key=lambda found: GRADES.index(found.grade)) if found.low is not None]
    grades = sorted({found.grade for found in ranges}, key=GRADES.index)
    limits = sorted(set(lows), reverse=True)[: len(grades) - 1]
    if len(limits) < len(grades) - 1:
        return "请让相邻两档首尾相接：上一档含下限，下一档不含上限。"
    texts = [f"{_plain(limits[0])}{unit}（含）以上为{grades[0]}"]
    for grade, (high, low) in zip(grades[1:], pairwise(limits), strict=False):
        texts.append(f"{_plain(low)}{unit}（含）-{_plain(high)}{unit}（不含）为{grade}")
    texts.append(f"{_plain(limits[-1])}{unit}以下（不含）为{grades[-1]}")
    return f"可以写成：{'；'.join(texts)}。"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")
