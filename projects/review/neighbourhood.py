"""Which forms are reviewed side by side: those of one unit and year, and the same project's of earlier years.

Another form of the same project and year is the same form come twice (as Word and as Excel), no neighbour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indicators.framework import Framework
from projects.document import Coded, FormDocument
from projects.layouts.model import Layout
from projects.review.subject import Neighbour, ReaderNote, Subject

_Unit = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One form as it comes: ``key`` tells it apart from the others."""

    key: str
    document: FormDocument
    layout: Layout
    framework: Framework
    notes: tuple[ReaderNote, ...] = ()


def gathered(entries: Sequence[Entry], around: Iterable[Neighbour] = ()) -> list[Subject]:
    """One subject for each entry, in order; ``around`` are further forms that are only looked at."""
    own = [Neighbour(entry.key, entry.document.project.name or entry.key, entry.document) for entry in entries]
    by_unit: dict[_Unit, list[Neighbour]] = defaultdict(list)
    for form in [*own, *around]:
        by_unit[_unit(form.document)].append(form)
    return [_subject(entry, by_unit[_unit(entry.document)]) for entry in entries]


def _subject(entry: Entry, forms: list[Neighbour]) -> Subject:
    year = entry.document.fiscal_year
    others = [form for form in forms if form.key != entry.key]
    same = [form for form in others if is_same_project(form.document, entry.document)]
    known = {form.key for form in same}
    return Subject(
        document=entry.document,
        layout=entry.layout,
        framework=entry.framework,
        notes=entry.notes,
        neighbours=tuple(form for form in others if form.document.fiscal_year == year and form.key not in known),
        earlier=tuple(form for form in same if form.document.fiscal_year < year),
    )


def is_same_project(one: FormDocument, other: FormDocument) -> bool:
    """By code where both have one, else by name."""
    if one.project.code and other.project.code:
        return one.project.code == other.project.code
    return bool(one.project.name) and one.project.name == other.project.name


def _unit(document: FormDocument) -> _Unit:
    region, unit = document.region or Coded(), document.unit or Coded()
    return (region.name, unit.code, unit.name)
