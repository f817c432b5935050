"""One form as a file."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from projects.document import Narratives, ProjectFacts
from projects.models import PerformanceForm, Status
from reports.papers import document_in_force
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def reader(client, office):
    client.force_login(office.reader)
    return client


def _url(form: PerformanceForm, extension: str) -> str:
    return reverse("reports:paper-file", args=[form.pk, extension])


def _filename(response) -> tuple[str, str]:
    kind, _, name = response["Content-Disposition"].partition("; ")
    assert name.startswith("filename*=utf-8''")
    return kind, unquote(name.removeprefix("filename*=utf-8''"))


def test_the_pdf_opens_in_the_browser_under_a_chinese_name(reader, office):
    response = reader.get(_url(make_form(office.unit), "pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert _filename(response) == ("inline", "2020年-组织部-党员教育课件.pdf")
    text = PdfReader(BytesIO(response.content)).pages[0].extract_text()
    assert "2020年部门项目支出预算绩效目标申报表" in text
    assert "党员教育课件" in text


def test_the_workbook_is_an_attachment(reader, office):
    response = reader.get(_url(make_form(office.unit), "xlsx"))
    assert _filename(response) == ("attachment", "2020年-组织部-党员教育课件.xlsx")
    assert load_workbook(BytesIO(response.content)).sheetnames == ["党员教育课件"]


def test_the_word_document_is_an_attachment(reader, office):
    response = reader.get(_url(make_form(office.unit), "docx"))
    assert _filename(response) == ("attachment", "2020年-组织部-党员教育课件.docx")
    assert response.content.startswith(b"PK")


def test_the_json_is_the_document_readable_for_people(reader, office):
    form = make_form(office.unit)
    response = reader.get(_url(form, "json"))
    assert _filename(response) == ("attachment", "2020年-组织部-党员教育课件.json")
    assert json.loads(response.content) == document_in_force(form).to_json()
    assert '\n  "layout": "weihai",\n' in response.content.decode()
    assert "党员教育课件" in response.content.decode()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", ["filler", "department_reviewer", "finance_reviewer", "admin", "reader"])
def test_anyone_in_scope_gets_a_form_in_every_state(client, office, role, status):
    client.force_login(getattr(office, role))
    assert client.get(_url(make_form(office.unit, status=status), "json")).status_code == 200


@pytest.mark.parametrize("extension", ["pdf", "xlsx", "docx", "json"])
def test_out_of_scope_there_is_nothing(client, office, extension):
    client.force_login(make_office("邻区", tag="2").admin)
    assert client.get(_url(make_form(office.unit), extension)).status_code == 404


@pytest.mark.parametrize("extension", ["doc", "html", "PDF", "pdf.exe"])
def test_an_unknown_format_is_not_found(reader, office, extension):
    assert reader.get(_url(make_form(office.unit), extension)).status_code == 404


def test_downloading_writes_nothing(reader, office):
    form = make_form(office.unit)
    assert reader.post(_url(form, "pdf")).status_code == 405
    before = PerformanceForm.objects.values().get(pk=form.pk)
    reader.get(_url(form, "pdf"))
    assert PerformanceForm.objects.values().get(pk=form.pk) == before


def test_a_form_without_a_layout_is_refused_in_chinese(reader, office):
    form = make_form(office.unit)
    PerformanceForm.objects.update(layout_slug="lost")
    response = reader.get(_url(form, "pdf"))
    assert response.status_code == 409
    assert "没有此表的表样 lost" in response.content.decode()


def test_a_text_beyond_excel_is_refused_with_the_remedy(reader, office):
    form = make_form(office.unit, make_document(narratives=Narratives(overview="𠮷" * 20_000)))
    response = reader.get(_url(form, "xlsx"))
    assert response.status_code == 409
    assert "请缩短这一项，或改用 PDF" in response.content.decode()


def test_a_name_of_any_kind_gives_a_safe_file_name(reader, office):
    name = '../a"b\\c:*?<>|\r\nX-Bad: 1' + "长" * 150
    form = make_form(office.unit, make_document(project=ProjectFacts(name=name)))
    response = reader.get(_url(form, "json"))
    _, filename = _filename(response)
    assert not set('/\\:*?"<>|\r\n') & set(filename)
    assert filename.startswith("2020年-组织部-.. a b c X-Bad 1长")
    assert len(filename.encode()) < 255
    assert "X-Bad" not in response.headers
