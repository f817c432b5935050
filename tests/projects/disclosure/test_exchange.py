from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from projects.disclosure.exchange import disclosure_from, read_disclosure_json, write_disclosure_json
from projects.exchange import ExchangeError
from tests.projects.disclosure.made import made, made_json


def problems_of(data: object) -> dict[str, str]:
    with pytest.raises(ExchangeError) as refused:
        disclosure_from(data)
    return {problem.path: problem.message for problem in refused.value.problems}


def test_writing_and_reading_gives_the_same_document() -> None:
    document = made()
    assert read_disclosure_json(write_disclosure_json(document)) == document


@pytest.mark.parametrize("name", ["shg", "qhd"])
def test_samples_come_out_as_they_went_in(samples_dir: Path, name: str) -> None:
    data = json.loads((samples_dir / "department" / f"{name}.json").read_text())
    written = disclosure_from(data).to_json()
    assert written == data
    assert list(written) == list(data)


def test_values_are_typed() -> None:
    document = made()
    assert document.budget.income.total == Decimal("4208000.00")
    assert document.assets.as_of == date(2022, 12, 31)
    assert document.procurement.rows[0].budget is None


def test_keys_that_only_some_have_are_left_out_while_blank() -> None:
    assert "contents" not in made().to_json()
    assert made(contents=["收入总表"]).to_json()["contents"] == ["收入总表"]
    assert "form" not in made().to_json()["budget"]["expenditure"]["items"][0]["parts"][0]


def test_all_problems_are_told_at_once_with_their_paths() -> None:
    found = problems_of(
        made_json(
            **{
                "fiscal_year": "2023",
                "budget.income.total": 4208000,
                "budget.income.items[1].amount": "20万元",
                "assets.as_of": "2022-13-01",
                "issued": "2023.2",
                "procurement.rows[0].kind": "sum",
                "glossary": {},
                "other_matters": " ",
                "title": "坏\u0007字",
                "duties": "无",
                "surprise": 1,
            }
        )
    )
    assert "年份" in found["fiscal_year"]
    assert "两位小数" in found["budget.income.total"]
    assert "两位小数" in found["budget.income.items[1].amount"]
    assert "日期" in found["assets.as_of"]
    assert "年月" in found["issued"]
    assert "total" in found["procurement.rows[0].kind"]
    assert "列表" in found["glossary"]
    assert "空白" in found["other_matters"]
    assert "控制字符" in found["title"]
    assert "对象" in found["duties"]
    assert found[""] == "有不认识的项：surprise"
    assert len(found) == 11


def test_title_and_year_are_needed() -> None:
    assert set(problems_of({})) == {"title", "fiscal_year"}


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"{", "不是合法的 JSON"), (b"\xff\xfe\x00", "UTF-8"), (b"[]", "对象"), (b"[" * 100_000, "不是合法的 JSON")],
)
def test_files_that_are_no_json_object_are_refused(content: bytes, message: str) -> None:
    with pytest.raises(ExchangeError, match=message):
        read_disclosure_json(content)


def test_paths_lead_to_values() -> None:
    document = made()
    assert document.at("budget.expenditure.items[1].parts[0].name") == "图书购置经费"
    assert document.at("budget.expenditure.items[9].parts[0].name") is None
    assert document.at("three_public.change.total") is None
    with pytest.raises(KeyError):
        document.at("budget.incomes")


def test_texts_and_amounts_are_walked_in_order() -> None:
    document = made()
    assert next(document.texts("procurement.rows"))[0] == "procurement.rows[0].project"
    assert dict(document.amounts("operating_costs"))["operating_costs.items[1].amount"] == Decimal("75000.00")
