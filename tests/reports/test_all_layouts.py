"""Every layout of the product, filled in, on every kind of paper; no test here knows one form from another."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.checking import submission_problems
from projects.document import FormDocument, Indicator
from projects.exchange import document_from
from projects.layouts import LayoutError, latest_layout, load_layout
from projects.layouts.model import Section
from projects.layouts.registry import layout_files
from projects.layouts.specimen import specimen
from projects.paper.grid import Paper
from reports.writers.docx import write_docx
from reports.writers.pdf import write_pdf
from reports.writers.xlsx import cell_positions, write_xlsx
from tests.reports.read_back import (
    LAYOUTS,
    captions_of,
    cells_of,
    docx_cells,
    docx_paragraphs,
    framework_of,
    missing_from,
    paper_of,
    pdf_text,
    sheet_differences,
)
from tests.reports.writers.pdf_reading import squeezed
from tests.strategies import documents

RARE = "硚㐂𠮷"
LONG_NAME = f"全区基层{RARE}卫生服务人员岗位培训考核合格率和服务对象满意程度综合达标情况年度抽样调查覆盖乡镇街道社区的总体比例".ljust(
    60, "数"
)
LONG_TEXT = "\n".join(f"{number}. 按计划组织实施，按季度检查{RARE}，按合同验收后付款。" * 3 for number in range(1, 31))
MANY = 200

each_layout = pytest.mark.parametrize("slug", LAYOUTS)


@cache
def filled(slug: str) -> FormDocument:
    layout = latest_layout(slug)
    return specimen(layout, framework_of(layout))


@cache
def printed(slug: str) -> tuple[Paper, str]:
    """The paper of the specimen and what its PDF says."""
    paper = paper_of(filled(slug), number="1.")
    return paper, pdf_text(write_pdf(paper).content)


@cache
def stressed(slug: str) -> Paper:
    """As much of everything as a form may hold: 200 rows, names of 60 characters, pages of text."""
    layout, document = latest_layout(slug), filled(slug)
    narratives = dict.fromkeys(document.narratives.__dataclass_fields__, LONG_TEXT)
    categories = framework_of(layout).categories
    indicators = tuple(
        Indicator(
            level1=categories[number % len(categories)].level1,
            level2=categories[number % len(categories)].level2,
            level3=LONG_NAME,
            description=RARE,
            target=f"≥{number}人",
        )
        for number in range(MANY)
    )
    lines = {
        table.lines: getattr(document, table.lines) * 20 for table in layout.tables() if table.lines != "indicators"
    }
    facts = replace(document.project, name=LONG_NAME)
    texts = replace(document.narratives, **narratives)
    return paper_of(replace(document, project=facts, narratives=texts, indicators=indicators, **lines))


# --- The files themselves --------------------------------------------------------------


def test_every_layout_file_loads() -> None:
    broken = {}
    for file in layout_files():
        try:
            load_layout(file)
        except LayoutError as error:
            broken[file.name] = str(error)
    assert broken == {}


def is_whole(section: Section) -> bool:
    """Whether widths and columns agree; the loader says what is wrong, this says that it looks."""
    if section.table:
        return len(section.columns) == len(section.table.printed) + bool(section.table.side)
    return all(sum(entry.width for entry in row) <= len(section.columns) for row in section.rows)


@each_layout
def test_columns_and_rows_add_up(slug: str) -> None:
    layout = latest_layout(slug)
    assert [section.key for section in layout.sections if not is_whole(section)] == []
    assert {sum(section.columns) for section in layout.sections} == {100}


@each_layout
@pytest.mark.parametrize("fill", [filled, lambda slug: FormDocument(layout=slug, fiscal_year=2026)])
def test_in_every_row_of_every_grid_the_spans_add_up(slug: str, fill) -> None:
    for grid in paper_of(fill(slug)).grids:
        covered = [0] * sum(1 for _ in grid.rows())
        for row, _, cell in grid.placed():
            for below in range(row, row + cell.row_span):
                covered[below] += cell.col_span
        assert set(covered) == {len(grid.columns)}


# --- The specimen ----------------------------------------------------------------------


@each_layout
def test_the_specimen_is_a_valid_document_that_could_be_sent_up(slug: str) -> None:
    layout, document = latest_layout(slug), filled(slug)
    assert document_from(document.to_json()) == document
    assert submission_problems(layout, framework_of(layout), document, {}) == []


@each_layout
def test_the_specimen_leaves_no_place_of_the_paper_blank(slug: str) -> None:
    paper, _ = printed(slug)
    assert [cell.path for cell in cells_of(paper) if cell.path and not cell.text] == []


@each_layout
def test_the_pdf_says_everything_in_the_order_of_the_paper(slug: str) -> None:
    paper, said = printed(slug)
    at = 0
    for text in (cell.text for cell in cells_of(paper)):
        found = said.find(squeezed(text), at)
        assert found >= 0, f"{text!r} is not where it should be"
        at = found + len(squeezed(text))
    assert [text for text in captions_of(paper) if squeezed(text) not in said] == []


@each_layout
def test_the_workbook_equals_the_grid(slug: str) -> None:
    paper, _ = printed(slug)
    places = [place.cell for place in cell_positions(paper)]
    assert places == [cell for grid in paper.grids for _, _, cell in grid.placed()]
    assert sheet_differences(write_xlsx([paper]).content, paper) == []


@each_layout
def test_the_word_document_says_everything_in_the_order_of_the_paper(slug: str) -> None:
    paper, _ = printed(slug)
    content = write_docx([paper]).content
    assert docx_cells(content) == [cell.text for cell in cells_of(paper) if cell.text]
    assert docx_paragraphs(content) == captions_of(paper)


# --- An empty form ---------------------------------------------------------------------


@each_layout
def test_an_empty_form_shows_every_label(slug: str) -> None:
    paper = paper_of(FormDocument(layout=slug, fiscal_year=2026))
    said = pdf_text(write_pdf(paper).content)
    labels = [cell.text for cell in cells_of(paper) if not cell.path]
    assert [text for text in labels if squeezed(text) not in said] == []
    assert sheet_differences(write_xlsx([paper]).content, paper) == []
    assert docx_cells(write_docx([paper]).content) == [cell.text for cell in cells_of(paper) if cell.text]
    values = [cell for cell in cells_of(paper) if cell.path]
    assert {cell.text for cell in values if "□" not in cell.text} <= {""}


# --- Too much of everything ------------------------------------------------------------


@each_layout
def test_long_texts_many_rows_and_rare_characters_are_all_printed(slug: str) -> None:
    paper = stressed(slug)
    result = write_pdf(paper)
    said = pdf_text(result.content)
    assert result.missing == ()
    assert [text for text in {cell.text for cell in cells_of(paper)} if missing_from(said, text)] == []


@each_layout
def test_long_texts_many_rows_and_rare_characters_fit_excel_and_word(slug: str) -> None:
    paper = stressed(slug)
    assert sheet_differences(write_xlsx([paper]).content, paper) == []
    assert docx_cells(write_docx([paper]).content) == [cell.text for cell in cells_of(paper) if cell.text]


# --- Any document ----------------------------------------------------------------------


@each_layout
@given(data=st.data())
@settings(max_examples=12)
def test_excel_and_word_take_any_document_and_excel_equals_the_grid(slug: str, data: st.DataObject) -> None:
    paper = paper_of(replace(data.draw(documents), layout=slug))
    result = write_xlsx([paper])
    if not result.stripped:
        assert sheet_differences(result.content, paper) == []
    assert write_docx([paper]).content


@each_layout
@given(data=st.data())
@settings(max_examples=3)
def test_the_pdf_takes_any_document(slug: str, data: st.DataObject) -> None:
    assert write_pdf(paper_of(replace(data.draw(documents), layout=slug))).pages >= 1
