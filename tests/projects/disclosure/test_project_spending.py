from __future__ import annotations

from decimal import Decimal

from projects.disclosure.exchange import disclosure_from
from projects.disclosure.project_spending import project_lines, with_project_spending
from projects.document import Amounts, FormDocument, ProjectFacts
from tests.projects.disclosure.made import made


def form(name: str, yuan: str) -> FormDocument:
    return FormDocument(
        layout="any", fiscal_year=2023, project=ProjectFacts(name=name), amounts=Amounts(current_year=Decimal(yuan))
    )


def test_a_form_says_what_its_project_gets_and_the_sums_follow() -> None:
    document = with_project_spending(made(), [form("图书购置经费", "226000.00")])
    spent = document.budget.expenditure
    assert [(part.name, part.amount) for part in spent.items[1].parts] == [
        ("图书购置经费", Decimal("226000.00")),
        ("惠民演出经费", Decimal("1082000.00")),
    ]
    assert spent.items[1].amount == Decimal("1308000.00")
    assert spent.total == Decimal("4308000.00")


def test_a_form_that_the_disclosure_does_not_name_is_added() -> None:
    document = with_project_spending(made(), [form("馆舍修缮", "1000.00")])
    assert [line.name for line in project_lines(document)] == ["图书购置经费", "惠民演出经费", "馆舍修缮"]
    assert document.budget.expenditure.items[1].amount == Decimal("1209000.00")


def test_without_forms_the_projects_stand_by_name_and_amount() -> None:
    assert with_project_spending(made(), []) == made()


def test_a_sum_without_projects_stays() -> None:
    document = made()
    bare = document.to_json()
    bare["budget"]["expenditure"]["items"][1]["parts"] = []
    changed = with_project_spending(disclosure_from(bare), [form("图书购置经费", "1.00")])
    assert changed.budget.expenditure.items[1].amount == Decimal("1208000.00")
