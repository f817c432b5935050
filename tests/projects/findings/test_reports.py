"""Reports are kept until something they rest on has changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.findings.placed import from_json, to_json
from projects.findings.reports import report_of, reports_of
from projects.models import PerformanceForm, RuleDecision, RuleLevel, StoredReport
from tests.bad_forms import OUT_OF_RANGE, bad_document, clean_document
from tests.factories import YEAR, Office, make_document, make_form, make_office, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def rules(form: PerformanceForm) -> set[str]:
    return {each.finding.rule for each in report_of(form).findings}


def named(name: str, document=None, **changes):
    document = document or clean_document()
    return replace(document, project=replace(document.project, name=name), **changes)


@pytest.mark.parametrize("count", [1, 3])
def test_kept_reports_take_four_queries_however_many_forms(office, count, django_assert_num_queries):
    forms = [make_form(office.unit, named(f"项目{number}", bad_document())) for number in range(count)]
    pks = [form.pk for form in forms]
    first = reports_of(pks)
    with django_assert_num_queries(4):
        assert reports_of(pks) == first


@pytest.mark.parametrize("count", [1, 3])
def test_computing_takes_a_fixed_number_of_queries(office, count, django_assert_num_queries):
    forms = [make_form(office.unit, named(f"项目{number}")) for number in range(count)]
    with django_assert_num_queries(15):
        reports_of([form.pk for form in forms])


def test_a_kept_report_is_the_one_that_was_computed(office):
    report = report_of(make_form(office.unit, bad_document()))
    assert report.findings
    assert from_json(to_json(report)) == report


def test_an_edit_makes_a_new_report(office):
    form = make_form(office.unit, bad_document())
    assert OUT_OF_RANGE in rules(form)
    [wrong] = [each for each in report_of(form).findings if each.finding.rule == OUT_OF_RANGE]
    type_into(form, wrong.place.key, "≥95%", office.filler)
    assert OUT_OF_RANGE not in rules(form)
    assert StoredReport.objects.count() == 1


def test_a_decision_of_the_region_makes_a_new_report(office):
    form = make_form(office.unit, bad_document())
    assert OUT_OF_RANGE in rules(form)
    RuleDecision.objects.create(region_year=office.region.years.get(), rule=OUT_OF_RANGE, level=RuleLevel.OFF)
    assert OUT_OF_RANGE not in rules(form)


def test_another_form_of_the_unit_makes_a_new_report(office):
    form = make_form(office.unit, named("甲"))
    assert "copied-from-other-project" not in rules(form)
    other = make_form(office.unit, named("乙"))
    assert "copied-from-other-project" in rules(form)
    [copied, *_] = [each for each in report_of(form).findings if each.finding.rule == "copied-from-other-project"]
    assert copied.finding.others == ("乙",)
    other.delete()
    assert "copied-from-other-project" not in rules(form)


def test_the_form_of_the_year_before_is_looked_at(office):
    form = make_form(office.unit, bad_document())
    before = StoredReport.objects.filter(form=form)
    report_of(form)
    [first] = before.values_list("key", flat=True)
    make_form(office.unit, replace(make_document(), fiscal_year=YEAR - 1))
    report_of(form)
    [second] = before.values_list("key", flat=True)
    assert first != second
