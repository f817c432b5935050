from __future__ import annotations

import pytest

from projects.disclosure.templates import BadTemplate, check_template, fields_in, filled

VALUES = {"年度": "2023", "总额": "40万元", "明细": "", "增减": ""}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{年度}年安排{总额}。", "2023年安排40万元。"),
        ("{年度}年安排{总额}[，其中：{明细}]。", "2023年安排40万元。"),
        ("{年度}年安排[经费{总额}]。", "2023年安排经费40万元。"),
        ("安排{总额}。比上年{增减}。", "安排40万元。"),
        ("[比上年{增减}。]安排{总额}。", "安排40万元。"),
        ("比上年{增减}。", ""),
        ("没有栏目的话。", "没有栏目的话。"),
        ("第一段。\n第二段{总额}。", "第一段。\n第二段40万元。"),
    ],
)
def test_fields_are_filled_in_and_blank_ones_leave_nothing_behind(template: str, text: str) -> None:
    assert filled(template, VALUES) == text


def test_unknown_fields_are_named_with_those_that_are_known() -> None:
    with pytest.raises(BadTemplate, match="没有这些栏目：金额、月份。可以用的有：年度、总额、明细、增减。"):
        filled("{年度}年{金额}{月份}", VALUES)


def test_a_name_that_is_nearly_right_is_answered_with_those_like_it() -> None:
    known = {"收入总额": "", "收入明细": "", "支出总额": "", "年度": ""}
    with pytest.raises(BadTemplate, match=r"^没有这些栏目：收人总额。相近的有：收入总额。$"):
        check_template("{收人总额}", known)


@pytest.mark.parametrize("template", ["安排{总额", "[安排{总额}", "安排]", "[[安排]]"])
def test_brackets_without_their_other_half_are_refused(template: str) -> None:
    with pytest.raises(BadTemplate, match="括号没有成对"):
        check_template(template, VALUES)


def test_values_are_never_templates_themselves() -> None:
    assert filled("{总额}。", {"总额": "{年度}[x]", "年度": "2023"}) == "{年度}[x]。"


def test_fields_are_listed_once_in_order() -> None:
    assert fields_in("{总额}和{年度}和{总额}") == ("总额", "年度")
