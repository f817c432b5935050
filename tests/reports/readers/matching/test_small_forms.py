"""Single slips of offices and programs, each in a small form written by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.document import Coded
from reports.readers.source import SourceCell, SourceTable
from tests.reports.readers.matching.small_forms import (
    BASIC,
    HEAD,
    INDICATORS,
    NOTE,
    TITLE,
    Row,
    basic,
    paths,
    read,
    read_form,
    table,
)


def test_the_form_as_it_should_be() -> None:
    form = read_form(TITLE, NOTE, BASIC, INDICATORS)
    document = form.document
    assert (document.layout, document.fiscal_year) == ("xixia", 2020)
    assert document.department == Coded("103", "水务局")
    assert document.unit == Coded("103001", "水利站")
    assert document.project.nature == "延续性项目"
    assert document.project.period == (date(2020, 1, 1), date(2021, 12, 31))
    assert document.amounts.current_year == Decimal(400_000)
    assert document.amounts.other is None
    rows = [(row.level1, row.level2, row.level3, row.target) for row in document.indicators]
    assert rows == [
        ("产出指标", "数量指标", "维修水渠", "3条"),
        ("产出指标", "质量指标", "验收合格率", "≥95%"),
        ("效益指标", "社会效益指标", "受益村庄", "12个"),
    ]
    assert (form.doubts, form.notes, form.leftovers) == ((), (), ())
    assert form.sightings["indicators[1].target"].place == "表3-5"


# --- Labels and values ---------------------------------------------------------------------


def test_a_label_with_a_slip_of_the_pen_is_known_beside_others() -> None:
    form = read_form(
        TITLE,
        NOTE,
        basic(主管部门及代码=["主管部门和代码", "【103】水务局", "实施单位", "【103001】水利站"]),
        INDICATORS,
    )
    assert form.document.department == Coded("103", "水务局")


def test_a_label_in_other_words_gives_its_value_by_place_in_doubt() -> None:
    form = read_form(TITLE, NOTE, basic(项目属性=["性质分类", "延续性项目", "项目期", "2020-2021"]), INDICATORS)
    assert form.document.project.nature == "延续性项目"
    assert paths(form) == ["project.nature"]
    assert [left.text for left in form.leftovers] == ["性质分类"]


def test_label_and_value_in_one_cell() -> None:
    form = read_form(TITLE, NOTE, basic(项目名称=["项目名称：水渠维修"]), INDICATORS)
    assert form.document.project.name == "水渠维修"


def test_two_rows_of_the_layout_in_one_row_of_the_file() -> None:
    rows: list[Row] = [
        ["项目名称", "水渠维修", "项目属性", "03-延续性项目", "项目期", "2020-2021"],
        BASIC[1],
        *BASIC[3:],
    ]
    form = read_form(TITLE, NOTE, rows, INDICATORS)
    assert (form.document.project.name, form.document.project.nature) == ("水渠维修", "延续性项目")
    assert form.document.project.end_date == date(2021, 12, 31)


def test_rows_in_another_order() -> None:
    form = read_form(TITLE, NOTE, [BASIC[0], BASIC[2], BASIC[1], *BASIC[3:]], INDICATORS)
    assert form.document.unit == Coded("103001", "水利站")
    assert form.leftovers == ()


def test_one_cell_a_line() -> None:
    rows: list[Row] = [[text] for row in BASIC for text in row if text]
    form = read_form(TITLE, NOTE, rows, INDICATORS)
    assert form.document.project.name == "水渠维修"
    assert form.document.amounts.fiscal == Decimal(400_000)
    assert form.document.narratives.annual_goal == "修好三条水渠。"


def test_a_value_given_twice_is_in_doubt() -> None:
    form = read_form(TITLE, NOTE, [*BASIC, ["项目名称", "河道清理"]], INDICATORS)
    assert form.document.project.name == "水渠维修"
    assert paths(form) == ["project.name"]
    assert [left.text for left in form.leftovers] == ["河道清理"]


@pytest.mark.parametrize("text", ["约四十万", "40万/年", "详见附件"])
def test_an_amount_in_words_is_a_doubt_and_left_over_and_never_a_silent_blank(text: str) -> None:
    rows: list[Row] = [*BASIC[:3], ["项目资金 (万元)", "年度资金总额:", text], *BASIC[4:]]
    form = read_form(TITLE, NOTE, rows, INDICATORS)
    assert form.document.amounts.current_year is None
    assert paths(form) == ["amounts.current_year"]
    assert [left.text for left in form.leftovers] == [text]


def test_a_strange_row_is_left_over() -> None:
    form = read_form(TITLE, NOTE, [*BASIC, ["分管领导", "林晓舟"]], INDICATORS)
    assert [left.text for left in form.leftovers] == ["分管领导", "林晓舟"]


def test_the_doubt_of_a_cell_is_the_doubt_of_its_value() -> None:
    cell = SourceCell(0, 1, "水渠维修", doubt="字迹不清")
    rows = table(BASIC)
    form = read_form(TITLE, NOTE, SourceTable((rows.cells[0], cell, *rows.cells[2:]), has_columns=False), INDICATORS)
    assert [(doubt.path, doubt.reason) for doubt in form.doubts] == [("project.name", "字迹不清")]


# --- Prose ---------------------------------------------------------------------------------


def test_prose_goes_on_in_the_next_row() -> None:
    rows: list[Row] = [*BASIC[:-1], ["年度总体目标", "1. 修好三条水渠；"], ["", "2. 培训管护员"], ["", "二十名。"]]
    form = read_form(TITLE, NOTE, rows, INDICATORS)
    assert form.document.narratives.annual_goal == "1. 修好三条水渠；\n2. 培训管护员二十名。"


def test_prose_goes_on_under_a_repeated_label() -> None:
    rows: list[Row] = [*BASIC, ["年度总体目标", "再修两座水闸。"]]
    form = read_form(TITLE, NOTE, rows, INDICATORS)
    assert form.document.narratives.annual_goal == "修好三条水渠。\n再修两座水闸。"


# --- Tables --------------------------------------------------------------------------------


def indicators(*rows: Row) -> list[Row]:
    return [HEAD, *rows]


def test_a_category_under_the_wrong_level_goes_where_the_framework_says() -> None:
    shifted = indicators(
        ["绩效指标", "产出指标", "数量指标", "维修水渠", "3条"], ["", "效益指标", "成本指标", "每条造价", "≤13万元"]
    )
    form = read_form(TITLE, NOTE, BASIC, shifted)
    assert form.document.indicators[1].level1 == "产出指标"
    assert [(note.field, note.code) for note in form.notes] == [("indicators[1].level1", "level1-by-framework")]
    assert "“效益指标”下的“成本指标”" in form.notes[0].text


def test_a_category_that_the_framework_lacks_stays_as_printed() -> None:
    form = read_form(TITLE, NOTE, BASIC, indicators(["绩效指标", "产出指标", "人才指标", "引进专家", "2名"]))
    assert (form.document.indicators[0].level1, form.document.indicators[0].level2) == ("产出指标", "人才指标")


def test_a_head_in_other_words_gives_its_column_by_place_in_doubt() -> None:
    head: Row = ["名称", "一级指标", "二级指标", "考核内容", "指标值"]
    form = read_form(TITLE, NOTE, BASIC, [head, *INDICATORS[1:]])
    assert form.document.indicators[0].level3 == "维修水渠"
    assert paths(form) == [f"indicators[{number}].level3" for number in range(3)]


def test_a_column_more_is_left_over() -> None:
    rows: list[Row] = [[*row, "备注" if row is HEAD else "水利站测算"] for row in INDICATORS]
    form = read_form(TITLE, NOTE, BASIC, table(rows, columns=True))
    assert [row.target for row in form.document.indicators] == ["3条", "≥95%", "12个"]
    assert [left.text for left in form.leftovers] == ["水利站测算"] * 3


def test_rows_of_text_that_lack_their_first_cells() -> None:
    rows: list[Row] = [
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "维修水渠", "3条"],
        ["质量指标", "验收合格率", "≥95%"],
        ["返工率", "≤2%"],
        ["满意度指标", "服务对象满意度指标", "村民满意度", "≥90%"],
    ]
    form = read_form(TITLE, NOTE, BASIC, rows)
    assert [(row.level1, row.level2, row.level3) for row in form.document.indicators] == [
        ("产出指标", "数量指标", "维修水渠"),
        ("产出指标", "质量指标", "验收合格率"),
        ("产出指标", "质量指标", "返工率"),
        ("满意度指标", "服务对象满意度指标", "村民满意度"),
    ]
    assert form.doubts == ()


def test_rows_of_another_length_are_in_doubt() -> None:
    form = read_form(TITLE, NOTE, BASIC, indicators(["绩效指标", "水渠", "维修", "3条"]))
    assert set(paths(form)) >= {"indicators[0].level3"}


def test_a_row_cut_by_a_page_is_put_together_in_doubt() -> None:
    first = table([HEAD, ["绩效指标", "产出指标", "数量指标", "维修全区灌溉", "3条"]])
    second = table([["", "", "", "用的水渠", ""], ["", "", "质量指标", "验收合格率", "≥95%"]])
    form = read_form(TITLE, NOTE, BASIC, first, "第 2 页", second)
    assert [row.level3 for row in form.document.indicators] == ["维修全区灌溉用的水渠", "验收合格率"]
    assert paths(form) == ["indicators[0].level3"]
    assert form.leftovers == ()


def test_the_head_that_every_page_repeats_is_no_row() -> None:
    form = read_form(TITLE, NOTE, BASIC, INDICATORS[:2], TITLE, "- 2 -", [HEAD, *INDICATORS[2:]])
    assert len(form.document.indicators) == 3
    assert form.leftovers == ()


def test_a_table_of_something_else_behind_the_form_is_no_part_of_it() -> None:
    reading = read(
        TITLE, NOTE, BASIC, INDICATORS, "二、政府采购预算", [["采购项目", "数量", "单价"], ["水泵", "2", "3"]]
    )
    assert len(reading.forms[0].document.indicators) == 3
    assert [left.text for left in reading.leftovers] == [
        "二、政府采购预算",
        "采购项目",
        "数量",
        "单价",
        "水泵",
        "2",
        "3",
    ]


# --- Two forms -----------------------------------------------------------------------------


def test_forms_without_titles_are_told_apart_by_their_first_row() -> None:
    second: list[Row] = [["项目名称", "河道清理"], *BASIC[1:]]
    reading = read([*BASIC, *INDICATORS, *second, *INDICATORS])
    assert [form.document.project.name for form in reading.forms] == ["水渠维修", "河道清理"]
    assert [len(form.document.indicators) for form in reading.forms] == [3, 3]


def test_no_form_at_all_is_said() -> None:
    reading = read("关于召开会议的通知", [["姓名", "电话"], ["周明远", "5550126"]])
    assert reading.forms == ()
    assert reading.problems[0].startswith("没有在文件中认出绩效目标表")
    assert [left.text for left in reading.leftovers] == ["关于召开会议的通知", "姓名", "电话", "周明远", "5550126"]
