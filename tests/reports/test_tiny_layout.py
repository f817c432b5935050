"""A layout file alone makes a form: its page, its PDF, its workbook. No code knows this form."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from projects.document import Amounts, Coded, Indicator, Procurement, ProjectFacts
from projects.models import PerformanceForm, Status
from reports.outputs import OUTPUTS
from tests.factories import make_document, make_form, make_office
from tests.reports.writers.pdf_reading import read_pdf

pytestmark = pytest.mark.django_db
LABELS = ["名称*", "性质", "总额", "科目", "采购"]
HEADS = ["品名", "数量", "金额", "一级", "二级", "三级", "目标"]
VALUES = [
    "村级会堂",
    "01-新增项目",
    "1234567.80",
    "2013699 其他共产党事务支出",
    "是",
    "音响",
    "一套",
    "开会次数",
    ">=12次",
]


@pytest.fixture
def office(settings, tmp_path: Path, tiny_layout):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_office()


@pytest.fixture
def form(office) -> PerformanceForm:
    document = replace(
        make_document(layout="tiny"),
        project=ProjectFacts(
            name="村级会堂",
            nature="新增项目",
            functional_subjects=(Coded("2013699", "其他共产党事务支出"),),
            government_procurement=True,
        ),
        amounts=Amounts(total=Decimal("1234567.80")),
        procurements=(Procurement(item="音响", quantity="一套", amount=Decimal("30000.00")),),
        indicators=(Indicator(level1="产出目标", level2="数量", level3="开会次数", target=">=12次"),),
    )
    return make_form(office.unit, document)


def _file(form: PerformanceForm, extension: str) -> bytes:
    loaded = PerformanceForm.objects.with_document().get(pk=form.pk)
    output = OUTPUTS[extension]
    return output.joined([output.part(loaded)])


def test_the_page_has_every_label_and_field(client, office, form):
    client.force_login(office.filler)
    page = client.get(reverse("projects:form-fill", args=[form.pk])).content.decode()
    for text in ["2020年小表（申报）", *(label.rstrip("*") for label in LABELS), *HEADS]:
        assert text in page
    for value in ("村级会堂", "1234567.80", "音响", "开会次数"):
        assert value in page


def test_the_pdf_has_every_label_and_value(form):
    text = "".join(page.text for page in read_pdf(_file(form, "pdf")))
    places = [text.index(label) for label in LABELS]
    assert places == sorted(places)
    assert "2020年小表（申报）" in text
    assert "单位：元" in text
    for expected in [*HEADS, *VALUES, "30000.00"]:
        assert expected.replace(" ", "") in text


def test_an_issued_form_bears_the_other_title(office, form):
    PerformanceForm.objects.update(status=Status.ISSUED)
    assert "2020年小表（批复）" in read_pdf(_file(form, "pdf"))[0].text


def test_the_workbook_has_every_label_and_value(form):
    sheet = load_workbook(BytesIO(_file(form, "xlsx"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    said = [cell.value for cell in cells]
    for expected in ["2020年小表（申报）", *LABELS, *HEADS, *(value for value in VALUES if value != "1234567.80")]:
        assert expected in said
    amounts = {cell.value: cell.number_format for cell in cells if cell.data_type == "n"}
    assert amounts == {1234567.8: "0.00", 30000: "0.00"}
