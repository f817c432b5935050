"""Tables of a layout file: shared heads, sums, repeated columns, choices, weights; and what is wrong with them."""

from __future__ import annotations

import pytest

from projects.layouts import FieldCell, LayoutError, LineColumn
from projects.layouts.model import Choice, Scope, TextCell
from tests.projects.layouts.made_up import HEAD, INDICATORS, TASKS, read, table_of


def mistakes(tmp_path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(LayoutError) as error:
        read(tmp_path, text)
    return [(mistake.line, mistake.message) for mistake in error.value.mistakes]


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if words in line)


def test_what_the_layout_says_of_itself(tmp_path):
    layout = read(tmp_path)
    assert (layout.scope, layout.is_landscape, layout.centred_labels) == (Scope.DEPARTMENT, True, True)


def test_a_layout_is_upright_and_of_projects_unless_it_says_otherwise(tmp_path):
    text = HEAD.replace('scope = "department"\nlandscape = true\ncentred_labels = true\n', "") + TASKS
    layout = read(tmp_path, text)
    assert (layout.scope, layout.is_landscape, layout.centred_labels) == (Scope.PROJECT, False, False)


def test_boxes_and_alignment_of_cells(tmp_path):
    [row, texts] = read(tmp_path).sections[0].rows
    assert [(cell.boxes, cell.label_centred) for cell in row if isinstance(cell, FieldCell)] == [(True, False)]
    assert [text.centred for text in texts if isinstance(text, TextCell)] == [True, None]


def test_columns_know_their_shared_head_and_their_sum(tmp_path):
    table = table_of(read(tmp_path), "tasks")
    assert [(column.name, column.under, column.total, column.required) for column in table.columns] == [
        ("任务", "", False, True),
        ("预算金额·总额", "预算金额", True, False),
        ("预算金额·财政拨款", "预算金额", True, False),
    ]
    assert (table.has_total, table.total_label) == (True, "金额合计")


def test_a_sum_is_called_so_unless_the_layout_has_a_name_for_it(tmp_path):
    table = table_of(read(tmp_path, HEAD + TASKS.replace('total_label = "金额合计"\n', "")), "tasks")
    assert table.total_label == "合计"


def test_a_repeated_column_is_printed_but_holds_nothing(tmp_path):
    [*_, section] = read(tmp_path).sections
    table = section.table
    assert table is not None
    assert [column.value for column in table.printed] == ["level1", "level2", "level3", "weight", "level3", "standard"]
    assert [column.value for column in table.columns] == ["level1", "level2", "level3", "weight", "standard"]
    assert [width for _, width in section.column_widths()] == [10, 20, 20, 10, 10]


def test_choices_of_a_column(tmp_path):
    column = table_of(read(tmp_path), "indicators").column("standard")
    assert column is not None
    assert column.choices == (Choice("计划标准", "计划标准"), Choice("历史标准", "2-历史标准"))


def test_paths_into_rows_are_named_with_their_shared_head(tmp_path):
    layout = read(tmp_path)
    assert layout.label_of("tasks[0].amount") == "任务第 1 行预算金额·总额"
    assert table_of(layout, "tasks").cell_label("fiscal", "培训") == "培训 · 预算金额·财政拨款"
    shown = layout.shown_by("tasks[3].fiscal")
    assert isinstance(shown, LineColumn)
    assert shown.head == "财政拨款"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weight_total = 90", 'weight_total = "90"', "weight_total 应是0 或正整数"),
        ('{ value = "weight", head = "权重" }', '{ value = "target", head = "值" }', "weight_total 要有 weight 这一列"),
        ('{ value = "weight", head', '{ value = "weight", again = true, head', "again 的列“weight”前面要有同样的一列"),
        (", again = true", "", "indicators 的列 “level3”出现了两次"),
        ('{ value = "weight", head = "权重" }', '{ value = "weight", head = "权重", total = true }', "total 只能用在金额的列"),
        ('choices = ["计划标准", {', "choices = [3, {", "“3”应是“项 = 值”的一组"),
        ('"绩效指标" }\ncolumns', '" " }\ncolumns', "text 应是一段不空的文字"),
    ],
)  # fmt: skip
def test_mistakes_of_indicator_tables(tmp_path, old, new, message):
    text = HEAD + INDICATORS.replace(old, new)
    assert message in [said for _, said in mistakes(tmp_path, text)]


def test_columns_under_one_head_stand_side_by_side(tmp_path):
    text = HEAD + TASKS.replace("columns = [40, 30, 30]", "columns = [30, 30, 10, 30]").replace(
        '  { value = "fiscal"', '  { value = "content", head = "内容" },\n  { value = "fiscal"'
    )
    assert mistakes(tmp_path, text) == [(line_of(text, "总额"), "under “预算金额”的各列要挨在一起")]


def test_the_first_column_has_no_sum(tmp_path):
    text = HEAD + TASKS.replace(
        'value = "name", head = "任务", required = true', 'value = "other", head = "其他", total = true'
    )
    assert mistakes(tmp_path, text) == [(line_of(text, "其他"), "第一列要留给合计的名称，不能写 total")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('scope = "department"', 'scope = "town"', "scope “town”不认识，可用：project、department"),
        ("landscape = true", 'landscape = "yes"', "landscape 应是true 或 false"),
        ('choices = ["新增项目", "延续项目"], ', "", "boxes 要和 choices 一起用"),
        ("centred = true }, {", 'centred = "x" }, {', "centred 应是true 或 false"),
        ("{start_year}", "{begin_year}", "text 的写法“{begin_year}—{end_year}”不对"),
    ],
)
def test_mistakes_of_cells_and_of_the_layout(tmp_path, old, new, message):
    [(line, said)] = mistakes(tmp_path, HEAD.replace(old, new) + TASKS)
    assert said.startswith(message)
    assert line == line_of(HEAD.replace(old, new), new or "项目属性")
