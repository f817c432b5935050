from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Department, Disclosure, Status
from tests.factories import Office, make_document, make_form, make_office
from tests.projects.disclosure.made import made, make_disclosure

pytestmark = pytest.mark.django_db


def signed_in(office: Office) -> Client:
    client = Client()
    client.force_login(office.admin)
    return client


def start(office: Office, department: Department, year: int = 2020) -> Any:
    return signed_in(office).post(reverse("reports:disclosure-start", args=[department.pk, year]))


def test_a_department_without_a_disclosure_gets_one_by_one_click_and_a_second_click_changes_nothing() -> None:
    office = make_office()
    url = reverse("reports:disclosure-start", args=[office.department.pk, 2020])
    assert url in signed_in(office).get(reverse("reports:disclosure-list")).content.decode()
    answers = [start(office, office.department)["Location"] for _ in range(2)]
    disclosure = Disclosure.objects.get()
    assert answers == [reverse("reports:disclosure-page", args=[disclosure.pk])] * 2
    assert disclosure.document.title == f"{office.region.name}{office.department.name}2020年部门预算公开"
    assert list(disclosure.editors.all()) == [office.admin]
    assert url not in signed_in(office).get(reverse("reports:disclosure-list")).content.decode()


def test_last_years_disclosure_is_carried_over() -> None:
    office = make_office()
    make_disclosure(office.department, 2019)
    start(office, office.department)
    document = Disclosure.objects.get(fiscal_year=2020).document
    assert document.duties == made().duties
    assert document.budget.income.total is None


def test_departments_that_no_paper_names_and_years_that_the_region_does_not_have_are_not_found() -> None:
    office = make_office()
    implied = Department.objects.create(region=office.region, name="某单位", implied=True)
    assert [start(office, implied).status_code, start(office, office.department, 2051).status_code] == [404, 404]
    assert "某单位" not in signed_in(office).get(reverse("reports:disclosure-list")).content.decode()


def test_the_list_tells_the_issued_forms_their_sum_and_what_is_missing() -> None:
    office = make_office()
    make_disclosure(office.department)
    document = make_document(project=replace(make_document().project, name="图书购置经费"))
    make_form(office.unit, document, status=Status.ISSUED)
    [row] = signed_in(office).get(reverse("reports:disclosure-list")).context["rows"]
    assert (row.forms, row.amount) == (1, document.amounts.current_year)
    assert row.missing == ("收入（按科目）", "支出（按科目）")
    assert row.missing_words == "收入（按科目）、支出（按科目）"
