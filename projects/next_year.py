"""What becomes of a form's content when it is carried into a later year: last year's figures move to 上年."""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date
from typing import Any

from projects.catalog import YEAR_FIELDS, slot_of
from projects.document import Amounts, BudgetYear, FormDocument, Indicator
from projects.layouts import Layout

_LISTS_WITH_AMOUNTS = {
    "funding_sources": ("amount",),
    "expenditures": ("amount",),
    "procurements": ("amount",),
    "tasks": ("amount", "fiscal", "other"),
}


def in_later_year(old: FormDocument, layout: Layout, fiscal_year: int) -> FormDocument:
    """The words of ``old`` as a form of ``fiscal_year`` on ``layout``, the figures where that year has them.

    The budget of the old year becomes 上年度预算 and a row of 以前年度; old targets become those of earlier years where
    the layout shows these. All amounts of the year itself, those of single lines too, are blank. The period moves by
    the years between.
    """
    years = fiscal_year - old.fiscal_year
    blanked: dict[str, Any] = {
        lines: tuple(replace(row, **dict.fromkeys(members)) for row in getattr(old, lines))
        for lines, members in _LISTS_WITH_AMOUNTS.items()
    }
    return replace(
        old,
        layout=layout.slug,
        fiscal_year=fiscal_year,
        amounts=Amounts(prior_year_budget=old.amounts.current_year if years == 1 else None),
        project=replace(
            old.project,
            start_date=moved(old.project.start_date, years),
            end_date=moved(old.project.end_date, years),
        ),
        budget_history=_budget_history(old, layout, fiscal_year),
        indicators=tuple(_with_history(row, old, layout, fiscal_year) for row in old.indicators),
        **blanked,
    )


def _budget_history(old: FormDocument, layout: Layout, fiscal_year: int) -> tuple[BudgetYear, ...]:
    """The earlier years that the layout shows, the old form's own among them."""
    slots = [slot for cell in layout.cells() if (slot := slot_of(cell.path)) and slot.lines == "budget_history"]
    if not slots and layout.table("budget_history") is None:
        return old.budget_history
    shown = {slot.row_key(fiscal_year) for slot in slots}
    rows = [row for row in old.budget_history if not slots or row.year in shown]
    is_told = any(row.year == old.fiscal_year for row in rows)
    if old.amounts.current_year is not None and not is_told and (not slots or old.fiscal_year in shown):
        rows.append(BudgetYear(old.fiscal_year, old.amounts.current_year))
    return tuple(rows)


def _with_history(row: Indicator, old: FormDocument, layout: Layout, fiscal_year: int) -> Indicator:
    """The indicator with the old target among those of earlier years, where the layout has columns for them."""
    table = layout.table("indicators")
    columns = YEAR_FIELDS["indicators"]
    shown = {
        str(fiscal_year - columns[column.value].years_back)
        for column in (table.columns if table else ())
        if column.value in columns
    }
    if not shown:
        return row
    known = {year: text for year, text in (row.history or {}).items() if year in shown}
    if row.target and str(old.fiscal_year) in shown:
        known[str(old.fiscal_year)] = row.target
    return replace(row, history=known or None)


def moved(day: date | None, years: int) -> date | None:
    """The same day in another year; 29 February becomes the 28th, a day beyond the calendar a blank."""
    if day is None or not MINYEAR <= day.year + years <= MAXYEAR:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
