from __future__ import annotations

from decimal import Decimal

import pytest

from projects.money import Places, format_amount
from reports.disclosure_reading.breakdown import Node, broken_down, year_in
from reports.disclosure_reading.budget import read_budget, read_three_public


def outline(nodes: list[Node]) -> list[str]:
    """``name amount`` in 万元, parts in brackets."""
    return [f"{node.name} {format_amount(node.amount, '万元', Places.TRIM)}{_below(node)}" for node in nodes]


def _below(node: Node) -> str:
    return f"({'；'.join(outline(node.parts))})" if node.parts else ""


TOPS = "^(?:基本支出|项目支出)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入100万元，其中：甲60万元，乙40万元。", "收入 100(甲 60；乙 40)"),
        ("收入100万元。其中：甲60万元；乙40万元。", "收入 100(甲 60；乙 40)"),
        (
            "支出100万元，其中：基本支出60万元，主要是人员50万元和公用10万元；项目支出40万元。",
            "支出 100(基本支出 60(人员 50；公用 10)；项目支出 40)",
        ),
        (
            "支出100万元，其中：基本支出60万元，其中：人员50万元，公用10万元，项目支出40万元。",
            "支出 100(基本支出 60(人员 50；公用 10)；项目支出 40)",
        ),
        (
            "支出100万元。包括：基本支出60万元，其中：人员50万元；公用10万元；项目支出40万元。",
            "支出 100(基本支出 60(人员 50；公用 10)；项目支出 40)",
        ),
        (
            "支出100万元，其中：基本支出60万元（人员50万元，公用10万元）；项目支出40万元，占40%。",
            "支出 100(基本支出 60(人员 50；公用 10)；项目支出 40)",
        ),
        ("经费10万元，主要用于：维修、保养费4万元、差旅费6万元。", "经费 10(维修、保养费 4；差旅费 6)"),
        ("购置27.5万元，分别为电脑（台式）7.5万元、和谐号模型20万元。", "购置 27.5(电脑（台式） 7.5；和谐号模型 20)"),
        ("经费1,234.5万元，其中：甲1234万元，乙5000元。", "经费 1234.5(甲 1234；乙 0.5)"),
        ("没有金额。", ""),
    ],
)
def test_amounts_are_broken_down(text: str, expected: str) -> None:
    assert "；".join(outline(broken_down(text, TOPS))) == expected


def test_verbs_and_project_words_are_no_part_of_a_name() -> None:
    [total] = broken_down("项目支出20万元，主要为车辆保险费项目安排5万元、考核经费共计安排15万元。")
    assert [part.name for part in total.parts] == ["车辆保险费", "考核经费"]


def test_year_of_an_amount() -> None:
    [total] = broken_down("反映全部收入，2022年预算收入10万元。")
    assert year_in(total.lead) == 2022
    assert year_in("预算收入") is None


def test_changes_are_signed_and_carry_their_reason() -> None:
    text = (
        "2022年支出100万元，较2021年减少13万元，其中：基本支出增加2万元，主要是调资；"
        "项目支出减少15万元，主要为会议项目减少9万元、培训项目减少6万元。"
    )
    change = read_budget(None, None, None, text).change
    assert change.total == Decimal("-130000.00")
    assert [(item.name, item.amount, item.reason) for item in change.items] == [
        ("基本支出", Decimal("20000.00"), "主要是调资"),
        ("项目支出", Decimal("-150000.00"), None),
    ]
    assert [part.amount for part in change.items[1].parts] == [Decimal("-90000.00"), Decimal("-60000.00")]


def test_a_text_without_a_change_has_none() -> None:
    change = read_budget(None, None, None, "本部门上年成立，没有上年数。").change
    assert (change.total, change.items) == (None, ())


def test_all_of_one_kind_is_an_income_item() -> None:
    income = read_budget(None, "2023年收入500万元，全部为一般公共预算拨款收入。", None, None).income
    assert [(item.name, item.amount) for item in income.items] == [("一般公共预算拨款收入", Decimal("5000000.00"))]


def test_changes_told_beside_each_expense_are_gathered_once() -> None:
    read = read_three_public(
        "三公经费20万元，较上年减少1.5万元。其中：因公出国（境）费0万元，与上年持平；公务用车购置及运行费18万元，较上年减少1万元，"
        "其中：公务用车购置费0万元，公务用车运行费18万元，较上年减少1万元；公务接待费2万元，较上年减少0.5万元，因厉行节约。"
    )
    assert [item.name for item in read.items] == ["因公出国（境）费", "公务用车购置及运行费", "公务接待费"]
    assert [part.name for part in read.items[1].parts] == ["公务用车购置费", "公务用车运行费"]
    assert read.change is not None
    assert read.change.total == Decimal("-15000.00")
    assert [(item.name, item.amount, item.reason) for item in read.change.items] == [
        ("公务用车购置及运行费", Decimal("-10000.00"), None),
        ("公务接待费", Decimal("-5000.00"), "因厉行节约"),
    ]
