"""Departments and units in the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import make_form, make_office, make_unit
from tests.submissions import submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def admin(client, office):
    client.force_login(office.admin)
    return client


def _url(office, name, **arguments):
    return reverse(f"projects:{name}", kwargs={"region": office.region.pk, **arguments})


def test_places_are_listed_with_their_codes_forms_and_people(admin, office):
    make_form(office.unit)
    office.region.departments.create(name="教育局", code="103")
    page = admin.get(_url(office, "settings-places")).content.decode()
    assert "教育局" in page
    assert "103" in page
    assert 'aria-label="组织部的人员 3"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(admin, office, count, django_assert_num_queries):
    for number in range(count):
        make_unit(office.region, f"单位{number}")
    url = _url(office, "settings-places")
    admin.get(url)
    with django_assert_num_queries(8):
        admin.get(url)


def test_a_department_and_a_unit_of_it_are_added(admin, office):
    admin.post(_url(office, "settings-department-new"), {"name": "教育局", "code": "103"})
    department = office.region.departments.get(name="教育局")
    response = admin.post(
        _url(office, "settings-unit-new", department=department.pk), {"name": "第二实验小学", "code": "103002"}
    )
    assert response.url == _url(office, "settings-places")
    assert department.units.get().code == "103002"


def test_a_unit_is_renamed_and_the_change_stands_on_its_page(admin, office):
    url = _url(office, "settings-unit", pk=office.unit.pk)
    admin.post(url, submission(admin.get(url).context["form"], name="党群工作部"))
    office.unit.refresh_from_db()
    assert office.unit.name == "党群工作部"
    (line,) = admin.get(url).context["changes"]
    assert (line.what, line.before, line.after, line.actor) == ("名称", "组织部", "党群工作部", office.admin)


def test_two_administrators_who_rename_one_place_see_both_names(admin, office):
    url = _url(office, "settings-department", pk=office.department.pk)
    shown = submission(admin.get(url).context["form"])
    admin.post(url, shown | {"name": "党群部"})
    response = admin.post(url, shown | {"name": "党建部"})
    assert response.status_code == 409
    page = response.content.decode()
    assert "党群部" in page
    assert 'value="党建部"' in page


def test_an_empty_or_taken_name_is_refused_and_what_was_typed_stays(admin, office):
    url = _url(office, "settings-department-new")
    response = admin.post(url, {"name": "组织部", "code": "9"})
    assert response.status_code == 422
    assert "已经有主管部门“组织部”" in response.content.decode()
    assert 'value="9"' in response.content.decode()
    assert admin.post(url, {"name": " ", "code": ""}).status_code == 422


def test_names_with_markup_are_shown_as_text(admin, office):
    office.region.departments.create(name="<script>alert(1)</script>")
    page = admin.get(_url(office, "settings-places")).content.decode()
    assert "<script>alert(1)" not in page
