"""Yuan, printed figures, and what people type for an amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.money import (
    LARGEST_AMOUNT,
    YUAN_PER_UNIT,
    BadAmount,
    Places,
    format_amount,
    parse_amount,
    shown_places,
    to_unit,
)

amounts = st.decimals(min_value=-LARGEST_AMOUNT, max_value=LARGEST_AMOUNT, places=2)
units = st.sampled_from(sorted(YUAN_PER_UNIT))


@given(amounts, units, st.sampled_from(Places), st.booleans())
def test_what_is_printed_reads_back_as_the_same_amount(amount, unit, places, grouped):
    assert parse_amount(format_amount(amount, unit, places, grouped=grouped), unit) == amount


@given(amounts, units)
def test_a_figure_in_another_unit_is_exact(amount, unit):
    assert to_unit(amount, unit) * YUAN_PER_UNIT[unit] == amount


@pytest.mark.parametrize(
    ("yuan", "unit", "trim", "fixed"),
    [
        ("200000.00", "万元", "20", "20.00"),
        ("448800.00", "万元", "44.88", "44.88"),
        ("12000.00", "万元", "1.2", "1.20"),
        ("120050.50", "万元", "12.00505", "12.00505"),
        ("100.00", "万元", "0.01", "0.01"),
        ("0.00", "万元", "0", "0.00"),
        ("0.01", "亿元", "0.0000000001", "0.0000000001"),
        ("1234.50", "元", "1234.5", "1234.50"),
        ("-500.00", "千元", "-0.5", "-0.50"),
    ],
)
def test_printed_figure(yuan, unit, trim, fixed):
    assert format_amount(Decimal(yuan), unit, Places.TRIM) == trim
    assert format_amount(Decimal(yuan), unit, Places.FIXED) == fixed


def test_thousands_are_grouped_on_request_only():
    assert format_amount(Decimal("1234567.00"), "元", Places.FIXED, grouped=True) == "1,234,567.00"
    assert format_amount(Decimal("1234567.00"), "元", Places.FIXED) == "1234567.00"


def test_a_blank_amount_is_not_zero():
    assert format_amount(None, "元", Places.FIXED) == ""
    assert parse_amount("", "元") is None
    assert parse_amount("  ", "元") is None
    assert parse_amount("0", "元") == Decimal("0.00")


@pytest.mark.parametrize(
    ("yuan", "unit", "places", "count"),
    [
        ("200000.00", "万元", Places.TRIM, 0),
        ("200000.00", "万元", Places.FIXED, 2),
        ("120050.00", "万元", Places.FIXED, 3),
    ],
)
def test_decimals_are_never_fewer_than_the_figure_needs(yuan, unit, places, count):
    assert shown_places(Decimal(yuan), unit, places) == count


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("20", "万元", "200000.00"),
        ("20", "元", "20.00"),
        ("44.88", "万元", "448800.00"),
        ("20万元", "元", "200000.00"),
        ("20万", "元", "200000.00"),
        ("20 万元", "亿元", "200000.00"),
        ("3.5亿", "万元", "350000000.00"),
        ("5元", "万元", "5.00"),
        ("1,234,567.89", "元", "1234567.89"),
        ("1，234", "元", "1234.00"),
        ("１２.５", "万元", "125000.00"),
        ("￥300", "元", "300.00"),
        ("¥ 300", "元", "300.00"),
        ("300元", "元", "300.00"),
        (".5", "万元", "5000.00"),
        ("12.", "元", "12.00"),
        ("-3", "元", "-3.00"),
        ("20.000", "元", "20.00"),
        ("0.000001", "万元", "0.01"),
    ],
)
def test_amounts_as_people_type_them(text, unit, yuan):
    amount = parse_amount(text, unit)
    assert amount == Decimal(yuan)
    assert str(amount) == yuan


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("abc", "“abc”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"),
        ("二十万", "“二十万”不是金额"),
        ("20-30", "“20-30”不是金额"),
        ("1.2.3", "“1.2.3”不是金额"),
        ("20%", "“20%”不是金额"),
        ("1e5", "“1e5”不是金额"),
        ("nan", "“nan”不是金额"),
        ("Infinity", "“Infinity”不是金额"),
        ("=1+1", "“=1+1”不是金额"),
        ("--5", "“--5”不是金额"),
        (".", "“.”不是金额"),
        ("20,5", "“20,5”的逗号不在千位上"),
        ("1,2345", "“1,2345”的逗号不在千位上"),
        (",5", "“,5”的逗号不在千位上"),
        ("5百万", "“5百万”不是金额"),
        ("5万千", "“5万千”的单位看不懂，请按万元填数字"),
        ("0.0000001", "“0.0000001”不足一分，金额最多精确到分，请改为整分"),
        ("1000000000", "“1000000000”太大，请核对单位是不是万元"),
        ("9" * 100, f"“{'9' * 100}”太大"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_remedy(text, message):
    with pytest.raises(BadAmount) as refused:
        parse_amount(text, "万元")
    assert str(refused.value).startswith(message)


def test_the_largest_amount_fits_and_a_fen_more_does_not():
    assert parse_amount(str(LARGEST_AMOUNT), "元") == LARGEST_AMOUNT
    with pytest.raises(BadAmount):
        parse_amount(str(LARGEST_AMOUNT + Decimal("0.01")), "元")


def test_minus_nothing_is_nothing():
    assert str(parse_amount("-0", "元")) == "0.00"
