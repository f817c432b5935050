"""All findings of all forms of a region and year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.findings.replies import dismiss
from projects.findings.survey import narrowed, open_counts, survey
from projects.review.finding import Severity
from tests.bad_forms import OUT_OF_RANGE, UNIT_MISSING, bad_document, clean_document, concerns_about
from tests.factories import YEAR, Office, make_form, make_office, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def named(name: str, document=None):
    document = document or bad_document()
    return replace(document, project=replace(document.project, name=name))


def of_rule(found, rule):
    return [each for each in found.findings if each.rule.code == rule]


def test_findings_are_counted_by_unit_and_rule(office):
    other = make_unit(office.region, "教育局")
    make_form(office.unit, named("甲"))
    make_form(other, named("乙"))
    make_form(other, named("丙", clean_document()))
    found = survey(office.reader, office.region, YEAR)
    assert len(found.forms) == 3
    counted = {row.unit.name: dict(row.counts) for row in found.matrix}
    assert {name: (counts[OUT_OF_RANGE], counts[UNIT_MISSING]) for name, counts in counted.items()} == {
        "组织部": (1, 2),
        "教育局": (1, 2),
    }
    assert sum(row.total for row in found.matrix) == len(found.findings) == sum(found.rule_totals)


def test_everybody_sees_the_forms_of_their_scope(office):
    other = make_unit(office.region, "教育局")
    make_form(office.unit, named("甲"))
    make_form(other, named("乙"))
    assert {each.form.name for each in survey(office.filler, office.region, YEAR).findings} == {"甲"}


def test_what_was_dismissed_is_left_out(office):
    form = make_form(office.unit, named("甲"))
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    dismiss(form, wrong, "口径特殊", office.finance_reviewer)
    assert of_rule(survey(office.reader, office.region, YEAR), OUT_OF_RANGE) == []
    assert open_counts([form.pk]) == {form.pk: 2}


def test_the_trend_compares_findings_a_form_with_the_year_before(office):
    make_form(office.unit, named("甲"))
    make_form(office.unit, named("乙", clean_document()))
    make_form(office.unit, replace(named("甲"), fiscal_year=YEAR - 1))
    found = survey(office.reader, office.region, YEAR)
    errors = [(bar.year, bar.count, bar.average) for bar in found.trend if bar.severity is Severity.ERROR]
    assert errors == [(YEAR - 1, 1, "1.0"), (YEAR, 1, "0.5")]
    assert max(bar.length for bar in found.trend) == 1000


def test_without_a_year_before_there_is_no_trend(office):
    make_form(office.unit, named("甲"))
    assert survey(office.reader, office.region, YEAR).trend == []


def test_findings_can_be_narrowed(office):
    make_form(office.unit, named("甲"))
    found = survey(office.reader, office.region, YEAR).findings
    errors = narrowed(found, severity="error", rule="", unit=None)
    assert {each.severity for each in errors} == {Severity.ERROR}
    assert [each.rule.code for each in narrowed(found, severity="", rule=UNIT_MISSING, unit=office.unit.pk)] == [
        UNIT_MISSING,
        UNIT_MISSING,
    ]
    assert narrowed(found, severity="", rule="", unit=0) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_survey_takes_seven_queries_however_many_forms(office, count, django_assert_num_queries):
    for number in range(count):
        make_form(office.unit, named(f"项目{number}"))
    survey(office.reader, office.region, YEAR)
    with django_assert_num_queries(7):
        survey(office.reader, office.region, YEAR)
