from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from projects.disclosure.edit_shape import SECTIONS, FieldKind, fields_of
from reports.department_book import department_book, read_department_book
from tests.projects.disclosure.made import made
from tests.reports.department_book.books import STAMP, cell_of, document_after


def test_every_field_that_is_typed_has_its_place_with_the_unit_in_the_head_of_amounts() -> None:
    book = load_workbook(BytesIO(department_book(made(), STAMP)))
    for section in SECTIONS:
        texts = {cell.value for row in book[section.title].iter_rows() for cell in row}
        for field in fields_of(section).values():
            wanted = f"{field.label}（万元）" if field.kind is FieldKind.MONEY and "[]" in field.path else field.label
            assert wanted in texts, field.path


def test_what_is_computed_is_shown_and_cannot_be_typed() -> None:
    stored = made(**{"budget.income.total": None})
    in_force = made()
    sheet = load_workbook(BytesIO(department_book(stored, STAMP, in_force)))
    total = cell_of(sheet, "收入说明", "收入说明总额", 1)
    assert (total.value, total.protection.locked) == (420.8, True)
    assert not cell_of(sheet, "收入说明", "上年结转收入", 1).protection.locked
    total.value = 500
    content = BytesIO()
    sheet.save(content)
    reading = read_department_book(content.getvalue())
    assert (reading.document, reading.mistakes) == (stored, ())
    assert reading.notes == (f"工作表“收入说明”{total.coordinate} 由系统计算，写的“500”没有采用",)
    same = read_department_book(department_book(stored, STAMP, in_force))
    assert (same.document, same.notes, same.leftovers) == (stored, (), ())


def test_few_words_are_chosen_from_a_list() -> None:
    book = load_workbook(BytesIO(department_book(made(), STAMP)))
    offered = {each.formula1 for each in book["支出（按科目）"].data_validations.dataValidation if each.formula1}
    assert '"基本支出,项目支出"' in offered


def test_another_printed_unit_leaves_the_amounts_of_the_other_sheets_as_they_are() -> None:
    def fill(book) -> None:
        cell_of(book, "标题和依据", "金额单位", 1).value = "元"
        cell_of(book, "机关运行经费", "办公费", 1).value = 30

    changed = made(**{"printed_unit": "元", "operating_costs.items[0].amount": "300000.00"})
    assert document_after(fill) == changed


def test_months_and_days_as_people_write_them() -> None:
    def fill(book) -> None:
        cell_of(book, "标题和依据", "公开年月", 1).value = "２０２３年３月"
        cell_of(book, "国有资产信息", "国有资产信息截止时间", 1).value = "2022年12月30日"

    document = document_after(fill)
    assert document.issued == "2023-03"
    assert document.at("assets.as_of").isoformat() == "2022-12-30"
