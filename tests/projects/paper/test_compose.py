"""Layout + document + framework = paper: full rows, every value, the whole tree."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.framework import Category, Framework
from projects.document import Amounts, FormDocument, Indicator, Procurement, ProjectFacts
from projects.layouts import Layout, latest_layout, layouts
from projects.paper.compose import Standing, compose
from projects.paper.grid import Cell, CellStyle, Grid, Paper
from tests.factories import make_document
from tests.strategies import documents

WEIHAI = latest_layout("weihai")
SLUGS = sorted({slug for slug, _ in layouts()})


def framework_of(slug: str) -> Framework:
    file = Path(django_settings.FIXTURES_DIR) / "frameworks" / f"{slug}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    categories = [
        Category(level1["name"], level2["name"], level2.get("mark", ""), level2.get("minimum", 0))
        for level1 in data["level1"]
        for level2 in level1["level2"]
    ]
    return Framework(slug, data["name"], tuple(categories))


FRAMEWORK = framework_of("weihai")


def paper_of(document: FormDocument, layout: Layout = WEIHAI, framework: Framework = FRAMEWORK) -> Paper:
    return compose(layout, framework, document, Standing())


def grid_of(document: FormDocument) -> Grid:
    [grid] = paper_of(document).grids
    return grid


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows()]


def cells_by_path(paper: Paper) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for grid in paper.grids:
        for _, _, cell in grid.placed():
            if cell.path:
                assert cell.path not in found, f"{cell.path} stands there twice"
                found[cell.path] = cell
    return found


def assert_full(grid: Grid) -> None:
    """Every place of every row is covered exactly once, and no span leaves its group."""
    covered: dict[int, list[int]] = {}
    height = 0
    for row, column, cell in grid.placed():
        assert min(cell.col_span, cell.row_span) >= 1
        for at in range(row, row + cell.row_span):
            covered.setdefault(at, []).extend(range(column, column + cell.col_span))
        height = max(height, row + 1)
    places = list(range(len(grid.columns)))
    assert all(sorted(covered[row]) == places for row in range(height))
    assert sorted(covered) == list(range(height))
    for band in grid.bands:
        for group in band.groups:
            for index, cells in enumerate(group.rows):
                assert all(index + cell.row_span <= len(group.rows) for cell in cells.cells)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=15)
@given(document=documents, data=st.data())
def test_any_document_fills_any_layout_and_every_value_is_printed(slug, document, data):
    layout = latest_layout(slug)
    framework = framework_of(layout.framework)
    categories = st.sampled_from([(each.level1, each.level2) for each in framework.categories] + [("别的", "别类")])
    indicators = []
    for indicator in document.indicators:
        level1, level2 = data.draw(categories)
        indicators.append(replace(indicator, level1=level1, level2=level2))
    document = replace(document, layout=slug, indicators=tuple(indicators))
    paper = paper_of(document, layout, framework)
    for grid in paper.grids:
        assert_full(grid)
    cells = cells_by_path(paper)
    for cell in layout.cells():
        shown = cells[cell.path].text
        value = document.at(cell.path)
        assert cell.boxes or bool(shown) == (value is not None and value != ()), cell.path
        if isinstance(value, str):
            assert value in shown
    for table in layout.tables():
        for index, line in enumerate(getattr(document, table.lines)):
            for column in table.columns:
                if not (table.is_tree and column.value in ("level1", "level2")):
                    text = cells[f"{table.lines}[{index}].{column.value}"].text
                    value = column.field.of_line(line, column.value, document.fiscal_year)
                    assert bool(text) == (value is not None)
                    assert not isinstance(value, str) or value in text


@pytest.mark.parametrize("slug", SLUGS)
def test_a_blank_form_has_every_label_and_no_value(slug):
    layout = latest_layout(slug)
    paper = paper_of(FormDocument(slug, 2020), layout, framework_of(layout.framework))
    printed = {cell.text for grid in paper.grids for _, _, cell in grid.placed()}
    for cell in layout.cells():
        if cell.label_span:
            assert layout.printed_label(cell) in printed
    for table in layout.tables():
        assert {column.head for column in table.columns} <= printed
    boxed = {cell.path for cell in layout.cells() if cell.boxes}
    assert {cell.text for path, cell in cells_by_path(paper).items() if path not in boxed} == {""}


# --- 威海 --------------------------------------------------------------------------------


def test_the_top_of_the_weihai_form():
    grid = grid_of(make_document())
    assert grid.title == "2020年部门项目支出预算绩效目标申报表"
    assert (grid.left_note, grid.centre_note, grid.right_note) == ("", "年份（2020）", "金额单位：万元")
    assert texts(grid)[:9] == [
        ["预算单位:", "组织部"],
        ["项目名称*:", "党员教育课件", "项目类别:", "[003001007001]组织部"],
        ["项目性质:", "经常性项目", "是否包含二级项目:", "否"],
        ["功能科目:", "[2013699]其他共产党事务支出", "部门经济科目:", "[30299]其他商品和服务支出, [31003]专用设备购置"],
        ["填报人:", "林晓舟", "联系电话", "5550126"],
        ["开始时间*:", "2020-01-01", "结束时间*:", "2020-12-31"],
        ["项目总金额:", "20", "本年度预算申请金额:", "12.005"],
        ["上年度项目预算金额:", "9", "上年度项目执行数:", ""],
        ["是否包含政府采购:", "是", "是否包含五项经费:", "否"],
    ]


def test_issued_forms_have_another_title_and_drafts_a_watermark():
    standing = Standing(title="issued", watermark="草稿", footer="打印于某日")
    paper = compose(WEIHAI, FRAMEWORK, make_document(), standing)
    assert paper.grids[0].title == "2020年部门项目支出预算绩效目标下达表"
    assert (paper.name, paper.watermark, paper.footer) == ("党员教育课件", "草稿", "打印于某日")


def test_a_paper_without_project_name_is_called_after_its_layout():
    assert paper_of(FormDocument("weihai", 2020)).name == "威海项目支出绩效目标表"


def test_bands_are_the_sections_and_only_tables_have_heads():
    grid = grid_of(make_document())
    assert [band.key for band in grid.bands] == ["basic", "funds", "content", "goals", "indicators"]
    assert [bool(band.head) for band in grid.bands] == [False, False, False, False, True]
    [head] = grid.bands[-1].head
    assert [(cell.text, cell.style) for cell in head.cells] == [
        (text, CellStyle.HEAD) for text in ("一级指标", "二级指标", "三级指标", "年度目标值")
    ]


def test_all_sections_share_common_columns():
    grid = grid_of(make_document())
    assert sum(grid.columns) == 100
    edges = {0}
    for section in WEIHAI.sections:
        edge = 0
        for width in section.columns:
            edge += width
            edges.add(edge)
    assert [right - left for left, right in pairwise(sorted(edges))] == list(grid.columns)


def test_the_whole_tree_is_printed_with_merged_cells_and_blank_rows():
    band = grid_of(make_document()).bands[-1]
    groups = [
        [(cell.text, cell.row_span) for row in group.rows for cell in row.cells if cell.style is CellStyle.GROUP]
        for group in band.groups
    ]
    assert groups[1] == [("产出目标", 5), ("数量", 2), ("质量", 1), ("时效", 1), ("成本", 1)]
    assert [group[0] for group in groups] == [
        ("投入与目标管理", 6),
        ("产出目标", 5),
        ("效果目标", 4),
        ("影响力目标", 6),
    ]
    output = [[cell.text for cell in row.cells] for row in band.groups[1].rows]
    assert output == [
        ["产出目标", "数量", "制片数量", ">=5部"],
        ["审片次数", "≥15次"],
        ["质量", "", ""],
        ["时效", "", ""],
        ["成本", "", ""],
    ]


def test_rows_follow_the_tree_and_keep_the_path_of_the_document():
    late_first = make_document(indicators=make_document().indicators[::-1])
    cells = cells_by_path(paper_of(late_first))
    assert cells["indicators[3].level3"].text == "预算执行率"
    column = [row[-2:] for row in texts(grid_of(late_first)) if "健全" in row or ">=5部" in row or "≥15次" in row]
    assert column == [["审片次数", "≥15次"], ["制片数量", ">=5部"], ["管理模式健全性", "健全"]]


def test_what_the_framework_does_not_have_stands_at_the_end_under_its_own_names():
    strange = (
        Indicator(level1="别的", level2="甲", level3="一", target="1"),
        Indicator(level1="产出目标", level2="产量", level3="二", target="2"),
        Indicator(level1=None, level2=None, level3="三", target="3"),
        Indicator(level1="别的", level2="甲", level3="四", target="4"),
    )
    grid = grid_of(make_document(indicators=strange))
    assert_full(grid)
    assert texts(grid)[-4:] == [
        ["", "", "三", "3"],
        ["产出目标", "产量", "二", "2"],
        ["别的", "甲", "一", "1"],
        ["四", "4"],
    ]


def test_amounts_are_numbers_in_the_unit_of_the_paper_too():
    cells = cells_by_path(paper_of(make_document()))
    total, current = cells["amounts.total"], cells["amounts.current_year"]
    assert (total.text, total.number, total.decimals, total.style) == ("20", Decimal(20), 0, CellStyle.MONEY)
    assert (current.text, current.number, current.decimals) == ("12.005", Decimal("12.005"), 3)
    blank = cells["amounts.prior_year_executed"]
    assert (blank.text, blank.number) == ("", None)


def test_zero_is_printed_and_a_blank_is_not():
    cells = cells_by_path(paper_of(make_document(amounts=Amounts(total=Decimal("0.00")))))
    assert (cells["amounts.total"].text, cells["amounts.total"].number) == ("0", Decimal(0))
    assert cells["amounts.current_year"].text == ""


def test_narratives_keep_their_lines_and_text_is_never_read_as_anything_else():
    document = make_document()
    odd = "=SUM(A1)\n{year} <b>粗</b>\n+1 @x 😀"
    document = replace(document, narratives=replace(document.narratives, overview=odd))
    cell = cells_by_path(paper_of(document))["narratives.overview"]
    assert (cell.text, cell.style) == (odd, CellStyle.NARRATIVE)


# --- A made-up form ----------------------------------------------------------------------


def test_a_made_up_form_is_composed_from_its_file_alone(tiny_layout):
    document = FormDocument(
        "tiny",
        2021,
        project=ProjectFacts(
            name="项目", nature="新增项目", functional_subjects=make_document().project.functional_subjects
        ),
        amounts=Amounts(total=Decimal("1234.50")),
        procurements=(Procurement("审计服务", "一批", Decimal("30000.00")), Procurement("印刷", None, None)),
        indicators=(Indicator(level1="产出目标", level2="数量", level3="次数", target="≥3次"),),
    )
    paper = paper_of(document, tiny_layout)
    [grid] = paper.grids
    assert_full(grid)
    assert (grid.title, grid.left_note) == ("2021年小表（申报）", "单位：元")
    assert texts(grid)[:6] == [
        ["名称*", "项目"],
        ["性质", "01-新增项目", "总额", "1234.50"],
        ["科目", "2013699 其他共产党事务支出", "采购", ""],
        ["品名", "数量", "金额"],
        ["审计服务", "一批", "30000.00"],
        ["印刷", "", ""],
    ]
    assert ["产出目标", "数量", "次数", "≥3次"] in texts(grid)
    assert cells_by_path(paper)["procurements[0].amount"].number == Decimal(30000)
