"""What a form's figures become in the year after."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from projects.document import Amounts, BudgetYear, Coded, Expenditure, FormDocument, FundingSource, Indicator
from projects.layouts import latest_layout
from projects.next_year import in_later_year

WITH_HISTORY, WITHOUT_HISTORY = latest_layout("qiaokou"), latest_layout("weihai")
OLD = FormDocument(
    layout=WITH_HISTORY.slug,
    fiscal_year=2020,
    amounts=Amounts(total=Decimal(500), current_year=Decimal(200), prior_year_budget=Decimal(100)),
    budget_history=(BudgetYear(2018, Decimal(80), Decimal(70)), BudgetYear(2019, Decimal(100), Decimal(90))),
    funding_sources=(
        FundingSource("财政拨款收入", Decimal(200)),
        FundingSource("其中结转", Decimal(50), of_which=True),
    ),
    expenditures=(Expenditure(Coded(None, "办公费"), Decimal(200), "按 2 处测算"),),
    indicators=(
        Indicator(level3="开放天数", target="≥300天", history={"2018": "≥280天", "2019": "≥290天"}),
        Indicator(level3="新指标"),
    ),
)


def test_the_old_budget_becomes_that_of_the_year_before():
    new = in_later_year(OLD, WITH_HISTORY, 2021)
    assert new.amounts == Amounts(prior_year_budget=Decimal(200))
    assert new.budget_history == (BudgetYear(2019, Decimal(100), Decimal(90)), BudgetYear(2020, Decimal(200)))


def test_over_two_years_the_old_budget_is_that_of_two_years_before():
    new = in_later_year(OLD, WITH_HISTORY, 2022)
    assert new.amounts == Amounts()
    assert new.budget_history == (BudgetYear(2020, Decimal(200)),)


def test_a_layout_without_earlier_years_keeps_what_is_known_and_adds_nothing():
    assert in_later_year(OLD, WITHOUT_HISTORY, 2021).budget_history == OLD.budget_history


def test_a_known_budget_of_the_old_year_is_not_told_twice():
    told = replace(OLD, budget_history=(BudgetYear(2020, Decimal(190), Decimal(180)),))
    assert in_later_year(told, WITH_HISTORY, 2021).budget_history == told.budget_history


def test_lines_keep_their_words_and_lose_their_amounts():
    new = in_later_year(OLD, WITH_HISTORY, 2021)
    assert new.expenditures == (Expenditure(Coded(None, "办公费"), None, "按 2 处测算"),)
    assert new.funding_sources == (FundingSource("财政拨款收入"), FundingSource("其中结转", None, of_which=True))


def test_targets_join_those_of_earlier_years_where_the_layout_shows_them():
    first, second = in_later_year(OLD, WITH_HISTORY, 2021).indicators
    assert first == Indicator(level3="开放天数", target="≥300天", history={"2019": "≥290天", "2020": "≥300天"})
    assert second == Indicator(level3="新指标")
    assert in_later_year(OLD, WITHOUT_HISTORY, 2021).indicators == OLD.indicators
