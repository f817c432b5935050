"""Starting a form in the browser."""

from __future__ import annotations

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import PerformanceForm, Status
from tests.factories import YEAR, make_document, make_form, make_office

pytestmark = pytest.mark.django_db
NEW = reverse("projects:form-new")


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def test_a_blank_form_is_started_and_opened_for_filling_in(filler, office):
    response = filler.post(NEW, {"unit": office.unit.pk, "name": " 新项目 "})
    form = PerformanceForm.objects.get()
    assert response.url == reverse("projects:form-fill", args=[form.pk])
    assert (form.name, form.status, form.fiscal_year) == ("新项目", Status.DRAFT, YEAR)


def test_a_second_form_of_the_same_project_and_year_is_refused_and_the_name_kept(filler, office):
    filler.post(NEW, {"unit": office.unit.pk, "name": "新项目"})
    response = filler.post(NEW, {"unit": office.unit.pk, "name": "新项目"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "已经有了" in page
    assert 'value="新项目"' in page
    assert PerformanceForm.objects.count() == 1


def test_copying_last_years_form_is_offered_once(filler, office):
    source = make_form(office.unit, make_document(fiscal_year=YEAR - 1), status=Status.ISSUED)
    assert list(filler.get(NEW).context["sources"]) == [source]
    filler.post(NEW, {"source": source.pk})
    assert filler.get(NEW).context["sources"] == []


def test_a_form_out_of_scope_cannot_be_copied(filler):
    other = make_office("别区", tag="2")
    source = make_form(other.unit, make_document(project=ProjectFacts(name="别人的"), fiscal_year=YEAR - 1))
    assert filler.post(NEW, {"source": source.pk}).status_code == 404


def test_a_unit_out_of_scope_cannot_be_chosen(filler):
    other = make_office("别区", tag="2")
    response = filler.post(NEW, {"unit": other.unit.pk, "name": "越权"})
    assert "选择一个有效的选项" in response.content.decode()
    assert not PerformanceForm.objects.exists()


def test_a_year_that_is_not_open_is_refused_with_the_remedy(filler, office):
    office.region.years.all().delete()
    response = filler.post(NEW, {"unit": office.unit.pk, "name": "新项目"})
    assert response.status_code == 409
    assert "请联系财政部门" in response.content.decode()


def test_a_reader_is_told_that_only_fillers_start_forms(client, office):
    client.force_login(office.reader)
    assert "不是任何单位的填报人" in client.get(NEW).content.decode()


@pytest.mark.parametrize("field", ["source", "department"])
@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "１", "x"])
def test_a_number_that_no_form_or_unit_can_have_starts_nothing(filler, field, number):
    assert filler.post(NEW, {field: number}).status_code in (200, 404)
    assert not PerformanceForm.objects.exists()
