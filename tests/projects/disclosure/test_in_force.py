from __future__ import annotations

from decimal import Decimal
from typing import Any

from projects.disclosure.checks.proof import Proof
from projects.disclosure.checks.proofs import prove
from projects.disclosure.checks.sums import check_sums
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.in_force import in_force
from projects.document import Amounts, Coded, FormDocument, FundingSource, Procurement, ProjectFacts
from tests.projects.disclosure.made import made, made_json

INCOME = [
    {"code": "2070101", "name": "行政运行", "fund": "一般公共预算拨款", "amount": "3000000.00"},
    {"code": "2070104", "name": "图书馆", "fund": "上年结转", "amount": "126000.00"},
]


FILLED = made(**{"procurement.rows[0].general_public_budget": "126000.00"})  # a blank cell of 合计


def spending(code: str, economic: str, amount: str | None, project: str | None = None) -> dict[str, Any]:
    kind = "项目支出" if project else "基本支出"
    return {"code": code, "economic_code": economic, "kind": kind, "project": project, "amount": amount}


BASIC = [spending("2070101", "30101", "2600000.00"), spending("2070101", "30201", "400000.00")]


def form(name: str, yuan: str, **more: Any) -> FormDocument:
    facts = ProjectFacts(
        name=name,
        functional_subjects=(Coded("2070104", "图书馆"),),
        economic_subjects=(Coded("31099", "其他资本性支出"),),
    )
    return FormDocument(
        layout="any", fiscal_year=2023, project=facts, amounts=Amounts(current_year=Decimal(yuan)), **more
    )


def by_subject(*rows: dict[str, Any], **changes: Any) -> DisclosureDocument:
    """Only the lines are given: the explanations of income and expenditure are blank."""
    empty: dict[str, Any] = {"total": None, "items": [], "text": None}
    lines = {"income": INCOME, "spending": [*BASIC, *rows]}
    values = {"subject_lines": lines, "budget.income": empty, "budget.expenditure": empty, **changes}
    return disclosure_from(made_json(**values))


def amounts(document: DisclosureDocument, project: str) -> list[Decimal | None]:
    return [row.amount for row in document.subject_lines.spending if row.project == project]


def proof(document: DisclosureDocument, title: str, *forms: FormDocument) -> Proof:
    return next(each for each in prove(document, forms) if each.title == title)


def test_income_kinds_and_projects_follow_from_the_lines_by_subject() -> None:
    document = in_force(by_subject(), [form("图书购置经费", "126000.00")])
    income, spent = document.budget.income, document.budget.expenditure
    assert [(line.name, line.amount) for line in income.items] == [
        ("一般公共预算拨款", Decimal("3000000.00")),
        ("上年结转", Decimal("126000.00")),
    ]
    assert (income.total, spent.total) == (Decimal("3126000.00"), Decimal("3126000.00"))
    assert [(part.name, part.amount) for item in spent.items for part in item.parts] == [
        ("人员经费", Decimal("2600000.00")),
        ("日常公用经费", Decimal("400000.00")),
        ("图书购置经费", Decimal("126000.00")),
    ]


def test_a_project_without_a_line_gets_one_by_the_subjects_and_the_fund_of_its_form() -> None:
    of_fund = form("图书购置经费", "126000.00", funding_sources=(FundingSource("政府性基金", Decimal(126000)),))
    row = in_force(by_subject(), [of_fund]).subject_lines.spending[-1]
    assert (row.project, row.code, row.name, row.economic_code, row.fund, row.kind, row.amount) == (
        "图书购置经费", "2070104", "图书馆", "31099", "政府性基金预算拨款", "项目支出", Decimal("126000.00"),
    )  # fmt: skip


def test_a_blank_amount_takes_what_the_other_lines_of_the_project_leave() -> None:
    typed = by_subject(
        spending("2070104", "30201", "26000.00", "图书购置经费"), spending("2070104", "31099", None, "图书购置经费")
    )
    document = in_force(typed, [form("图书购置经费", "126000.00")])
    assert amounts(document, "图书购置经费") == [Decimal("26000.00"), Decimal("100000.00")]


