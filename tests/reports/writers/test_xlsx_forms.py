"""Covers, plain lists, pages and orientation in the workbook; see forms_paper.py."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from projects.paper.grid import Paper
from reports.writers.xlsx import cell_positions, write_xlsx
from tests.reports.writers.forms_paper import ACROSS, BASIC, PAPER


def sheet_of(paper: Paper) -> Any:
    return load_workbook(BytesIO(write_xlsx([paper]).content)).worksheets[0]


@pytest.fixture(scope="module")
def sheet() -> Any:
    return sheet_of(PAPER)


def cell(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_pages_begin_after_the_cover_and_where_a_grid_says_so(sheet):
    titles = [cell(sheet, text).row for text in ("基本情况", "年度目标表")]
    assert [each.id + 1 for each in sheet.row_breaks.brk] == titles


def test_a_cover_has_a_large_title_well_below_the_top_and_larger_type(sheet):
    title = cell(sheet, "某区申报表")
    assert (title.row, title.font.size, sheet.row_dimensions[1].height) == (2, 26, 150)
    assert {cell(sheet, text).font.size for text in ("2026 年度", "项目名称：", "课件经费")} == {14}


def test_covers_and_plain_lists_have_no_lines(sheet):
    for text in ("课件经费", "1、建设基层组织"):
        assert {side.style for side in _sides(cell(sheet, text))} == {None}
    assert {side.style for side in _sides(cell(sheet, "林晓舟"))} == {"thin", "medium"}


def _sides(cell: Any) -> list[Any]:
    return [cell.border.left, cell.border.right, cell.border.top, cell.border.bottom]


def test_later_titles_are_smaller_than_the_first(sheet):
    assert cell(sheet, "基本情况").font.size == 16
    assert cell(sheet_of(Paper("表", (BASIC,))), "基本情况").font.size == 20


def test_a_grid_without_a_title_stands_below_a_gap(sheet):
    assert cell(sheet, "甲").row - cell(sheet, "二十").row == 2


def test_a_shared_head_is_merged_and_all_its_rows_are_repeated():
    sheet = sheet_of(Paper("表", (BASIC,)))
    places = {place.cell.text: place.area for place in cell_positions(Paper("表", (BASIC,)))}
    assert places["任务"].bottom == places["总额"].bottom == places["金额"].bottom + 1
    assert sheet.print_title_rows == f"${places['任务'].top}:${places['总额'].bottom}"


def test_centred_labels_are_centred(sheet):
    assert (cell(sheet, "地址").alignment.horizontal, cell(sheet, "负责人").alignment.horizontal) == ("center", "left")


def test_a_landscape_paper_lies_across_and_is_wider():
    across, upright = sheet_of(ACROSS), sheet_of(Paper("表", (BASIC,)))
    assert (across.page_setup.orientation, upright.page_setup.orientation) == ("landscape", "portrait")
    widths = [sum(column.width for column in each.column_dimensions.values()) for each in (across, upright)]
    assert widths[0] / widths[1] == pytest.approx(994 / 665, rel=0.01)
