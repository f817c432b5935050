"""Every value a form can hold, by exchange path: its kind, its length, where it is stored.

The labels are not here: they belong to the layouts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

NARRATIVE_LENGTH = 20_000
LINE_LENGTH = 200
MOST_ROWS = 2000


class Kind(StrEnum):
    """What sort of value stands in a cell."""

    TEXT = "text"
    NARRATIVE = "narrative"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    NUMBER = "number"
    DATE = "date"
    PERIOD = "period"
    FLAG = "flag"
    CODED = "coded"
    SUBJECTS = "subjects"


@dataclass(frozen=True, slots=True)
class Field:
    """One value: ``column`` is its model column ("" when the form's place gives it).

    ``parts`` are the columns of a value that joins two others, such as a period; ``years_back`` picks
    one year of the values of earlier years that one column holds together.
    """

    kind: Kind
    column: str = ""
    max_length: int = LINE_LENGTH
    subject_kind: str = ""
    parts: tuple[str, ...] = ()
    years_back: int = 0

    @property
    def editable(self) -> bool:
        return bool(self.column or self.parts)

    def of_line(self, line: Any, member: str, fiscal_year: int) -> Any:
        """The value of this field in a line of a document."""
        if not self.years_back:
            return getattr(line, member)
        return (line.history or {}).get(str(fiscal_year - self.years_back))


def _texts(*columns: str) -> dict[str, Field]:
    return {column: Field(Kind.TEXT, column) for column in columns}


def _narratives(*columns: str) -> dict[str, Field]:
    return {column: Field(Kind.NARRATIVE, column, NARRATIVE_LENGTH) for column in columns}


def _under(prefix: str, fields: dict[str, Field]) -> dict[str, Field]:
    return {f"{prefix}.{name}": value for name, value in fields.items()}


_AMOUNTS = (
    *("total", "current_year", "fiscal", "other", "prior_year_budget", "prior_year_executed"),
    *("total_fiscal", "total_other"),
)
_FLAGS = ("has_subprojects", "government_procurement", "five_expenses")

FIELDS: dict[str, Field] = {
    "fiscal_year": Field(Kind.NUMBER),
    **{f"{place}.{part}": Field(Kind.TEXT) for place in ("region", "department", "unit") for part in ("code", "name")},
    **{place: Field(Kind.CODED) for place in ("region", "department", "unit")},
    **_under("project", _texts("code", "name", "nature", "leader", "filler", "phone", "address", "postcode")),
    "project.category": Field(Kind.CODED, "category"),
    **_under("project", {flag: Field(Kind.FLAG, flag) for flag in _FLAGS}),
    "project.functional_subjects": Field(Kind.SUBJECTS, "functional_subjects", subject_kind="functional"),
    "project.economic_subjects": Field(Kind.SUBJECTS, "economic_subjects", subject_kind="economic"),
    "project.start_date": Field(Kind.DATE, "start_date"),
    "project.end_date": Field(Kind.DATE, "end_date"),
    "project.period": Field(Kind.PERIOD, parts=("start_date", "end_date")),
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
        **_texts("standard", "source", "data_source"),
        "weight": Field(Kind.POINTS, "weight"),
        "medium_target": Field(Kind.TEXT, "medium_target", 1000),
        **_narratives("scoring_rule"),
    },
    "duties": {
        **_texts("number", "duty"),
        **_narratives("description", "goal", "performance_goal", "indicator", "excellent", "good", "fair", "poor"),
    },
    "tasks": {
        **_texts("name"),
        **_narratives("content"),
        **{name: Field(Kind.MONEY, name) for name in ("amount", "fiscal", "other")},
    },
    "measures": {**_texts("name"), **_narratives("text")},
}
"""Members of the rows of each list of the exchange format (``history`` is no single cell)."""

YEAR_FIELDS: dict[str, dict[str, Field]] = {
    "indicators": {
        "history[-2]": Field(Kind.TEXT, "history", 1000, years_back=2),
        "history[-1]": Field(Kind.TEXT, "history", 1000, years_back=1),
    },
}
"""Values of earlier years as columns of their own: 前年 and 上年."""

DERIVED_LINE_FIELDS: dict[str, dict[str, Field]] = {
    "budget_history": {"execution_rate": Field(Kind.PERCENT)},
}
"""Members of rows that are computed and never typed."""

SLOT_KEYS = {"funding_sources": "name", "budget_history": "year", "payment_schedule": "by"}
"""Lists whose rows a form prints at fixed places, and the member that tells the rows apart."""

_SLOT = re.compile(r"(?P<lines>[a-z_]+)\[(?P<key>[^\[\]]*[^\[\]\d][^\[\]]*)\]\.(?P<member>[a-z_]+)")


def line_fields(lines: str) -> dict[str, Field]:
    """Everything a column of a table of these lines may show; nothing for an unknown list."""
    return {
        member: field
        for fields in (LINE_FIELDS, YEAR_FIELDS, DERIVED_LINE_FIELDS)
        for member, field in fields.get(lines, {}).items()
    }


@dataclass(frozen=True, slots=True)
class Slot:
    """A fixed place for one member of the row with this key: ``payment_schedule[3月底].percent``.

    Years are counted from the form's own: ``budget_history[-2].budget`` is 前年预算数.
    """

    lines: str
    key: str
    member: str

    def row_key(self, fiscal_year: int) -> str | int:
        """What the row's key member holds."""
        return fiscal_year + int(self.key) if SLOT_KEYS[self.lines] == "year" else self.key


def slot_of(path: str) -> Slot | None:
    """The slot a path names, or ``None`` for every other path."""
    match = _SLOT.fullmatch(path)
    if not match or match["lines"] not in SLOT_KEYS:
        return None
    slot = Slot(**match.groupdict())
    if SLOT_KEYS[slot.lines] == "year" and not re.fullmatch(r"[+-]\d", slot.key):
        return None
    return slot


def field_at(path: str) -> Field | None:
    """The entry of any path that a cell of a form may show."""
    slot = slot_of(path)
    if slot is None:
        return FIELDS.get(path)
    return line_fields(slot.lines).get(slot.member)
