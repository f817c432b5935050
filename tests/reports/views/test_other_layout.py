"""The page of a form in another layout, and its files."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    client.force_login(office.reader)
    return make_form(office.unit)


def test_the_other_layouts_are_offered_and_not_its_own(client, form):
    page = client.get(reverse("reports:choose-layout", args=[form.pk])).content.decode()
    assert reverse("reports:form-as", args=[form.pk, "mof-2015"]) in page
    assert reverse("reports:form-as", args=[form.pk, "weihai"]) not in page


def test_layouts_of_whole_departments_are_not_offered_for_a_project(client, form):
    page = client.get(reverse("reports:choose-layout", args=[form.pk])).content.decode()
    assert reverse("reports:form-as", args=[form.pk, "hebei-department"]) not in page


def test_the_page_lists_what_the_layout_cannot_hold_and_shows_the_paper(client, form):
    page = client.get(reverse("reports:form-as", args=[form.pk, "mof-2015"])).content.decode()
    assert "项目立项依据：年度工作安排。" in page
    assert "制片数量" in page
    assert "数量指标" in page


def test_an_unknown_layout_is_not_found(client, form):
    assert client.get(reverse("reports:form-as", args=[form.pk, "nowhere"])).status_code == 404
    assert client.get(reverse("reports:paper-file", args=[form.pk, "pdf"]), {"as": "nowhere"}).status_code == 404


def test_files_come_in_the_other_layout_and_the_form_stays(client, form):
    url = reverse("reports:paper-file", args=[form.pk, "pdf"])
    pages = PdfReader(BytesIO(client.get(url, {"as": "xixia"}).content)).pages
    text = "".join(page.extract_text() for page in pages)
    assert "西夏区部门项目支出预算绩效目标申报表" in text
    assert "12.005" in text
    data = json.loads(client.get(reverse("reports:paper-file", args=[form.pk, "json"]), {"as": "xixia"}).content)
    assert data["layout"] == "xixia"
    form.refresh_from_db()
    assert form.layout_slug == "weihai"
