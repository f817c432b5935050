"""The report of a form: settings, order, neighbours."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.document import Coded
from projects.review.fields import exchange_path
from projects.review.finding import Severity
from projects.review.neighbourhood import Entry, gathered
from projects.review.reading import NARRATIVES
from projects.review.reviewing import review, review_many
from projects.review.rules import RULES
from projects.review.settings import RuleSetting, RuleSettings
from tests.projects.review.case import schedule
from tests.projects.review.cases import CASES
from tests.projects.review.made import (
    GOOD_ROWS,
    WITH_PERIOD,
    WITH_SCHEDULE,
    YEAR,
    findings,
    form,
    repaired,
    subject,
    subject_of,
)

BAD = CASES["low-execution-target"].bad


def test_a_rule_that_is_off_says_nothing():
    off = RuleSettings({"low-execution-target": RuleSetting(enabled=False)})
    assert "low-execution-target" not in {finding.rule for finding in review(BAD, off).findings}


def test_severity_as_decided_holds_for_everything_the_rule_finds():
    grave = RuleSettings({"cost-direction": RuleSetting(severity=Severity.ERROR)})
    given = CASES["cost-direction"].bad
    assert {finding.severity for finding in review(given, grave).findings if finding.rule == "cost-direction"} == {
        Severity.ERROR
    }


def test_threshold_as_decided():
    low = RuleSettings({"low-execution-target": RuleSetting(thresholds={"least": Decimal(75)})})
    assert "low-execution-target" not in {finding.rule for finding in review(BAD, low).findings}


def test_findings_stand_in_the_order_of_the_rules():
    codes = [rule.code for rule in RULES]
    found = [codes.index(finding.rule) for finding in review(CASES["placeholder-indicators"].bad).findings]
    assert found == sorted(found)
    assert len(set(found)) > 3


def test_rules_that_could_not_be_checked_are_listed():
    assert {missing.rule for missing in review(subject()).not_checked} == {
        "copied-from-other-project",
        "sum-mismatch",
        "unit-cost-outlier",
        "prior-execution-exceeds-budget",
        "unexplained-increase",
    }


def _entry(key: str, **changes: object) -> Entry:
    whole = subject_of(form(**changes))  # type: ignore[arg-type]
    return Entry(key, whole.document, whole.layout, whole.framework)


def test_forms_of_one_unit_and_year_are_neighbours():
    office = Coded("204001", "区委宣传部")
    entries = [
        _entry("甲"),
        _entry("乙", project={"name": "后备干部培训"}),
        _entry("去年的甲", fiscal_year=YEAR - 1),
        _entry("别家", unit=office),
    ]
    one, two, last_year, other = gathered(entries)
    assert [form.key for form in one.neighbours] == ["乙"]
    assert [form.key for form in one.earlier] == ["去年的甲"]
    assert [form.key for form in two.neighbours] == ["甲"]
    assert (two.earlier, last_year.earlier, other.neighbours) == ((), (), ())
    reports = review_many([one, two])
    copied = [f for f in reports[0].findings if f.rule == "copied-from-other-project"]
    assert {finding.others for finding in copied} == {("乙",)}


def test_the_same_form_come_twice_is_no_neighbour_of_itself():
    subjects = gathered([_entry("甲.docx"), _entry("甲.xlsx"), _entry("乙", project={"name": "后备干部培训"})])
    assert [[form.key for form in each.neighbours] for each in subjects] == [["乙"], ["乙"], ["甲.docx", "甲.xlsx"]]


def test_fields_as_the_exchange_format_has_them():
    (finding, *_) = findings("schedule-blank", CASES["schedule-blank"].bad)
    document = CASES["schedule-blank"].bad.document
    assert exchange_path(document, finding.field) == "payment_schedule[0].percent"
    empty = form(WITH_SCHEDULE, payment_schedule=schedule("1", "2", "3", "4")[1:])
    assert exchange_path(empty, "payment_schedule[3月底].percent") == "payment_schedule[3月底].percent"
    assert exchange_path(form(WITH_PERIOD), "project.period") == "project.end_date"
    assert exchange_path(document, "indicators[3].target") == "indicators[3].target"


@pytest.mark.parametrize(
    "text",
    [
        "1" * 9000,
        "（" * 9000,
        "《" * 9000,
        "培训党员12人，" * 1200,
        "共计3万元，" * 1500,
        "(1)" * 3000,
        "每月2000元×" * 1500,
        "x y " * 2500,
    ],
    ids=lambda text: text[:6],
)
def test_texts_made_to_hurt(text: str):
    names = ("overview", "annual_goal", "overall_goal", "implementation_plan", "remarks")
    rows = tuple((*row[:2], text[:400], text[:900]) for row in GOOD_ROWS)
    given = subject(texts=dict.fromkeys(names, text), rows=rows, neighbours=[form(rows=rows)])
    assert review(given).findings


_TEXTS = st.text(
    "培训党员人数次率0123456789.%≥≤不少于以上万元每《》（）、，。；\n年月一二十用于的和𠀀a ", min_size=1, max_size=60
)


@settings(max_examples=60)
@given(st.lists(_TEXTS, min_size=9, max_size=9), st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=5))
def test_any_texts_get_a_report_with_repairs_that_can_be_typed(texts: list[str], cells: list[tuple[str, str]]):
    rows = tuple((*GOOD_ROWS[index][:2], name, target) for index, (name, target) in enumerate(cells))
    given_form = subject(texts=dict(zip(NARRATIVES, texts, strict=True)), rows=rows)
    for finding in review(given_form).findings:
        assert finding.message
        assert finding.suggestion
        for repair in finding.repairs:
            repaired(given_form, repair)
