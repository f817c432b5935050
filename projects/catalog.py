"""Every value a form can hold, by exchange path: its kind, its length, where it is stored.

The labels are not here: they belong to the layouts.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

NARRATIVE_LENGTH = 20_000
LINE_LENGTH = 200


class Kind(StrEnum):
    """What sort of value stands in a cell."""

    TEXT = "text"
    NARRATIVE = "narrative"
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    CODED = "coded"
    SUBJECTS = "subjects"


@dataclass(frozen=True, slots=True)
class Field:
    """One value: ``column`` is its model column ("" when the form's place gives it)."""

    kind: Kind
    column: str = ""
    max_length: int = LINE_LENGTH
    subject_kind: str = ""

    @property
    def editable(self) -> bool:
        return bool(self.column)


def _texts(*columns: str) -> dict[str, Field]:
    return {column: Field(Kind.TEXT, column) for column in columns}


def _narratives(*columns: str) -> dict[str, Field]:
    return {column: Field(Kind.NARRATIVE, column, NARRATIVE_LENGTH) for column in columns}


def _under(prefix: str, fields: dict[str, Field]) -> dict[str, Field]:
    return {f"{prefix}.{name}": value for name, value in fields.items()}


_AMOUNTS = ("total", "current_year", "fiscal", "other", "prior_year_budget", "prior_year_executed")
_FLAGS = ("has_subprojects", "government_procurement", "five_expenses")

FIELDS: dict[str, Field] = {
    "fiscal_year": Field(Kind.NUMBER),
    **{
        f"{place}.{part}": Field(Kind.TEXT)
        for place in ("region", "department", "unit")
        for part in ("code", "name")
    },
    **{place: Field(Kind.CODED) for place in ("region", "department", "unit")},
    **_under("project", _texts("code", "name", "nature", "leader", "filler", "phone", "address", "postcode")),
    "project.category": Field(Kind.CODED, "category"),
    **_under("project", {flag: Field(Kind.FLAG, flag) for flag in _FLAGS}),
    "project.functional_subjects": Field(Kind.SUBJECTS, "functional_subjects", subject_kind="functional"),
    "project.economic_subjects": Field(Kind.SUBJECTS, "economic_subjects", subject_kind="economic"),
    "project.start_date": Field(Kind.DATE, "start_date"),
    "project.end_date": Field(Kind.DATE, "end_date"),
    **{f"amounts.{name}": Field(Kind.MONEY, f"amount_{name}") for name in _AMOUNTS},
    **_under(
        "narratives",
        _narratives(
            "overview",
            "basis",
            "necessity",
            "safeguards",
            "implementation_plan",
            "fund_use",
            "overall_goal",
            "annual_goal",
            "remarks",
        ),
    ),
    **_narratives("budget_change_note"),
}

LINE_FIELDS: dict[str, dict[str, Field]] = {
    "funding_sources": {
        **_texts("name"),
        "amount": Field(Kind.MONEY, "amount"),
        "of_which": Field(Kind.FLAG, "of_which"),
    },
    "budget_history": {
        "year": Field(Kind.NUMBER, "year"),
        "budget": Field(Kind.MONEY, "budget"),
        "executed": Field(Kind.MONEY, "executed"),
    },
    "expenditures": {
        "subject": Field(Kind.CODED, "subject"),
        "amount": Field(Kind.MONEY, "amount"),
        **_narratives("basis", "note"),
    },
    "procurements": {**_texts("item", "quantity"), "amount": Field(Kind.MONEY, "amount")},
    "payment_schedule": {**_texts("by"), "percent": Field(Kind.PERCENT, "percent")},
    "indicators": {
        **_texts("goal", "level1", "level2"),
        "level3": Field(Kind.TEXT, "level3", 500),
        **_narratives("description", "basis"),
        "target": Field(Kind.TEXT, "target", 1000),
        **_texts("standard"),
    },
}
"""Members of the rows of each list of the exchange format (``history`` is no single cell)."""
