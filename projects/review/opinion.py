"""The suggested grades of the four criteria, and the drafted 审核意见, in the wording of 财预〔2015〕88号."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from projects.document import FormDocument
from projects.review.finding import Criterion, Finding, Report, Severity

Decision = Literal["approve", "return"]

GRADES = ("优", "良", "中", "差")
"""From best to worst."""

_MOST_MATTERS = 6  # that an opinion lists one by one
_QUOTED_LENGTH = 90
_NOTHING_FOUND = {
    Criterion.COMPLETENESS: "内容填写完整，绩效目标明确清晰",
    Criterion.RELEVANCE: "绩效目标与部门职能、项目内容相关，指标能够反映目标",
    Criterion.ADEQUACY: "预期绩效合理，资金规模与绩效目标相匹配",
    Criterion.FEASIBILITY: "绩效目标经过努力可以实现，实施条件具备",
}
_CONSEQUENCES = {
    "优": "同意进入下一步预算安排流程。",
    "良": "同意完善后进入下一步预算安排流程。",
    "中": "请按上述意见修改完善后，按程序重新报送审核。",
    "差": "请重新编报绩效目标；未通过审核前不进入下一步预算安排流程。",
}


@dataclass(frozen=True, slots=True)
class Grade:
    """``grade`` is one of :data:`GRADES`; ``reason`` says in Chinese why."""

    criterion: Criterion
    grade: str
    reason: str


def grades(report: Report) -> tuple[Grade, ...]:
    """One suggested grade for each criterion, in the order of 财预〔2015〕88号.

    What counts is in how many respects a form falls short, not in how many rows: 优 without errors and warnings, 良
    with one or two warnings, 差 with three errors or more, 中 in between. Hints do not count.
    """
    return tuple(_grade(criterion, report) for criterion in Criterion)


def overall(each: Iterable[Grade]) -> str:
    """The worst of the four: one criterion that fails cannot be made good by another."""
    return max((grade.grade for grade in each), key=GRADES.index)


def _grade(criterion: Criterion, report: Report) -> Grade:
    found = [finding for finding in report.findings if finding.basis is criterion]
    errors = _by_rule(finding for finding in found if finding.severity is Severity.ERROR)
    warnings = _by_rule(finding for finding in found if finding.severity is Severity.WARNING)
    if not errors and not warnings:
        return Grade(criterion, "优", _NOTHING_FOUND[criterion])
    is_middling = errors or len(warnings) >= 3
    grade = "差" if len(errors) >= 3 else "中" if is_middling else "良"
    return Grade(criterion, grade, "；".join(_shortened(group) for group in [*errors, *warnings][:3]))


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    """The findings of each rule together, in the order of the rules."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def _shortened(group: Sequence[Finding]) -> str:
    message = group[0].message.rstrip("。")
    if len(message) > _QUOTED_LENGTH:
        message = message[:_QUOTED_LENGTH] + "…"
    return f"{message}（共{len(group)}处）" if len(group) > 1 else message


def draft_opinion(document: FormDocument, report: Report, decision: Decision) -> str:
    """The text of a 审核意见 to start from.

    ``report`` holds what is still open: findings that were dismissed or answered are left out by the caller.
    """
    four = grades(report)
    worst = overall(four)
    name = document.project.name or "本项目"
    single = "、".join(f"{grade.criterion}{grade.grade}" for grade in four)
    opening = f"经从完整性、相关性、适当性、可行性四个方面审核，“{name}”绩效目标综合评定为“{worst}”（{single}）"
    matters = _matters(report)
    if decision == "approve":
        return _approval(opening, matters)
    if not matters:
        return f"{opening}。请按审核意见修改完善后，按程序重新报送审核。"
    consequence = _CONSEQUENCES[worst if worst in ("中", "差") else "中"]
    return "\n".join([f"{opening}，存在以下问题：", *matters, consequence])


def _approval(opening: str, matters: list[str]) -> str:
    if not matters:
        reasons = "；".join(_NOTHING_FOUND.values())
        return f"{opening}。{reasons}。{_CONSEQUENCES['优']}"
    return "\n".join([f"{opening}。", "执行中请注意：", *matters, _CONSEQUENCES["良"]])


def _matters(report: Report) -> list[str]:
    """What is to be repaired, the gravest first, a rule a line."""
    groups = [
        *_by_rule(finding for finding in report.findings if finding.severity is Severity.ERROR),
        *_by_rule(finding for finding in report.findings if finding.severity is Severity.WARNING),
    ]
    lines = [
        f"{number}. （{group[0].basis}）{_shortened(group)}。{group[0].suggestion.rstrip('。')}。"
        for number, group in enumerate(groups[:_MOST_MATTERS], 1)
    ]
    if len(groups) > _MOST_MATTERS:
        lines.append(f"另有{len(groups) - _MOST_MATTERS}类问题，见审核结果。")
    return lines
