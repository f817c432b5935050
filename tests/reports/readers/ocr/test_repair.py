"""A torn form is written anew by its layout; clean forms and other tables stay as they are."""

from __future__ import annotations

import pytest

from projects.document import Coded
from reports.readers.ocr import indicators as ocr_indicators
from reports.readers.ocr import values as ocr_values
from reports.readers.ocr.join import CUT
from reports.readers.ocr.repair import repaired
from reports.readers.ocr.writing import NAME_UNLIKE_TITLE, ROW_LOST, STRAY, UNLIKE
from reports.readers.reading import read_file
from reports.readers.result import Doubt
from reports.readers.source import SourceTable, SourceText
from reports.readers.text.blocks import blocks_of

FORM = """\
1.乡村图书室建设绩效目标表

203001 青山县文化局

项目编码|130999212A Q|BDEFGHJKMN|项目名称|乡村图书|室建设|
预算规模|预算数|16. 50|其中:财政资金|16. 50|其他资金|0
及资金用 途|购买图书和书架|||||
资金支出|3 ,|月底|6月底|10 月底|1|2月底
计划 (%)|25.|. 00%|50. 00% 75. 00%||10|00.00%
绩效目标|1. 建成图书室|||||
一级指标|二级指标|三级指标|绩效指标| 示描述|指标值|指标值确定依据
|数量指标|建成图书室 数量|全县建成的图书室||≥10 按时建 成|年度工作计划
产出指标|质量指标|图书合格率|购买的图书合格||≥95%|年度工作计划
|时效指标|按时建成率|在十二月以前建成||100%|年度工作计划
效益指标|社会效益 指标|借阅人次|全年到馆借阅人次||≥900 人次|年度工作计划
满意度指 标|服务对象 满意度指 标|读者满意度|读者对图书室满意||≥90%|年度工作计划
"""
HEADS = 6
FIRST_LINE = HEADS + 1


def text_of(form: str) -> str:
    return form.replace("|", "\t")


def table_of(form: str) -> SourceTable:
    [table] = (block for block in repaired(blocks_of(text_of(form))) if isinstance(block, SourceTable))
    return table


def rows_of(form: str) -> list[list[str]]:
    return [[cell.text for cell in row] for _, row in table_of(form).rows()]


def doubt_of(form: str, row: int, column: int) -> str:
    return next(cell.doubt for cell in table_of(form).cells if (cell.row, cell.column) == (row, column))


def changed(old: str, new: str) -> str:
    assert old in FORM
    return FORM.replace(old, new)


def test_a_torn_form_has_the_labels_of_its_layout_and_whole_values() -> None:
    assert rows_of(FORM)[: FIRST_LINE + 2] == [
        ["项目编码", "130999212ABDEFGHJKMNQ", "项目名称", "乡村图书室建设"],
        ["预算规模及资金用途", "预算数", "16.50", "其中：财政资金", "16.50", "其他资金", "0"],
        ["", "购买图书和书架"],
        ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底"],
        ["", "25.00%", "50.00%", "75.00%", "100.00%"],
        ["绩效目标", "1.建成图书室"],
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
        ["产出指标", "数量指标", "建成图书室数量", "全县建成的图书室", "≥10 按时建成", "年度工作计划"],
        ["产出指标", "质量指标", "图书合格率", "购买的图书合格", "≥95%", "年度工作计划"],
    ]
    assert len(rows_of(FORM)) == FIRST_LINE + 5


def test_what_is_certain_has_no_doubt() -> None:
    assert [cell.text for cell in table_of(FORM).cells if cell.doubt] == []


def test_every_value_keeps_the_place_where_it_begins() -> None:
    places = {cell.text: cell.place for cell in table_of(FORM).cells}
    assert places["130999212ABDEFGHJKMNQ"] == "第 5 行第 2 格"
    assert places["≥95%"] == "第 13 行第 6 格"


def test_the_texts_around_a_torn_form_stay() -> None:
    texts = [block.text for block in repaired(blocks_of(text_of(FORM))) if isinstance(block, SourceText)]
    assert texts == ["1.乡村图书室建设绩效目标表", "203001 青山县文化局"]


def test_a_row_of_rubbish_above_a_form_is_shown_as_a_text_in_doubt() -> None:
    blocks = repaired(blocks_of(text_of(changed("项目编码|", "200001 个六朵|从人匹|平位: 万九||||\n项目编码|"))))
    assert blocks[-1] == SourceText("200001 个六朵 从人匹 平位: 万九", place="第 5 行", doubt=STRAY)
    assert len([block for block in blocks if isinstance(block, SourceTable)]) == 1


