from __future__ import annotations

from decimal import Decimal

import pytest

from projects.disclosure.editing import SECTIONS, Control, ControlRows, EditedSection, controls, edited
from projects.exchange import ExchangeError
from tests.projects.disclosure.made import made


def section(path: str) -> EditedSection:
    return next(each for each in SECTIONS if each.path == path)


def typed(path: str) -> dict[str, str]:
    """What a browser sends of a section where nothing was changed."""
    sent: dict[str, str] = {}
    for each in controls(made(), section(path)):
        rows = each.rows if isinstance(each, ControlRows) else ((each,),)
        sent |= {control.path: control.text for row in rows for control in row}
    return sent


@pytest.mark.parametrize("path", [each.path for each in SECTIONS])
def test_a_section_sent_back_as_it_was_changes_nothing(path: str) -> None:
    assert edited(made(), section(path), typed(path)) == made()


def test_amounts_are_typed_in_the_printed_unit() -> None:
    changed = edited(made(), section("budget.income"), typed("budget.income") | {"budget.income.total": "1,234.56"})
    assert changed.budget.income.total == Decimal("12345600.00")


def test_typing_into_the_blank_row_adds_one_and_emptying_a_row_removes_it() -> None:
    sent = typed("institutions") | {"institutions[1].name": "文化馆", "institutions[1].nature": "事业"}
    assert [each.name for each in edited(made(), section("institutions"), sent).institutions] == [
        "河东区文化和旅游局",
        "文化馆",
    ]
    empty = dict.fromkeys(typed("institutions"), "")
    assert edited(made(), section("institutions"), empty).institutions == ()


def test_everything_wrong_is_told_at_once() -> None:
    wrong = typed("budget.income") | {"budget.income.total": "很多", "budget.income.items[0].amount": "1.2.3"}
    with pytest.raises(ExchangeError) as caught:
        edited(made(), section("budget.income"), wrong)
    assert [problem.path for problem in caught.value.problems] == [
        "budget.income.total",
        "budget.income.items[0].amount",
    ]


def test_texts_that_the_booklet_words_itself_and_other_sections_are_not_typed() -> None:
    shown = controls(made(), section("budget.income"))
    assert "budget.income.text" not in [each.path for each in shown if isinstance(each, Control)]
    assert edited(made(), section("budget.income"), {"budget.income.text": "假", "title": "假"}) == made()
