from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from projects.disclosure.beginning import carried_over, new_disclosure
from projects.disclosure.document import DisclosureDocument, Named
from tests.projects.disclosure.made import made

NEW = new_disclosure(Named(None, "青石市河东区"), Named(None, "文化和旅游局"), 2024, ["文化馆"], date(2024, 1, 15))


def test_what_is_known_before_anybody_types_is_there() -> None:
    assert (NEW.title, NEW.issued, NEW.printed_unit) == (
        "青石市河东区文化和旅游局2024年部门预算公开",
        "2024-01",
        "万元",
    )
    assert [each.name for each in NEW.institutions] == ["文化馆"]
    assert list(NEW.amounts()) == []
    assert NEW.assets.as_of == date(2023, 12, 31)


def test_texts_and_structure_are_carried_over_and_no_amount_becomes_one_of_this_year() -> None:
    carried = carried_over(NEW, made())
    assert (carried.duties, carried.glossary, carried.institutions) == (
        made().duties,
        made().glossary,
        made().institutions,
    )
    assert carried.performance.sections == made().performance.sections
    assert carried.performance.overall_goal.text is None
    assert [path for path, _ in carried.amounts() if not path.startswith("three_public.last_year")] == []


def test_last_years_three_public_expenses_are_what_this_years_are_compared_with() -> None:
    expenses = carried_over(NEW, made()).three_public
    assert [item.name for item in expenses.items] == [item.name for item in made().three_public.items]
    assert [(line.name, line.amount) for line in expenses.last_year] == [
        ("因公出国（境）费", Decimal("0.00")),
        ("公务用车购置及运行费", Decimal("100000.00")),
        ("公务用车购置费", Decimal("0.00")),
        ("公务用车运行费", Decimal("100000.00")),
        ("公务接待费", Decimal("12000.00")),
    ]


def test_a_disclosure_of_last_year_without_anything_leaves_the_new_one_as_it_is() -> None:
    assert carried_over(NEW, DisclosureDocument()) == replace(NEW, assets=NEW.assets)
