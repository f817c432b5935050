"""The suggested grades of the four criteria, and the drafted 审核意见."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from projects.document import FormDocument
from projects.review.finding import Criterion, Report, Severity

Decision = Literal["approve", "return"]


@dataclass(frozen=True, slots=True)
class Grade:
    """``grade`` is 优, 良, 中 or 差; ``reason`` says in Chinese why."""

    criterion: Criterion
    grade: str
    reason: str


def grades(report: Report) -> tuple[Grade, ...]:
    """One suggested grade for each criterion, in the order of 财预〔2015〕88号."""
    return tuple(_grade(criterion, report) for criterion in Criterion)


def _grade(criterion: Criterion, report: Report) -> Grade:
    found = [finding for finding in report.findings if finding.basis is criterion]
    errors = sum(finding.severity is Severity.ERROR for finding in found)
    warnings = sum(finding.severity is Severity.WARNING for finding in found)
    if errors > 2:
        grade = "差"
    elif errors:
        grade = "中"
    else:
        grade = "良" if warnings else "优"
    if not found:
        return Grade(criterion, grade, "未发现问题")
    messages = "；".join(dict.fromkeys(finding.message.rstrip("。") for finding in found[:3]))
    return Grade(criterion, grade, f"{errors} 项错误、{warnings} 项提醒：{messages}")


def draft_opinion(document: FormDocument, report: Report, decision: Decision) -> str:
    """The text of a 审核意见 to start from, in the wording of the official form."""
    name = document.project.name or "本项目"
    lines = [
        f"经从完整性、相关性、适当性、可行性四方面审核“{name}”绩效目标："
        if report.findings
        else f"经审核，“{name}”绩效目标"
    ]
    lines += [f"{grade.criterion}：{grade.grade}。{grade.reason}。" for grade in grades(report)]
    lines.append("同意上报。" if decision == "approve" else "请按上述意见修改后重新报送。")
    return "\n".join(lines)
