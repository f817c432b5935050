from __future__ import annotations

from typing import Any

import pytest

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.grade_ranges import stated_ranges
from projects.review.finding import Finding, Severity
from tests.projects.disclosure.made import made


def findings(**changes: Any) -> list[Finding]:
    return list(check_disclosure(made(**changes)))


def only(**changes: Any) -> Finding:
    [finding] = findings(**changes)
    return finding


def test_a_flawless_disclosure_has_no_findings() -> None:
    assert findings() == []


# --- disclosure-sum-mismatch ------------------------------------------------------------


def test_a_sum_that_does_not_add_up_is_an_error_with_its_terms() -> None:
    finding = only(**{"operating_costs.items[1].amount": "85000.00"})
    assert (finding.rule, finding.field, finding.severity) == (
        "disclosure-sum-mismatch", "operating_costs", Severity.ERROR,
    )  # fmt: skip
    assert "相差 1.00 万元" in finding.message
    assert finding.evidence.startswith("22.50 + 8.50 + 10.00 = 41.00")


def test_main_parts_below_the_sum_ask_for_an_explanation_above_it_are_wrong() -> None:
    below = only(**{"budget.expenditure.items[1].parts[0].amount": "26000.00"})
    above = only(**{"budget.expenditure.items[1].parts[0].amount": "226000.00"})
    assert (below.severity, above.severity) == (Severity.WARNING, Severity.ERROR)


def test_the_last_printed_place_may_come_of_rounding() -> None:
    assert only(**{"operating_costs.items[1].amount": "75100.00"}).severity is Severity.HINT


def test_a_figure_read_without_certainty_is_only_a_hint() -> None:
    changes = {"operating_costs.items[1].amount": "85000.00", "uncertain": ["operating_costs.items[1].amount"]}
    assert only(**changes).severity is Severity.HINT


def test_income_that_lacks_transfers_of_the_projects_is_told_which() -> None:
    parts = [
        {"name": "提前下达图书补助", "amount": "126000.00"},
        {"name": "结算下达演出补助", "amount": "74000.00"},
        {"name": "惠民演出经费", "amount": "1008000.00"},
    ]
    finding = only(**{"budget.income.items[1].amount": "0.00", "budget.expenditure.items[1].parts": parts})
    assert finding.field == "budget.income"
    assert finding.suggestion.endswith("提前下达图书补助 12.60、结算下达演出补助 7.40。")


def test_a_text_that_gives_another_total_is_an_error() -> None:
    text = "2023年预算支出421.80万元，较2022年增加10.80万元，其中：基本支出减少4万元；项目支出增加14.80万元。"
    finding = only(**{"budget.change.text": text})
    assert finding.field == "budget.change.text"
    assert "421.80万元" in finding.message
    assert "420.80 万元" in finding.message


def test_totals_of_other_years_and_of_parts_are_no_contradiction() -> None:
    text = "2023年预算支出420.80万元，比上年预算支出410万元增加10.80万元，一般公共预算支出390万元。"
    assert findings(**{"budget.change.text": text}) == []


# --- disclosure-year --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("legal_basis", "现将2022年部门预算公开如下："),
        ("budget.income.text", "本年收入，2022年预算收入420.80万元。"),
        ("operating_costs.text", "2021年机关运行经费安排40万元。"),
        ("three_public.text", "2022年，我部门“三公”经费预算安排11.20万元。"),
        ("assets.text", "截至2019年末，固定资产总额120.50万元。"),
        ("performance.overall_goal.text", "2022年，我局将组织演出120场。"),
        ("performance.safeguards.items[0].text", "组织2019年度考核，每季度通报。"),
    ],
)
def test_another_year_is_found(path: str, text: str) -> None:
    finding = only(**{path: text})
    assert (finding.rule, finding.field) == ("disclosure-year", path)


