"""Bringing in forms that were filled in elsewhere: plan first, then store all or nothing.

Whatever reads a file makes an :class:`ImportedForm` of it. :func:`plan_import` says what would
become of each and everything that stands against it; :func:`apply_import` does it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Q

from indicators.models import IndicatorFramework
from projects.document import FormDocument
from projects.exchange import Problem
from projects.import_checks import storage_problems, unshown_values
from projects.layouts import Layout, latest_layout, layouts
from projects.lifecycle import Stale
from projects.models import FormEvent, PerformanceForm, Project, Status, Unit, User
from projects.places import NewPlace, Places, Unclear
from projects.storage import document_of, store_document

IMPORTED = "import"


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """A form as read from ``source`` (a file name, for people)."""

    source: str
    document: FormDocument


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
    """What would become of the forms. Changes nothing."""
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


class _Planner:
    """Collects problems and notes over all forms of one import."""

    def __init__(self) -> None:
        self._places = Places()
        self._frameworks = {framework.slug: framework.as_value() for framework in IndicatorFramework.objects.all()}
        self._problems: list[SourceProblem] = []
        self._notes: list[SourceProblem] = []
        self._sources: dict[tuple[object, ...], str] = {}

    def plan(self, imported: Iterable[ImportedForm]) -> ImportPlan:
        planned = [self._plan(form) for form in imported]
        return ImportPlan(
            forms=tuple(form for form in planned if form),
            new_places=tuple(self._places.new),
            problems=tuple(self._problems),
            notes=tuple(self._notes),
        )

    def _plan(self, form: ImportedForm) -> PlannedForm | None:
        document = form.document
        before = len(self._problems)
        layout, unit = self._layout(form), self._unit(form)
        self._problem(form, storage_problems(document))
        if layout is None or unit is None or len(self._problems) > before:
            return None
        planned = self._against_existing(form, layout, unit)
        if planned:
            self._note(form, self._places.use_year(unit, document))
            self._note(form, unshown_values(layout, self._frameworks[layout.framework], document))
        return planned

    def _unit(self, form: ImportedForm) -> Unit | None:
        try:
            unit = self._places.unit_of(form.document)
        except Unclear as error:
            self._problem(form, [error.problem])
            return None
        self._twice(form, unit)
        return unit

    def _layout(self, form: ImportedForm) -> Layout | None:
        slug = form.document.layout
        try:
            layout = latest_layout(slug)
        except KeyError:
            known = "、".join(sorted({known for known, _ in layouts()}))
            message = f"系统中没有表样“{slug}”，已有：{known}；请改成已有的表样，或先把它的 TOML 文件放入 LAYOUT_DIRS"
            self._problem(form, [Problem("layout", message)])
            return None
        if layout.framework not in self._frameworks:
            message = f"表样“{slug}”所用的指标框架“{layout.framework}”还没有装入，请先运行 manage.py migrate"
            self._problem(form, [Problem("layout", message)])
            return None
        return layout

    def _twice(self, form: ImportedForm, unit: Unit) -> None:
        """One import brings one form for a project and year."""
        document = form.document
        department = unit.department
        key = (department.region.name, department.name, unit.name, document.project.name, document.fiscal_year)
        if key in self._sources:
            message = f"与 {self._sources[key]} 是同一单位、同一项目、同一年度的表，请只留一个"
            self._problem(form, [Problem("project.name", message)])
        self._sources.setdefault(key, form.source)

    def _against_existing(self, form: ImportedForm, layout: Layout, unit: Unit) -> PlannedForm | None:
        document = form.document
        existing = _existing(unit, document.project.name or "", document.fiscal_year)
        if len(existing) > 1:
            message = f"系统中有 {len(existing)} 张表都叫这个名字，请先在系统中改名"
            self._problem(form, [Problem("project.name", message)])
            return None
        if not existing:
            return PlannedForm(form, layout, unit, Outcome.NEW)
        [stored] = existing
        if _content(document_of(stored)) == _content(document) and not stored.unread:
            return PlannedForm(form, layout, unit, Outcome.UNCHANGED, stored.pk, stored.revision)
        if not stored.state.is_with_filler:
            remedy = "" if stored.state is Status.ISSUED else "；请先撤回或退回"
            message = f"系统中此项目 {document.fiscal_year} 年的表为“{stored.state.label}”，不能覆盖{remedy}"
            self._problem(form, [Problem("project.name", message)])
            return None
        return PlannedForm(form, layout, unit, Outcome.REPLACED, stored.pk, stored.revision)

    def _problem(self, form: ImportedForm, problems: Iterable[Problem]) -> None:
        self._problems += [SourceProblem(form.source, problem.path, problem.message) for problem in problems]

    def _note(self, form: ImportedForm, notes: Iterable[Problem]) -> None:
        self._notes += [SourceProblem(form.source, note.path, note.message) for note in notes]


def _existing(unit: Unit, name: str, fiscal_year: int) -> list[PerformanceForm]:
    """Stored forms of that name or project; a form may bear another name than its project by now."""
    if unit.pk is None:
        return []
    forms = PerformanceForm.objects.filter(project__unit=unit, fiscal_year=fiscal_year)
    return list(forms.filter(Q(name=name) | Q(project__name=name)).with_document())


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
    form.save()
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
