from __future__ import annotations

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.composed_texts import with_composed_texts
from projects.disclosure.exchange import disclosure_from
from tests.projects.disclosure.made import made


def test_texts_are_told_by_the_data() -> None:
    data = made().to_json()
    data["budget"]["income"] |= {"text": "去年的旧文字5万元。", "year_printed": 2019}
    data["procurement"]["note"] = NOTE
    data["duplicated_in_source"] = ["第 3 行"]
    composed = with_composed_texts(disclosure_from(data))
    assert (composed.budget.income.text or "").startswith("2023年预算收入420.8万元，其中：")
    assert composed.budget.income.year_printed == 2023
    assert composed.procurement.note is None
    assert composed.duplicated_in_source == ()


def test_what_is_composed_of_flawless_data_has_no_findings() -> None:
    assert check_disclosure(with_composed_texts(made())) == ()


def test_a_project_that_bears_a_year_in_its_name_is_no_stale_year() -> None:
    data = made().to_json()
    data["budget"]["expenditure"]["items"][1]["parts"][0]["name"] = "2022年度图书购置经费"
    assert check_disclosure(with_composed_texts(disclosure_from(data))) == ()


def test_an_empty_table_gets_its_note() -> None:
    data = made().to_json()
    data["procurement"] |= {"rows": [], "total": None, "note": None}
    assert with_composed_texts(disclosure_from(data)).procurement.note == NOTE
