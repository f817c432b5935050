"""The texts that the product generates are understood by its own reader: what goes out comes back."""

from __future__ import annotations

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.codec import encoded
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.generated_texts import explanations
from reports.disclosure_reading.budget import read_budget, read_operating_costs, read_three_public
from tests.projects.disclosure.made import made

CHANGE = {
    "total": "-13000.00",
    "items": [
        {"name": "公务用车购置及运行费", "amount": "-10000.00", "reason": "因压缩用车"},
        {"name": "公务接待费", "amount": "-3000.00", "reason": "因厉行节约"},
    ],
}


def generated(document: DisclosureDocument) -> dict[str, str]:
    return {
        f"{each.part} {text.subtitle}".strip(): text.text
        for each in explanations(document)
        for text in each.paragraphs
    }  # fmt: skip


def without_text(value: object) -> dict[str, object]:
    return encoded(value) | {"text": None}


def test_generated_texts_are_read_back() -> None:
    document = made(**{"three_public.change": CHANGE})
    texts = generated(document)
    budget = read_budget(
        None, texts["budget 收入说明"], texts["budget 支出说明"], texts["budget 比上年增减情况"]
    )  # fmt: skip
    assert without_text(budget.income) == without_text(document.budget.income)
    assert without_text(budget.expenditure) == without_text(document.budget.expenditure)
    assert without_text(budget.change) == without_text(document.budget.change)
    assert without_text(read_operating_costs(texts["operating_costs"])) == without_text(document.operating_costs)
    assert without_text(read_three_public(texts["three_public"])) == without_text(document.three_public)


def test_generated_texts_give_no_findings() -> None:
    document = made(**{"three_public.change": CHANGE})
    texts = generated(document)
    told = made(
        **{
            "three_public.change": CHANGE,
            "budget.income.text": texts["budget 收入说明"],
            "budget.expenditure.text": texts["budget 支出说明"],
            "budget.change.text": texts["budget 比上年增减情况"],
            "operating_costs.text": texts["operating_costs"],
            "three_public.text": texts["three_public"],
            "assets.text": texts["assets"],
        }
    )
    assert check_disclosure(told) == ()
