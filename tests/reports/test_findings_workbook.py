"""All findings as an Excel sheet, read back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from projects.findings.survey import survey
from reports.findings_workbook import findings_workbook
from tests.bad_forms import UNIT_MISSING, bad_document
from tests.factories import YEAR, Office, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def sheet(content: bytes) -> Any:
    return load_workbook(BytesIO(content)).active


def rows(content: bytes):
    return list(sheet(content).iter_rows(values_only=True))


def test_every_finding_is_a_row_under_its_heads(office):
    form = make_form(office.unit, bad_document())
    found = survey(office.reader, office.region, YEAR).findings
    head, *lines = rows(findings_workbook(found))
    assert head[:4] == ("年度", "主管部门", "单位", "项目")
    assert len(lines) == len(found) == 3
    by_head = dict(zip(head, lines[0], strict=True))
    assert (by_head["年度"], by_head["项目"], by_head["状态"]) == (YEAR, form.name, "草稿")
    assert by_head["疑点"] == found[0].placed.finding.message
    assert by_head["方面"] in ("完整性", "相关性", "适当性", "可行性")


def test_typed_text_never_becomes_a_formula(office):
    document = bad_document()
    make_form(office.unit, replace(document, project=replace(document.project, name='=HYPERLINK("x")\x07')))
    content = findings_workbook(survey(office.reader, office.region, YEAR).findings)
    cells = [cell for row in sheet(content).iter_rows(min_row=2) for cell in row]
    assert '=HYPERLINK("x")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_the_download_follows_the_filters_of_the_page(client, office):
    make_form(office.unit, bad_document())
    client.force_login(office.reader)
    response = client.get(reverse("reports:findings-file"), {"rule": UNIT_MISSING})
    assert "attachment" in response.headers["Content-Disposition"]
    head, *lines = rows(response.content)
    assert len(lines) == 2
    assert {line[head.index("规则")] for line in lines} == {"数字没有单位"}
