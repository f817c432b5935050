"""Labels are known in every usual writing, and other words are not taken for them."""

from __future__ import annotations

import pytest

from reports.readers.matching.labels import is_like, key_of, money_unit_in, stem_of
from reports.readers.matching.patterns import pattern_of
from reports.readers.matching.places import split_place


@pytest.mark.parametrize("text", ["项目名称* :", "*项目名称：", "项　目 名\n称＊", "项目名称", "“项目名称”:"])
def test_ornaments_do_not_count(text: str) -> None:
    assert key_of(text) == "项目名称"


@pytest.mark.parametrize(
    "text", ["项目资金（万元）", "项目经费(元)", "1. 项目资金", "（一）项目资金", "*1、项目资金："]
)
def test_additions_and_words_of_the_same_meaning_do_not_count_for_the_stem(text: str) -> None:
    assert stem_of(text) == "项目资金"


def test_a_slip_is_like_and_another_word_is_not() -> None:
    assert is_like("主管部门和代码", "主管部门及代码")
    assert not is_like("实施单位", "预算单位")
    assert not is_like("备注", "备用")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("金额单位：元", "元"),
        ("单位:万元", "万元"),
        ("预算数（千元）", "千元"),
        ("单位名称", ""),
    ],
)
def test_units_of_money(text: str, unit: str) -> None:
    assert money_unit_in(text) == unit


@pytest.mark.parametrize(
    ("pattern", "text", "names"),
    [
        ("年份（{year}）", "年份 (2020)", {"year": "2020"}),
        ("{year}年部门项目表", "2020 年部门项目表", {"year": "2020"}),
        ("{number}{project_name}绩效目标表", "12.水渠维修绩效目标表", {"number": "12.", "project_name": "水渠维修"}),
        ("{unit_code}{department_name}{unit_name}", "203001 水务局", {"unit_code": "203001", "unit_name": "水务局"}),
        ("{year_before_last} 年", "2018年", {"year_before_last": "2018"}),
        ("单位：{money_unit}", "单位:万元", {"money_unit": "万元"}),
        ("年份（{year}）", "年份", None),
    ],
)
def test_patterns_read_backwards(pattern: str, text: str, names: dict[str, str] | None) -> None:
    assert pattern_of(pattern).read(text) == names


def test_patterns_side_by_side_in_one_line() -> None:
    pattern = pattern_of("{unit_code}{unit_name}", "单位：{money_unit}")
    assert pattern.read("203001水利站　单位：万元") == {
        "unit_code": "203001",
        "unit_name": "水利站",
        "money_unit": "万元",
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("水务部门中共临海市江北区委水利站", ("水务部门", "中共临海市江北区委水利站")),
        ("教育局临海市第一小学", ("教育局", "临海市第一小学")),
        ("中共临海经济开发区工作委员会综合部(本级)", ("", "中共临海经济开发区工作委员会综合部(本级)")),
    ],
)
def test_department_and_unit_without_anything_between(text: str, parts: tuple[str, str]) -> None:
    assert split_place(text) == parts
