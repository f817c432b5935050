"""The form of a whole department: its duties, their goals and what earns 优, 良, 中 and 差."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from projects.review.finding import Criterion, Severity
from projects.review.names import Measures, measured_by
from projects.review.rule import Abstention, Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import items, plain, quoted
from projects.review.wording import listed, number

_SHOWN = 20  # characters of an indicator in a message
_PARAGRAPH = 16  # characters of a paragraph that does not return by chance
_BOUNDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _Span:
    """What earns one grade: from ``low`` to ``high``, each with or without the figure itself."""

    low: Decimal | None
    high: Decimal | None
    has_low: bool
    has_high: bool
    text: str


def check_grades(subject: Subject, _: Thresholds) -> Verdicts:
    """优, 良, 中 and 差 of a department's indicators that overlap or leave gaps."""
    for index, duty in enumerate(subject.document.duties):
        texts = (duty.excellent, duty.good, duty.fair, duty.poor)
        spans = [span for text in texts if text and (span := _span(text))]
        if len(spans) < 2 or len(spans) < sum(bool(text) for text in texts):
            continue
        for (upper, lower), member in zip(pairwise(spans), ("good", "fair", "poor"), strict=False):
            fault = _fault(upper, lower)
            if fault:
                yield Flaw(
                    f"duties[{index}].{member}",
                    f"指标{quoted(duty.indicator, _SHOWN)}的“{upper.text}”与“{lower.text}”{fault}",
                    "各档应首尾相接，例如优≥90%、良80%（含）—90%、中60%（含）—80%、差＜60%",
                    "；".join(span.text for span in spans),
                )
                break


def _span(text: str) -> _Span | None:
    found = [Decimal(figure) for figure in _BOUNDS.findall(text)]
    if len(found) == 2:
        low, high = sorted(found)
        has_high = bool(re.search(rf"{high.normalize():f}\s*%?\s*[（(]含", text))
        open_high = bool(re.search(r"[<＜]\s*" + re.escape(f"{high.normalize():f}"), text))
        return _Span(low, high, True, has_high or not ("含" in text or open_high), text)
    if len(found) != 1:
        return None
    if re.search(r"≥|>=|以上|不少于|不低于|及以上|>|＞|大于|超过|高于", text):
        return _Span(found[0], None, not re.search(r"[>＞](?![=＝])|大于(?!等于)|超过|高于", text), False, text)
    if re.search(r"≤|<=|以下|以内|<|＜|小于|低于|不足|少于", text):
        return _Span(
            None, found[0], False, not re.search(r"[<＜](?![=＝])|(?<!不)小于(?!等于)|不足|低于|少于", text), text
        )
    return _Span(found[0], found[0], True, True, text)


def _fault(upper: _Span, lower: _Span) -> str:
    if upper.low is None or lower.high is None:
        return ""
    if lower.high > upper.low:
        return "有重叠"
    if lower.high == upper.low:
        if lower.has_high and upper.has_low:
            return f"都含{number(upper.low)}，有重叠"
        return "" if lower.has_high or upper.has_low else f"都不含{number(upper.low)}，有空档"
    is_next_count = upper.low - lower.high == 1 and upper.low == upper.low.to_integral() and "%" not in upper.text
    return "" if is_next_count else f"之间有空档（{number(lower.high)}到{number(upper.low)}）"


def check_paragraphs(subject: Subject, _: Thresholds) -> Verdicts:
    """A paragraph that returns in the duties or measures of a department."""
    document = subject.document
    if not document.duties and not document.measures:
        return
    places = [
        (f"duties[{index}].{member}", getattr(duty, member))
        for index, duty in enumerate(document.duties)
        for member in ("description", "performance_goal", "goal")
    ]
    places += [(f"measures[{index}].text", measure.text) for index, measure in enumerate(document.measures)]
    first: dict[str, str] = {}
    for path, text in places:
        for paragraph in items(text):
            said = plain(paragraph)
            if len(said) < _PARAGRAPH:
                continue
            earlier = first.setdefault(said, path)
            if earlier != path and earlier.rpartition(".")[0] != path.rpartition(".")[0]:
                yield Flaw(
                    path,
                    f"这一段与{subject.layout.label_of(earlier)}的一段相同",
                    "请删去重复的段落，或改写为本项自己的内容",
                    quoted(paragraph, 60),
                )


def check_objectives(subject: Subject, _: Thresholds) -> Verdicts:
    """Objectives of a department without an indicator, or whose indicator has no standard that fits it."""
    for index, duty in enumerate(subject.document.duties):
        path = f"duties[{index}].indicator"
        standards = [each for each in (duty.excellent, duty.good, duty.fair, duty.poor) if each]
        if (duty.performance_goal or duty.goal) and not duty.indicator:
            yield Flaw(
                path,
                f"“{duty.duty or duty.description or ''}”有目标而没有绩效指标",
                "请补充可衡量的指标",
                quoted(duty.goal or duty.performance_goal, 60),
            )
        elif duty.indicator and not standards:
            yield Flaw(
                path,
                f"指标{quoted(duty.indicator, _SHOWN)}没有评价标准",
                "请填写优、良、中、差各档的标准",
                quoted(duty.indicator, 60),
            )
        counts = [name for name in items(duty.indicator) if measured_by(name) is Measures.COUNT]
        if counts and standards and all("%" in each or "％" in each for each in standards):
            yield Flaw(
                path,
                f"“{counts[0]}”是数量，评价标准却是百分比“{standards[0]}”",
                "请给数量指标单独列出带单位的标准，例如优≥20人、良15—19人",
                listed(standards),
            )
    if not subject.document.duties and subject.layout.table("duties") is not None:
        yield Abstention("没有填写职责和分项目标")


DUPLICATE_PARAGRAPH = Rule(
    "duplicate-paragraph",
    "段落重复",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "部门整体目标中同一段话在几项职责下出现，多半是粘贴后忘了改。",
    "两项职责的绩效目标逐字相同",
    "每项职责写自己的绩效目标",
    check_paragraphs,
)
OBJECTIVE_WITHOUT_TARGET = Rule(
    "objective-without-target",
    "部门目标没有指标或标准",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "每项职责目标都要有绩效指标，指标要有评价标准。",
    "职责目标：提升服务水平；指标空白",
    "指标：服务事项按时办结率；优≥98%，良95%—98%……",
    check_objectives,
)


GRADE_GAP = Rule(
    "grade-gap",
    "优良中差标准重叠或有空档",
    Criterion.FEASIBILITY,
    Severity.WARNING,
    "各档标准要首尾相接，既不重叠也不留空档，否则无法评级。",
    "优90%以上，良80%—90%，中60%—75%",
    "优≥90%，良≥80%且＜90%，中≥60%且＜80%，差＜60%",
    check_grades,
)
