"""Finding subject codes while typing."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.models import Subject
from indicators.models.subject import SubjectQuerySet

LIMIT = 30


@dataclass(frozen=True, slots=True)
class FoundSubject:
    """A subject that fits what was typed."""

    code: str
    name: str


def subjects_in_force(kind: str, fiscal_year: int) -> SubjectQuerySet:
    """The subjects of the year, of the latest before it, or else of the first."""
    subjects: SubjectQuerySet = Subject.objects.filter(kind=kind)
    years = sorted(subjects.order_by().values_list("year", flat=True).distinct())
    if not years:
        return subjects.none()
    return subjects.filter(year=max((each for each in years if each <= fiscal_year), default=years[0]))


def find_subjects(kind: str, fiscal_year: int, text: str) -> list[FoundSubject]:
    """Subjects in force in the year by code, Chinese or pinyin.

    Codes that begin with the text come first, then names that do; at most :data:`LIMIT`.
    """
    found = subjects_in_force(kind, fiscal_year).matching(text)
    rows = [FoundSubject(code, name) for code, name in found.values_list("code", "name")]
    word = text.strip()
    rows.sort(key=lambda row: (not row.code.startswith(word), not row.name.startswith(word), row.code))
    return rows[:LIMIT]
