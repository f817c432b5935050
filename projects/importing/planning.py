"""Bringing in forms that were filled in elsewhere: plan first, then store all or nothing.

Whatever reads a file makes an :class:`ImportedForm` of it. :func:`plan_import` says what would
become of each and everything that stands against it; :func:`apply_import` does it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q

from indicators.models import IndicatorFramework
from projects.document import FormDocument
from projects.exchange import Problem
from projects.importing.checks import storage_problems, unshown_values
from projects.importing.places import NewPlace, Places, Unclear
from projects.layouts import Layout, latest_layout, layouts
from projects.lifecycle import Stale
from projects.models import FormEvent, PerformanceForm, Project, Status, Unit, User
from projects.storage import document_of, store_document

IMPORTED = "import"


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """A form as read from ``source`` (a file name, for people).

    Where a person has chosen the ``unit``, what the paper says of its place counts for nothing, and no part of the
    organisation is created. ``form_id`` is the stored form that a filling template was made of: it is the one that
    is meant, whatever the project is called by now.
    """

    source: str
    document: FormDocument
    unit: Unit | None = None
    form_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceProblem:
    """Something wrong in one source, or worth knowing of it; ``path`` is an exchange path."""

    source: str
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}：{Problem(self.path, self.message)}"


class Outcome(StrEnum):
    """What an import does with a form."""

    NEW = "新建"
    REPLACED = "覆盖"
    UNCHANGED = "无变化"


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """A form, where it goes, and the stored form that it replaces or equals, as seen while planning."""

    form: ImportedForm
    layout: Layout
    unit: Unit
    outcome: Outcome
    existing_id: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All forms of one import. With any problem nothing can be stored."""

    forms: tuple[PlannedForm, ...]
    new_places: tuple[NewPlace, ...]
    problems: tuple[SourceProblem, ...]
    notes: tuple[SourceProblem, ...]


def plan_import(imported: Sequence[ImportedForm]) -> ImportPlan:
    """What would become of the forms. Changes nothing. A fixed number of queries for forms whose units are chosen."""
    return _Planner().plan(imported)


@transaction.atomic
def apply_import(plan: ImportPlan, actor: User | None = None) -> list[PerformanceForm]:
    """Store what was planned, in the order of the plan; unchanged forms are left alone.

    Raises :class:`~projects.lifecycle.Stale` where a form has changed since, and ``ValueError``
    for a plan with problems.
    """
    if plan.problems:
        raise ValueError("a plan with problems cannot be applied")
    try:
        with transaction.atomic():
            for place in plan.new_places:
                place.store()
            return [_store(planned, actor) for planned in plan.forms if planned.outcome is not Outcome.UNCHANGED]
    except IntegrityError as error:
        raise Stale("导入时系统中的数据刚刚被改动过，什么都没有存，请重新导入") from error


@dataclass(slots=True)
class _Case:
    """One form while it is planned: where it goes, and what was found."""

    form: ImportedForm
    layout: Layout | None = None
    unit: Unit | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    @property
    def document(self) -> FormDocument:
        return self.form.document


class _Planner:
    """Finds places and layouts of all forms first, then reads the stored forms that they meet at once."""

    def __init__(self) -> None:
        self._places = Places()
        self._frameworks = {framework.slug: framework.as_value() for framework in _frameworks()}
        self._sources: dict[tuple[object, ...], str] = {}

    def plan(self, imported: Iterable[ImportedForm]) -> ImportPlan:
        cases = [self._case(form) for form in imported]
        stored = _StoredForms(case for case in cases if not case.problems)
        planned = [self._planned(case, stored) for case in cases]
        return ImportPlan(
            forms=tuple(form for form in planned if form),
            new_places=tuple(self._places.new),
            problems=tuple(_of_source(case, problem) for case in cases for problem in case.problems),
            notes=tuple(_of_source(case, note) for case in cases for note in case.notes),
        )

    def _case(self, form: ImportedForm) -> _Case:
        case = _Case(form)
        case.layout = self._layout(case)
        case.unit = self._unit(case)
        case.problems += storage_problems(form.document)
        return case

    def _planned(self, case: _Case, stored: _StoredForms) -> PlannedForm | None:
        if case.layout is None or case.unit is None or case.problems:
            return None
        planned = self._against_existing(case, case.layout, case.unit, stored)
        if planned:
            case.notes += self._places.use_year(case.unit, case.document)
            case.notes += unshown_values(case.layout, self._frameworks[case.layout.framework], case.document)
        return planned

    def _unit(self, case: _Case) -> Unit | None:
        unit = case.form.unit
        try:
            if unit is None:
                unit = self._places.unit_of(case.document)
            else:
                self._places.check_year(unit, case.document.fiscal_year)
        except Unclear as error:
            case.problems.append(error.problem)
            return None
        self._twice(case, unit)
        return unit

    def _layout(self, case: _Case) -> Layout | None:
        slug = case.document.layout
        try:
            layout = latest_layout(slug)
        except KeyError:
            known = "、".join(sorted({known for known, _ in layouts()}))
            message = f"系统中没有表样“{slug}”，已有：{known}；请改成已有的表样，或先把它的 TOML 文件放入 LAYOUT_DIRS"
            case.problems.append(Problem("layout", message))
            return None
        if layout.framework not in self._frameworks:
            message = f"表样“{slug}”所用的指标框架“{layout.framework}”还没有装入，请先运行 manage.py migrate"
            case.problems.append(Problem("layout", message))
            return None
        return layout

    def _twice(self, case: _Case, unit: Unit) -> None:
        """One import brings one form for a project and year."""
        document = case.document
        department = unit.department
        key = (department.region.name, department.name, unit.name, document.project.name, document.fiscal_year)
        if key in self._sources:
            message = f"与 {self._sources[key]} 是同一单位、同一项目、同一年度的表，请只留一个"
            case.problems.append(Problem("project.name", message))
        self._sources.setdefault(key, case.form.source)

    def _against_existing(self, case: _Case, layout: Layout, unit: Unit, forms: _StoredForms) -> PlannedForm | None:
        form, document = case.form, case.document
        existing = forms.meant_by(form, unit)
        if len(existing) > 1:
            message = f"系统中有 {len(existing)} 张表都叫这个名字，请先在系统中改名"
            if existing[0].pk == form.form_id:
                message = f"系统中另有一张表也叫“{document.project.name}”，请换一个项目名称"
            case.problems.append(Problem("project.name", message))
            return None
        if not existing:
            return PlannedForm(form, layout, unit, Outcome.NEW)
        [stored] = existing
        if _content(document_of(stored)) == _content(document) and not stored.unread:
            return PlannedForm(form, layout, unit, Outcome.UNCHANGED, stored.pk, stored.revision)
        if not stored.state.is_with_filler:
            remedy = "" if stored.state is Status.ISSUED else "；请先撤回或退回"
            message = f"系统中此项目 {document.fiscal_year} 年的表为“{stored.state.label}”，不能覆盖{remedy}"
            case.problems.append(Problem("project.name", message))
            return None
        return PlannedForm(form, layout, unit, Outcome.REPLACED, stored.pk, stored.revision)


