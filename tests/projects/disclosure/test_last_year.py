from __future__ import annotations

import pytest

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.checks.proofs import prove
from projects.review.finding import Severity
from tests.projects.disclosure.made import made


def test_last_years_total_and_the_change_make_this_years() -> None:
    before = made(fiscal_year=2022, **{"budget.expenditure.total": "4100000.00"})
    proof = next(proof for proof in prove(made(), (), before) if proof.title == "支出总额与上年公开的数加增减")
    assert proof.holds
    assert [(term.label, str(term.amount)) for term in proof.terms] == [
        ("2022 年部门预算公开的支出总额", "4100000.00"),
        ("比上年增减", "108000.00"),
    ]


def test_a_change_against_another_figure_asks_for_an_explanation() -> None:
    before = made(fiscal_year=2022, **{"budget.expenditure.total": "4000000.00"})
    [finding] = check_disclosure(made(), (), before)
    assert (finding.rule, finding.severity, finding.field) == (
        "disclosure-sum-mismatch",
        Severity.WARNING,
        "budget.change.total",
    )
    assert "相差 10.00 万元" in finding.message


@pytest.mark.parametrize("year", [2021, 2023])
def test_another_year_proves_nothing(year: int) -> None:
    assert check_disclosure(made(), (), made(fiscal_year=year, **{"budget.expenditure.total": "1.00"})) == ()
