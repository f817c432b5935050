from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from projects.disclosure.document import Institution
from projects.disclosure.edit_shape import SECTIONS
from projects.disclosure.section_changes import figure_changes
from reports.department_book import read_department_book
from reports.template import read_if_template
from tests.projects.disclosure.made import made
from tests.reports.department_book.books import cell_of, document_after, filled, read


def leave(_: Any) -> None:
    """Saved by a program without being changed."""


def test_every_section_that_is_typed_has_a_sheet_with_amounts_as_numbers() -> None:
    book = load_workbook(BytesIO(filled(leave)))
    assert book.sheetnames == ["填表说明", *[section.title for section in SECTIONS], "_department"]
    amount = cell_of(book, "支出说明", "项目支出", 1)
    assert (amount.value, amount.data_type, amount.protection.locked) == (120.8, "n", False)
    assert cell_of(book, "支出说明", "金额（万元）").protection.locked
    assert book["支出说明"].protection.sheet
    parents = [each for each in book["支出说明"].data_validations.dataValidation if each.type == "list"]
    assert len(parents) == 1


def test_amounts_as_people_write_them() -> None:
    def fill(book: Any) -> None:
        cell_of(book, "收入说明", "收入说明总额", 1).value = "1,420.80 "
        cell_of(book, "收入说明", "上年结转收入", 1).value = "２１．５"
        cell_of(book, "机关运行经费", "办公费", 1).value = 22.75

    document = document_after(fill)
    assert document.budget.income.total == Decimal("14208000.00")
    assert document.budget.income.items[1].amount == Decimal("215000.00")
    assert document.operating_costs.items[0].amount == Decimal("227500.00")


def test_dates_are_dates_and_text_that_looks_like_a_formula_stays_text() -> None:
    def fill(book: Any) -> None:
        cell_of(book, "国有资产信息", "国有资产信息截止时间", 1).value = datetime(2021, 12, 31)  # noqa: DTZ001  (as Excel has it)
        cell = cell_of(book, "名词解释", "基本支出")
        cell.value = "=100%"

    document = document_after(fill)
    assert document.assets.as_of == date(2021, 12, 31)
    assert document.glossary[0].term == "=100%"


def test_rows_are_added_between_and_behind_removed_and_put_in_another_order() -> None:
    def fill(book: Any) -> None:
        sheet = book["机构设置"]
        row = cell_of(book, "机构设置", "河东区文化和旅游局").row
        for column, text in enumerate(["河东区文化馆", "事业", "正股级", "财政拨款"], 1):
            sheet.cell(row + 1, column).value = text
        sheet.cell(sheet.max_row + 1, 1).value = "河东区图书馆"
        costs = book["机关运行经费"]
        costs.insert_rows(cell_of(book, "机关运行经费", "差旅费").row)
        costs.cell(cell_of(book, "机关运行经费", "差旅费").row - 1, 1).value = "水费"
        cell_of(book, "机关运行经费", "公务用车运行维护费").value = None

    reading = read(fill)
    assert reading.document is not None
    assert reading.document.institutions[1:] == (
        Institution("河东区文化馆", "事业", "正股级", "财政拨款"),
        Institution("河东区图书馆"),
    )
    assert [each.name for each in reading.document.operating_costs.items] == ["办公费", "水费", "差旅费", None]


def test_a_row_belongs_to_the_entry_that_it_names() -> None:
    def fill(book: Any) -> None:
        sheet = book["支出说明"]
        row = cell_of(book, "支出说明", "惠民演出经费").row + 1
        added: tuple[list[Any], ...] = (
            ["基本支出", "离退休经费", "1,000"],
            ["", "事业单位经营支出", 5],
            ["事业单位经营支出", "材料费", 5],
        )
        for index, values in enumerate(added):
            for column, value in enumerate(values, 1):
                sheet.cell(row + index, column).value = value

    items = document_after(fill).budget.expenditure.items
    assert [part.name for part in items[0].parts] == ["人员经费", "日常公用经费", "离退休经费"]
    assert [(item.name, len(item.parts)) for item in items] == [
        ("基本支出", 3),
        ("项目支出", 2),
        ("事业单位经营支出", 1),
    ]


def test_everything_wrong_is_told_at_once_with_its_cell_and_remedy_and_marked_in_a_copy() -> None:
    def fill(book: Any) -> None:
        cell_of(book, "收入说明", "收入说明总额", 1).value = "很多"
        cell_of(book, "支出说明", "惠民演出经费", -1).value = "别的支出"
        cell_of(book, "国有资产信息", "国有资产信息截止时间", 1).value = "去年底"
        cell_of(book, "机关运行经费", "名称").value = "项目"
        cell_of(book, "“三公”经费", "公务接待费", 1).value = "=1+"

    reading = read(fill)
    assert reading.document is None
    told = {(each.sheet, each.label, each.text): each for each in reading.mistakes}
    assert set(told) == {
        ("收入说明", "收入说明总额", "很多"),
        ("支出说明", "上级", "别的支出"),
        ("国有资产信息", "国有资产信息截止时间", "去年底"),
        ("机关运行经费", "", ""),
        ("“三公”经费", "金额（万元）", "=1+"),
    }
    wrong = told["支出说明", "上级", "别的支出"]
    assert (wrong.message, wrong.remedy) == ("没有叫“别的支出”的上级", "请从下拉框中选")
    assert all(each.cell and each.remedy for each in reading.mistakes)
    marked = load_workbook(BytesIO(reading.marked))
    assert marked[wrong.sheet][wrong.cell].comment.text.startswith("没有叫“别的支出”的上级")
    assert marked.sheetnames[0] == "填写错误"
    cell_of(marked, "收入说明", "收入说明总额", 1).value = 420.8  # what was corrected is taken, the rest told again
    again = BytesIO()
    marked.save(again)
    assert len(read_department_book(again.getvalue()).mistakes) == 4


def test_what_has_no_place_is_told_and_a_sheet_that_is_gone_is_a_mistake() -> None:
    def fill(book: Any) -> None:
        book["收入说明"]["H40"].value = "旁注"
        book.create_sheet("草稿")["A1"].value = "算一算"
        del book["名词解释"]

    reading = read(fill)
    assert [(each.place, each.text) for each in reading.leftovers] == [
        ("工作表“草稿”A1", "算一算"),
        ("工作表“收入说明”H40", "旁注"),
    ]
    assert [each.sheet for each in reading.mistakes] == ["名词解释"]


def test_another_workbook_is_refused_and_ours_is_no_form() -> None:
    plain = BytesIO()
    Workbook().save(plain)
    assert "不是本系统的部门数据填报表" in read_department_book(plain.getvalue()).problem
    assert "xlsx" in read_department_book(b"%PDF-1.7").problem
    forged = filled(lambda book: book["_department"].__setitem__("A1", '{"disclosure": 8}'))
    assert "不是本系统的部门数据填报表" in read_department_book(forged).problem
    assert read_if_template("a.xlsx", filled(leave)) is None


def test_a_workbook_that_was_only_opened_and_saved_changes_nothing() -> None:
    assert figure_changes(made(), document_after(leave)) == []