class _StoredForms:
    """The stored forms that any of the forms might meet, in one go."""

    def __init__(self, cases: Iterable[_Case]) -> None:
        cases = [case for case in cases if case.unit and case.unit.pk]
        names = {case.document.project.name or "" for case in cases}
        stamped = {case.form.form_id for case in cases if case.form.form_id}
        found = PerformanceForm.objects.filter(
            Q(name__in=names) | Q(project__name__in=names) | Q(pk__in=stamped),
            project__unit__in={case.unit for case in cases},
            fiscal_year__in={case.document.fiscal_year for case in cases},
        )
        self._by_place: dict[tuple[int, int], list[PerformanceForm]] = {}
        for form in found.with_document() if cases else ():
            self._by_place.setdefault((form.project.unit_id, form.fiscal_year), []).append(form)

    def meant_by(self, imported: ImportedForm, unit: Unit) -> list[PerformanceForm]:
        """The form a template was made of, then those of that name or project, whose names may have parted by now."""
        forms = self._by_place.get((unit.pk, imported.document.fiscal_year), ())
        name = imported.document.project.name or ""
        stamped = [form for form in forms if form.pk == imported.form_id]
        return [*stamped, *(form for form in forms if name in (form.name, form.project.name) and form not in stamped)]


def _frameworks() -> Iterable[IndicatorFramework]:
    return IndicatorFramework.objects.prefetch_related("categories")


def _of_source(case: _Case, problem: Problem) -> SourceProblem:
    return SourceProblem(case.form.source, problem.path, problem.message)


def _content(document: FormDocument) -> FormDocument:
    """The document without its place, which the system may know better than the paper."""
    content = FormDocument.from_json(document.to_json())
    return dataclasses.replace(content, region=None, department=None, unit=None)


def _store(planned: PlannedForm, actor: User | None) -> PerformanceForm:
    document = planned.form.document
    if planned.existing_id is None:
        project, _ = Project.objects.get_or_create(unit=planned.unit, name=document.project.name or "")
        form = PerformanceForm(project=project, fiscal_year=document.fiscal_year, created_by=actor)
        event = FormEvent(action=IMPORTED, to_status=Status.DRAFT)
    else:
        form = _locked(planned.existing_id, planned.revision)
        form.revision += 1
        former = document_of(form)
        event = FormEvent(
            action=IMPORTED,
            from_status=form.status,
            to_status=form.status,
            opinion=_unread_texts(form),
            document=former.to_json(),
        )
    form.layout_slug, form.layout_version = planned.layout.slug, planned.layout.version
    store_document(form, document)
    event.form, event.actor, event.revision = form, actor, form.revision
    event.save()
    if actor:
        form.editors.add(actor)
    return form


def _locked(form_id: int, revision: int) -> PerformanceForm:
    PerformanceForm.objects.select_for_update().get(pk=form_id)
    form = PerformanceForm.objects.with_document().get(pk=form_id)
    if form.revision != revision:
        raise Stale(f"“{form}”刚刚被改动过，什么都没有存，请重新导入")
    return form


def _unread_texts(form: PerformanceForm) -> str:
    """Typed texts that the former content does not hold, for the history."""
    texts = [f"{form.layout.label_of(path)}：{text}" for path, text in form.unread.items()]
    return "\n".join(["覆盖前还有未能读入的文字：", *texts]) if texts else ""
