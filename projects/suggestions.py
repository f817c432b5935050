"""What was copied from an earlier year and still waits for a look: targets, and texts that name earlier years.

A form keeps them by the paths of :mod:`projects.drafts`; each goes away when its place is changed or confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from projects.catalog import Kind
from projects.models import PerformanceForm
from projects.storage import line_value, lines_of, value_of

_TARGETS = frozenset(("target", "medium_target"))
_YEAR = "(?:19|20)[0-9]{2}"
_BETWEEN = "[-—–~～至到]"
_YEARS = re.compile(
    rf"(?<![0-9])(?P<year>{_YEAR})(?=\s*年|\s*{_BETWEEN}\s*{_YEAR}(?![0-9])|[-/.][0-9]{{1,2}}[-/.][0-9])"
    rf"|(?<=[0-9]{_BETWEEN})(?P<last>{_YEAR})(?![0-9])"
)
"""A year in a sentence, a range or a date; the year in the number of a document, 〔2018〕, is none."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One place of a form that was carried on ``by`` so many years.

    ``is_target``: it holds the target of the earlier year; ``years`` are the earlier years its text names.
    """

    is_target: bool = False
    years: tuple[int, ...] = ()
    by: int = 1

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Suggestion:
        return cls(data["target"], tuple(data["years"]), data["by"])

    def to_json(self) -> dict[str, Any]:
        return {"target": self.is_target, "years": list(self.years), "by": self.by}

    def carried_on(self, text: str) -> str:
        """The text with the earlier years moved on."""
        return _YEARS.sub(lambda match: str(int(match[0]) + (self.by if int(match[0]) in self.years else 0)), text)


def years_named(text: str, before: int) -> tuple[int, ...]:
    """The years before ``before`` that a text names, in order, each once."""
    return tuple(sorted({int(match[0]) for match in _YEARS.finditer(text) if int(match[0]) < before}))


def suggest(form: PerformanceForm, by: int) -> None:
    """Note in ``form``, which was carried on by so many years, what its writer has to look at; saves it."""
    form.suggestions = {path: each.to_json() for path, each in _found(form, by)}
    form.save(update_fields=["suggestions"])


def suggestion_at(form: PerformanceForm, path: str) -> Suggestion | None:
    """What a place waits for; rows go by their key."""
    data = form.suggestions.get(path)
    return Suggestion.from_json(data) if data else None


def unconfirmed_targets(form: PerformanceForm) -> list[str]:
    """The paths of targets that nobody has confirmed yet, in the order of the rows."""
    waiting = [path for path, data in form.suggestions.items() if data["target"]]
    # PostgreSQL keeps no order of keys.
    places = (
        {f"indicators[{row.key}]": place for place, row in enumerate(lines_of(form, "indicators"))} if waiting else {}
    )
    return sorted(waiting, key=lambda path: places.get(path.partition(".")[0], len(places)))


def _found(form: PerformanceForm, by: int) -> Iterator[tuple[str, Suggestion]]:
    for path, text, is_target in _texts(form):
        years = years_named(text, form.fiscal_year)
        if years or is_target:
            yield path, Suggestion(is_target, years, by)


def _texts(form: PerformanceForm) -> Iterator[tuple[str, str, bool]]:
    """Every text that the layout shows and that can be changed."""
    for cell in form.layout.cells():
        if cell.field.editable and cell.field.kind in (Kind.TEXT, Kind.NARRATIVE):
            yield cell.path, value_of(form, cell.path) or "", False
    for table in form.layout.tables():
        for row in lines_of(form, table.lines):
            value = line_value(table.lines, row)
            for column in table.own_columns():
                if column.field.kind in (Kind.TEXT, Kind.NARRATIVE) and not column.field.years_back:
                    text = column.field.of_line(value, column.value, form.fiscal_year) or ""
                    is_target = bool(text) and column.value in _TARGETS
                    yield f"{table.lines}[{row.key}].{column.value}", text, is_target
