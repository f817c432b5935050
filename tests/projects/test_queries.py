"""Scope and search: ``visible_to`` is the only way from a person to rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.models import LINE_MODELS, PerformanceForm, RoleKind, Unit, User
from projects.queries import searchable
from projects.storage import document_of
from tests.factories import make_document, make_form, make_office, make_person, make_region, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def forms(office):
    """Forms here, in a sister unit of the department, in another department, and in another region."""
    sister = Unit.objects.create(department=office.department, name="党校")
    units = {
        "own": office.unit,
        "sister": sister,
        "department": make_unit(office.region, "教育局"),
        "region": make_unit(make_region("别区"), "组织部"),
    }
    return {name: make_form(unit) for name, unit in units.items()}


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("filler", {"own"}),
        ("unit_reviewer", {"own"}),
        ("department_reviewer", {"own", "sister"}),
        ("finance_reviewer", {"own", "sister", "department"}),
        ("admin", {"own", "sister", "department"}),
        ("reader", {"own", "sister", "department"}),
    ],
)
def test_people_see_what_is_at_or_below_their_place(office, forms, role, seen):
    person = getattr(office, role)
    visible = {name for name, form in forms.items() if form in PerformanceForm.objects.visible_to(person)}
    assert visible == seen
    assert set(Unit.objects.visible_to(person)) == {forms[name].unit for name in seen}


def test_nobody_sees_nothing_and_a_superuser_everything(forms):
    assert list(PerformanceForm.objects.visible_to(make_person("nobody"))) == []
    root = User.objects.create_superuser("root")
    assert PerformanceForm.objects.visible_to(root).count() == len(forms)


def test_two_ways_to_a_form_show_it_once(office, forms):
    person = make_person(
        "busy",
        (RoleKind.FILLER, office.unit),
        (RoleKind.READER, office.unit),
        (RoleKind.READER, office.department),
        (RoleKind.READER, office.region),
    )
    visible = PerformanceForm.objects.visible_to(person)
    assert sorted(form.pk for form in visible) == sorted(forms[name].pk for name in ("own", "sister", "department"))


def test_scope_and_document_take_a_fixed_number_of_queries(office, forms, django_assert_num_queries):
    for count in (1, 3):
        visible = PerformanceForm.objects.visible_to(office.finance_reviewer).with_document()[:count]
        with django_assert_num_queries(1 + len(LINE_MODELS)):
            assert len([document_of(form) for form in visible]) == count


def test_a_list_row_needs_no_query_of_its_own(office, forms, django_assert_num_queries):
    visible = PerformanceForm.objects.visible_to(office.finance_reviewer).for_list()
    with django_assert_num_queries(1):
        rows = [(str(form), form.unit.name, form.unit.department.region.name) for form in visible]
    assert len(rows) == 3


def test_forms_of_a_year_and_a_region(office, forms):
    older = make_form(office.unit, make_document(fiscal_year=2019))
    here = PerformanceForm.objects.in_region(office.region.pk)
    assert list(here.of_year(2019)) == [older]
    assert set(here.of_year(2020)) == {forms["own"], forms["sister"], forms["department"]}


def test_search_by_chinese_pinyin_and_code(office):
    document = make_document()
    form = make_form(office.unit, replace(document, project=replace(document.project, code="1303P01")))
    other = make_form(office.unit, replace(document, project=replace(document.project, name="社区服务经费")))
    found = PerformanceForm.objects.all()
    for text in ("课件", "KEJIAN", "dyjykj", "党员 课件", "1303p", "1303P01"):
        assert list(found.matching(text)) == [form], text
    for text in ("社区", "shequ", "sqfwjf", "服务 zuzhibu"):
        assert list(found.matching(text)) == [other], text
    assert set(found.matching("制片数量")) == set(found.matching("  ")) == {form, other}
    for text in ("课件 社区", "kejians", "%", "_", "\\"):
        assert list(found.matching(text)) == [], text


def test_searchable_text_has_the_words_their_pinyin_and_their_initials():
    assert searchable("组织部VR", "", "党 校") == "组织部vr\n党 校\nzuzhibuvr\ndangxiao\nzzbvr\ndx"
