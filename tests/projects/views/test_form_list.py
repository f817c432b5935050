"""The list of forms and its filters."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import Status
from tests.factories import YEAR, make_document, make_form, make_office, make_unit

pytestmark = pytest.mark.django_db
LIST = reverse("projects:form-list")


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def reader(client, office):
    client.force_login(office.reader)
    return client


def _form(unit, name, year=YEAR, **options):
    return make_form(unit, make_document(project=ProjectFacts(name=name), fiscal_year=year), **options)


def _names(response):
    return sorted(form.name for form in response.context["page"])


def test_the_list_starts_with_the_year_of_the_top_bar(reader, office):
    _form(office.unit, "今年")
    _form(office.unit, "去年", year=YEAR - 1)
    assert _names(reader.get(LIST)) == ["今年"]
    assert _names(reader.get(LIST, {"fiscal_year": ""})) == ["今年", "去年"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("档案", ["干部档案数字化"]),
        ("dangan", ["干部档案数字化"]),
        ("gbda", ["干部档案数字化"]),
        ("DANGAN szh", ["干部档案数字化"]),
        ("jiaoyuju", ["教师培训费"]),
        ("制片数量", ["干部档案数字化", "教师培训费"]),
        ("没有的", []),
    ],
)
def test_text_is_found_in_chinese_pinyin_and_initials(reader, office, text, found):
    _form(office.unit, "干部档案数字化")
    _form(make_unit(office.region, "教育局"), "教师培训费")
    assert _names(reader.get(LIST, {"q": text})) == found


@pytest.mark.parametrize(("who", "offered"), [("filler", True), ("reader", False), ("finance_reviewer", False)])
def test_only_who_fills_in_is_offered_a_new_project(client, office, who, offered):
    client.force_login(getattr(office, who))
    assert (reverse("projects:form-new") in client.get(LIST).content.decode()) is offered


def test_unit_and_status_filters_narrow_the_list(reader, office):
    school = make_unit(office.region, "教育局")
    _form(office.unit, "甲")
    _form(school, "乙")
    _form(school, "丙", status=Status.ISSUED)
    assert _names(reader.get(LIST, {"unit": school.pk, "fiscal_year": YEAR})) == ["丙", "乙"]
    assert _names(reader.get(LIST, {"unit": school.pk, "status": "issued", "fiscal_year": YEAR})) == ["丙"]


def test_a_unit_out_of_scope_is_an_error_and_shows_nothing(client):
    office, other = make_office(), make_office("别区", tag="2")
    _form(other.unit, "别人的")
    client.force_login(office.filler)
    response = client.get(LIST, {"unit": other.unit.pk, "fiscal_year": YEAR})
    assert _names(response) == []
    assert "选择一个有效的选项" in response.content.decode()


def test_names_with_markup_are_shown_as_text(reader, office):
    _form(office.unit, "<script>alert(1)</script>")
    page = reader.get(LIST).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(reader, office, count, django_assert_num_queries):
    for number in range(count):
        _form(office.unit, f"项目{number}")
    reader.get(LIST)
    with django_assert_num_queries(8):
        reader.get(LIST)
