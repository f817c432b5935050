"""Tables on paper: shared heads, sums, repeated columns, boxes; see the layout of the test."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from indicators.framework import Category, Framework
from projects.document import FormDocument, Indicator, ProjectFacts, Task
from projects.layouts import Layout
from projects.paper.compose import Standing, compose
from projects.paper.grid import CellStyle, Grid
from tests.projects.layouts.made_up import HEAD, INDICATORS, TASKS, read

FRAMEWORK = Framework("weihai", "框架", (Category("产出", "数量"), Category("产出", "质量")))
TASKS_DONE = (
    Task("培训", amount=Decimal("120000.00"), fiscal=Decimal("100000.00")),
    Task("设备", amount=Decimal("34500.00")),
)
DOCUMENT = FormDocument(
    "made-up",
    2026,
    project=ProjectFacts(name="培训", nature="延续项目", start_date=date(2026, 1, 1), end_date=date(2028, 12, 31)),
    tasks=TASKS_DONE,
    indicators=(Indicator(level1="产出", level2="数量", level3="期数", standard="历史标准", weight=Decimal(90)),),
)


@pytest.fixture
def layout(tmp_path) -> Layout:
    return read(tmp_path, HEAD.replace("version = 1", 'version = 1\nmoney_unit = "万元"') + TASKS + INDICATORS)


def grid_of(layout: Layout, document: FormDocument = DOCUMENT) -> Grid:
    paper = compose(layout, FRAMEWORK, document, Standing())
    assert paper.is_landscape
    [grid] = paper.grids
    return grid


def band(grid: Grid, key: str) -> list[list[tuple[str, int, int]]]:
    """(text, columns, rows) of every cell by row, columns as the section has them."""
    [found] = [band for band in grid.bands if band.key == key]
    rows = [*found.head, *(row for group in found.groups for row in group.rows)]
    return [[(cell.text, cell.col_span, cell.row_span) for cell in row.cells] for row in rows]


def texts(grid: Grid, key: str) -> list[list[str]]:
    return [[text for text, _, _ in row] for row in band(grid, key)]


def test_a_shared_head_stands_above_its_columns_and_the_others_beside_both_rows(layout):
    [upper, lower, *_] = band(grid_of(layout), "tasks")
    assert [(text, rows) for text, _, rows in upper] == [("任务", 2), ("预算金额", 1)]
    assert [(text, rows) for text, _, rows in lower] == [("总额", 1), ("财政拨款", 1)]
    assert upper[1][1] == sum(columns for _, columns, _ in lower)


def test_a_table_ends_with_the_sums_in_the_unit_of_the_paper(layout):
    grid = grid_of(layout)
    assert texts(grid, "tasks")[2:] == [["培训", "12", "10"], ["设备", "3.45", ""], ["金额合计", "15.45", "10"]]
    total = next(band for band in grid.bands if band.key == "tasks").groups[-1].rows[0].cells
    assert [(cell.number, cell.path) for cell in total] == [(None, ""), (Decimal("15.45"), ""), (Decimal(10), "")]


def test_a_column_of_blanks_has_no_sum_and_a_sum_of_nothing_is_zero(layout):
    blank, zero = Task("培训"), Task("培训", amount=Decimal("0.00"), fiscal=Decimal("0.00"))
    assert texts(grid_of(layout, replace(DOCUMENT, tasks=(blank,))), "tasks")[-1] == ["金额合计", "", ""]
    assert texts(grid_of(layout, replace(DOCUMENT, tasks=(zero,))), "tasks")[-1] == ["金额合计", "0", "0"]


def test_a_table_without_rows_shows_a_blank_one(layout):
    grid = grid_of(layout, replace(DOCUMENT, tasks=()))
    assert texts(grid, "tasks")[2:] == [["", "", ""], ["金额合计", "", ""]]


def test_a_repeated_column_says_the_same_and_only_one_cell_answers_to_the_path(layout):
    [found] = [band for band in grid_of(layout).bands if band.key == "indicators"]
    cells = found.groups[0].rows[0].cells
    assert [(cell.text, cell.path) for cell in cells if cell.text == "期数"] == [
        ("期数", "indicators[0].level3"),
        ("期数", ""),
    ]


def test_a_choice_of_a_column_is_printed_as_the_paper_has_it(layout):
    assert texts(grid_of(layout), "indicators")[1][-1] == "2-历史标准"


def test_the_text_beside_a_table_goes_down_all_its_rows(layout):
    head, first, *_ = band(grid_of(layout), "indicators")
    assert head[0][0] == ""
    assert (first[0][0], first[0][2]) == ("绩效指标", 2)


@pytest.mark.parametrize(
    ("nature", "shown"),
    [
        ("延续项目", "新增项目□　延续项目☑"),
        (None, "新增项目□　延续项目□"),
        ("特殊项目", "新增项目□　延续项目□　特殊项目"),
    ],
)
def test_boxes_show_every_choice_and_lose_no_other_text(layout, nature, shown):
    document = replace(DOCUMENT, project=replace(DOCUMENT.project, nature=nature))
    assert texts(grid_of(layout, document), "basic")[0] == ["项目属性", shown]


def test_labels_are_centred_where_the_layout_or_the_label_says_so(layout):
    [found] = [band for band in grid_of(layout).bands if band.key == "basic"]
    styles = [[cell.style for cell in row.cells] for group in found.groups for row in group.rows]
    assert styles == [
        [CellStyle.LABEL, CellStyle.VALUE],
        [CellStyle.CENTRED_LABEL, CellStyle.CENTRED_LABEL],
    ]


def test_fixed_texts_name_the_years_of_the_project(layout):
    assert texts(grid_of(layout), "basic")[1] == ["说明", "2026—2028"]
    assert texts(grid_of(layout, FormDocument("made-up", 2026)), "basic")[1] == ["说明", "—"]
