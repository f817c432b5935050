"""What keeps a form from being sent up: all of it at once, in the order of the paper, with the remedy."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from indicators.framework import Category, Framework
from projects.checking import progress, submission_problems, unread_reason
from projects.document import Amounts, FormDocument, Indicator, ProjectFacts
from projects.layouts import latest_layout
from tests.factories import make_document

WEIHAI = latest_layout("weihai")


def framework_of(slug: str) -> Framework:
    data = json.loads((Path(settings.FIXTURES_DIR) / "frameworks" / f"{slug}.json").read_text(encoding="utf-8"))
    categories = [
        Category(level1["name"], level2["name"], level2.get("mark", ""), level2.get("minimum", 0))
        for level1 in data["level1"]
        for level2 in level1["level2"]
    ]
    return Framework(slug, data["name"], tuple(categories))


FRAMEWORK = framework_of("weihai")


def problems_of(document: FormDocument, unread=None, framework=FRAMEWORK) -> list[tuple[str, str]]:
    return [(found.path, found.message) for found in submission_problems(WEIHAI, framework, document, unread or {})]


def with_amounts(**amounts) -> FormDocument:
    return make_document(amounts=Amounts(**{name: value and Decimal(value) for name, value in amounts.items()}))


def with_dates(start, end) -> FormDocument:
    document = make_document()
    return replace(document, project=replace(document.project, start_date=start, end_date=end))


def test_a_complete_form_has_no_problem():
    assert problems_of(make_document()) == []


def test_an_empty_form_lacks_every_starred_field_and_an_indicator_in_the_order_of_the_paper():
    found = submission_problems(WEIHAI, FRAMEWORK, FormDocument("weihai", 2020), {})
    required = [cell for cell in WEIHAI.cells() if cell.required]
    assert len(required) >= 10
    assert [(each.path, each.label, each.message) for each in found] == [
        *((cell.path, cell.label, "必填，还没有填写") for cell in required),
        ("indicators", "绩效指标", "至少要有 1 条，现有 0 条"),
    ]
    sections = [each.section for each in found]
    assert list(dict.fromkeys(sections)) == ["basic", "content", "goals", "indicators"]


@pytest.mark.parametrize(
    ("amounts", "problem"),
    [
        ({"total": "-0.01"}, ("amounts.total", "金额不能是负数，请核对")),
        ({"prior_year_budget": "-1"}, ("amounts.prior_year_budget", "金额不能是负数，请核对")),
        (
            {"total": "100.00", "current_year": "100.01"},
            ("amounts.current_year", "本年度金额 100.01 元 大于项目总金额 100.00 元，请核对两栏"),
        ),
    ],
)
def test_amounts_that_cannot_be(amounts, problem):
    assert problems_of(with_amounts(**amounts)) == [problem]


@pytest.mark.parametrize(
    "amounts",
    [
        {},
        {"total": "0.00"},
        {"total": "100.00", "current_year": "100.00"},
        {"current_year": "100.00"},
        {"total": "100.00"},
        {"prior_year_budget": "1.00", "prior_year_executed": "2.00"},
    ],
)
def test_amounts_that_can_be(amounts):
    assert problems_of(with_amounts(**amounts)) == []


def test_what_the_form_does_not_show_keeps_nobody_back():
    """威海 has no 财政拨款 and no 其他资金."""
    amounts = {"total": "100.00", "current_year": "100.00", "fiscal": "-5.00", "other": "1.00"}
    assert problems_of(with_amounts(**amounts)) == []


def test_parts_must_add_up_where_the_form_shows_them():
    layout = latest_layout("xixia")
    framework = framework_of("xixia")

    def found(**amounts):
        problems = submission_problems(layout, framework, with_amounts(**amounts), {})
        return [each.message for each in problems if each.path == "amounts.current_year"]

    parts = {"current_year": "100.00", "fiscal": "60.00", "other": "40.01"}
    assert found(**parts) == ["财政拨款与其他资金合计 100.01 元，与年度资金总额 100.00 元 不等，请核对"]
    assert found(**parts | {"other": "40.00"}) == []
    assert found(**parts | {"other": None}) == []


@pytest.mark.parametrize(
    ("start", "end", "messages"),
    [
        (date(2020, 1, 2), date(2020, 1, 1), ["结束时间 2020-01-01 早于开始时间 2020-01-02，请改其中一个"]),
        (date(2020, 1, 1), date(2020, 1, 1), []),
        (date(2020, 1, 1), date(2025, 1, 1), []),
    ],
)
def test_the_end_is_not_before_the_start(start, end, messages):
    assert [message for _, message in problems_of(with_dates(start, end))] == messages


def test_a_period_is_one_cell():
    found = submission_problems(
        latest_layout("xixia"), framework_of("xixia"), with_dates(date(2021, 1, 1), date(2020, 12, 31)), {}
    )
    assert ("project.period", "项目期") in {(each.path, each.label) for each in found}
    assert "project.end_date" not in {each.path for each in found}


@pytest.mark.parametrize(
    ("indicator", "path", "message"),
    [
        (
            Indicator(level1="产出目标", level2="数量", target=">=5部"),
            "indicators[0].level3",
            "有目标值“>=5部”，但没有指标名称，请补填",
        ),
        (
            Indicator(level1="产出目标", level2="数量", level3="制片数量"),
            "indicators[0].target",
            "指标“制片数量”没有目标值，请补填",
        ),
        (
            Indicator(level1="效果目标", level2="数量", level3="制片数量", target="5"),
            "indicators[0].level2",
            "指标“制片数量”所在的“数量”不在本表的指标框架中，请移到合适的二级指标下",
        ),
    ],
)
def test_indicators_that_are_half_there_or_out_of_place(indicator, path, message):
    assert problems_of(make_document(indicators=(indicator,))) == [(path, message)]


def test_labels_name_row_and_column():
    [found] = submission_problems(
        WEIHAI,
        FRAMEWORK,
        make_document(indicators=(*make_document().indicators, Indicator("", "产出目标", "数量", "x"))),
        {},
    )
    assert (found.path, found.label) == ("indicators[4].target", "绩效指标第 5 行年度目标值")


def test_categories_may_ask_for_a_minimum():
    framework = Framework("x", "x", (*FRAMEWORK.categories[:6], Category("产出目标", "数量", "(必填)", 3)))
    messages = [message for _, message in problems_of(make_document(), framework=framework)]
    assert "“数量”至少要有 3 条指标，现有 2 条" in messages


@pytest.mark.parametrize("markup", ["<p>", "</p>", "<b class=x>", "<script src=//x>", "<IMG>"])
def test_markup_is_pointed_at(markup):
    document = make_document()
    document = replace(
        document,
        project=replace(document.project, nature=f"甲{markup}"),
        narratives=replace(document.narratives, basis=f"前{markup}后"),
        indicators=(replace(document.indicators[0], level3=f"率{markup}"),),
    )
    message = f"含有网页标记“{markup}”，请删去标记只留文字"
    assert problems_of(document) == [
        ("project.nature", message),
        ("narratives.basis", message),
        ("indicators[0].level3", message),
    ]


@pytest.mark.parametrize("text", ["< 5 万元", "a<b", "5>3", "<<通知>>", "《通知》", "x < y > z", "<5%", "<第一>"])
def test_signs_of_comparison_are_no_markup(text):
    document = make_document()
    assert problems_of(replace(document, narratives=replace(document.narratives, basis=text))) == []


def test_what_could_not_be_read_is_said_instead_of_blank():
    document = make_document(amounts=Amounts())
    document = replace(document, project=replace(document.project, start_date=None))
    unread = {"project.start_date": "明天", "amounts.total": "二十万"}
    assert problems_of(document, unread) == [
        ("project.start_date", "“明天”不是日期，请写成 2020-01-31 这样"),
        ("amounts.total", "“二十万”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"),
    ]


def test_a_text_that_can_be_read_by_now_is_still_to_be_typed_again():
    [(path, message)] = problems_of(make_document(), {"amounts.total": "20"})
    assert (path, message) == ("amounts.total", "“20”不能识别，请改写")


def test_why_a_row_cannot_take_a_text():
    key = "0c54da2b-98fc-4c88-9c50-91a86166e550"
    assert unread_reason(WEIHAI, f"indicators[{key}].target", "长" * 1001) == "写了 1001 个字，最多 1000 个字，请删减"
    assert unread_reason(WEIHAI, f"indicators[{key}].target", "健全") == ""
    assert unread_reason(WEIHAI, "nonsense", "x") == ""


def test_the_same_problem_is_told_once():
    found = problems_of(make_document(indicators=()), {"amounts.total": "x"})
    assert len(found) == len(set(found)) == 2


def test_progress_counts_required_cells_and_rows():
    document = replace(make_document(), indicators=())
    document = replace(document, narratives=replace(document.narratives, basis=None, necessity=None))
    sections = {section.key: section for section in progress(WEIHAI, document)}
    assert list(sections) == [section.key for section in WEIHAI.sections]
    content = sections["content"]
    assert (content.required, content.filled, content.is_complete) == (5, 3, False)
    assert content.missing == ("项目立项依据", "项目设立的必要性")
    assert content.lines is None
    assert (sections["basic"].is_complete, sections["basic"].missing) == (True, ())
    assert (sections["funds"].required, sections["funds"].is_complete) == (0, True)
    table = sections["indicators"]
    assert (table.required, table.filled, table.missing, table.lines) == (1, 0, ("绩效指标",), 0)


def test_progress_of_a_complete_and_of_an_empty_form():
    assert all(section.is_complete for section in progress(WEIHAI, make_document()))
    [table] = [each for each in progress(WEIHAI, make_document()) if each.lines is not None]
    assert (table.lines, table.filled) == (4, 1)
    empty = progress(WEIHAI, FormDocument("weihai", 2020, project=ProjectFacts(name="x")))
    assert [section.key for section in empty if section.is_complete] == ["funds"]