def test_other_tables_stay_as_they_are() -> None:
    other = "项目名称|单价|数量\n书架|300|20\n\n"
    blocks = repaired(blocks_of(text_of(other + FORM)))
    assert isinstance(blocks[0], SourceTable)
    assert [cell.text for cell in blocks[0].cells] == ["项目名称", "单价", "数量", "书架", "300", "20"]


def test_clean_forms_stay_as_they_are() -> None:
    blocks = repaired(blocks_of(text_of(FORM)))
    assert repaired(blocks) == blocks


# --- The name ------------------------------------------------------------------------------


def test_the_name_is_taken_from_the_title_where_the_cell_is_spoilt() -> None:
    assert rows_of(changed("乡村图书|室建设|", "乡村图书|=室津设|"))[0][3] == "乡村图书室建设"


def test_a_name_unlike_the_title_is_in_doubt() -> None:
    form = changed("项目名称|乡村图书|室建设|", "项目名称|危桥改造||")
    assert rows_of(form)[0][3] == "危桥改造"
    assert doubt_of(form, 0, 3) == NAME_UNLIKE_TITLE


def test_a_label_with_the_beginning_of_its_value_is_parted() -> None:
    assert rows_of(changed("项目名称|乡村图书|室建设|", "项目名称 乡村图书||室建设|"))[0][3] == "乡村图书室建设"


# --- What is lost --------------------------------------------------------------------------


def test_a_row_that_was_not_recognised_is_blank_and_in_doubt() -> None:
    form = "\n".join(line for line in FORM.split("\n") if not line.startswith("预算规模"))
    assert rows_of(form)[1] == ["预算规模及资金用途", "预算数", "", "其中：财政资金", "", "其他资金", ""]
    assert doubt_of(form, 1, 2) == ROW_LOST


def test_a_missing_title_does_not_matter() -> None:
    assert rows_of(FORM.partition("\n")[2]) == rows_of(FORM)


def test_lines_without_their_head_are_read_by_order_and_in_doubt() -> None:
    form = "\n".join(line for line in FORM.split("\n") if not line.startswith("一级指标"))
    assert rows_of(form)[FIRST_LINE][:3] == ["产出指标", "数量指标", "建成图书室数量"]
    assert doubt_of(form, FIRST_LINE, 2) == ocr_indicators.HEADLESS


@pytest.mark.parametrize("column", [3, 4, 5])
def test_a_blank_cell_among_filled_ones_is_in_doubt(column: int) -> None:
    cells = ["产出指标", "质量指标", "图书合格率", "购买的图书合格", "", "≥95%", "年度工作计划"]
    cells[column + (column > 3)] = ""
    form = changed("产出指标|质量指标|图书合格率|购买的图书合格||≥95%|年度工作计划", "|".join(cells))
    assert doubt_of(form, FIRST_LINE + 1, column) == ocr_indicators.BLANK


def test_the_note_above_a_form_without_a_title_still_names_its_unit() -> None:
    [reading] = read_file("表.txt", text_of(FORM.partition("\n")[2]).encode())
    [form] = reading.forms
    assert form.document.unit == Coded("203001", "青山县文化局")


def test_the_doubt_of_a_blank_cell_arrives_at_its_value() -> None:
    [reading] = read_file("表.txt", text_of(changed("||≥95%|", "|||")).encode())
    [form] = reading.forms
    assert form.document.indicators[1].target is None
    assert Doubt("indicators[1].target", ocr_indicators.BLANK) in form.doubts


# --- Rows of indicators -----------------------------------------------------------------------


def test_rubbish_in_place_of_a_name_is_replaced_by_the_framework() -> None:
    assert rows_of(changed("产出指标|质量指标", "女山北扫|质量指标"))[FIRST_LINE + 1][:2] == ["产出指标", "质量指标"]


def test_a_category_between_two_known_ones_is_inferred_in_doubt() -> None:
    form = changed("产出指标|质量指标|", "产出指标|厉早扎坛|")
    assert rows_of(form)[FIRST_LINE + 1][:2] == ["产出指标", "质量指标"]
    assert doubt_of(form, FIRST_LINE + 1, 1) == ocr_indicators.CATEGORY


def test_a_name_with_the_beginning_of_the_next_cell_is_parted() -> None:
    assert rows_of(changed("质量指标|图书合格率", "质量指标 图书合格率|"))[FIRST_LINE + 1][1:3] == [
        "质量指标",
        "图书合格率",
    ]


