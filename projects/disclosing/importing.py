"""Disclosures from exchange JSON into the system: all of them or none, with a report of what would happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from projects.disclosing.workflow import why_closed
from projects.disclosure.document import DisclosureDocument
from projects.document import Coded
from projects.exchange import Problem
from projects.importing.places import NewPlace, Places, Unclear
from projects.importing.planning import Outcome, SourceProblem
from projects.models import Department, Disclosure, DisclosureStatus
from projects.refusals import Stale


@dataclass(frozen=True, slots=True)
class ImportedDisclosure:
    """A disclosure and the file that it comes from."""

    source: str
    document: DisclosureDocument


@dataclass(frozen=True, slots=True)
class PlannedDisclosure:
    """Where one goes, and what becomes of the stored one as it was while planning."""

    imported: ImportedDisclosure
    department: Department
    outcome: Outcome
    existing_id: int | None = None
    revision: int = 0
    status: DisclosureStatus = DisclosureStatus.DRAFT


@dataclass(frozen=True, slots=True)
class DisclosurePlan:
    """All disclosures of one import. With any problem nothing can be stored."""

    disclosures: tuple[PlannedDisclosure, ...]
    new_places: tuple[NewPlace, ...]
    problems: tuple[SourceProblem, ...]


def plan_disclosures(imported: Sequence[ImportedDisclosure]) -> DisclosurePlan:
    """What would become of them. Changes nothing; two queries besides those of the places."""
    places = Places()
    problems: list[SourceProblem] = []
    planned: list[PlannedDisclosure] = []
    sources: dict[tuple[object, ...], str] = {}
    for each in imported:
        document = each.document
        try:
            department = places.department_of(_coded(document.region), _coded(document.department))
        except Unclear as error:
            problems.append(SourceProblem(each.source, error.problem.path, error.problem.message))
            continue
        key = (department.region.name, department.name, document.fiscal_year)
        if key in sources:
            repeated = Problem("", f"与 {sources[key]} 是同一部门同一年度，请只留一份")
            problems.append(SourceProblem(each.source, repeated.path, repeated.message))
            continue
        sources[key] = each.source
        planned.append(_planned(each, department))
        if why := _why_not(planned[-1]):
            problems.append(SourceProblem(each.source, "", why))
    return DisclosurePlan(tuple(planned), tuple(places.new), tuple(problems))


@transaction.atomic
def apply_disclosures(plan: DisclosurePlan) -> None:
    """Store what was planned. Raises :class:`~projects.refusals.Stale`, and ``ValueError`` for a plan with problems."""
    if plan.problems:
        raise ValueError("a plan with problems cannot be applied")
    try:
        with transaction.atomic():
            for place in plan.new_places:
                place.store()
            for planned in plan.disclosures:
                _store(planned)
    except IntegrityError as error:
        raise _STALE from error


_STALE = Stale("导入时系统中的数据刚刚被改动过，什么都没有存，请重新导入")


def _coded(named: object) -> Coded | None:
    code, name = getattr(named, "code", None), getattr(named, "name", None)
    return Coded(code, name) if code or name else None


def _planned(imported: ImportedDisclosure, department: Department) -> PlannedDisclosure:
    year = imported.document.fiscal_year
    assert year is not None, "disclosure_from refuses a document without a year"
    stored = (
        Disclosure.objects.filter(department=department, fiscal_year=year).first()
        if department.pk is not None
        else None
    )
    if stored is None:
        return PlannedDisclosure(imported, department, Outcome.NEW)
    is_same = stored.content == imported.document.to_json()
    outcome = Outcome.UNCHANGED if is_same else Outcome.REPLACED
    return PlannedDisclosure(imported, department, outcome, stored.pk, stored.revision, stored.state)


def _why_not(planned: PlannedDisclosure) -> str:
    """Why the stored one must not be replaced; "" where it may. A step on its way takes a new revision with it."""
    return why_closed(planned.status) if planned.outcome is Outcome.REPLACED else ""


def _store(planned: PlannedDisclosure) -> None:
    document = planned.imported.document
    if planned.outcome is Outcome.NEW:
        assert document.fiscal_year is not None, "disclosure_from refuses a document without a year"
        # The department may have got its key a moment ago: it is looked up again by the object, not by a copy.
        Disclosure.objects.create(
            department_id=planned.department.pk, fiscal_year=document.fiscal_year, content=document.to_json()
        )
    elif planned.existing_id is not None and planned.outcome is Outcome.REPLACED:
        changed = Disclosure.objects.filter(pk=planned.existing_id, revision=planned.revision)
        row = changed.select_for_update().first()
        if row is None:
            raise _STALE
        row.content = document.to_json()
        row.revision += 1
        row.save()