def test_assets_of_years_ago_are_found() -> None:
    finding = only(**{"assets.as_of": "2019-12-31"})
    assert (finding.rule, finding.field) == ("disclosure-year", "assets.as_of")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("budget.change.text", "2023年预算支出420.80万元，较2022年预算增加10.80万元。"),
        ("budget.change.text", "因本部门2021年6月成立，2022年从文化馆独立出来，没有上年数。"),
        ("budget.change.text", "本部门没有2022年的预算数，不作比较。"),
        ("operating_costs.text", "按照《2020年经费标准》，机关运行经费40万元。"),
        ("performance.safeguards.items[0].text", "落实2021-2025年规划，巩固2022年的成果。"),
        ("performance.overall_goal.text", "到2025年建成示范区，本年组织演出120场。"),
    ],
)
def test_years_that_belong_there_are_not_found(path: str, text: str) -> None:
    assert [finding for finding in findings(**{path: text}) if finding.rule == "disclosure-year"] == []


def test_totals_are_looked_for_in_their_own_section() -> None:
    text = "2023年“三公”经费支出预算11.20万元，其中：因公出国（境）费0万元。"
    assert findings(**{"three_public.text": text}) == []


def test_projects_named_after_a_year_are_not_found() -> None:
    text = "2023年预算支出420.80万元，其中：项目支出120.80万元，主要为2022年度考核经费12.60万元、2021年补助经费项目安排108.20万元。"
    assert findings(**{"budget.expenditure.text": text}) == []


# --- disclosure-instruction-left --------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("budget.preface", "收入情况应至少包括收入总额和各分项。"),
        ("other_matters", "（如无此类情况，请填写“无”）"),
        ("performance.safeguards.items[0].text", "请结合实际填写保障措施。"),
        ("assets.rows[1].name", "4、………"),
    ],
)
def test_instructions_in_the_text_are_found(path: str, text: str) -> None:
    finding = next(finding for finding in findings(**{path: text}) if finding.rule == "disclosure-instruction-left")
    assert finding.field == path


def test_demands_among_the_duties_are_no_instructions() -> None:
    assert findings(**{"duties.items[0].text": "督促单位，预算应当如实说明用途，保证公开。"}) == []


# --- disclosure-empty-table-note --------------------------------------------------------


def test_a_note_under_a_filled_table_is_found() -> None:
    assert only(**{"assets.note": "无此项公开内容，空表列示。"}).field == "assets.note"


def test_an_empty_table_needs_its_note() -> None:
    empty: dict[str, Any] = {"procurement.rows": [], "procurement.total": None}
    assert only(**empty).field == "procurement.note"
    assert findings(**empty, **{"procurement.note": "2023年无政府采购预算。"}) == []


BLANK_ASSETS: dict[str, Any] = {
    "assets.rows": [{"name": "资产总额", "quantity": None, "value": None}],
    "assets.fixed_assets_total": None,
    "assets.as_of": None,
}


def test_a_reason_in_the_text_does_for_the_note() -> None:
    assert findings(**BLANK_ASSETS, **{"assets.text": "本部门上年成立，没有固定资产。"}) == []
    assert only(**BLANK_ASSETS, **{"assets.text": "固定资产见下表。"}).field == "assets.note"


def test_a_paper_without_the_table_needs_no_note() -> None:
    assert findings(**{**BLANK_ASSETS, "assets.rows": [], "assets.text": "共有车辆3辆。"}) == []
    assert findings(procurement={}) == []


# --- grade-gap --------------------------------------------------------------------------

STANDARD = "performance.sections[0].standards[0].text"


@pytest.mark.parametrize(
    "text",
    [
        "90%（含）以上为优；80%（含）-90%为良；60%（含）-80%为中；60%以下为差。",
        "90%以上为优；80%-90%（不含）为良；60%-80%（不含）为中；60%以下（不含）为差。",
        "≥90%为优；80%≤完成率<90%为良；60%≤完成率<80%为中；<60%为差",
        "优：[90,100]；良：[80,90)；中：[60,80)；差：[0,60)",
        "不低于90%为优，低于90%为差",
        "5篇为优；4篇为良；3篇为中；2篇以下为差。",
        "按期完成为优，未完成为差。",
    ],
)
def test_grades_that_meet_end_to_end_are_fine(text: str) -> None:
    unit = "篇" if "篇" in text else "%"
    assert findings(**{STANDARD: text, "performance.sections[0].standards[0].unit": unit}) == []


