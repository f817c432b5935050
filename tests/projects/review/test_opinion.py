"""Suggested grades and the drafted opinion."""

from __future__ import annotations

from projects.review.finding import Criterion, Report, Severity
from projects.review.opinion import draft_opinion, grades, overall
from projects.review.reviewing import review
from tests.projects.review.cases import CASES
from tests.projects.review.made import form, subject

GOOD = review(subject())


def _grades(report: Report) -> dict[Criterion, str]:
    return {grade.criterion: grade.grade for grade in grades(report)}


def test_a_good_form_is_excellent_in_all():
    assert set(_grades(GOOD).values()) == {"优"}
    assert overall(grades(GOOD)) == "优"


def test_grades_follow_in_how_many_respects_a_form_falls_short():
    mixed = review(CASES["target-mixed"].bad)  # two warnings: the words and the missing unit
    assert _grades(mixed)[Criterion.RELEVANCE] == "良"
    empty = review(CASES["placeholder-indicators"].bad)
    assert _grades(empty)[Criterion.RELEVANCE] == "中"
    assert _grades(empty)[Criterion.COMPLETENESS] == "优"
    assert overall(grades(empty)) == "中"


def test_hints_do_not_count():
    hints = tuple(f for f in review(CASES["name-holds-value"].bad).findings if f.severity is Severity.HINT)
    assert hints
    assert set(_grades(Report(hints)).values()) == {"优"}


def test_reason_tells_the_figures():
    reasons = {grade.criterion: grade.reason for grade in grades(review(CASES["sum-mismatch"].bad))}
    assert "29万元" in reasons[Criterion.ADEQUACY]


def test_opinion_of_a_good_form_approves():
    opinion = draft_opinion(form(), GOOD, "approve")
    assert opinion.startswith(
        "经从完整性、相关性、适当性、可行性四个方面审核，“村干部履职培训项目”绩效目标综合评定为“优”"
    )
    assert opinion.endswith("同意进入下一步预算安排流程。")


def test_opinion_that_returns_names_every_matter_with_its_remedy():
    bad = CASES["goal-indicator-conflict"].bad
    opinion = draft_opinion(bad.document, review(bad), "return").split("\n")
    assert opinion[0].endswith("存在以下问题：")
    assert opinion[1].startswith("1. （相关性）")
    assert "200人" in opinion[1]
    assert "请核实后统一" in opinion[1]
    assert opinion[-1] == "请按上述意见修改完善后，按程序重新报送审核。"


def test_opinion_without_findings_can_return_all_the_same():
    assert draft_opinion(form(), GOOD, "return").endswith("请按审核意见修改完善后，按程序重新报送审核。")


def test_opinion_stays_short():
    worst = CASES["placeholder-indicators"].bad
    assert len(draft_opinion(worst.document, review(worst), "return").split("\n")) <= 9
