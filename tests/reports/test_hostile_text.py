"""Whatever people type is text on paper and in the sheet, and never anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from projects.document import Indicator, Narratives, ProjectFacts
from projects.models import PerformanceForm
from reports.outputs import OUTPUTS, Part
from tests.factories import make_document, make_form, make_office
from tests.reports.reading import title_of
from tests.reports.writers.pdf_reading import read_pdf, squeezed

pytestmark = pytest.mark.django_db

FORMULAS = ['=HYPERLINK("http://example.org","点")', "+1+1", "-2+3", "@SUM(A1)", "=100%", "=cmd|' /C calc'!A0"]
MARKUP = [
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "<style>@import url(http://example.org/x.css)</style>",
    "@import 'http://example.org/x.css'; } td { display: none }",
    "url(file:///etc/passwd)",
    "&lt;b&gt; &amp;amp; {{ settings.SECRET_KEY }} {% load static %}",
    '</td></tr></table><h1>伪造的标题</h1>"><b onclick=x>',
]
LONG = "连续文字没有标点也没有空格" * 800


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _part(extension: str, *, name: str = "普通名称", overview: str = "", targets: list[str] | None = None) -> Part:
    document = replace(
        make_document(project=ProjectFacts(name=name), narratives=Narratives(overview=overview or None)),
        indicators=tuple(
            Indicator(level1="产出目标", level2="数量", level3=f"指标{number}", target=target)
            for number, target in enumerate(targets or ["健全"])
        ),
    )
    form = make_form(make_office().unit, document)
    return OUTPUTS[extension].part(PerformanceForm.objects.with_document().get(pk=form.pk))


def _pdf_text(part: Part) -> str:
    return "".join(page.text for page in read_pdf(part.content))


def _sheet(part: Part):
    content = OUTPUTS["xlsx"].joined([part])
    parts = ZipFile(BytesIO(content))
    assert not re.search(rb"<f[ >]|<hyperlink|externalLink", b"".join(parts.read(name) for name in parts.namelist()))
    return load_workbook(BytesIO(content)).worksheets[0]


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
def test_it_is_printed_as_it_was_typed(text):
    part = _part("pdf", name=text, overview=text, targets=[text])
    assert _pdf_text(part).count(squeezed(text)) == 3
    assert title_of(part.content) == text
    reader = PdfReader(BytesIO(part.content))
    assert not any("/Annots" in page for page in reader.pages)
    assert "/Names" not in reader.root_object


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP])
def test_it_is_a_text_in_the_sheet(text):
    sheet = _sheet(_part("xlsx", name=text, overview=text, targets=[text]))
    found = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in found] == ["s"] * 3
    assert all(cell.quotePrefix and cell.hyperlink is None for cell in found)


def test_ten_thousand_characters_are_printed_and_stored_whole():
    text = LONG[:10_000]
    part = _part("pdf", overview=text)
    printed = re.sub("项目概况[*]:（续）|草稿，.*?页共\\d+页", "", _pdf_text(part)).replace("草稿", "")
    assert text in printed
    assert PdfReader(BytesIO(part.content)).get_num_pages() >= 5


def test_ten_thousand_characters_stay_in_one_cell():
    sheet = _sheet(_part("xlsx", overview=LONG[:10_000]))
    assert [cell.value for row in sheet.iter_rows() for cell in row if len(str(cell.value)) > 5000] == [LONG[:10_000]]


def test_emoji_and_rare_characters_are_reported_and_marked_on_paper():
    part = _part("pdf", name="😀会堂", overview="𠀀与👍🏽")
    assert part.missing == "😀𠀀👍🏽"
    text = _pdf_text(part)
    assert "〓会堂" in text
    assert "注：字体中没有下列字，以〓代替：U+1F600、U+20000、U+1F44D、U+1F3FD。" in text
    assert "😀" not in text


def test_emoji_are_kept_in_the_sheet():
    part = _part("xlsx", overview="𠀀与👍🏽")
    assert part.missing == ""
    assert "𠀀与👍🏽" in [cell.value for row in _sheet(part).iter_rows() for cell in row]


def test_control_characters_are_left_out():
    assert "会堂" in _pdf_text(_part("pdf", overview="会\x07堂\u202e"))


def test_control_characters_are_left_out_of_the_sheet_and_reported():
    part = _part("xlsx", overview="会\x07\x1b堂")
    assert part.missing == "\x07\x1b"
    assert "会堂" in [cell.value for row in _sheet(part).iter_rows() for cell in row]