def test_a_row_that_was_read_line_by_line_is_put_together_in_doubt() -> None:
    lines = "||购买的图|||≥95%|年度工\n产出指标|质量指标|书合|购买的图书合格|||作\n||格率||||计划\n"
    form = changed("产出指标|质量指标|图书合格率|购买的图书合格||≥95%|年度工作计划\n", lines)
    assert rows_of(form)[FIRST_LINE + 1] == [
        *["产出指标", "质量指标", "购买的图书合格率", "购买的图书合格", "≥95%", "年度工作计划"]
    ]
    assert doubt_of(form, FIRST_LINE + 1, 2) == ocr_values.SEVERAL_LINES
    assert len(rows_of(form)) == len(rows_of(FORM))


def test_a_line_that_shows_lower_halves_is_left_out() -> None:
    form = changed(
        "年度工作计划\n产出指标|质量", "年度工作\n||廷成図书宇数里|仝县廷成的図书宇||完成|计划\n产出指标|质量"
    )
    row = rows_of(form)[FIRST_LINE]
    assert (row[1], row[4], row[5]) == ("数量指标", "≥10 按时建成完成", "年度工作计划")
    assert len(rows_of(form)) == len(rows_of(FORM))


def test_a_further_row_without_a_name_belongs_to_the_category_in_whose_middle_it_stands() -> None:
    form = changed("|时效指标|按时建成率", "||书架合格率|购买的书架合格||≥95%|年度工作计划\n|时效指标|按时建成率")
    row = rows_of(form)[FIRST_LINE + 2]
    assert row[:3] == ["产出指标", "质量指标", "书架合格率"]
    assert doubt_of(form, FIRST_LINE + 2, 1) == ocr_indicators.CATEGORY
    assert doubt_of(form, FIRST_LINE + 2, 0) == ""


def test_a_target_that_slipped_into_the_cell_beside_it_is_parted_in_doubt() -> None:
    form = changed("购买的图书合格||≥95%|", "购买的图书合格 ≥95%|||")
    assert rows_of(form)[FIRST_LINE + 1][3:5] == ["购买的图书合格", "≥95%"]
    assert doubt_of(form, FIRST_LINE + 1, 4) == ocr_indicators.SLIPPED


def test_a_text_cut_at_its_end_is_completed_by_its_like_in_doubt() -> None:
    form = changed("图书合格率|购买的图书合格||≥95%|年度工作计划", "图书合格率|购买的图书合格||≥95%|年度工作计")
    assert rows_of(form)[FIRST_LINE + 1][5] == "年度工作计划"
    assert doubt_of(form, FIRST_LINE + 1, 5) == ocr_indicators.SHORTENED


def test_a_sign_that_lost_its_line_is_restored_in_doubt() -> None:
    many = FORM.replace("1.乡村", "2.乡村") * 3
    blocks = repaired(blocks_of(text_of(changed("|≥95%|", "|>95%|") + "\n" + many)))
    first = next(block for block in blocks if isinstance(block, SourceTable))
    cell = next(cell for cell in first.cells if (cell.row, cell.column) == (FIRST_LINE + 1, 4))
    assert (cell.text, cell.doubt) == ("≥95%", ocr_indicators.COMPARISON.format(was=">", used="≥"))


# --- Texts --------------------------------------------------------------------------------------


def test_a_label_in_the_middle_of_its_text_belongs_to_the_lines_above_and_below() -> None:
    form = changed(
        "绩效目标|1. 建成图书室|||||\n",
        "|1. 建成图书室，配齐|书架和桌椅，方便||||\n 绩效目标|附近村民借阅。|||||\n|2. 全年开放。|||||\n",
    )
    assert rows_of(form)[5][1] == "1.建成图书室，配齐书架和桌椅，方便附近村民借阅。\n2.全年开放。"


def test_the_rest_of_a_label_may_fill_two_rows() -> None:
    form = changed("及资金用 途|购买图书和书架|||||\n", "及资金用|购买图书|||||\n途|和书架|||||\n")
    assert rows_of(form)[2] == ["", "购买图书和书架"]


def test_texts_of_one_form_that_differ_in_a_character_are_in_doubt() -> None:
    form = changed("购买图书和书架|", "建成十个村的图书阅览室并开放|").replace(
        "1. 建成图书室", "1. 建成十个村的囹书阅览室并开放"
    )
    assert (doubt_of(form, 2, 1), doubt_of(form, 5, 1)) == (UNLIKE, UNLIKE)


def test_a_seam_that_the_file_does_not_know_is_in_doubt() -> None:
    form = changed("读者对图书室满意||", "读者普遍|赞成开馆|")
    assert rows_of(form)[-1][3] == "读者普遍赞成开馆"
    assert doubt_of(form, FIRST_LINE + 4, 3) == CUT
