from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.official_tables import OfficialTable, official_tables
from projects.disclosure.subject_amounts import BudgetData, Fund, IncomeLine, SpendingLine, ThreePublicAmounts

NAMES = {
    "207": "文化旅游体育与传媒支出", "20701": "文化和旅游", "2070101": "行政运行", "2070104": "图书馆",
    "208": "社会保障和就业支出", "20805": "行政事业单位养老支出", "2080505": "基本养老保险缴费支出",
    "301": "工资福利支出", "30101": "基本工资", "30108": "基本养老保险缴费", "302": "商品和服务支出", "30201": "办公费",
    "310": "资本性支出", "31099": "其他资本性支出",
}  # fmt: skip


def wan(amount: str) -> Decimal:
    return Decimal(amount) * 10_000


DATA = BudgetData(
    2023,
    "文化和旅游局",
    (
        IncomeLine("2070101", Fund.GENERAL, wan("280")),
        IncomeLine("2070104", Fund.GENERAL, wan("90")),
        IncomeLine("2070104", Fund.CARRIED_OVER, wan("10")),
        IncomeLine("2080505", Fund.GENERAL, wan("20")),
    ),
    (
        SpendingLine("2070101", "30101", Fund.GENERAL, False, wan("240")),
        SpendingLine("2070101", "30201", Fund.GENERAL, False, wan("40")),
        SpendingLine("2070104", "31099", Fund.GENERAL, True, wan("90")),
        SpendingLine("2070104", "30201", Fund.CARRIED_OVER, True, wan("10")),
        SpendingLine("2080505", "30108", Fund.GENERAL, False, wan("20")),
    ),
    ThreePublicAmounts(Decimal(0), Decimal(0), wan("10"), wan("1.2")),
    ThreePublicAmounts(Decimal(0), Decimal(0), wan("11"), wan("1.5")),
    NAMES,
)


def table(title: str) -> OfficialTable:
    return next(each for each in official_tables(DATA) if each.grid.title == title)


def rows(title: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table(title).grid.rows()]


def test_the_nine_stand_in_the_official_order_and_are_whole_grids() -> None:
    tables = official_tables(DATA)
    assert [each.grid.title.removeprefix("部门预算") for each in tables] == [
        "收支总表", "收入总表", "支出总表", "财政拨款收支总表", "一般公共预算财政拨款支出表", "一般公共预算财政拨款基本支出表",
        "政府性基金预算财政拨款支出表", "国有资本经营预算财政拨款支出表", "财政拨款“三公”经费支出预算表",
    ]  # fmt: skip
    for number, each in enumerate(tables, 1):
        width, height = len(each.grid.columns), len(list(each.grid.rows()))
        assert sum(cell.col_span * cell.row_span for row in each.grid.rows() for cell in row.cells) == width * height
        notes = (each.grid.left_note, each.grid.right_note)
        assert notes == ("部门：文化和旅游局", f"公开0{number}表　单位：万元")


def test_income_and_spending_balance_with_what_came_over_from_last_year_below_this_years() -> None:
    assert rows("部门预算收支总表") == [
        ["收入", "支出"],
        ["项目", "预算数", "项目（按功能分类）", "预算数"],
        ["一、一般公共预算拨款收入", "390.00", "一、文化旅游体育与传媒支出", "380.00"],
        ["二、政府性基金预算拨款收入", "", "二、社会保障和就业支出", "20.00"],
        ["三、国有资本经营预算拨款收入", "", "", ""],
        ["四、财政专户管理资金收入", "", "", ""],
        ["五、单位资金收入", "", "", ""],
        ["本年收入合计", "390.00", "本年支出合计", "400.00"],
        ["上年结转结余", "10.00", "年终结转结余", ""],
        ["收入总计", "400.00", "支出总计", "400.00"],
    ]


def test_fiscal_spending_is_parted_by_fund() -> None:
    fiscal = rows("部门预算财政拨款收支总表")
    assert fiscal[1][2:] == [
        "项目（按功能分类）",
        "合计",
        "一般公共预算拨款",
        "政府性基金预算拨款",
        "国有资本经营预算拨款",
    ]
    assert fiscal[2] == ["一、一般公共预算拨款收入", "390.00", "一、文化旅游体育与传媒支出", "370.00", "370.00", "", ""]
    assert fiscal[-1] == ["收入总计", "390.00", "支出总计", "390.00", "390.00", "", ""]


def test_money_without_a_subject_code_stands_in_a_row_of_its_own() -> None:
    lines = (*DATA.spending, SpendingLine("", "", Fund.GENERAL, True, wan("7")))
    tables = official_tables(replace(DATA, spending=lines))
    spending = [[cell.text for cell in row.cells] for row in tables[2].grid.rows()]
    assert (spending[2], spending[-1]) == (
        ["", "合计", "407.00", "300.00", "107.00"],
        ["", "未归类（没有科目编码）", "7.00", "", "7.00"],
    )


def test_subjects_are_added_up_level_by_level() -> None:
    assert rows("部门预算支出总表") == [
        ["功能分类科目", "合计", "基本支出", "项目支出"],
        ["科目编码", "科目名称"],
        ["", "合计", "400.00", "300.00", "100.00"],
        ["207", "文化旅游体育与传媒支出", "380.00", "280.00", "100.00"],
        ["20701", "　文化和旅游", "380.00", "280.00", "100.00"],
        ["2070101", "　　行政运行", "280.00", "280.00", ""],
        ["2070104", "　　图书馆", "100.00", "", "100.00"],
        ["208", "社会保障和就业支出", "20.00", "20.00", ""],
        ["20805", "　行政事业单位养老支出", "20.00", "20.00", ""],
        ["2080505", "　　基本养老保险缴费支出", "20.00", "20.00", ""],
    ]


def test_income_is_parted_by_fund() -> None:
    income = rows("部门预算收入总表")
    assert income[0][1:3] == ["合计", "一般公共预算拨款"]
    assert income[2] == ["", "合计", "400.00", "390.00", "", "", "", "", "10.00"]
    assert income[6] == ["2070104", "　　图书馆", "100.00", "90.00", "", "", "", "", "10.00"]


def test_basic_spending_is_parted_into_people_and_office() -> None:
    assert rows("部门预算一般公共预算财政拨款基本支出表")[2:5] == [
        ["", "合计", "300.00", "260.00", "40.00"],
        ["301", "工资福利支出", "260.00", "260.00", ""],
        ["30101", "　基本工资", "240.00", "240.00", ""],
    ]


def test_three_public_expenses_stand_beside_last_years() -> None:
    assert rows("部门预算财政拨款“三公”经费支出预算表") == [
        ["项目", "2022年预算数", "2023年预算数"],
        ["合计", "12.50", "11.20"],
        ["一、因公出国（境）费", "0.00", "0.00"],
        ["二、公务用车购置及运行维护费", "11.00", "10.00"],
        ["　其中：公务用车购置费", "0.00", "0.00"],
        ["　　　　公务用车运行维护费", "11.00", "10.00"],
        ["三、公务接待费", "1.50", "1.20"],
    ]


def test_only_empty_tables_carry_the_note() -> None:
    empty = [each.grid.title for each in official_tables(DATA) if each.note == NOTE]
    assert empty == ["部门预算政府性基金预算财政拨款支出表", "部门预算国有资本经营预算财政拨款支出表"]


def test_amounts_are_numbers_for_writers_that_store_them() -> None:
    cell = list(table("部门预算支出总表").grid.rows())[2].cells[2]
    assert (cell.number, cell.decimals) == (Decimal(400), 2)