@pytest.mark.parametrize(
    ("text", "unit", "message"),
    [
        ("95%以上的为优；85%-95%的为良；85%以下的为差。", "%", "95% 同时属于“优”和“良”"),
        ("90%以上为优；75%-85%为良；75%以下（不含）为差。", "%", "85% 到 90% 之间不属于任何一档"),
        ("6个优 5个良 4个中 1个差", "个", "2 到 3个 不属于任何一档"),
        ("大于90%为优；小于90%为良", "%", "90% 不属于任何一档"),
        ("90%（含）以上为优；85%（含）-95%为良；85%以下为差", "%", "90% 到 95% 同时属于“优”和“良”"),
        ("90%（含）以上为优；80%（含）-90%为良；60%（含）-80%为差", "%", "低于 60% 不属于任何一档"),
        ("60%以下为优；60%-90%为良", "%", "“优”不高于“良”"),
    ],
)
def test_gaps_and_overlaps_are_named(text: str, unit: str, message: str) -> None:
    finding = only(**{STANDARD: text, "performance.sections[0].standards[0].unit": unit})
    assert (finding.rule, finding.field) == ("grade-gap", "performance.sections[0].standards[0]")
    assert message in finding.message


def test_whole_percentages_with_nothing_between_are_a_hint() -> None:
    text = "90%以上为优；80%-89%为良；79%以下为差。"
    assert only(**{STANDARD: text}).severity is Severity.HINT


def test_the_suggested_grades_are_fine() -> None:
    suggestion = only(**{STANDARD: "95%以上的为优；85%-95%的为良；60%-85%为中；60%以下的为差。"}).suggestion
    assert findings(**{STANDARD: suggestion.removeprefix("可以写成：")}) == []


def test_ranges_are_spelled() -> None:
    assert [str(each) for each in stated_ranges("90%以上优 60%-90%（不含）良 5%差")] == [
        "优：≥90", "良：≥60 且 <90", "差：5",
    ]  # fmt: skip


def test_without_words_the_thresholds_count() -> None:
    thresholds = [{"grade": "优", "min": "90", "max": None}, {"grade": "良", "min": "70", "max": "80"}]
    standard = {"text": None, "unit": "%", "thresholds": thresholds}
    message = only(**{"performance.sections[0].standards": [standard]}).message
    assert "80% 到 90% 之间" in message


# --- duplicate-paragraph ----------------------------------------------------------------


def test_a_sentence_that_returns_in_one_text_is_found() -> None:
    text = "办好全区惠民演出；办好各类展览；办好全区惠民演出。"
    finding = only(**{"performance.sections[0].performance_goal.text": text})
    assert (finding.rule, finding.field) == ("duplicate-paragraph", "performance.sections[0].performance_goal")
    assert "“办好全区惠民演出”出现 2 次" in finding.evidence


def test_a_paragraph_in_two_places_is_found() -> None:
    paragraph = "成立工作专班，每季度通报一次执行情况，年底统一验收并公布结果。"
    changes = {"performance.safeguards.preface": paragraph, "performance.safeguards.items[0].text": paragraph}
    finding = only(**changes)
    assert (finding.rule, finding.field) == ("duplicate-paragraph", "performance.safeguards.items[0].text")
    assert "工作保障措施引言" in finding.message


def test_what_the_source_repeats_is_found() -> None:
    assert only(duplicated_in_source=["第 9 行重复了前面的内容"]).field == "duplicated_in_source[0]"


# --- objective-without-target -----------------------------------------------------------


def test_indicators_without_a_target_are_found() -> None:
    finding = only(**{"performance.sections[0].indicators": ["演出场次", "观众满意度≥90%"]})
    assert (finding.rule, finding.field) == ("objective-without-target", "performance.sections[0].indicators")
    assert "2 个指标里有 1 个没有指标值" in finding.message
    assert "演出场次" in finding.evidence


def test_without_any_indicator_sections_and_overall_goal_are_found() -> None:
    bare = {"performance.sections[0].indicators": [], "performance.overall_goal.text": "2023年让群众满意。"}
    assert [finding.field for finding in findings(**bare)] == ["performance.sections", "performance.overall_goal"]
    counted = {**bare, "performance.sections[0].duty_description": "组织演出120场。", "duties.items": []}
    assert [finding.field for finding in findings(**counted)] == ["performance.overall_goal"]
