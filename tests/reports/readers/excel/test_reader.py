"""Workbooks as tables: what a person sees in a cell, what it stores, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.readers import excel
from reports.readers.excel.number_formats import shown
from reports.readers.limits import Limits
from reports.readers.source import SourceCell, SourceTable, Unreadable


def tables(fill: Callable[[Worksheet], object]) -> list[SourceTable]:
    book = Workbook()
    assert book.active is not None
    book.active.title = "目标表"
    fill(book.active)
    content = BytesIO()
    book.save(content)
    return [block for block in excel.read("表.xlsx", content.getvalue()).blocks if isinstance(block, SourceTable)]


def cell_of(value: Any, code: str = "General") -> SourceCell:
    def fill(sheet: Worksheet) -> None:
        sheet["B3"] = value
        sheet["B3"].number_format = code

    [table] = tables(fill)
    [cell] = table.cells
    assert (table.place, cell.place, cell.row, cell.column) == ("工作表“目标表”", "B3", 2, 1)
    return cell


@pytest.mark.parametrize(
    ("value", "code", "text", "stored"),
    [
        ("  培训\n人数", "General", "  培训\n人数", None),
        (20, "General", "20", Decimal(20)),
        (44.88, "0.00", "44.88", Decimal("44.88")),
        (20, "0.00", "20.00", Decimal(20)),
        (0.3, "0%", "30%", Decimal("0.3")),
        (0.975, "0.0%", "97.5%", Decimal("0.975")),
        (5, '"≥"0"人"', "≥5人", Decimal(5)),
        (12, "000000", "000012", Decimal(12)),
        (date(2020, 1, 31), "yyyy-mm-dd", "2020-01-31", date(2020, 1, 31)),
        (datetime(2020, 1, 31, 8, 30), "yyyy-mm-dd hh:mm", "2020-01-31 08:30:00", date(2020, 1, 31)),  # noqa: DTZ001
        (True, "General", "TRUE", True),
    ],
)
def test_a_cell_shows_its_value_in_its_format_and_keeps_what_it_stores(
    value: Any, code: str, text: str, stored: object
) -> None:
    cell = cell_of(value, code)
    assert (cell.text, cell.value) == (text, stored)


def test_merged_cells_have_their_spans_and_hide_what_they_cover() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C4"], sheet["E6"] = "产出指标", "指标值"
        sheet.merge_cells("C4:D6")

    [table] = tables(fill)
    assert [(cell.place, cell.row_span, cell.col_span) for cell in table.cells] == [("C4", 3, 2), ("E6", 1, 1)]


def test_hidden_and_empty_sheets_are_passed_over() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "项目名称"
        book = sheet.parent
        assert book is not None
        hidden = book.create_sheet("名单")
        hidden["A1"], hidden.sheet_state = "选项", "hidden"
        book.create_sheet("空表")
        book.create_sheet("第二张")["A1"] = "项目名称"

    assert [table.place for table in tables(fill)] == ["工作表“目标表”", "工作表“第二张”"]


def test_formats_in_far_blank_cells_make_a_sheet_no_larger() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "项目名称"
        sheet["XFD90000"].number_format = "0.00"

    [table] = tables(fill)
    assert len(table.cells) == 1


@pytest.mark.parametrize(("place", "said"), [("XFD1", "16384 列"), ("CV1048576", "1048576 行")])
def test_a_sheet_that_is_too_large_is_refused(place: str, said: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet[place] = "远"

    with pytest.raises(Unreadable, match=said):
        tables(fill)


def test_the_limits_are_those_that_are_given() -> None:
    content = BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active["F1"] = "远"
    book.save(content)
    with pytest.raises(Unreadable, match="6 列"):
        excel.read("表.xlsx", content.getvalue(), Limits(columns=5))


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_damaged_workbook_is_said(content: bytes) -> None:
    with pytest.raises(Unreadable, match="已损坏"):
        excel.read("表.xlsx", content)


def test_an_old_workbook_reads_like_a_new_one(samples_dir: Path) -> None:
    for name in ("weihai", "xixia"):
        old, new = (
            excel.read(name, (samples_dir / "files" / f"{name}.{kind}").read_bytes()) for kind in ("xls", "xlsx")
        )
        assert (old.kind, new.kind) == ("xls", "xlsx")
        assert old.blocks == new.blocks


# --- Display formats ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1234567.5", "#,##0.00", "1,234,567.50"),
        ("5", "#.##", "5"),
        ("3.456", "0.##", "3.46"),
        ("-5", "0.0", "-5.0"),
        ("-0.001", "0.00", "0.00"),
        ("-2", "0.00;(0.00)", "(2.00)"),
        ("0", '0.00;(0.00);"零"', "零"),
        ("12345", "0,", "12"),
        ("1", "[$¥-804]0.00", "¥1.00"),
        ("1", "[Red]0", "1"),
        ("0.25", "# ?/?", "0.25"),
        ("120000", "0.00E+00", "120000"),
        ("7", "", "7"),
        ("1e300", "0.00", "1" + "0" * 300),
    ],
)
def test_display_formats(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text
