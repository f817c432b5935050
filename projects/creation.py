"""Starting a form: blank, or from the same project's form of an earlier year."""

from __future__ import annotations

from django.db import transaction

from projects import access
from projects.catalog import LINE_LENGTH
from projects.document import FormDocument, ProjectFacts
from projects.layouts import Layout
from projects.layouts.model import Scope
from projects.lifecycle import Forbidden, Refused
from projects.models import FormEvent, PerformanceForm, Project, RegionYear, Status, Unit, User
from projects.next_year import in_later_year
from projects.storage import document_of, store_document
from projects.suggestions import suggest
from projects.values import plain_text

DEPARTMENT_PROJECT = "部门整体绩效目标"
"""Stands for the project of a form that speaks of a whole department."""
CREATED = "create"
COPIED = "copy"


@transaction.atomic
def start_form(unit: Unit, fiscal_year: int, name: str, actor: User) -> PerformanceForm:
    """A blank form of a new or known project. Raises :class:`Forbidden` or :class:`Refused`."""
    setting = _setting(unit, fiscal_year, actor)
    name = " ".join(plain_text(name).split("\n"))
    if not name:
        raise Refused("请填写项目名称")
    if len(name) > LINE_LENGTH:
        raise Refused(f"项目名称有 {len(name)} 个字，最多 {LINE_LENGTH} 个字")
    return _start(unit, name, setting, Scope.PROJECT, actor)


@transaction.atomic
def start_department_form(unit: Unit, fiscal_year: int, actor: User) -> PerformanceForm:
    """A blank 部门整体绩效目标 of a unit. Raises :class:`Forbidden` or :class:`Refused`."""
    return _start(unit, DEPARTMENT_PROJECT, _setting(unit, fiscal_year, actor), Scope.DEPARTMENT, actor)


def units_for_department_forms(user: User, fiscal_year: int) -> list[Unit]:
    """Where the person may start a 部门整体绩效目标: the region wants it, and there is none yet."""
    wanted = RegionYear.objects.filter(fiscal_year=fiscal_year).exclude(department_layout="")
    taken = PerformanceForm.objects.of_year(fiscal_year).filter(project__name=DEPARTMENT_PROJECT)
    units = Unit.objects.visible_to(user).filter(department__region__in=wanted.values("region"))
    units = units.exclude(pk__in=taken.values("project__unit")).select_related("department__region")
    return [unit for unit in units if access.can_create_at(user, unit)]


@transaction.atomic
def copy_form(source: PerformanceForm, fiscal_year: int, actor: User) -> PerformanceForm:
    """A form of ``fiscal_year`` with the content of an earlier one, see :mod:`projects.next_year`.

    Its targets and the texts that name earlier years are kept as suggestions until somebody has looked at them.
    Raises :class:`Forbidden` or :class:`Refused`.
    """
    layout = _layout(_setting(source.unit, fiscal_year, actor), source.layout.scope)
    document = in_later_year(document_of(source), layout, fiscal_year)
    form = _create(source.project, document, layout.version, actor, COPIED)
    suggest(form, fiscal_year - source.fiscal_year)
    return form


def sources_for(user: User, fiscal_year: int) -> list[PerformanceForm]:
    """Last year's forms the person may copy: of projects that have no form this year yet."""
    visible = PerformanceForm.objects.visible_to(user)
    taken = visible.of_year(fiscal_year).values("project")
    candidates = visible.of_year(fiscal_year - 1).exclude(project__in=taken).for_list()
    return [form for form in candidates if access.can_create_at(user, form.unit)]


def layout_of_new_form(unit: Unit, fiscal_year: int, scope: Scope, actor: User) -> Layout:
    """What a form would be started on. Raises :class:`Forbidden` or :class:`Refused`."""
    return _layout(_setting(unit, fiscal_year, actor), scope)


def _setting(unit: Unit, fiscal_year: int, actor: User) -> RegionYear:
    decision = access.can_create_at(actor, unit)
    if not decision:
        raise Forbidden(decision.reason)
    setting = RegionYear.objects.filter(region=unit.department.region, fiscal_year=fiscal_year).first()
    if setting is None:
        raise Refused(f"{unit.department.region} 还没有开放 {fiscal_year} 年度申报，请联系财政部门")
    return setting


def _layout(setting: RegionYear, scope: Scope) -> Layout:
    layout = setting.current_layout(scope)
    if layout is None:
        raise Refused(f"{setting}没有设部门整体绩效目标的表样，请联系财政部门")
    return layout


def _start(unit: Unit, name: str, setting: RegionYear, scope: Scope, actor: User) -> PerformanceForm:
    layout = _layout(setting, scope)
    document = FormDocument(layout=layout.slug, fiscal_year=setting.fiscal_year, project=ProjectFacts(name=name))
    project, _ = Project.objects.get_or_create(unit=unit, name=name)
    return _create(project, document, layout.version, actor, CREATED)


def _create(project: Project, document: FormDocument, version: int, actor: User, action: str) -> PerformanceForm:
    Project.objects.select_for_update().get(pk=project.pk)  # a double click waits here, and then finds the form
    if project.forms.filter(fiscal_year=document.fiscal_year).exists():
        raise Refused(f"“{project}”{document.fiscal_year} 年的绩效目标表已经有了，请在列表中打开它")
    form = PerformanceForm.objects.create(
        project=project,
        fiscal_year=document.fiscal_year,
        layout_slug=document.layout,
        layout_version=version,
        created_by=actor,
    )
    store_document(form, document)
    form.editors.add(actor)
    FormEvent.objects.create(form=form, action=action, actor=actor, to_status=Status.DRAFT, revision=form.revision)
    return form
