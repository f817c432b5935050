"""Which region and year a person works in."""

from __future__ import annotations

import pytest

from projects.models import RegionYear, RoleKind
from projects.workplace import workplace_of
from tests.factories import YEAR, make_office, make_person, make_region

pytestmark = pytest.mark.django_db


def test_the_latest_year_is_taken_when_none_is_wanted():
    office = make_office()
    RegionYear.objects.create(region=office.region, fiscal_year=YEAR + 1, layout="weihai")
    assert workplace_of(office.filler).fiscal_year == YEAR + 1
    assert workplace_of(office.filler, fiscal_year=YEAR).fiscal_year == YEAR


def test_roles_at_unit_department_and_region_all_lead_to_the_region():
    office = make_office()
    for person in (office.filler, office.department_reviewer, office.finance_reviewer):
        assert workplace_of(person).region == office.region


def test_a_region_of_others_cannot_be_chosen():
    office = make_office()
    other = make_region("别区")
    assert workplace_of(office.filler, region_id=other.pk).region == office.region


def test_a_person_without_any_role_works_nowhere():
    place = workplace_of(make_person("nobody"))
    assert (place.region, place.fiscal_year) == (None, None)


def test_a_region_without_an_opened_year_has_no_year():
    region = make_region()
    region.years.all().delete()
    person = make_person("filler", (RoleKind.READER, region))
    place = workplace_of(person)
    assert (place.region, place.fiscal_year) == (region, None)
