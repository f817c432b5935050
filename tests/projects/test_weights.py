"""Weights of indicators: on a form that divides points, all of them together are exactly those points."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.framework import Category, Framework
from projects.checking import submission_problems
from projects.document import FormDocument, Indicator, ProjectFacts
from projects.layouts import Layout, load_layout
from tests.layouts import write_layout

FRAMEWORK = Framework("weihai", "框架", (Category("产出目标", "数量"),))
WEIGHED = """\
slug = "weighed"
version = 1
name = "有权重的表"
framework = "weihai"

[titles]
application = "申报表"
issued = "下达表"

[[section]]
key = "indicators"
title = "绩效指标"
columns = [20, 20, 40, 10, 10]

[section.table]
lines = "indicators"
weight_total = 90
columns = [
  { value = "level1", head = "一级" },
  { value = "level2", head = "二级" },
  { value = "level3", head = "三级" },
  { value = "target", head = "目标" },
  { value = "weight", head = "权重", required = true },
]
"""


@pytest.fixture(scope="module")
def layout(tmp_path_factory) -> Layout:
    return load_layout(write_layout(tmp_path_factory.mktemp("layouts"), WEIGHED, "weighed.toml"))


def problems(layout: Layout, *weights: str | None) -> list[tuple[str, str]]:
    indicators = tuple(
        Indicator(
            level1="产出目标",
            level2="数量",
            level3=f"指标{number}",
            target="≥1个",
            weight=None if weight is None else Decimal(weight),
        )
        for number, weight in enumerate(weights)
    )
    document = FormDocument("weighed", 2026, project=ProjectFacts(name="培训"), indicators=indicators)
    found = submission_problems(layout, FRAMEWORK, document, {})
    return [(problem.path, problem.message) for problem in found]


def test_weights_that_add_up_are_right(layout):
    assert problems(layout, "45", "45") == []
    assert problems(layout, "12.5", "77.5") == []


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (("40", "45"), "权重合计 85，应为 90，还差 5，请调整各指标的权重"),
        (("50", "45.5"), "权重合计 95.5，应为 90，多了 5.5，请调整各指标的权重"),
    ],
)
def test_the_message_says_the_sum_and_the_difference(layout, weights, message):
    assert problems(layout, *weights) == [("indicators", message)]


def test_a_blank_weight_is_named_beside_the_sum(layout):
    assert problems(layout, "45", None) == [
        ("indicators[1].weight", "必填，还没有填写"),
        ("indicators", "权重合计 45，应为 90，还差 45，请调整各指标的权重"),
    ]


@pytest.mark.parametrize("weight", ["0", "-5"])
def test_no_weight_is_nothing_or_less(layout, weight):
    rest = str(90 - int(weight))
    assert problems(layout, rest, weight) == [("indicators[1].weight", f"权重是 {weight}，应大于 0，请改正")]


def test_the_cell_is_named_in_chinese(layout):
    document = FormDocument(
        "weighed", 2026, indicators=(Indicator(level1="产出目标", level2="数量", level3="甲", target="1"),)
    )
    labels = [problem.label for problem in submission_problems(layout, FRAMEWORK, document, {})]
    assert labels == ["绩效指标第 1 行权重", "绩效指标"]


def test_a_form_that_divides_no_points_asks_for_no_sum(layout):
    [section] = layout.sections
    assert section.table is not None
    free = replace(layout, sections=(replace(section, table=replace(section.table, weight_total=0)),))
    assert problems(free, "10") == []


def test_a_form_without_any_indicator_is_not_told_of_weights(layout):
    assert problems(layout) == []


@given(st.lists(st.integers(1, 4500), min_size=1, max_size=6), st.booleans())
def test_weights_are_added_without_rounding(layout, hundredths: list[int], is_topped_up: bool) -> None:
    weights = [Decimal(number) / 100 for number in hundredths]
    if is_topped_up and sum(weights) < 90:
        weights.append(Decimal(90) - sum(weights))
    found = problems(layout, *map(str, weights))
    assert (found == []) is (sum(weights) == 90)
