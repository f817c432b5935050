"""One text, one value: what each kind of place understands, and what it says of the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from projects.catalog import FIELDS, Kind
from projects.document import Coded
from projects.layouts.model import Choice, FieldCell
from projects.values import BadValue, Shown
from reports.readers.matching.draft import Read
from reports.readers.matching.values import Unsure, understood

CHOICES = (Choice("新增项目", "01-新增项目"), Choice("延续项目", "02-延续项目"))


def place(path: str, **options: object) -> FieldCell:
    return FieldCell(path, "栏目", FIELDS[path], **options)  # type: ignore[arg-type]


def understand(path: str, text: str, value: object = None, unit: str = "万元", **options: object) -> object:
    read = Read(text, "A1", text, value)  # type: ignore[arg-type]
    return understood(place(path, **options), read, Shown(unit))


@pytest.mark.parametrize(
    ("text", "stored", "yuan"),
    [
        ("44.88", None, "448800.00"),
        ("1,234.5", None, "12345000.00"),
        ("２０", None, "200000.00"),
        ("20万元", None, "200000.00"),
        ("200000元", None, "200000.00"),
        ("44.88", Decimal("44.88"), "448800.00"),
        ("0.3", Decimal("0.30000000000000004"), "3000.00"),
        ("20.00", Decimal(20), "200000.00"),
        ("0", Decimal(0), "0.00"),
    ],
)
def test_amounts(text: str, stored: Decimal | None, yuan: str) -> None:
    assert understand("amounts.total", text, stored) == Decimal(yuan)


@pytest.mark.parametrize(
    ("text", "stored"), [("二十", None), ("1e30", Decimal("1e30")), ("0.0000001", Decimal("0.0000001"))]
)
def test_what_is_no_amount_is_refused(text: str, stored: Decimal | None) -> None:
    with pytest.raises(BadValue):
        understand("amounts.total", text, stored)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("2020-01-31", None),
        ("2020/1/31", None),
        ("2020.1.31", None),
        ("2020年1月31日", None),
        ("20200131", None),
        ("43861", date(2020, 1, 31)),
    ],
)
def test_dates(text: str, stored: date | None) -> None:
    assert understand("project.start_date", text, stored) == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020-2021", "2020-01-01", "2021-12-31"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("2020年至2021年", "2020-01-01", "2021-12-31"),
        ("2020年3月-2021年6月", "2020-03-01", "2021-06-30"),
        ("2020.1-2020.12", "2020-01-01", "2020-12-31"),
        ("2020年1月—12月", "2020-01-01", "2020-12-31"),
        ("2020-01-15至2021-02-28", "2020-01-15", "2021-02-28"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    assert understand("project.period", text) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["长期", "2021-2020", "2020年13月-2020年14月"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        understand("project.period", text)


@pytest.mark.parametrize(
    ("text", "stored", "flag"),
    [
        ("是", None, True),
        ("否", None, False),
        ("有", None, True),
        ("无", None, False),
        ("是☑ 否□", None, True),
        ("□是 ■否", None, False),
        ("TRUE", True, True),
        ("√", None, True),
    ],
)
def test_flags(text: str, stored: bool | None, flag: bool) -> None:
    assert understand("project.five_expenses", text, stored) is flag


@pytest.mark.parametrize(
    ("text", "pattern", "code", "name"),
    [
        ("【103】水务局", "【{code}】{name}", "103", "水务局"),
        ("[103] 水务局", "【{code}】{name}", "103", "水务局"),
        ("水务局［103］", "{name}［{code}］", "103", "水务局"),
        ("水务局(103)", "", "103", "水务局"),
        ("203001水务局本级", "", "203001", "水务局本级"),
        ("103 水务局", "", "103", "水务局"),
        ("103中学", "", None, "103中学"),
        ("水务局（本级）", "", None, "水务局（本级）"),
    ],
)
def test_codes_and_names(text: str, pattern: str, code: str | None, name: str) -> None:
    assert understand("department", text, pattern=pattern) == Coded(code, name)


def test_subjects_that_are_repeated_count_once() -> None:
    text = "[2013699]其他共产党事务支出, [2013699]其他共产党事务支出；[30299]其他商品和服务支出"
    assert understand("project.functional_subjects", text) == (
        Coded("2013699", "其他共产党事务支出"),
        Coded("30299", "其他商品和服务支出"),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [("01-新增项目", "新增项目"), ("新增项目", "新增项目"), ("2. 延续项目", "延续项目"), ("03-其他", "03-其他")],
)
def test_choices(text: str, value: str) -> None:
    assert understand("project.nature", text, choices=CHOICES) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("01-新增项目☑　02-延续项目□", "新增项目"),
        ("□01-新增项目 ■02-延续项目", "延续项目"),
        ("01-新增项目□　02-延续项目□", None),
        ("01-新增项目□　02-延续项目□　一次性项目", "一次性项目"),
    ],
)
def test_boxes(text: str, value: str | None) -> None:
    assert understand("project.nature", text, choices=CHOICES, boxes=True) == value


def test_two_ticks_are_no_choice() -> None:
    with pytest.raises(BadValue, match="不止一项"):
        understand("project.nature", "01-新增项目☑　02-延续项目☑", choices=CHOICES, boxes=True)


def test_a_line_that_was_broken_by_the_width_of_its_cell() -> None:
    assert understand("project.name", "基层党建\n工作经费 A1\nB2") == "基层党建工作经费 A1 B2"


def test_a_number_where_a_text_stands() -> None:
    assert understand("project.phone", "5550126", Decimal(5550126)) == "5550126"


@pytest.mark.parametrize(("text", "stored"), [("0.9", Decimal("0.9")), ("2020-01-31", date(2020, 1, 31))])
def test_what_the_cell_may_show_otherwise_is_in_doubt(text: str, stored: object) -> None:
    with pytest.raises(Unsure) as unsure:
        understand("project.name", text, stored)
    assert unsure.value.value == text


def test_a_fraction_without_its_sign_is_a_share_in_doubt() -> None:
    field = FIELDS["project.name"].__class__(Kind.PERCENT)
    cell = FieldCell("payment_schedule[3月底].percent", "3月底", field, pattern="{value}%")
    with pytest.raises(Unsure) as unsure:
        understood(cell, Read("0.25", "A1", "0.25", Decimal("0.25")), Shown())
    assert unsure.value.value == 25
    assert understood(cell, Read("25%", "A1", "25%", Decimal("0.25")), Shown()) == 25
