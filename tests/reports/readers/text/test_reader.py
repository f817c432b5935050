"""Text files of both clean kinds: what becomes a cell, a row, a table, a paragraph; and every layout read from them."""

from __future__ import annotations

import pytest

from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from projects.paper.grid import Paper
from reports.readers.reading import read_file
from reports.readers.source import SourceTable, SourceText, Unreadable
from reports.readers.text.reader import read
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.clean_text import as_cell_lines, as_rows, as_sheet

WRITERS = {"rows": as_rows, "sheet": as_sheet, "cell lines": as_cell_lines}


def blocks(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as texts, tables as rows of texts."""
    return [
        block.text if isinstance(block, SourceText) else [[cell.text for cell in row] for _, row in block.rows()]
        for block in read("a.txt", text.encode()).blocks
    ]


# --- Rows with tabs ----------------------------------------------------------------------


def test_a_line_with_tabs_is_a_row_whose_blank_cells_stay_blank() -> None:
    assert blocks("甲\t\t乙\t\n\t丙\t\t丁") == [[["甲", "", "乙", ""], ["", "丙", "", "丁"]]]


def test_a_table_ends_at_a_line_without_tabs() -> None:
    assert blocks("表一\n甲\t乙\n\n丙\t丁\n尾注") == ["表一", [["甲", "乙"]], [["丙", "丁"]], "尾注"]


def test_a_line_break_within_a_cell_does_not_end_the_row() -> None:
    broken = "甲\t第一段\n第二段\t乙\n丙\t丁\t戊\n己\t庚\t辛"
    assert blocks(broken) == [[["甲", "第一段\n第二段", "乙"], ["丙", "丁", "戊"], ["己", "庚", "辛"]]]


def test_a_quoted_cell_of_a_spreadsheet_may_hold_breaks_and_marks() -> None:
    assert blocks('甲\t"第一段\n第""二""段"\n丙\t"三公"经费') == [[["甲", '第一段\n第"二"段'], ["丙", '"三公"经费']]]


def test_rows_of_different_length_stay_apart() -> None:
    assert blocks("甲\t乙\n丙\t丁\t戊\n己\t庚\t辛") == [[["甲", "乙"], ["丙", "丁", "戊"], ["己", "庚", "辛"]]]


def test_a_row_of_dashes_is_a_row() -> None:
    assert blocks("甲\t乙\n-\t-") == [[["甲", "乙"], ["-", "-"]]]


def test_every_cell_knows_its_line() -> None:
    [table] = read("a.txt", "\n\n甲\t乙".encode()).blocks
    assert isinstance(table, SourceTable)
    assert [cell.place for cell in table.cells] == ["第 3 行第 1 格", "第 3 行第 2 格"]
    assert not table.has_columns


def test_a_drawn_line_under_a_head_is_no_row() -> None:
    assert blocks("甲\t乙\n----\t----\n丙\t丁") == [[["甲", "乙"], ["丙", "丁"]]]


def test_bars_of_markdown_part_cells() -> None:
    assert blocks("| 甲 | 乙 |\n|---|---|\n| 丙 | |") == [[["甲", "乙"], ["丙", ""]]]


@pytest.mark.parametrize("line", ["## 申报表", "**申报表**", "[bookmark: _Toc42]申报表", "  申报表  "])
def test_marks_of_headings_and_bookmarks_are_left_out(line: str) -> None:
    assert blocks(line) == ["申报表"]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\f", "\u2028"])
def test_lines_end_as_any_system_ends_them(end: str) -> None:
    assert blocks(f"表{end}甲\t乙{end}") == ["表", [["甲", "乙"]]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    [table] = read("a.txt", "项目名称\t硚口区".encode(encoding)).blocks
    assert isinstance(table, SourceTable)
    assert [cell.text for cell in table.cells] == ["项目名称", "硚口区"]


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable):
        read("a.txt", b"\x00\x01\x80\xff")


# --- A cell a line -----------------------------------------------------------------------


def test_a_blank_line_ends_a_row_and_two_end_the_table() -> None:
    assert blocks("表一\n\t甲\n\t乙\n\n\t丙\n\t\n\n\n\t丁\n\t戊\n") == [
        "表一",
        [["甲", "乙"], ["丙", ""]],
        [["丁", "戊"]],
    ]


def test_a_further_paragraph_of_a_cell_has_no_tab() -> None:
    assert blocks("\t目标\n\t1.第一条\n2.第二条\n\n\t尾\n\t完\n") == [[["目标", "1.第一条\n2.第二条"], ["尾", "完"]]]


def test_a_text_behind_a_row_is_no_cell() -> None:
    assert blocks("\t甲\n\t乙\n\n说明\n") == [[["甲", "乙"]], "说明"]


# --- Blanks where a printed line ended --------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("干部队伍 建设", "干部队伍建设"),
        ("提高全区 干部教育 培训工作 的针对性", "提高全区干部教育培训工作的针对性"),
        ("完成 2 期", "完成 2 期"),
        ("一季度办一期。 二季度办两期", "一季度办一期。 二季度办两期"),
    ],
)
def test_a_blank_at_the_end_of_a_narrow_line_is_closed(printed: str, meant: str) -> None:
    assert blocks(f"甲\t{printed}") == [[["甲", meant]]]


# --- Whole forms -------------------------------------------------------------------------


def specimen_paper(slug: str) -> Paper:
    layout = latest_layout(slug)
    return paper_of(specimen(layout, framework_of(layout)), number="1.")


@pytest.mark.parametrize("slug", LAYOUTS)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_form_of_any_layout_is_read_from_text(slug: str, kind: str) -> None:
    meant = specimen_paper(slug)
    [reading] = read_file("表.txt", WRITERS[kind]([meant]).encode())
    [form] = reading.forms
    read_paper = paper_of(form.document, number="1.")
    texts = [[cell.text for _, _, cell in grid.placed()] for grid in read_paper.grids]
    assert texts == [[cell.text for _, _, cell in grid.placed()] for grid in meant.grids]
    assert not [doubt for doubt in form.doubts if "识别" in doubt.reason]


def test_a_text_without_a_form_says_so_and_shows_everything() -> None:
    [reading] = read_file("表.txt", "会议通知\n时间\t下午三点".encode())
    assert reading.forms == ()
    assert [leftover.text for leftover in reading.leftovers] == ["会议通知", "时间", "下午三点"]
    assert len(reading.problems) == 1
