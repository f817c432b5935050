"""What the product itself has written is read back exactly, in every layout."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.document import Amounts, FormDocument
from projects.exchange import document_from
from projects.layouts import Layout, latest_layout
from projects.layouts.specimen import specimen
from projects.paper.compose import Standing, compose
from projects.paper.grid import Stamp
from reports.readers.reading import read_file
from reports.readers.result import ReadForm
from reports.writers.docx import write_docx
from reports.writers.pdf import write_pdf
from reports.writers.xlsx import write_xlsx
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.own_documents import filled_documents

each_layout = pytest.mark.parametrize("slug", LAYOUTS)
WRITERS = {
    "xlsx": lambda paper: write_xlsx([paper]).content,
    "docx": lambda paper: write_docx([paper]).content,
    "pdf": lambda paper: write_pdf(paper).content,
}

STAMP = Stamp("7F3K-QM82", "https://jx.example.gov.cn/v/7F3K-QM82/")


def read_back(document: FormDocument, kind: str) -> ReadForm:
    """The only form of the file, without anything left over."""
    [reading] = read_file(f"表.{kind}", WRITERS[kind](paper_of(document, number="1.")))
    assert (reading.problems, reading.leftovers) == ((), ())
    [form] = reading.forms
    assert form.leftovers == ()
    assert document_from(form.document.to_json()) == form.document
    return form


def same_paper(document: FormDocument, read: FormDocument) -> bool:
    """Whether the layout shows the same of both, cell by cell."""
    return paper_of(read, number="1.").grids == paper_of(document, number="1.").grids


@each_layout
@pytest.mark.parametrize("kind", WRITERS)
def test_a_filled_form_comes_back_as_it_was(slug: str, kind: str) -> None:
    layout = latest_layout(slug)
    document = specimen(layout, framework_of(layout))
    read = read_back(document, kind).document
    assert (read.layout, read.fiscal_year) == (slug, document.fiscal_year)
    assert same_paper(document, read)


@each_layout
def test_code_and_qr_code_of_an_official_paper_are_no_part_of_the_form(slug: str) -> None:
    layout = latest_layout(slug)
    document = specimen(layout, framework_of(layout))
    paper = replace(paper_of(document, number="1."), stamp=STAMP, footer="2024年1月20日下达\n修订号 4")
    [reading] = read_file("表.pdf", write_pdf(paper).content)
    [form] = reading.forms
    assert (reading.leftovers, form.leftovers) == ((), ())
    assert same_paper(document, form.document)


@each_layout
@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@given(data=st.data())
@settings(max_examples=10)
def test_any_filled_form_comes_back_as_it_was(slug: str, kind: str, data: st.DataObject) -> None:
    document = data.draw(filled_documents(slug))
    assert same_paper(document, read_back(document, kind).document)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("typed", ["&nbsp;", "$1$ 元", r"$\geq 5$"])
def test_what_looks_like_residue_was_typed_where_we_wrote_the_file(kind: str, typed: str) -> None:
    layout = latest_layout("xixia")
    document = specimen(layout, framework_of(layout))
    typed_in = replace(document, indicators=(replace(document.indicators[0], level3=typed),))
    assert read_back(typed_in, kind).document.indicators[0].level3 == typed


@pytest.mark.parametrize("kind", WRITERS)
def test_amounts_that_would_be_odd_in_other_files_are_believed_in_our_own(kind: str) -> None:
    layout = latest_layout("xixia")
    document = specimen(layout, framework_of(layout))
    large = replace(document, amounts=Amounts(current_year=Decimal("4000000000.00"), fiscal=Decimal("4000000000.00")))
    form = read_back(large, kind)
    assert form.document.amounts == large.amounts
    assert (form.doubts, form.notes) == ((), ())


@pytest.mark.parametrize("kind", WRITERS)
def test_a_layout_of_an_office_is_read_by_its_file_alone(kind: str, tiny_layout: Layout) -> None:
    document = specimen(tiny_layout, framework_of(tiny_layout))
    paper = compose(tiny_layout, framework_of(tiny_layout), document, Standing())
    [reading] = read_file(f"表.{kind}", WRITERS[kind](paper))
    [form] = reading.forms
    assert form.document.layout == tiny_layout.slug
    assert compose(tiny_layout, framework_of(tiny_layout), form.document, Standing()).grids == paper.grids
    assert (form.doubts, form.leftovers, reading.leftovers) == ((), (), ())
