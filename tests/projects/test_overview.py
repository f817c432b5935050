"""The figures of the first page."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.document import Amounts, ProjectFacts
from projects.models import RegionYear, Status
from projects.overview import BARS_SHOWN, Overview, Tally, deadline_steps, overview
from tests.factories import YEAR, make_document, make_form, make_office, make_unit

pytestmark = pytest.mark.django_db


def _document(name: str, amount: str | None = "10000.00", year: int = YEAR):
    current = Decimal(amount) if amount else None
    return make_document(project=ProjectFacts(name=name), amounts=Amounts(current_year=current), fiscal_year=year)


def test_overview_counts_each_status_and_sums_the_amounts():
    office = make_office()
    make_form(office.unit, _document("甲"))
    make_form(office.unit, _document("乙", "5000.50"), status=Status.RETURNED)
    make_form(office.unit, _document("丙", None), status=Status.SUBMITTED)
    make_form(office.unit, _document("丁"), status=Status.ISSUED)
    (row,) = overview(office.reader, office.region, YEAR).units
    assert (row.expected, row.with_filler, row.handed_in) == (4, 2, 2)
    assert row.amount == Decimal("25000.50")
    assert row.in_words == "填报中 1，退回 1，已送审 1，已下达 1"
    assert [(part.stage, part.start, part.count) for part in row.segments] == [
        ("0", 0, 0),
        ("1", 0, 1),
        ("returned", 1, 1),
        ("2", 2, 1),
        ("3", 3, 0),
        ("4", 3, 1),
    ]


def test_a_project_of_last_year_without_a_form_is_expected_but_not_started():
    office = make_office()
    make_form(office.unit, _document("延续", year=YEAR - 1), status=Status.ISSUED)
    make_form(office.unit, _document("两年都有", year=YEAR - 1), status=Status.ISSUED)
    make_form(office.unit, _document("两年都有"))
    total = overview(office.reader, office.region, YEAR).total
    assert (total.not_started, total.expected) == (1, 2)


def test_the_unit_with_most_missing_comes_first_and_a_unit_without_forms_is_shown():
    office = make_office()
    busy, idle = make_unit(office.region, "教育局"), make_unit(office.region, "档案馆")
    make_form(office.unit, _document("甲"), status=Status.SUBMITTED)
    make_form(busy, _document("乙"))
    rows = overview(office.reader, office.region, YEAR).units
    assert [row.name for row in rows] == [busy.name, office.unit.name, idle.name]


def test_overview_holds_only_what_the_person_may_see():
    office = make_office()
    other = make_unit(office.region, "教育局")
    make_form(other, _document("别人的"))
    seen = overview(office.filler, office.region, YEAR)
    assert [row.name for row in seen.units] == [office.unit.name]
    assert seen.total.expected == 0


@pytest.mark.parametrize("count", [1, 3])
def test_overview_takes_three_queries(count, django_assert_num_queries):
    office = make_office()
    for number in range(count):
        make_form(office.unit, _document(f"项目{number}"))
    with django_assert_num_queries(3):
        overview(office.reader, office.region, YEAR)


def test_the_chart_joins_the_small_units_in_one_last_bar():
    units = [Tally(f"单位{number}", amount=Decimal(100 - number)) for number in range(BARS_SHOWN + 2)]
    bars = Overview(units, Tally("合计")).by_amount
    assert len(bars) == BARS_SHOWN + 1
    assert (bars[-1].name, bars[-1].amount) == ("其余 2 个单位", Decimal(183))
    assert max(bar.length for bar in bars) == 1000


def test_the_chart_without_amounts_has_no_bars():
    assert Overview([Tally("甲")], Tally("合计")).by_amount == []


def test_deadlines_say_how_many_days_are_left():
    year = RegionYear(submit_by=date(2019, 11, 29), issue_on=date(2020, 1, 20))
    steps = deadline_steps(year, date(2019, 11, 30))
    assert [(step.label, step.days_left) for step in steps] == [("单位送审截止", -1), ("下达日期", 51)]