def test_typed_parts_that_are_not_the_forms_amount_stay_and_become_a_finding() -> None:
    typed = by_subject(spending("2070104", "30201", "26000.00", "图书购置经费"))
    forms = [form("图书购置经费", "126000.00")]
    document = in_force(typed, forms)
    assert amounts(document, "图书购置经费") == [Decimal("26000.00")]
    assert proof(document, "图书购置经费与支出总表各行", *forms).gap == Decimal("100000.00")
    assert "图书购置经费与支出总表各行不相等" in " ".join(each.message for each in check_sums(document, forms))


def test_what_the_explanations_state_stands_and_is_proven_against_the_tables() -> None:
    document = in_force(by_subject(**{"budget.income": made_json()["budget"]["income"]}), [])
    assert document.budget.income == made().budget.income
    assert proof(document, "收入总额与收入总表各行").gap == Decimal("1082000.00")


def test_a_disclosure_without_lines_by_subject_gets_none_from_its_forms() -> None:
    document = in_force(made(), [form("图书购置经费", "126000.00")])
    assert document.subject_lines == made().subject_lines
    assert document == FILLED


def test_blank_totals_are_added_up_only_where_every_part_is_given() -> None:
    open_totals = made(
        **{"operating_costs.total": None, "three_public.total": None, "three_public.items[1].amount": None}
    )
    assert in_force(open_totals, []) == FILLED
    assert in_force(made(**{"assets.fixed_assets_total": None}), []) == FILLED  # 其中 is part of another row
    partial = made(**{"operating_costs.total": None, "operating_costs.items[0].amount": None})
    assert in_force(partial, []).operating_costs.total is None


def test_three_public_expenses_are_compared_with_last_years() -> None:
    before = [
        {"name": "因公出国（境）费", "amount": "0.00"},
        {"name": "公务用车购置费", "amount": "0.00"},
        {"name": "公务用车运行费", "amount": "110000.00"},
        {"name": "公务接待费", "amount": "15000.00"},
    ]
    change = in_force(made(**{"three_public.last_year": before}), []).three_public.change
    assert change is not None
    assert [line.amount for line in change.items] == [Decimal("0.00"), Decimal("-10000.00"), Decimal("-3000.00")]
    assert change.total == Decimal("-13000.00")


def test_without_an_amount_of_last_year_there_is_no_change() -> None:
    document = made(**{"three_public.last_year": [{"name": "公务接待费", "amount": None}]})
    assert in_force(document, []).three_public.change is None


def test_what_a_form_buys_stands_in_the_table_and_the_sums_follow() -> None:
    bought = (Procurement("灯光设备", "2", Decimal("80000.00")), Procurement("音响", "1", Decimal("20000.00")))
    table = in_force(made(), [form("惠民演出经费", "1082000.00", procurements=bought)]).procurement
    assert [(row.kind, row.project, row.item, row.total) for row in table.rows] == [
        ("total", "合计", None, Decimal("226000.00")),
        ("item", "图书购置经费", "图书", Decimal("126000.00")),
        ("item", "惠民演出经费", "灯光设备", Decimal("80000.00")),
        ("item", "惠民演出经费", "音响", Decimal("20000.00")),
    ]
    assert (table.total, table.rows[0].general_public_budget) == (Decimal("226000.00"), Decimal("226000.00"))


def test_a_project_that_the_table_has_is_not_bought_for_twice() -> None:
    bought = (Procurement("图书", "1", Decimal("1.00")),)
    assert in_force(made(), [form("图书购置经费", "126000.00", procurements=bought)]) == FILLED


def test_everything_computed_stays_the_same_when_it_is_computed_again() -> None:
    bought = (Procurement("书架", "3", Decimal("9000.00")),)
    forms = [form("图书购置经费", "126000.00"), form("书架购置", "9000.00", procurements=bought)]
    once = in_force(by_subject(), forms)
    assert in_force(once, forms) == once
