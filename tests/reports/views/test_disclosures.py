from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Department, Status
from tests.factories import Office, make_document, make_form, make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db

LIST_QUERIES = 8


def signed_in(office: Office) -> Client:
    client = Client()
    client.force_login(office.admin)
    return client


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(rows: int, django_assert_num_queries: Any) -> None:
    office = make_office()
    for number in range(rows):
        make_disclosure(Department.objects.create(region=office.region, name=f"第{number}局"))
    client = signed_in(office)
    client.get(reverse("reports:disclosure-list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(reverse("reports:disclosure-list"))
    assert page.content.decode().count("2020 年</td>") == rows


def test_figures_lead_to_their_proofs_and_a_form_that_disagrees_changes_the_sum() -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    project = make_document().project
    before = signed_in(office).get(reverse("reports:disclosure-page", args=[disclosure.pk])).content.decode()
    assert "支出总额与各项支出" in before
    assert 'href="#proof-' in before
    assert "相差" not in before
    document = make_document(project=replace(project, name="图书购置经费"))
    make_form(office.unit, document, status=Status.ISSUED)
    after = signed_in(office).get(reverse("reports:disclosure-page", args=[disclosure.pk])).content.decode()
    assert "相差" in after  # what was written of income no longer agrees with what the form brings


@pytest.mark.parametrize(("extension", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_booklet_is_had_as_a_file(extension: str, start: bytes) -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    answer = signed_in(office).get(reverse("reports:disclosure-file", args=[disclosure.pk, extension]))
    assert answer.content.startswith(start)
    assert f".{extension}" in answer["Content-Disposition"]


def test_the_booklet_is_a_page() -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    page = signed_in(office).get(reverse("reports:disclosure-booklet", args=[disclosure.pk])).content.decode()
    assert "五、绩效预算信息" in page
    assert "惠民演出经费绩效目标表" in page
    assert "style=" not in page
