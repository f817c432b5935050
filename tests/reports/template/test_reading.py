from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from projects.document import Coded
from reports.readers.source import Unreadable
from reports.template import read_template, stamp_of
from reports.template.carried import HIDDEN_SHEET
from tests.reports.template.filling import (
    below,
    beside,
    edited,
    empty_template,
    filled,
    filled_template,
    form_sheet,
)

WEIHAI, XIXIA, HEBEI, QIAOKOU, MOF = "weihai", "xixia", "hebei", "qiaokou", "mof-2021"


def read(content: bytes, edit):
    return read_template(edited(content, edit))


def test_real_numbers_dates_and_percentages_are_read_as_what_they_show() -> None:
    def fill(sheet):
        beside(sheet, "项目名称*:").value = "课件经费"
        beside(sheet, "项目总金额:").value = 44.88
        beside(sheet, "本年度预算申请金额:").value = "20万元"
        beside(sheet, "开始时间*:").value = date(2026, 1, 1)
        beside(sheet, "结束时间*:").value = "2026年12月31日"
        beside(sheet, "是否包含政府采购:").value = True
        beside(sheet, "联系电话").value = 5550126
        below(sheet, "三级指标").value = "合格率"
        target = below(sheet, "年度目标值")
        target.value, target.number_format = 0.955, "0.0%"

    reading = read(empty_template(WEIHAI), fill)

    document = reading.document
    assert reading.mistakes == ()
    assert (document.amounts.total, document.amounts.current_year) == (Decimal("448800.00"), Decimal("200000.00"))
    assert document.project.period == (date(2026, 1, 1), date(2026, 12, 31))
    assert (document.project.government_procurement, document.project.phone) == (True, "5550126")
    assert [(row.level3, row.target) for row in document.indicators] == [("合格率", "95.5%")]
    assert reading.sightings["indicators[0].target"].text == "95.5%"


def test_percentages_may_be_written_in_three_ways() -> None:
    def fill(sheet):
        beside(sheet, "项目名称").value = "课件经费"
        row = below(sheet, "3月底").row
        cells = [sheet.cell(row, below(sheet, head).column) for head in ("3月底", "6月底", "10月底", "12月底")]
        for cell, (value, shown) in zip(
            cells, [(0.25, "0%"), (50, "General"), ("75%", "@"), ("１００", "@")], strict=True
        ):
            cell.value, cell.number_format = value, shown

    reading = read(empty_template(HEBEI), fill)

    assert reading.mistakes == ()
    assert [(row.by, row.percent) for row in reading.document.payment_schedule] == [
        ("3月底", Decimal(25)),
        ("6月底", Decimal(50)),
        ("10月底", Decimal(75)),
        ("12月底", Decimal(100)),
    ]


def test_targets_that_look_like_formulas_stay_texts() -> None:
    def fill(sheet):
        beside(sheet, "项目名称*:").value = "=课件"
        beside(sheet, "项目名称*:").data_type = "s"
        for row, (name, target) in enumerate([("出勤率", "=100%"), ("人数", "+50人"), ("评价", "@好")], 1):
            below(sheet, "三级指标", row).value = name
            below(sheet, "年度目标值", row).value = target  # openpyxl takes the first for a formula, as Excel may

    reading = read(empty_template(WEIHAI), fill)

    assert reading.mistakes == ()
    assert reading.document.project.name == "=课件"
    assert [row.target for row in reading.document.indicators] == ["=100%", "+50人", "@好"]


def test_formula_without_a_result_is_a_mistake() -> None:
    def fill(sheet):
        beside(sheet, "项目总金额:").value = "=A1+1"

    reading = read(filled_template(WEIHAI), fill)

    [mistake] = reading.mistakes
    assert (mistake.label, mistake.text) == ("项目总金额", "=A1+1")
    assert mistake.message == "是公式“=A1+1”，文件里没有它的结果"
    assert reading.document.amounts.total is None


def test_all_mistakes_are_told_at_once_each_with_its_cell_and_remedy() -> None:
    def fill(sheet):
        beside(sheet, "项目名称*:").value = None
        beside(sheet, "项目性质:").value = "临时项目"
        beside(sheet, "项目总金额:").value = "约二十万"
        beside(sheet, "开始时间*:").value = "2026-02-30"
        beside(sheet, "是否包含政府采购:").value = "有"
        beside(sheet, "项目概况*:").value = "<p>概况</p>"

    reading = read(filled_template(WEIHAI), fill)

    told = {mistake.label: mistake for mistake in reading.mistakes}
    sheet = form_sheet(load_workbook(BytesIO(filled_template(WEIHAI))))
    assert set(told) == {"项目名称", "项目性质", "项目总金额", "开始时间", "是否包含政府采购", "项目概况"}
    assert all(mistake.sheet == sheet.title and mistake.cell and mistake.remedy for mistake in reading.mistakes)
    assert told["项目总金额"].cell == beside(sheet, "项目总金额:").coordinate
    assert told["项目总金额"].message == "“约二十万”不是金额"
    assert told["项目总金额"].remedy == "请只填数字，例如 20 或 44.88（单位：万元）"
    assert told["项目性质"].remedy == "请从下拉框中选：经常性项目、一次性项目、延续性项目"
    assert told["项目名称"].message == "“项目名称”没有填写"


def test_printed_numbering_of_a_choice_is_understood() -> None:
    reading = read(filled_template(XIXIA), lambda sheet: setattr(beside(sheet, "项目属性"), "value", "03-延续性项目"))
    assert (reading.mistakes, reading.document.project.nature) == ((), "延续性项目")


