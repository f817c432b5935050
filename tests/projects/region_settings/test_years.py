"""The years of a region, and what a change of settings does to forms."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from projects.document import ProjectFacts
from projects.models import RegionYear, Status, TitleKind
from projects.region_settings.years import (
    Effects,
    FormsOfYear,
    StageEffect,
    effects_of,
    forms_of,
    layout_choices,
    layout_name,
    next_year,
    weekend_deadlines,
    year_rows,
)
from projects.workflow import Waiting
from tests.factories import YEAR, make_document, make_form, make_office, make_region

BOTH, FINANCE_ONLY, DEPARTMENT_ONLY = ["department", "finance"], ["finance"], ["department"]
TODAY = date(2026, 7, 1)


def _form(unit, name, year=YEAR, **options):
    return make_form(unit, make_document(project=ProjectFacts(name=name), fiscal_year=year), **options)


# --- The next year ----------------------------------------------------------------------


@pytest.mark.django_db
def test_the_next_year_repeats_the_latest_with_deadlines_one_year_on():
    region = make_region(year=2019)
    region.years.create(
        fiscal_year=2020,
        layout="weihai",
        stages=FINANCE_ONLY,
        submit_by=date(2019, 11, 29),
        department_by=None,
        finance_by=date(2020, 2, 29),
        title_after=TitleKind.APPLICATION,
    )
    year = next_year(region, TODAY)
    assert year.pk is None
    assert (year.fiscal_year, year.layout, year.stages) == (2021, "weihai", FINANCE_ONLY)
    assert (year.submit_by, year.department_by, year.finance_by) == (date(2020, 11, 29), None, date(2021, 2, 28))
    assert (year.title_before, year.title_after) == (TitleKind.APPLICATION, TitleKind.APPLICATION)


@pytest.mark.django_db
def test_the_first_year_of_a_region_is_this_year():
    region = make_region()
    region.years.all().delete()
    assert next_year(region, TODAY).fiscal_year == 2026


def test_deadlines_on_a_weekend_are_named():
    year = RegionYear(submit_by=date(2020, 11, 29), finance_by=date(2020, 12, 14), issue_on=date(2021, 1, 23))
    assert weekend_deadlines(year) == [("单位送审截止", date(2020, 11, 29)), ("下达日期", date(2021, 1, 23))]


# --- Lists ------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_years_takes_two_queries(count, django_assert_num_queries):
    office = make_office()
    for number in range(count):
        office.region.years.create(fiscal_year=2030 + number, layout="weihai")
        _form(office.unit, f"项目{number}")
    with django_assert_num_queries(2):
        rows = year_rows(office.region)
    assert [row.year.fiscal_year for row in rows] == [*range(2029 + count, 2029, -1), YEAR]
    assert (rows[-1].forms, rows[-1].layout, rows[-1].stages) == (
        count,
        "威海项目支出绩效目标表",
        "主管部门审核、财政审核",
    )


@pytest.mark.django_db
def test_forms_of_a_year_are_counted_by_status_and_kept_layout(django_assert_num_queries):
    office, elsewhere = make_office(), make_office("别区", tag="2")
    _form(office.unit, "甲")
    _form(office.unit, "乙")
    _form(office.unit, "丙", status=Status.ISSUED)
    _form(office.unit, "去年的", year=YEAR - 1)
    _form(elsewhere.unit, "别区的")
    year = office.region.years.get()
    with django_assert_num_queries(1):
        forms = forms_of(year)
    assert forms.by_status == {Status.DRAFT: 2, Status.ISSUED: 1}
    assert forms.layouts == [("威海项目支出绩效目标表（weihai）第 1 版", 3)]


def test_layouts_are_offered_by_name_and_a_missing_one_stays_visible():
    assert ("weihai", "威海项目支出绩效目标表（weihai）") in layout_choices()
    assert "hebei-department" not in dict(layout_choices())
    assert layout_choices("gone")[0] == ("gone", "gone（系统中没有这份表样）")
    assert layout_name("gone") == "gone（系统中没有这份表样）"


# --- Effects ----------------------------------------------------------------------------


def _year(stages, title_after=TitleKind.ISSUED):
    return RegionYear(stages=stages, title_after=title_after)


def _forms(**counts):
    return FormsOfYear(by_status=Counter({Status(status): count for status, count in counts.items()}))


def test_leaving_out_the_department_sends_submitted_forms_to_finance():
    effects = effects_of(_year(BOTH), _year(FINANCE_ONLY), _forms(draft=4, submitted=3, department_approved=2))
    assert effects.stages == (
        StageEffect(Status.SUBMITTED, 3, Waiting.DEPARTMENT, Waiting.FINANCE),
        StageEffect(Status.DEPARTMENT_APPROVED, 2, Waiting.FINANCE, Waiting.FINANCE),
    )
    assert [effect.is_changed for effect in effects.stages] == [True, False]


def test_leaving_out_finance_lets_approved_forms_wait_to_be_issued():
    effects = effects_of(_year(BOTH), _year(DEPARTMENT_ONLY), _forms(department_approved=2))
    assert effects.stages == (StageEffect(Status.DEPARTMENT_APPROVED, 2, Waiting.FINANCE, Waiting.ISSUE),)


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        (BOTH, FINANCE_ONLY, {"draft": 5, "returned": 1, "issued": 7}),  # nothing is under way
        (FINANCE_ONLY, BOTH, {"finance_approved": 2}),  # both reviews lie behind these
        (BOTH, BOTH, {"submitted": 3}),
    ],
)
def test_a_change_that_moves_no_form_needs_no_confirmation(before, after, counts):
    assert not effects_of(_year(before), _year(after), _forms(**counts))


def test_another_title_after_issuing_is_told_of_issued_forms_only():
    before, after = _year(BOTH), _year(BOTH, TitleKind.APPLICATION)
    assert effects_of(before, after, _forms(issued=7)) == Effects(retitled=7, title="申报表")
    assert not effects_of(before, after, _forms(draft=7))


def test_a_confirmation_stands_for_the_very_effects_that_were_shown():
    shown = effects_of(_year(BOTH), _year(FINANCE_ONLY), _forms(submitted=3))
    now = effects_of(_year(BOTH), _year(FINANCE_ONLY), _forms(submitted=4))
    assert shown.token == effects_of(_year(BOTH), _year(FINANCE_ONLY), _forms(submitted=3)).token
    assert shown.token != now.token
