"""The plain document and its JSON form."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from projects import exchange
from projects.catalog import FIELDS, LINE_FIELDS
from projects.document import (
    Amounts,
    BudgetYear,
    Coded,
    FormDocument,
    FundingSource,
    Indicator,
    PaymentPeriod,
    ProjectFacts,
)
from tests.factories import make_document
from tests.strategies import documents

SCHEMA = json.loads((Path(exchange.__file__).parent / "exchange.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def without_blanks(value: Any) -> Any:
    """The JSON with every key left out that may be: null or an empty list. Years are no keys, but values."""
    if isinstance(value, dict):
        kept = {key: member for key, member in value.items() if member not in (None, []) or key.isdigit()}
        return {key: without_blanks(member) for key, member in kept.items()}
    return [without_blanks(member) for member in value] if isinstance(value, list) else value


few_documents = settings(max_examples=30)  # each is large


@few_documents
@given(documents)
def test_json_round_trip(document):
    assert FormDocument.from_json(json.loads(json.dumps(document.to_json()))) == document


@few_documents
@given(documents)
def test_every_document_is_valid_by_the_schema(document):
    assert [error.message for error in VALIDATOR.iter_errors(document.to_json())] == []


@few_documents
@given(documents)
def test_keys_that_are_blank_may_be_left_out(document):
    assert FormDocument.from_json(without_blanks(document.to_json())) == document


def test_the_sample_forms_round_trip(samples_dir):
    files = sorted((samples_dir / "expected").glob("*.json"))
    assert len(files) == 40
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        data.pop("uncertain", None)
        written = FormDocument.from_json(data).to_json()
        assert without_blanks(written) == without_blanks(data), file.name


def _holds(ours, agreed):
    """Whether ``ours`` says all that ``agreed`` says; objects may have more keys."""
    if isinstance(agreed, dict):
        return isinstance(ours, dict) and all(key in ours and _holds(ours[key], agreed[key]) for key in agreed)
    return ours == agreed


def test_the_schema_only_adds_to_the_agreed_one(samples_dir):
    agreed = samples_dir.parent / "design" / "exchange.schema.json"
    if not agreed.is_file():
        pytest.skip("the agreed schema is not beside the samples")
    assert _holds(SCHEMA, json.loads(agreed.read_text(encoding="utf-8")))


def test_json_of_a_small_document():
    document = FormDocument(
        layout="weihai",
        fiscal_year=2020,
        unit=Coded("103001", "组织部"),
        project=ProjectFacts(name="车辆保险费", start_date=date(2020, 1, 1), five_expenses=False),
        amounts=Amounts(total=Decimal(200000)),
        funding_sources=(
            FundingSource("财政拨款收入", Decimal("7.5")),
            FundingSource("其中：上级", None, of_which=True),
        ),
        budget_history=(BudgetYear(2018, Decimal(0), None),),
        payment_schedule=(PaymentPeriod("3月底", Decimal("25.50")), PaymentPeriod("6月底", Decimal(100))),
        indicators=(Indicator(level3="培训人数", target=">=5人", history={"2018": "3人", "2019": None}),),
    )
    data = document.to_json()
    assert list(data)[:6] == ["schema", "layout", "fiscal_year", "region", "department", "unit"]
    assert data["schema"] == "perfbudget/1"
    assert data["region"] is None
    assert data["unit"] == {"code": "103001", "name": "组织部"}
    assert data["project"]["start_date"] == "2020-01-01"
    assert data["project"]["five_expenses"] is False
    assert data["project"]["has_subprojects"] is None
    assert data["amounts"]["total"] == "200000.00"
    assert data["amounts"]["fiscal"] is None
    assert data["funding_sources"] == [
        {"name": "财政拨款收入", "amount": "7.50"},
        {"name": "其中：上级", "amount": None, "of_which": True},
    ]
    assert data["budget_history"] == [{"year": 2018, "budget": "0.00", "executed": None}]
    assert data["payment_schedule"] == [{"by": "3月底", "percent": "25.5"}, {"by": "6月底", "percent": "100"}]
    assert data["indicators"][0]["history"] == {"2018": "3人", "2019": None}


def test_minus_zero_and_numbers_with_a_fraction_of_zero_are_read_as_what_they_mean():
    data = make_document().to_json() | {"fiscal_year": 2020.0, "budget_history": [{"year": 2018.0}]}
    data["amounts"]["total"] = "-0.00"
    document = FormDocument.from_json(data)
    assert repr(document.fiscal_year) == "2020"
    assert repr(document.budget_history[0].year) == "2018"
    assert document.to_json()["amounts"]["total"] == "0.00"


def test_at_follows_exchange_paths():
    document = make_document()
    assert document.at("project.name") == "党员教育课件"
    assert document.at("amounts.current_year") == Decimal("120050.00")
    assert document.at("project.category.code") == "003001007001"
    assert document.at("indicators[2].target") == "≥15次"
    assert document.at("project.economic_subjects[1].name") == "专用设备购置"
    assert document.at("fiscal_year") == 2020


@pytest.mark.parametrize(
    "path", ["department.name", "narratives.remarks", "indicators[4].target", "procurements[0].item"]
)
def test_at_is_none_where_the_document_has_nothing(path):
    assert make_document().at(path) is None


@pytest.mark.parametrize("path", ["project.title", "nonsense", "amounts.total.cents", "indicators[0].price"])
def test_at_refuses_paths_that_the_format_does_not_have(path):
    with pytest.raises(KeyError):
        make_document().at(path)


def test_documents_cannot_be_changed_in_place():
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_document().fiscal_year = 2021  # type: ignore[misc]


def test_every_path_of_the_catalogue_exists_in_the_document():
    document = make_document()
    for path in FIELDS:
        document.at(path)
    for lines, members in LINE_FIELDS.items():
        assert getattr(document, lines) is not None
        for member in members:
            document.at(f"{lines}[0].{member}")