def test_error_value_is_a_mistake() -> None:
    reading = read(filled_template(WEIHAI), lambda sheet: setattr(beside(sheet, "项目总金额:"), "value", "#REF!"))
    assert [mistake.message for mistake in reading.mistakes] == ["单元格是错误值“#REF!”"]


def test_rows_may_be_inserted_anywhere() -> None:
    def fill(sheet):
        name = below(sheet, "三级指标")
        sheet.insert_rows(3)
        sheet.insert_rows(name.row + 2, 2)
        row = name.row + 2
        sheet.cell(row, name.column).value = "加的指标"
        sheet.cell(row, name.column + 1).value = "≥3次"

    before = filled(XIXIA)
    reading = read(filled_template(XIXIA), fill)

    assert reading.mistakes == ()
    added = [row for row in reading.document.indicators if row not in before.indicators]
    assert [(row.level1, row.level2, row.level3) for row in added] == [
        (before.indicators[0].level1, before.indicators[0].level2, "加的指标")
    ]
    assert reading.document.indicators[1] == added[0]


def test_deleted_row_of_a_table_is_gone_and_a_deleted_field_is_a_mistake() -> None:
    def without_indicator(sheet):
        sheet.delete_rows(below(sheet, "三级指标", 4).row)

    def without_field(sheet):
        sheet.delete_rows(beside(sheet, "项目总金额:").row)

    before = filled(WEIHAI)
    reading = read(filled_template(WEIHAI), without_indicator)
    assert reading.mistakes == ()
    assert reading.document.indicators == before.indicators[:1] + before.indicators[2:]
    labels = [mistake.label for mistake in read(filled_template(WEIHAI), without_field).mistakes]
    assert labels == ["项目总金额", "本年度预算申请金额"]


def test_cleared_row_is_dropped_and_a_row_without_name_is_a_mistake() -> None:
    def clear(sheet):
        below(sheet, "三级指标").value = below(sheet, "年度目标值").value = None
        below(sheet, "三级指标", 2).value = None

    before = filled(WEIHAI)
    assert read(filled_template(WEIHAI), clear).document.indicators == before.indicators[1:]

    def only_an_explanation(sheet):
        below(sheet, "指标解释", 2).value = "口径"

    [mistake] = read(filled_template(MOF), only_an_explanation).mistakes
    assert mistake.message == "这一行没有写“三级指标”"


def test_changed_label_and_text_outside_the_inputs_are_told() -> None:
    def scribble(sheet):
        sheet.protection.sheet = False
        next(
            cell for row in sheet.iter_rows() for cell in row if cell.value == "本年度预算申请金额:"
        ).value = "明年预算"
        sheet.cell(2, 1).value = "问一下科长"
        sheet.parent.create_sheet("草稿")["B2"] = "另算"

    reading = read(filled_template(WEIHAI), scribble)

    [mistake] = reading.mistakes
    assert mistake.message == "这里是表样的文字（原来是“本年度预算申请金额:”），不能改写"
    assert mistake.text == "明年预算"
    assert {leftover.text for leftover in reading.leftovers} == {"问一下科长", "另算"}


def test_free_categories_and_new_rows_of_plain_tables() -> None:
    def fill(sheet):
        beside(sheet, "项目名称").value = "社区书屋"
        for head, text in (("经济科目", "[30201]办公费"), ("测算依据及说明", "按 2 处书屋测算")):
            below(sheet, head).value = text
        amounts = [cell for row in sheet.iter_rows() for cell in row if cell.value == "金额"]
        sheet.cell(below(sheet, "经济科目").row, amounts[1].column).value = 1200.5
        for head, text in (("一级指标", "产出指标"), ("二级指标", "数量"), ("指标内容", "开放天数")):
            below(sheet, head).value = text

    reading = read(empty_template(QIAOKOU), fill)

    assert reading.mistakes == ()
    [expenditure] = reading.document.expenditures
    assert (expenditure.subject, expenditure.amount) == (Coded("30201", "办公费"), Decimal("1200.50"))
    [indicator] = reading.document.indicators
    assert (indicator.level1, indicator.level2, indicator.level3) == ("产出指标", "数量", "开放天数")


def test_row_with_an_amount_but_no_item_is_a_mistake() -> None:
    def fill(sheet):
        below(sheet, "采购数量", 4).value = "3台"

    [mistake] = read(filled_template(QIAOKOU), fill).mistakes
    assert (mistake.label, mistake.message) == ("采购品名", "“采购品名”没有填写")


def test_what_no_template_is_has_no_stamp() -> None:
    plain = BytesIO()
    Workbook().save(plain)
    for content in (plain.getvalue(), b"", b"PK\x03\x04 broken", b"%PDF-1.7", filled_template(WEIHAI)[:-400]):
        assert stamp_of(content) is None
        with pytest.raises(Unreadable):
            read_template(content)


def test_forged_stamp_is_refused() -> None:
    def forge(sheet):
        hidden = sheet.parent[HIDDEN_SHEET]
        hidden["A1"] = hidden["A1"].value.replace('"form_id": 7', '"form_id": 8')

    content = edited(filled_template(WEIHAI), forge)
    assert stamp_of(content) is None
    with pytest.raises(Unreadable, match="标识已被改动"):
        read_template(content)


def test_sheet_without_its_marks_is_refused() -> None:
    def strip(sheet):
        sheet.delete_cols(sheet.max_column)

    with pytest.raises(Unreadable, match="行列标记"):
        read_template(edited(filled_template(WEIHAI), strip))


def test_renamed_sheet_and_moved_columns_are_still_understood() -> None:
    def change(sheet):
        sheet.title = "第二稿"
        sheet.insert_cols(2)

    reading = read(filled_template(WEIHAI), change)
    assert (reading.document, reading.mistakes, reading.sheet) == (filled(WEIHAI), (), "第二稿")
