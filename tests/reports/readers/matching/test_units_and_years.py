"""Amounts in yuan under 万元, and fiscal years that the paper does not print: read by evidence, and reported."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.document import Coded
from reports.readers.matching import match
from reports.readers.result import ReadForm
from tests.reports.readers.matching.small_forms import (
    BASIC,
    INDICATORS,
    NOTE,
    TITLE,
    Row,
    paths,
    read,
    read_form,
    source,
)


def paper(amount: str, goal: str, label: str = "项目资金 (万元)", name: str = "水渠维修") -> list[Row]:
    funds: list[Row] = [[label, "年度资金总额:", amount], ["", "其中: 财政拨款", amount], ["", "其他资金", ""]]
    return [["项目名称", name], *BASIC[1:3], *funds, ["年度总体目标", goal], *INDICATORS]


def codes(form: ReadForm) -> list[tuple[str, str]]:
    return [(note.field, note.code) for note in form.notes]


BOTH = [("amounts.current_year", "unit-contradicts-label"), ("amounts.fiscal", "unit-contradicts-label")]


def test_the_text_says_that_the_figure_is_in_yuan() -> None:
    form = read_form(TITLE, NOTE, paper("400000", "用 40 万元修渠。"))
    assert form.document.amounts.current_year == Decimal(400_000)
    assert codes(form) == BOTH
    assert "400000" in form.notes[0].text
    assert form.doubts == ()


def test_the_text_says_that_the_label_is_right() -> None:
    form = read_form(TITLE, NOTE, paper("40000", "用 40000 万元修渠。"))
    assert form.document.amounts.current_year == Decimal(400_000_000)
    assert form.notes == ()


def test_a_figure_too_large_for_its_label_is_in_yuan_in_doubt() -> None:
    form = read_form(TITLE, NOTE, paper("400000", "修好水渠。"))
    assert form.document.amounts.current_year == Decimal(400_000)
    assert codes(form) == BOTH
    assert paths(form) == ["amounts.current_year", "amounts.fiscal"]


def test_other_forms_of_the_file_bear_it_out() -> None:
    first, small = paper("400000", "用 40 万元修渠。"), paper("8000", "清理河道。", name="河道清理")
    large = paper("50000", "植树。", name="植树")
    forms = read(TITLE, NOTE, first, TITLE, NOTE, small, TITLE, NOTE, large).forms
    assert [form.document.amounts.current_year for form in forms] == [Decimal(400_000), Decimal(8000), Decimal(50_000)]
    assert [codes(form) for form in forms] == [BOTH] * 3
    assert [paths(form) for form in forms] == [[], ["amounts.current_year", "amounts.fiscal"], []]


def test_an_ordinary_figure_is_what_its_label_says() -> None:
    form = read_form(TITLE, NOTE, paper("40.5", "修好水渠。"))
    assert form.document.amounts.current_year == Decimal(405_000)
    assert (form.notes, form.doubts) == ((), ())


@pytest.mark.parametrize(("label", "yuan"), [("项目资金(元)", 400_000), ("项目资金（千元）", 400_000_000)])
def test_a_unit_that_the_paper_names_counts(label: str, yuan: int) -> None:
    form = read_form(TITLE, NOTE, paper("400000", "修好水渠。", label))
    assert form.document.amounts.current_year == Decimal(yuan)
    assert form.notes == ()


# --- Fiscal years --------------------------------------------------------------------------

CODE = "13000022P000000100001"
HEBEI: list[Row] = [
    ["项目编码", CODE, "项目名称", "水渠维修"],
    ["预算规模及资金用途", "预算数", "4.00", "其中：财政资金", "4.00", "其他资金", ""],
    ["", "维修水渠"],
    ["绩效目标", "修好水渠"],
]


def year(*before: str, code: str = CODE, name: str = "表.txt") -> tuple[int, list[str]]:
    rows = [["项目编码", code, *HEBEI[0][2:]], *HEBEI[1:]]
    file = source(*before, "1.水渠维修绩效目标表", "203001水利站", rows)
    [form] = match(file.__class__(name, file.kind, file.blocks)).forms
    return form.document.fiscal_year, paths(form)


def test_the_year_that_the_file_speaks_of() -> None:
    assert year("水务局2021年部门预算公开说明") == (2021, ["fiscal_year"])


def test_the_year_in_the_code_of_the_project() -> None:
    assert year() == (2022, ["fiscal_year"])


def test_the_year_in_the_name_of_the_file() -> None:
    assert year(code="", name="2023年绩效目标.txt") == (2023, ["fiscal_year"])


def test_a_unit_without_its_code_is_known_by_its_place_in_doubt() -> None:
    form = read_form("1.水渠维修绩效目标表", [["水利站", "单位：万元"], *HEBEI], INDICATORS[:1])
    assert form.document.unit == Coded(None, "水利站")
    assert paths(form) == ["fiscal_year", "unit.name"]
