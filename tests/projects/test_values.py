"""What people type, what cells show, what paper says, kind by kind."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.catalog import FIELDS, LINE_FIELDS, Field, Kind
from projects.document import Coded
from projects.layouts.model import Choice, FieldCell
from projects.money import YUAN_PER_UNIT, Places
from projects.values import (
    BadValue,
    Shown,
    edited,
    parse,
    parse_coded,
    parse_date,
    plain_text,
    printed,
    printed_coded,
    why_unread,
)
from tests.strategies import amounts, blank_or, dates, flags, lines_of_text, paragraphs

TEXT = FIELDS["project.name"]
NARRATIVE = FIELDS["narratives.overview"]
MONEY = FIELDS["amounts.total"]
DATE = FIELDS["project.start_date"]
PERIOD = FIELDS["project.period"]
FLAG = FIELDS["project.has_subprojects"]
CODED = FIELDS["project.category"]
SUBJECTS = FIELDS["project.functional_subjects"]
NUMBER = LINE_FIELDS["budget_history"]["year"]
PERCENT = LINE_FIELDS["payment_schedule"]["percent"]
POINTS = LINE_FIELDS["indicators"]["weight"]

YUAN = Shown()
WAN = Shown("万元", Places.TRIM)

official_codes = st.text("0123456789ABCXYZabcxyz", min_size=1, max_size=12)
official_names = lines_of_text.filter(lambda text: not re.search(r"[,，;；\[\]【】]", text))
coded_values = st.builds(Coded, blank_or(official_codes), blank_or(official_names)).filter(lambda c: c.code or c.name)
whole_years = st.tuples(st.integers(1000, 9999), st.integers(1000, 9999)).map(
    lambda years: (date(min(years), 1, 1), date(max(years), 12, 31))
)
VALUES = {
    Kind.TEXT: (TEXT, lines_of_text),
    Kind.NARRATIVE: (NARRATIVE, paragraphs),
    Kind.MONEY: (MONEY, amounts),
    Kind.PERCENT: (PERCENT, st.decimals(min_value=-99_999, max_value=99_999, places=4)),
    Kind.POINTS: (POINTS, st.decimals(min_value=-99_999, max_value=99_999, places=4)),
    Kind.NUMBER: (NUMBER, st.integers(0, 9999)),
    Kind.DATE: (DATE, dates),
    Kind.PERIOD: (PERIOD, whole_years),
    Kind.FLAG: (FLAG, flags),
    Kind.CODED: (CODED, coded_values),
    Kind.SUBJECTS: (SUBJECTS, st.lists(coded_values, unique=True, max_size=4).map(tuple)),
}


def test_every_kind_is_tried():
    assert set(VALUES) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_what_an_editor_shows_is_read_as_the_same_value(kind, data):
    field, values = VALUES[kind]
    shown = Shown(data.draw(st.sampled_from(sorted(YUAN_PER_UNIT))), data.draw(st.sampled_from(Places)))
    value = data.draw(values)
    assert parse(field, edited(field, value, shown), shown) == value


@pytest.mark.parametrize("kind", Kind)
@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused_in_chinese(kind, text):
    field = VALUES[kind][0]
    try:
        value = parse(field, text, WAN)
    except BadValue as error:
        message = str(error)
    else:
        message = ""
        assert parse(field, edited(field, value, WAN), WAN) == value
    assert why_unread(field, text, WAN) == message
    assert not message or re.search("[一-鿿]", message)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("blank", ["", "  ", "\n\t\r\n", "\x00", "　"])
def test_a_blank_is_no_value(kind, blank):
    value = parse(VALUES[kind][0], blank, WAN)
    assert value == (() if kind is Kind.SUBJECTS else None)
    assert edited(VALUES[kind][0], value, WAN) == ""


def test_text_is_one_line_and_narratives_keep_their_paragraphs():
    assert parse(TEXT, " 一\n二\r\n三\t四 ", YUAN) == "一 二 三 四"
    assert parse(NARRATIVE, " 一\n\n二\r\n三\r四\t五 \n", YUAN) == "一\n\n二\n三\n四 五"


def test_characters_that_cannot_be_stored_are_dropped():
    assert plain_text("a\x00b\x1fc\x7fd\ud83de😀") == "abcde😀"


def test_lengths_are_counted_without_white_space_around():
    assert parse(TEXT, f" {'长' * 200} ", YUAN) == "长" * 200
    with pytest.raises(BadValue, match="写了 201 个字，最多 200 个字，请删减"):
        parse(TEXT, "长" * 201, YUAN)
    assert len(parse(NARRATIVE, "长" * 20_000, YUAN)) == 20_000
    with pytest.raises(BadValue, match="写了 20001 个字"):
        parse(NARRATIVE, "长" * 20_001, YUAN)


@pytest.mark.parametrize("text", ["<b>粗</b>", "=SUM(A1)", "+1", "@x", "{year}", "😀"])
def test_odd_texts_are_texts(text):
    assert parse(TEXT, text, YUAN) == text


def test_amounts_are_read_and_shown_in_the_unit_of_the_form():
    assert parse(MONEY, "44.88", WAN) == Decimal("448800.00")
    assert edited(MONEY, Decimal("448800.00"), WAN) == "44.88"
    assert edited(MONEY, Decimal("448800.00"), Shown("万元", Places.FIXED)) == "44.88"
    assert edited(MONEY, Decimal("200000.00"), Shown("万元", Places.FIXED)) == "20.00"
    with pytest.raises(BadValue, match=r"“二十”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"):
        parse(MONEY, "二十", WAN)


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-31",
        "2020/1/31",
        "2020.1.31",
        "2020年1月31日",
        "2020 年 1 月 31 日",
        "20200131",
        "２０２０－０１－３１",
        " 2020-1-31 ",
    ],
)
def test_dates_as_people_write_them(text):
    assert parse(DATE, text, YUAN) == date(2020, 1, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2020-02-30",
        "2020-13-01",
        "20-01-31",
        "2020131",
        "2020",
        "2020-01",
        "31/01/2020",
        "0000-01-01",
        "明天",
        "20201301",
    ],
)
def test_what_is_no_date(text):
    with pytest.raises(BadValue) as refused:
        parse_date(text)
    assert str(refused.value) == f"“{text}”不是日期，请写成 2020-01-31 这样"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2020-2021", (2020, 2021)),
        ("2020", (2020, 2020)),
        ("2020年—2022年", (2020, 2022)),
        ("2020 至 2021", (2020, 2021)),
    ],
)
def test_periods_are_whole_years(text, years):
    assert parse(PERIOD, text, YUAN) == (date(years[0], 1, 1), date(years[1], 12, 31))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2021-2020", "“2021-2020”的结束年份早于开始年份，请改正"),
        ("0000", "“0000”不是项目期，请写成 2020-2021 这样的年份"),
        ("三年", "“三年”不是项目期，请写成 2020-2021 这样的年份"),
        ("2020-01-01", "“2020-01-01”不是项目期，请写成 2020-2021 这样的年份"),
    ],
)
def test_what_is_no_period(text, message):
    assert why_unread(PERIOD, text, YUAN) == message


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (FLAG, "是", True),
        (FLAG, " 否 ", False),
        (NUMBER, "2018", 2018),
        (NUMBER, "２０１８", 2018),
        (PERCENT, "25", Decimal(25)),
        (PERCENT, "25.5%", Decimal("25.5")),
        (PERCENT, "２５％", Decimal(25)),
        (POINTS, "10", Decimal(10)),
        (POINTS, "12.5分", Decimal("12.5")),
    ],
)
def test_flags_and_figures(field, text, value):
    assert parse(field, text, YUAN) == value


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        (FLAG, "yes", "“yes”不能识别，请选“是”或“否”"),
        (FLAG, "是的", "“是的”不能识别，请选“是”或“否”"),
        (NUMBER, "2018.5", "“2018.5”不是整数，请只填数字，最大 9999"),
        (NUMBER, "20180", "“20180”不是整数，请只填数字，最大 9999"),
        (NUMBER, "-1", "“-1”不是整数，请只填数字，最大 9999"),
        (PERCENT, "四分之一", "“四分之一”不是百分比，请只填数字，例如 25"),
        (PERCENT, "1e5", "“1e5”不是百分比，请只填数字，例如 25"),
        (PERCENT, "33.33333", "“33.33333”不是百分比，请只填数字，例如 25"),
        (PERCENT, "100000", "“100000”不是百分比，请只填数字，例如 25"),
        (PERCENT, "NaN", "“NaN”不是百分比，请只填数字，例如 25"),
        (POINTS, "10%", "“10%”不是分值，请只填数字，例如 10"),
    ],
)
def test_what_is_no_flag_and_no_figure(field, text, message):
    with pytest.raises(BadValue) as refused:
        parse(field, text, YUAN)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("[2013699]其他共产党事务支出", Coded("2013699", "其他共产党事务支出")),
        ("【2013699】 其他共产党事务支出", Coded("2013699", "其他共产党事务支出")),
        ("[ 2013699 ]", Coded("2013699", None)),
        ("其他共产党事务支出", Coded(None, "其他共产党事务支出")),
        ("2013699 其他", Coded(None, "2013699 其他")),
        ("[其他]支出", Coded(None, "[其他]支出")),
        ("[]支出", Coded(None, "[]支出")),
    ],
)
def test_codes_stand_in_brackets(text, coded):
    assert parse_coded(text) == coded


def test_several_subjects_are_told_apart_and_repeats_removed():
    text = "[2013699]其他共产党事务支出，[30299]其他\n[2013699]其他共产党事务支出;；, 培训费"
    assert parse(SUBJECTS, text, YUAN) == (
        Coded("2013699", "其他共产党事务支出"),
        Coded("30299", "其他"),
        Coded(None, "培训费"),
    )


@pytest.mark.parametrize(
    ("coded", "pattern", "text"),
    [
        (Coded("103", "组织部"), "", "[103]组织部"),
        (Coded("103", "组织部"), "【{code}】{name}", "【103】组织部"),
        (Coded(None, "组织部"), "【{code}】{name}", "组织部"),
        (Coded("103", None), "【{code}】{name}", "[103]"),
        (Coded(None, None), "", ""),
        (Coded("103", "{code}"), "{code}-{name}", "103-{code}"),
    ],
)
def test_a_missing_part_goes_with_its_brackets(coded, pattern, text):
    assert printed_coded(coded, pattern) == text


def cell(field: Field, **options) -> FieldCell:
    return FieldCell(path="x", label="x", field=field, **options)


def test_paper_shows_choices_and_patterns():
    nature = cell(TEXT, choices=(Choice("新增项目", "01-新增项目"), Choice("其他", "其他")))
    assert printed(nature, "新增项目", YUAN) == "01-新增项目"
    assert printed(nature, "不在其中", YUAN) == "不在其中"
    assert printed(nature, None, YUAN) == ""
    assert printed(cell(CODED, pattern="{code} {name}"), Coded("1", "一"), YUAN) == "1 一"
    assert printed(cell(PERCENT, pattern="{value}%"), Decimal("25.50"), YUAN) == "25.5%"
    assert printed(cell(PERCENT, pattern="{value}%"), None, YUAN) == ""


def test_a_cell_may_have_its_own_unit_of_money():
    own = cell(MONEY, money_unit="元", money_places=Places.FIXED)
    assert printed(own, Decimal("200000.00"), WAN) == "200000.00"
    assert printed(cell(MONEY), Decimal("200000.00"), WAN) == "20"
    assert WAN.for_cell(None) == WAN


@pytest.mark.parametrize("kind", Kind)
def test_nothing_is_printed_for_a_blank(kind):
    field = VALUES[kind][0]
    assert printed(cell(field), () if kind is Kind.SUBJECTS else None, WAN) == ""


def test_one_of_several_subjects_that_is_too_long_is_named():
    text = ", ".join(["[2013699]其他共产党事务支出", *("文" * 150 for _ in range(3)), "长" * 201])
    with pytest.raises(BadValue, match=r"科目“长{20}…”写了 201 个字，最多 200 个字"):
        parse(SUBJECTS, text, YUAN)
    assert len(parse(SUBJECTS, text.removesuffix("长"), YUAN)) == 3
