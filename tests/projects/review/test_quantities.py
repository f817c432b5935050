"""Quantities in prose and what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.target import Operator
from projects.review.quantities import Family, may_count_the_same, quantities


@pytest.mark.parametrize(
    ("text", "value", "unit", "operator"),
    [
        ("参加活动1万人次", 10000, "人次", Operator.NONE),
        ("引进人才5名以上", 5, "名", Operator.GE),
        ("安排不少于15万元", 150000, "万元", Operator.GE),
        ("覆盖率100%", 100, "%", Operator.NONE),
        ("覆盖率达到百分之九十五以上", 95, "%", Operator.GE),
        ("补助49个社区", 49, "个", Operator.NONE),
        ("举办三期培训班", 3, "期", Operator.NONE),
        ("建成党群阵地二十个", 20, "个", Operator.NONE),
        ("10个左右培训项目", 10, "个", Operator.ABOUT),
        ("培训2000余人", 2000, "人", Operator.ABOUT),
        ("支付1,200,000元", 1200000, "元", Operator.NONE),
        ("满意度≥90%", 90, "%", Operator.GE),
        ("控制在40万元以内", 400000, "万元", Operator.LE),
    ],
)
def test_one_quantity(text: str, value: int, unit: str, operator: Operator):
    (found,) = quantities(text)
    assert (found.value, found.unit, found.operator) == (Decimal(value), unit, operator)


@pytest.mark.parametrize(
    "text",
    [
        "树牢“四个意识”，坚持三会一课",
        "依据冀办发〔2019〕12号文件",
        "《关于培训3000人的通知》",
        "2024年12月底前完成",
        "二季度完成",
        "第2期",
        "迎接建馆100周年",
        "一批优秀课件，一次性补助",
        "",
        None,
    ],
)
def test_what_measures_nothing(text: str | None):
    assert quantities(text) == ()


def test_words_around_and_what_it_is_meant_per():
    village, film = quantities("为30个村每村每月放映2场电影")
    assert (village.after, village.each) == ("村每村每月放映2场电影", "")
    assert film.value == 2
    assert (film.each, film.after) == ("每村每月", "电影")
    (monthly,) = quantities("按每人每月2000元发放")
    assert (monthly.each, monthly.family) == ("每人每月", Family.MONEY)


def test_range():
    (found,) = quantities("走访老党员30-50人")
    assert [found.value, found.upper] == [Decimal(30), Decimal(50)]
    assert found.operator is Operator.RANGE
    (money,) = quantities("需要5万至8万元")
    assert [money.value, money.upper] == [Decimal(50000), Decimal(80000)]


def test_bound_before_and_behind():
    before, behind = quantities("不少于5人，不含6人以上")
    assert (before.is_prefixed, behind.is_prefixed) == (True, False)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("人", "人次", True),
        ("期", "场", True),
        ("个", "间", True),
        ("个", "期", True),
        ("个", "人", False),
        ("%", "个", False),
    ],
)
def test_units_that_count_the_same(one: str, other: str, *, may: bool):
    assert may_count_the_same(one, other) is may
