from __future__ import annotations

from projects.changes import ChangeKind
from projects.disclosure.section_changes import figure_changes, merged
from tests.projects.disclosure.made import made

TOTAL, COSTS = "budget.income.total", "operating_costs.items"


def test_values_and_rows_that_came_went_and_changed() -> None:
    new = made(
        **{
            TOTAL: None,
            f"{COSTS}[0].amount": "230000.00",
            "budget.expenditure.items[1].parts[1]": {"name": "展览经费", "amount": "1082000.00"},
            "institutions": [],
        }
    )
    told = [(change.unit, change.kind, change.label, change.old, change.new) for change in figure_changes(made(), new)]
    assert told == [
        (
            "institutions",
            ChangeKind.REMOVED,
            "机构设置“河东区文化和旅游局”",
            "河东区文化和旅游局，行政，正科级，财政拨款",
            "",
        ),
        (TOTAL, ChangeKind.REMOVED, "收入说明总额", "420.8", ""),
        ("budget.expenditure.items", ChangeKind.CHANGED, "支出说明“惠民演出经费”名称", "惠民演出经费", "展览经费"),
        (COSTS, ChangeKind.CHANGED, "机关运行经费“办公费”金额", "22.5", "23"),
    ]


def test_rows_in_another_order_are_a_change() -> None:
    rows = made().to_json()["operating_costs"]["items"]
    changes = figure_changes(made(), made(**{COSTS: rows[::-1]}))
    assert [change.label for change in changes] == ["机关运行经费各行的顺序"]


def test_what_others_changed_meanwhile_stays() -> None:
    mine, stored = made(**{TOTAL: "1.00"}), made(**{"other_matters": "没有。", f"{COSTS}[0].amount": "1.00"})
    together = merged(made(), mine, stored)
    assert together.document == made(**{TOTAL: "1.00", "other_matters": "没有。", f"{COSTS}[0].amount": "1.00"})
    assert [change.unit for change in together.meanwhile] == [COSTS, "other_matters"]
    assert together.conflicts == ()


def test_what_both_changed_stays_as_stored_unless_asked_otherwise() -> None:
    mine, stored = made(**{f"{COSTS}[0].amount": "2.00"}), made(**{f"{COSTS}[1].amount": "1.00"})
    together = merged(made(), mine, stored)
    assert together.document == stored
    assert [(each.unit, len(each.stored), len(each.mine)) for each in together.conflicts] == [(COSTS, 1, 1)]
    assert merged(made(), mine, stored, {COSTS}).document == mine
    assert merged(made(), mine, mine).conflicts == ()
