from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from reports.models import CheckState, UploadedCheck
from tests.factories import Office, make_document, make_office
from tests.projects.disclosure.made import made
from tests.reports.disclosure_reading.booklet import BLOCKS, as_rows
from tests.reports.uploaded_checks.checks import make_check, read

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = reverse("reports:check-list")
LIST_QUERIES = 7


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def reader(client: Client, office: Office) -> Client:
    client.force_login(office.reader)
    return client


def page_of(check: UploadedCheck) -> str:
    return reverse("reports:check-page", args=[check.pk])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_queries_for_any_number_of_rows(
    rows: int, reader: Client, office: Office, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        make_check(office.reader, name=f"{number}.txt")
    reader.get(LIST)
    with django_assert_num_queries(LIST_QUERIES):
        page = reader.get(LIST)
    assert page.content.decode().count("已检查") == rows


def test_an_upload_waits_and_then_calls_for_its_result(reader: Client, office: Office) -> None:
    answer = reader.post(reverse("reports:check-start"), {"file": SimpleUploadedFile("公开.txt", as_rows(BLOCKS))})
    check = UploadedCheck.objects.get()
    assert answer["Location"] == page_of(check)
    assert "排队中" in reader.get(page_of(check)).content.decode()
    assert "排队中" in reader.get(page_of(check), headers=HTMX).content.decode()
    UploadedCheck.objects.update(state=CheckState.DONE, content=made().to_json())
    assert reader.get(page_of(check), headers=HTMX)["HX-Refresh"] == "true"


def test_a_file_that_is_no_disclosure_says_so(reader: Client, office: Office) -> None:
    check = read(office.reader, "今天放假。".encode())
    assert "没有认出部门预算公开的内容" in reader.get(page_of(check)).content.decode()
    report = reader.get(reverse("reports:check-report", args=[check.pk]))
    assert report.status_code == 404


def test_findings_lead_to_their_places_and_figures_to_their_proofs(reader: Client, office: Office) -> None:
    text = as_rows(BLOCKS).decode().replace("办公费22.50万元", "办公费32.50万元").encode()
    page = reader.get(page_of(read(office.reader, text))).content.decode()
    assert '<a href="#at-operating_costs">机关运行经费</a>' in page
    assert "相差 -10.00" in page
    assert "查不到出处" not in page
    assert "修改机关运行经费" not in page


def test_the_forms_of_a_file_are_shown_as_they_print(reader: Client, office: Office) -> None:
    check = make_check(office.reader, [make_document()])
    form = reverse("reports:check-form", args=[check.pk, 0])
    assert form in reader.get(page_of(check)).content.decode()
    assert str(make_document().project.name) in reader.get(form).content.decode()
    assert reader.get(reverse("reports:check-form", args=[check.pk, 1])).status_code == 404


def test_the_report_holds_everything_and_no_formula(reader: Client, office: Office) -> None:
    text = as_rows(BLOCKS).decode().replace("办公费22.50万元", "办公费32.50万元").replace("差旅费7.50", "=1+1费7.50")
    check = read(office.reader, text.encode())
    answer = reader.get(reverse("reports:check-report", args=[check.pk]))
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["疑点", "合计（万元）", "查不到出处的数字", "读取时没有把握", "没有归入的文字"]
    rows = list(book["疑点"].iter_rows(min_row=2, values_only=True))
    assert rows[0][:2] == ("须改正", "机关运行经费")
    proofs = {row[0]: row[1:5] for row in book["合计（万元）"].iter_rows(min_row=2, values_only=True)}
    assert proofs["机关运行经费与各项经费"] == ("不相符", "40.00", "50.00", "-10.00")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any("=1+1费" in str(cell.value) for cell in cells)


def test_a_check_is_forgotten_with_its_file(
    reader: Client, office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    check = make_check(office.reader)
    stored = Path(check.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        answer = reader.post(reverse("reports:check-delete", args=[check.pk]))
    assert (answer["Location"], stored.exists(), UploadedCheck.objects.exists()) == (LIST, False, False)
