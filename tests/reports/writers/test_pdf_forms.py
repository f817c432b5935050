"""Covers, plain lists, pages and orientation in the PDF; see forms_paper.py."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from projects.paper.grid import Grid, Paper
from reports.writers.pdf import write_pdf
from tests.reports.writers.forms_paper import ACROSS, BASIC, COVER, LAST, LIST, PAPER, UNTITLED
from tests.reports.writers.pdf_reading import Line, Page, read_pdf


@pytest.fixture(scope="module")
def pages() -> list[Page]:
    return read_pdf(write_pdf(PAPER).content)


def line(page: Page, text: str) -> Line:
    return next(line for line in page.lines if line.text == text)


def alone(grid: Grid) -> Page:
    [page] = read_pdf(write_pdf(Paper("表", (grid,))).content)
    return page


def test_a_cover_is_a_page_of_its_own_and_new_page_begins_one(pages):
    assert [page.text for page in pages] == [
        "某区申报表2026年度项目名称：课件经费第1页共3页",
        "基本情况负责人林晓舟地址和平路12号任务金额总额产出十二十甲乙总目标1、建设基层组织第2页共3页",
        "年度目标表丙丁第3页共3页",
    ]


def test_the_title_of_a_cover_stands_well_below_the_top_and_is_larger(pages):
    title = line(pages[0], "某区申报表")
    assert 250 < title.y < 400
    assert title.right - title.x == pytest.approx(5 * 26 / 0.75, abs=1)
    assert line(pages[0], "课件经费").y - title.y > 100


def test_covers_and_plain_lists_have_no_lines(pages):
    assert (pages[0].frames, pages[0].cells) == ([], [])
    assert alone(LIST).cells == []
    goal = line(pages[1], "1、建设基层组织")
    assert not any(frame.top < goal.y < frame.bottom for frame in pages[1].frames)


def test_later_titles_are_smaller_than_the_first():
    page = alone(BASIC)
    first = line(page, "基本情况")
    later = line(read_pdf(write_pdf(PAPER).content)[1], "基本情况")
    assert first.right - first.x == pytest.approx(4 * 20 / 0.75, abs=1)
    assert later.right - later.x == pytest.approx(4 * 16 / 0.75, abs=1)


def test_a_grid_without_a_title_stands_below_a_gap(pages):
    above = max(frame.bottom for frame in pages[1].frames if frame.bottom < line(pages[1], "甲").y)
    below = min(frame.top for frame in pages[1].frames if frame.top > above)
    assert 8 < below - above < 24


def test_bands_with_and_without_a_head_share_one_closed_outline():
    page = alone(BASIC)
    frames = sorted(page.frames, key=lambda frame: frame.top)
    assert all(below.top <= above.bottom for above, below in pairwise(frames))


def test_a_shared_head_is_one_cell(pages):
    page = alone(BASIC)
    task, amount, total = (page.cell_of(line(page, text)) for text in ("任务", "金额", "总额"))
    assert task.height == pytest.approx(amount.height + total.height, abs=1)
    assert (amount.left, amount.width) == (total.left, total.width)


def test_a_centred_label_stands_in_the_middle_of_its_cell():
    page = alone(BASIC)
    label = line(page, "地址")
    cell = page.cell_of(label)
    assert label.x - cell.left == pytest.approx(cell.right - label.right, abs=1)


def test_a_landscape_paper_lies_across_and_uses_the_whole_width():
    content = write_pdf(ACROSS).content
    box = PdfReader(BytesIO(content)).pages[0].mediabox
    assert box.width > box.height
    [page] = read_pdf(content)
    assert {round(frame.width) for frame in page.frames} == {994}


def test_a_long_left_note_has_all_the_room_that_the_right_one_leaves():
    note = "203001组织部门中共临海区委员会组织部本级及所属单位"
    page = alone(replace(UNTITLED, left_note=note, right_note="单位：万元"))
    assert line(page, note).y == line(page, "单位：万元").y
    assert line(page, "单位：万元").right == pytest.approx(64 + 665, abs=1)


def test_nothing_of_the_paper_depends_on_the_order_of_its_grids():
    pages = read_pdf(write_pdf(Paper("表", (LAST, COVER))).content)
    assert [page.text for page in pages] == [
        "年度目标表丙丁第1页共2页",
        "某区申报表2026年度项目名称：课件经费第2页共2页",
    ]
