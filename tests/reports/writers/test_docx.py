"""Papers as Word documents: tables, merged cells, repeated heads, covers, page set-up."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from projects.paper.grid import Cell, Paper
from reports.writers.docx import write_docx
from tests.reports.read_back import docx_cells, docx_paragraphs
from tests.reports.writers.forms_paper import ACROSS, BASIC, COVER, LIST, PAPER, UNTITLED, columns, fields

WATERMARKED = Paper("课件经费", (BASIC,), watermark="草稿", footer="草稿，2026年3月5日修改\n修订号 3")


def document_of(*papers: Paper) -> Any:
    return Document(BytesIO(write_docx(papers).content))


def tables(paper: Paper) -> list[Any]:
    return list(document_of(paper).element.body.iter(qn("w:tbl")))


def values(element: Any, path: str) -> list[str]:
    """The ``w:val`` of every element at ``path``."""
    return [each.get(qn("w:val")) for each in element.iter(qn(path))]


def paragraph(document: Any, text: str) -> Any:
    return next(paragraph for paragraph in document.paragraphs if text in paragraph.text)


def test_without_papers_there_is_no_document():
    with pytest.raises(ValueError, match="没有可以写入 Word 的表"):
        write_docx([])


def test_every_text_is_there_in_order():
    content = write_docx([PAPER]).content
    assert docx_paragraphs(content) == ["某区申报表", "2026 年度", "基本情况", "总目标", "年度目标表"]
    assert docx_cells(content) == (
        "项目名称：,课件经费,负责人,林晓舟,地址,和平路12号,任务,金额,总额,产出,十,二十,甲,乙,1、建设基层组织,丙,丁".split(
            ","
        )
    )


def test_neighbouring_bands_without_a_head_are_one_table_and_a_head_begins_another():
    first, second = tables(Paper("表", (BASIC,)))
    assert len(first.findall(qn("w:tr"))) == 2
    assert len(values(first, "w:tblHeader")) == 0
    assert len(values(second, "w:tblHeader")) == 2


def test_merged_cells_go_down_and_across():
    [_, table] = tables(Paper("表", (BASIC,)))
    assert values(table, "w:vMerge") == ["restart", "continue", "restart", "continue"]
    [wide] = tables(Paper("表", (UNTITLED_WIDE,)))
    assert values(wide, "w:gridSpan") == ["2"]


UNTITLED_WIDE = type(UNTITLED)(title="", columns=columns(50, 50), bands=(fields((Cell("宽", col_span=2),)),))


def test_every_cell_at_the_edge_has_its_part_of_the_frame():
    [_, table] = tables(Paper("表", (BASIC,)))
    rows = table.findall(qn("w:tr"))
    for row in rows:
        cells = row.findall(qn("w:tc"))
        assert _line(cells[0], "left") == "12"
        assert _line(cells[-1], "right") == "12"
    assert [_line(cell, "bottom") for cell in rows[-1].findall(qn("w:tc"))] == ["12", "12"]
    assert [_line(cell, "top") for cell in rows[-1].findall(qn("w:tc"))] == ["", "6"]


def _line(cell: Any, side: str) -> str:
    found = cell.find(f"{qn('w:tcPr')}/{qn('w:tcBorders')}/{qn(f'w:{side}')}")
    return "" if found is None else found.get(qn("w:sz"))


@pytest.mark.parametrize("grid", [COVER, LIST])
def test_covers_and_plain_lists_have_no_lines(grid):
    [table] = tables(Paper("表", (grid,)))
    assert list(table.iter(qn("w:tcBorders"))) == []


def test_a_cover_has_a_large_title_well_below_the_top_and_larger_type():
    document = document_of(PAPER)
    title = paragraph(document, "某区申报表")
    assert (title.runs[0].font.size, title.paragraph_format.space_before) == (Pt(26), Pt(150))
    sizes = [
        element.get(qn("w:val")) for element in document.element.body.iter(qn("w:tbl")).__next__().iter(qn("w:sz"))
    ]
    assert sizes == ["28", "28"]


def test_pages_begin_after_the_cover_and_where_a_grid_says_so():
    document = document_of(PAPER)
    begins = {text: bool(paragraph(document, text).paragraph_format.page_break_before) for text in TITLES}
    assert begins == {"某区申报表": False, "基本情况": True, "总目标": False, "年度目标表": True}


TITLES = ("某区申报表", "基本情况", "总目标", "年度目标表")


def test_the_first_title_is_larger_than_the_others():
    assert paragraph(document_of(Paper("表", (BASIC,))), "基本情况").runs[0].font.size == Pt(20)
    assert paragraph(document_of(PAPER), "总目标").runs[0].font.size == Pt(16)


def test_a_title_of_two_lines_keeps_its_break():
    grid = type(BASIC)(title="项目支出\n申报表", columns=columns(100), bands=(fields((Cell("甲"),)),))
    assert paragraph(document_of(Paper("表", (grid,))), "项目支出").text == "项目支出\n申报表"


def test_every_paper_has_its_own_orientation_watermark_and_foot():
    document = document_of(ACROSS, WATERMARKED)
    across, upright = document.sections
    assert (across.orientation, upright.orientation) == (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    assert across.page_width > across.page_height
    assert upright.page_width < upright.page_height
    assert 'string="草稿"' in upright.header._element.xml
    assert "草稿" not in across.header._element.xml
    assert upright.footer.paragraphs[0].text.startswith("草稿，2026年3月5日修改\t第 ")
    assert upright.footer.paragraphs[1].text == "修订号 3"


def test_columns_fill_the_page():
    for paper, width in ((Paper("表", (BASIC,)), 9978), (ACROSS, 14910)):
        for table in tables(paper):
            widths = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
            assert sum(widths) == pytest.approx(width, abs=1)


def test_what_word_cannot_hold_is_left_out_and_named():
    grid = type(UNTITLED)(title="", columns=columns(100), bands=(fields((Cell("甲\x0b乙\r\n丙"),)),))
    result = write_docx([Paper("表", (grid,))])
    assert result.stripped == ("\x0b",)
    assert docx_cells(result.content) == ["甲乙\n丙"]
