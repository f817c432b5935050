"""One value, row or category of a document changed, by path and typed text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from projects.document import BudgetYear, Indicator
from projects.layouts import latest_layout
from projects.layouts.model import Layout
from projects.values import BadValue
from reports.imports.document_edits import (
    NoSuchCell,
    exchange_path,
    path_after,
    spot_at,
    text_at,
    with_category,
    with_new_row,
    with_text,
    without_row,
)
from tests.factories import make_document


@pytest.fixture
def layout() -> Layout:
    return latest_layout(make_document().layout)


def typed(layout: Layout, path: str, text: str):
    document = make_document()
    return with_text(document, spot_at(layout, document, path), text)


def shown(layout: Layout, document, path: str) -> str:
    return text_at(document, spot_at(layout, document, path))


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("project.name", " 远程教育 ", "远程教育"),
        ("amounts.total", "20.5", Decimal("205000.00")),
        ("amounts.total", "", None),
        ("project.five_expenses", "是", True),
        ("narratives.annual_goal", "制片。\n放映。", "制片。\n放映。"),
        ("indicators[1].target", "≥8部", "≥8部"),
    ],
)
def test_a_text_becomes_the_value_of_its_cell(layout, path, text, value):
    changed = typed(layout, path, text)
    assert changed.at(path) == value
    assert typed(layout, path, shown(layout, make_document(), path)) == make_document(), "nothing else has changed"


def test_a_text_that_a_cell_cannot_take_is_refused(layout):
    with pytest.raises(BadValue, match="二十万"):
        typed(layout, "amounts.total", "二十万")


@pytest.mark.parametrize("path", ["nonsense", "indicators[9].target", "indicators[0].nonsense", "unit.name", "[0]"])
def test_there_is_no_such_cell(layout, path):
    with pytest.raises(NoSuchCell):
        typed(layout, path, "x")


def test_the_unit_of_a_cell_counts(layout):
    assert shown(layout, make_document(), "amounts.current_year") == "12.005"


def test_the_row_of_a_fixed_place_is_made_where_it_is_missing(tiny_layout):
    slots = [cell.path for cell in tiny_layout.cells() if "[" in cell.path]
    document = make_document(layout=tiny_layout.slug)
    for path in slots:
        spot = spot_at(tiny_layout, document, path)
        once = with_text(document, spot, "25")
        again = with_text(once, spot, "30")
        assert text_at(again, spot) == "30"
        lines = path.partition("[")[0]
        assert len(getattr(again, lines)) == len(getattr(document, lines)) + 1
        assert exchange_path(again, path) == f"{lines}[0].{path.rpartition('.')[2]}"
        assert exchange_path(document, path) == path


def test_earlier_years_are_cells_of_their_own():
    layout = next(
        layout
        for slug in ("weihai", "xixia", "qiaokou", "hebei", "mof-2015", "mof-2021")
        if (table := (layout := latest_layout(slug)).table("indicators")) and table.column("history[-1]")
    )
    document = make_document(layout=layout.slug)
    changed = with_text(document, spot_at(layout, document, "indicators[0].history[-1]"), "80%")
    assert changed.indicators[0].history == {"2019": "80%"}


def test_rows_come_and_go(layout):
    document = make_document()
    longer = with_new_row(document, layout, "indicators", 1, {"level1": "产出目标", "level2": "质量"})
    assert longer.indicators[1] == Indicator(level1="产出目标", level2="质量")
    assert without_row(longer, layout, "indicators[1]") == document
    with pytest.raises(NoSuchCell):
        without_row(document, layout, "indicators[4]")
    with pytest.raises(NoSuchCell):
        with_new_row(document, layout, "duties", 0, {})


def test_a_table_that_is_full_takes_no_row(layout):
    document = make_document(indicators=(Indicator(level3="同一条"),) * 2000)
    with pytest.raises(BadValue, match="2000 行"):
        with_new_row(document, layout, "indicators", 0, {})


def test_an_indicator_moves_to_another_category():
    moved = with_category(make_document(), "indicators[1]", "效果目标", "社会效益")
    assert (moved.indicators[1].level1, moved.indicators[1].level2) == ("效果目标", "社会效益")
    assert moved.indicators[1].level3 == "制片数量"


@pytest.mark.parametrize(
    ("path", "shift", "now"),
    [
        ("indicators[0].target", -1, "indicators[0].target"),
        ("indicators[1].target", -1, None),
        ("indicators[1]", -1, None),
        ("indicators[3].target", -1, "indicators[2].target"),
        ("indicators[1].target", 1, "indicators[2].target"),
        ("procurements[3].item", 1, "procurements[3].item"),
        ("amounts.total", 1, "amounts.total"),
    ],
)
def test_paths_follow_their_rows(path, shift, now):
    assert path_after(path, "indicators", 1, shift) == now


def test_a_row_of_a_year_is_found_by_its_year():
    document = make_document(budget_history=(BudgetYear(2017), BudgetYear(2018, Decimal(5))))
    assert exchange_path(document, "budget_history[-2].budget") == "budget_history[1].budget"
