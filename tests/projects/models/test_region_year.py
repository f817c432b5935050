"""What a region may decide for a year."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from projects.layouts.model import TITLE_KINDS
from projects.models import RegionYear, Status, TitleKind
from tests.factories import make_form, make_office, make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> RegionYear:
    return make_region().years.get()


def test_deadlines_in_order_or_on_one_day_or_left_out_are_accepted(year):
    year.submit_by = year.department_by = date(2019, 12, 1)
    year.issue_on = date(2020, 1, 20)
    year.full_clean()


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        (
            {"submit_by": date(2019, 12, 6), "department_by": date(2019, 12, 5)},
            "department_by",
            "主管部门审核截止（2019-12-05）早于单位送审截止（2019-12-06），请把其中一个改到同一天或之后",
        ),
        (
            {"submit_by": date(2020, 2, 1), "issue_on": date(2020, 1, 20)},
            "issue_on",
            "下达日期（2020-01-20）早于单位送审截止（2020-02-01），请把其中一个改到同一天或之后",
        ),
        (
            {"department_by": date(2019, 12, 6), "finance_by": date(2019, 11, 6)},
            "finance_by",
            "财政审核截止（2019-11-06）早于主管部门审核截止（2019-12-06），请把其中一个改到同一天或之后",
        ),
    ],
)
def test_a_deadline_before_an_earlier_step_is_refused_naming_both(year, days, field, message):
    for name, day in days.items():
        setattr(year, name, day)
    with pytest.raises(ValidationError) as error:
        year.full_clean()
    assert error.value.message_dict == {field: [message]}


def test_the_kinds_of_titles_are_those_of_the_layouts():
    assert tuple(TitleKind.values) == TITLE_KINDS


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (Status.DRAFT, "application"),
        (Status.RETURNED, "application"),
        (Status.FINANCE_APPROVED, "application"),
        (Status.ISSUED, "issued"),
    ],
)
def test_a_form_bears_the_title_before_or_after_it_was_issued(status, kind):
    assert make_form(make_office().unit, status=status).title_kind() == kind


def test_a_form_bears_the_title_that_its_region_chose():
    office = make_office()
    office.region.years.update(title_before=TitleKind.ISSUED, title_after=TitleKind.APPLICATION)
    form = make_form(office.unit)
    assert (form.title_kind(), form.title_kind(Status.ISSUED)) == ("issued", "application")


def test_a_form_of_a_year_without_settings_bears_the_usual_titles_and_takes_both_reviews():
    office = make_office()
    form = make_form(office.unit)
    office.region.years.all().delete()
    assert (form.title_kind(), form.title_kind(Status.ISSUED)) == ("application", "issued")
    assert form.region_year.stages == ["department", "finance"]
