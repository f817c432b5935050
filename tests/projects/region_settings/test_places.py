"""Departments and units: adding, renaming, codes."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from projects.models import Department, PerformanceForm, SettingChange, Unit
from projects.region_settings.places import DepartmentForm, UnitForm, departments_of
from tests.factories import make_form, make_office, make_unit
from tests.submissions import submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


def _bound(form_class, place, region, **typed):
    data = QueryDict(mutable=True)
    for name, value in submission(form_class(None, instance=place, region=region), **typed).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return form_class(data, instance=place, region=region)


def test_a_new_department_is_stored_and_recorded(office):
    form = _bound(DepartmentForm, Department(region=office.region), office.region, name=" 教育  局 ", code="10 3")
    assert form.is_valid()
    department = form.store(office.admin)
    assert (department.region, department.name, department.code) == (office.region, "教育 局", "103")
    line = SettingChange.objects.get()
    assert (line.row_name, line.what, line.after) == ("主管部门“教育 局”", "新建", "部门代码：103；名称：教育 局")


def test_a_name_or_code_that_another_place_has_is_refused_with_its_name(office):
    office.region.departments.create(name="教育局", code="103")
    form = _bound(DepartmentForm, Department(region=office.region), office.region, name="教育局", code="103")
    assert not form.is_valid()
    assert form.errors == {
        "name": ["已经有主管部门“教育局”，请改用别的名称"],
        "code": ["代码 103 已经是主管部门“教育局”的，请核对"],
    }


def test_the_same_names_in_another_region_do_not_matter(office):
    other = make_office("别区", tag="2")
    other.region.departments.create(name="教育局", code="103")
    assert _bound(DepartmentForm, Department(region=office.region), office.region, name="教育局", code="103").is_valid()


def test_two_departments_may_have_units_of_one_name_but_not_of_one_code(office):
    first, second = office.department, office.region.departments.create(name="教育局")
    first.units.create(name="服务中心", code="001")
    assert _bound(UnitForm, Unit(department=second), office.region, name="服务中心", code="").is_valid()
    assert not _bound(UnitForm, Unit(department=first), office.region, name="服务中心", code="").is_valid()
    assert not _bound(UnitForm, Unit(department=second), office.region, name="服务中心", code="001").is_valid()


def test_a_renamed_unit_is_found_by_its_new_name_and_recorded(office):
    make_form(office.unit)
    form = _bound(UnitForm, office.unit, office.region, name="党群工作部")
    assert form.is_valid()
    form.store(office.admin)
    assert PerformanceForm.objects.matching("dangqun").count() == 1
    line = SettingChange.objects.get()
    assert (line.what, line.before, line.after) == ("名称", "组织部", "党群工作部")


def test_a_place_keeps_its_own_name_and_code_when_saved_unchanged(office):
    assert _bound(UnitForm, office.unit, office.region).is_valid()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_places_takes_two_queries(office, count, django_assert_num_queries):
    for number in range(count):
        make_form(make_unit(office.region, f"单位{number}"))
    with django_assert_num_queries(2):
        departments = list(departments_of(office.region))
        units: list[Any] = [unit for department in departments for unit in department.units.all()]
    assert {unit.name: (unit.form_count, unit.person_count) for unit in units} == {
        "组织部": (0, 3),
        **{f"单位{number}": (1, 0) for number in range(count)},
    }
