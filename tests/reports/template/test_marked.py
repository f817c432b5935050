from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from reports.readers.source import Unreadable
from reports.template import CellMistake, marked_copy, read_template
from reports.template.colours import INPUT, MISTAKE
from reports.template.located import MISTAKES_SHEET
from tests.reports.template.filling import beside, edited, filled, filled_template, form_sheet


def spoil(sheet):
    beside(sheet, "项目总金额:").value = "约二十万"
    beside(sheet, "是否包含政府采购:").value = "有"


def correct(sheet):
    beside(sheet, "项目总金额:").value = 300
    beside(sheet, "是否包含政府采购:").value = "是"


def marked(content: bytes) -> bytes:
    return marked_copy(content, read_template(content).mistakes)


def test_mistakes_are_coloured_commented_and_listed_with_links() -> None:
    book = load_workbook(BytesIO(marked(edited(filled_template("weihai"), spoil))))
    listed, sheet = book.worksheets[:2]

    assert listed.title == MISTAKES_SHEET
    assert listed["A1"].value.startswith("共 2 处要改")
    amount = beside(sheet, "项目总金额:")
    assert [listed.cell(3, column).value for column in range(1, 7)] == [
        "1",
        amount.coordinate,
        "项目总金额",
        "“约二十万”不是金额",
        "请只填数字，例如 20 或 44.88（单位：万元）",
        "约二十万",
    ]
    assert listed["B3"].hyperlink.location == f"'{sheet.title}'!{amount.coordinate}"
    assert amount.fill.fgColor.rgb == MISTAKE
    assert amount.comment.text == "“约二十万”不是金额。\n请只填数字，例如 20 或 44.88（单位：万元）。"
    assert beside(sheet, "项目名称*:").fill.fgColor.rgb == INPUT
    assert beside(sheet, "项目名称*:").comment is None


def test_marked_copy_can_be_corrected_and_read_again() -> None:
    first = marked(edited(filled_template("weihai"), spoil))
    second = edited(first, lambda sheet: correct(sheet.parent.worksheets[1]))
    reading = read_template(second)
    assert (reading.document, reading.mistakes, reading.leftovers) == (filled("weihai"), (), ())
    again = load_workbook(BytesIO(marked_copy(second, ())))
    assert again.worksheets[0]["A1"].value.startswith("共 0 处要改")
    assert beside(again.worksheets[1], "项目总金额:").comment is None


def test_mistake_of_a_whole_sheet_is_only_listed() -> None:
    title = form_sheet(load_workbook(BytesIO(filled_template("weihai")))).title
    mistake = CellMistake(title, "", "项目名称", "“项目名称”所在的行被删除了", "请撤销这处改动")
    listed = load_workbook(BytesIO(marked_copy(filled_template("weihai"), [mistake]))).worksheets[0]
    assert (listed["D3"].value, listed["B3"].hyperlink) == ("“项目名称”所在的行被删除了", None)


def test_texts_of_the_list_never_become_formulas() -> None:
    mistake = CellMistake("表", "A1", "=1+1", "=cmd", "+1", "=HYPERLINK(1)")
    listed = load_workbook(BytesIO(marked_copy(filled_template("weihai"), [mistake]))).worksheets[0]
    assert [(cell.value, cell.data_type) for cell in listed[3][2:]] == [
        ("=1+1", "s"),
        ("=cmd", "s"),
        ("+1", "s"),
        ("=HYPERLINK(1)", "s"),
    ]


def test_other_files_cannot_be_marked() -> None:
    with pytest.raises(Unreadable):
        marked_copy(b"%PDF-1.7", ())
