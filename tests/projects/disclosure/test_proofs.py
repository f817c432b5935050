from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from projects.disclosure.checks.proof import Coverage, Proof
from projects.disclosure.checks.proofs import prove
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.document import Amounts, FormDocument, ProjectFacts
from tests.projects.disclosure.made import made


def proof_at(document: DisclosureDocument, field: str, *forms: FormDocument) -> Proof:
    return next(proof for proof in prove(document, forms) if proof.field == field)


def form(name: str, amount: str) -> FormDocument:
    amounts = Amounts(current_year=Decimal(amount))
    return FormDocument("hebei", 2023, project=ProjectFacts(name=name), amounts=amounts)


def test_every_sum_of_a_flawless_disclosure_holds() -> None:
    proofs = prove(made())
    assert all(proof.holds for proof in proofs)
    assert {proof.field for proof in proofs} >= {
        "budget.income", "budget.expenditure", "budget.expenditure.items[0]", "budget.expenditure.items[1]",
        "budget.change", "operating_costs", "three_public", "three_public.items[1]", "procurement",
        "procurement.rows[1].total", "assets",
    }  # fmt: skip


def test_a_proof_is_spelled_term_by_term() -> None:
    proof = proof_at(made(), "budget.change")
    assert proof.spelled("万元") == "(-4.00) + 14.80 = 10.80（万元）"
    assert [term.field for term in proof.terms] == ["budget.change.items[0].amount", "budget.change.items[1].amount"]
    assert proof.to_json()["claimed"] == "108000.00"


def test_a_gap_is_named() -> None:
    proof = proof_at(made(**{"budget.income.total": "4308000.00"}), "budget.income")
    assert not proof.holds
    assert proof.gap == Decimal("100000.00")
    assert proof.spelled("万元").endswith("= 420.80（万元），写的是 430.80，相差 10.00")


def test_rows_that_are_part_of_another_row_are_not_added() -> None:
    assert [term.label for term in proof_at(made(), "assets").terms] == ["1、房屋（平方米）", "2、车辆（台、辆）"]


def test_words_say_whether_parts_are_all_there_is() -> None:
    assert proof_at(made(), "budget.expenditure.items[0]").coverage is Coverage.WHOLE
    assert proof_at(made(), "budget.expenditure.items[1]").coverage is Coverage.MAIN
    one_part = made(**{"three_public.items[1].parts": [{"name": "公务用车购置费", "amount": "0.00"}]})
    assert proof_at(one_part, "three_public.items[1]").coverage is Coverage.SOME


def test_projects_are_compared_with_their_forms_by_name_else_by_amount() -> None:
    forms = (form("演出专项", "1082000.00"), form("图书购置经费", "120000.00"))
    by_name = proof_at(made(), "budget.expenditure.items[1].parts[0]", *forms)
    assert (by_name.holds, by_name.terms[0].field) == (False, "forms[1].amounts")
    assert proof_at(made(), "budget.expenditure.items[1].parts[1]", *forms).holds


def test_projects_without_a_list_are_compared_with_all_forms() -> None:
    unlisted = made(**{"budget.expenditure.items[1].parts": []})
    forms = (form("甲", "208000.00"), form("乙", "1000000.00"))
    assert proof_at(unlisted, "budget.expenditure.items[1].amount", *forms).holds


@pytest.mark.parametrize(
    ("name", "field", "amount", "terms"),
    [
        ("shg", "budget.expenditure.items[1]", "5722000.00", 19),
        ("shg", "operating_costs", "521000.00", 17),
        ("shg", "assets", "2757300.00", 3),
        ("qhd", "procurement", "418200.00", 2),
        ("qhd", "assets.planned_purchases_total", "275300.00", 4),
    ],
)
def test_sums_of_the_samples_are_proven(samples_dir: Path, name: str, field: str, amount: str, terms: int) -> None:
    document = disclosure_from(json.loads((samples_dir / "department" / f"{name}.json").read_text()))
    proof = proof_at(document, field)
    assert (proof.holds, proof.claimed, len(proof.terms)) == (True, Decimal(amount), terms)
