"""The forms of the five documents: stored and read back, and printed with every label and value of their papers."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from projects.document import FormDocument
from projects.exchange import document_from
from projects.importing.checks import unshown_values
from projects.importing.planning import ImportedForm, apply_import, plan_import
from projects.layouts import latest_layout
from projects.models import PerformanceForm
from projects.paper.grid import LABEL_STYLES, CellStyle, Paper
from projects.storage import document_of
from reports.writers.docx import write_docx
from reports.writers.pdf import write_pdf
from reports.writers.xlsx import write_xlsx
from tests.conftest import SAMPLES
from tests.reports.read_back import (
    cells_of,
    docx_cells,
    framework_of,
    missing_from,
    paper_of,
    pdf_text,
    sheet_differences,
)

pytestmark = pytest.mark.samples

NAMES = [path.stem for path in sorted((SAMPLES / "expected").glob("*.json"))]
each_sample = pytest.mark.parametrize("name", NAMES or [pytest.param("", marks=pytest.mark.skip("no sample forms"))])

# Where a form begins in the text of its document.
BEGINNINGS = {
    "weihai": r"\d{4}年部门项目支出预算绩效目标下达表",
    "xixia": r"西夏区部门项目支出预算绩效目标申报表",
    "qiaokou": r"硚口区部门预算项目支出",
    "hebei-shg": r"(?m)^.*\d+\s*\.[^\n]*绩效目标表$",
}
POORLY_READ = "hebei-qhd"  # a text recognised from images, whose cells are cut and mixed
SHIFTED = {"weihai-05", "weihai-08"}  # a page break in the text has moved names of 一级 beside other rows


@cache
def document_named(name: str) -> FormDocument:
    data: dict[str, Any] = json.loads((SAMPLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))
    return document_from(data)


@cache
def paper_named(name: str) -> Paper:
    return paper_of(document_named(name), title="issued", number=f"{int(name[-2:])}.")


def plain(text: str) -> str:
    """Without white space, punctuation half-width; the unit that our papers add to figures in 万元 is left out."""
    return re.sub(r"\s|\(万元\)", "", unicodedata.normalize("NFKC", text))


@cache
def texts_of(family: str) -> list[str]:
    """The part of the document's text that each of its forms has."""
    text = (SAMPLES / "text" / f"{family}.txt").read_text(encoding="utf-8")
    starts = [match.start() for match in re.finditer(BEGINNINGS[family], text)]
    return [plain(text[start:end]) for start, end in pairwise([*starts, len(text)])]


def labels_of(name: str) -> list[str]:
    """Everything that the paper says before it is filled in, in its order."""
    document = document_named(name)
    blank = FormDocument(layout=document.layout, fiscal_year=document.fiscal_year)
    always = {cell.text for cell in cells_of(paper_of(blank))} | {"一级指标"}
    styles = LABEL_STYLES | {CellStyle.HEAD, CellStyle.GROUP}
    cells = [cell for cell in cells_of(paper_named(name)) if cell.text and cell.style in styles]
    return [plain(cell.text) for cell in cells if cell.text in always or cell.style is CellStyle.GROUP]


@each_sample
@pytest.mark.django_db
def test_json_in_and_the_same_document_out(name: str) -> None:
    document = document_named(name)
    plan = plan_import([ImportedForm(name, document)])
    assert plan.problems == ()
    [form] = apply_import(plan)
    assert document_of(PerformanceForm.objects.with_document().get(pk=form.pk)) == document


@each_sample
def test_the_layout_has_a_place_for_every_value(name: str) -> None:
    document = document_named(name)
    layout = latest_layout(document.layout)
    notes = unshown_values(layout, framework_of(layout), document)
    assert [str(note) for note in notes] == []


@each_sample
def test_the_pdf_says_every_label_and_value(name: str) -> None:
    paper = paper_named(name)
    result = write_pdf(paper)
    said = pdf_text(result.content)
    assert [text for text in {cell.text for cell in cells_of(paper)} if missing_from(said, text)] == []
    assert result.missing == ()


@each_sample
def test_workbook_and_word_document_say_every_label_and_value(name: str) -> None:
    paper = paper_named(name)
    assert sheet_differences(write_xlsx([paper]).content, paper) == []
    assert docx_cells(write_docx([paper]).content) == [cell.text for cell in cells_of(paper) if cell.text]


@each_sample
def test_labels_stand_in_the_order_of_the_document(name: str) -> None:
    family = name[:-3]
    if family == POORLY_READ:
        pytest.skip("the text of this document has no order")
    text, at = texts_of(family)[int(name[-2:]) - 1], 0
    for label in labels_of(name):
        found = text.find(label, at)
        if name in SHIFTED and found < 0:
            assert label in text
            continue
        assert found >= 0, f"“{label}” stands elsewhere"
        at = found + len(label)


def test_all_forms_of_the_five_documents_are_here(samples_dir: Path) -> None:
    visible = json.loads((samples_dir / "split.json").read_text(encoding="utf-8"))["visible"]
    assert sorted(visible) == NAMES
    assert len(NAMES) == 40
