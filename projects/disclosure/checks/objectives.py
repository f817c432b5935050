"""``objective-without-target``: an objective has no indicators, or its indicators have no target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projects.disclosure.document import DisclosureDocument, Section
from projects.review.finding import Criterion, Finding, Severity
from projects.review.names import Measures, measured_by
from projects.review.texts import quoted

RULE = "objective-without-target"

_TARGET = re.compile(
    r"[≥≤＞＜><=＝]\s*[0-9]|[0-9]+(?:\.[0-9]+)?\s*(?:%|％|个|项|次|人|篇|期|场|份|户|家|件|台|辆|天|条|名|处|所|批|元|万|亿"
    r"|公里|千米|米|平方|立方|㎡|亩|公顷|吨|公斤|千克|套|株|棵|本|册|宗|起|例|只|座|栋|间|班|支|块|小时|学时|课时)"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年(?:度)?")
_PERCENT = ("%", "％")


def check_objectives(document: DisclosureDocument) -> Iterator[Finding]:
    """The sections; where none of them has an indicator, also the overall goal."""
    sections = document.performance.sections
    if not any(section.indicators for section in sections):
        yield from _without_any(document)
        return
    for number, section in enumerate(sections):
        path = f"performance.sections[{number}].indicators"
        if not section.indicators:
            yield _finding(path, f"“{_title(section)}”没有绩效指标。", "请列出能衡量它的指标，并写明指标值。", "")
            continue
        bare = [name for name in section.indicators if not has_target(name)]
        if bare:
            yield _finding(
                path,
                f"“{_title(section)}”的 {len(section.indicators)} 个指标里有 {len(bare)} 个没有指标值。",
                "请给每个指标写明要达到的数值，如“≥95%”。",
                "；".join(bare) + _counts_by_percent(section),
            )


def has_target(text: str) -> bool:
    """Whether a text promises a number of something."""
    return bool(_TARGET.search(_YEAR.sub("", text)))


def _without_any(document: DisclosureDocument) -> Iterator[Finding]:
    performance = document.performance
    sections = performance.sections
    if sections and not any(has_target(section.duty_description or "") for section in sections):
        yield _finding(
            "performance.sections",
            f"{len(sections)} 项分项绩效目标都没有指标，也没有数量要求。",
            "请给每一项列出指标和指标值。",
            "；".join(quoted(section.duty, 30) for section in sections if section.duty),
        )
    goal = performance.overall_goal
    if goal.text and not has_target(goal.text):
        count = f" {len(goal.points)} 条" if goal.points else ""
        yield _finding(
            "performance.overall_goal",
            f"总体绩效目标的{count}目标没有指标，也没有数量要求。",
            "请写明年内要完成的数量或程度，并列出指标。",
            quoted(goal.points[0] if goal.points else goal.text, 60),
        )


def _counts_by_percent(section: Section) -> str:
    """Counts that only a scale of percentages grades."""
    units = {standard.unit for standard in section.standards}
    if not units or not units <= {*_PERCENT}:
        return ""
    counts = [name for name in section.indicators if measured_by(name) is Measures.COUNT and not has_target(name)]
    return f"（{'、'.join(counts)}是数量，却按百分比评分）" if counts else ""


def _title(section: Section) -> str:
    return section.duty or section.number or "分项绩效目标"


def _finding(path: str, message: str, suggestion: str, evidence: str) -> Finding:
    return Finding(RULE, Severity.WARNING, path, message, suggestion, evidence, Criterion.RELEVANCE)
