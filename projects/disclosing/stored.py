"""Stored disclosures: with what the department's forms say, and changed under optimistic locking."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction

from indicators.definitions import subject_definitions
from indicators.models.subject import SubjectKind
from projects import access
from projects.disclosing.workflow import why_closed
from projects.disclosure.budget_data import codes_of
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.glossary import SubjectReference, functional_codes
from projects.disclosure.in_force import in_force
from projects.document import FormDocument
from projects.models import (
    Department,
    Disclosure,
    FormEvent,
    PerformanceForm,
    Publication,
    PublicationState,
    Status,
    Unit,
    User,
)
from projects.queries import FormQuerySet
from projects.refusals import Forbidden, Refused, Stale
from projects.storage import document_of
from projects.wizard.subjects import subjects_in_force


def forms_of(disclosure: Disclosure) -> FormQuerySet:
    """The issued forms of the department's units in that year, in the order of units and projects."""
    units = _units_of(disclosure.department)
    forms = PerformanceForm.objects.filter(
        project__unit__in=units, fiscal_year=disclosure.fiscal_year, status=Status.ISSUED
    )
    return forms.with_document().order_by("project__unit", "pk")


def issued_documents(disclosure: Disclosure) -> tuple[FormDocument, ...]:
    """What those forms said when they were issued, in the same order. A fixed number of queries."""
    return documents_of(list(forms_of(disclosure)))


def documents_of(forms: Sequence[PerformanceForm]) -> tuple[FormDocument, ...]:
    """What issued forms, loaded by :func:`forms_of`, said when they were issued. One query."""
    events = FormEvent.objects.filter(form__in=forms, to_status=Status.ISSUED).order_by("pk")
    frozen = {event.form_id: event.document for event in events if event.document}
    return tuple(FormDocument.from_json(frozen[form.pk]) if form.pk in frozen else document_of(form) for form in forms)


def document_in_force(disclosure: Disclosure, forms: tuple[FormDocument, ...]) -> DisclosureDocument:
    """The disclosure as it is composed and checked; ``forms`` are its :func:`issued_documents`."""
    return in_force(disclosure.document, forms)


def disclosed_last_year(disclosure: Disclosure) -> DisclosureDocument | None:
    """What the department disclosed the year before: as made public, else as stored. One or two queries."""
    year = disclosure.fiscal_year - 1
    before = Publication.objects.filter(
        disclosure__department=disclosure.department_id, disclosure__fiscal_year=year, state=PublicationState.READY
    )
    published = before.order_by("-version").first()
    if published:
        return published.document
    stored = last_year_of(disclosure)
    return stored.document if stored else None


def subjects_of(document: DisclosureDocument, forms: Sequence[FormDocument]) -> SubjectReference:
    """What the subjects are called that tables and forms use, the 类 and 款 above them, and what they are for.

    Four queries.
    """
    codes, year = {*codes_of(document), *functional_codes(document, forms)}, document.fiscal_year or 0
    names = {
        code: name
        for kind in (SubjectKind.FUNCTIONAL, SubjectKind.ECONOMIC)
        for code, name in subjects_in_force(kind, year).filter(code__in=codes).values_list("code", "name")
    }
    return SubjectReference(names, subject_definitions())


def last_year_of(disclosure: Disclosure) -> Disclosure | None:
    """The department's disclosure of the year before, where one is stored."""
    earlier = Disclosure.objects.filter(department=disclosure.department_id, fiscal_year=disclosure.fiscal_year - 1)
    return earlier.select_related("department").first()


def require_open(disclosure: Disclosure, editor: User) -> None:
    """Before anybody types: raises :class:`Forbidden` for who may not, :class:`Refused` where nobody may now."""
    if not (decision := access.may_edit_disclosure(editor, disclosure.department)):
        raise Forbidden(decision.reason)
    if not disclosure.state.is_open:
        raise Refused(why_closed(disclosure.state))


@transaction.atomic
def store_disclosure(
    disclosure: Disclosure, document: DisclosureDocument, *, revision: int, editor: User
) -> Disclosure:
    """The new content under a new revision. Raises :class:`Stale`, :class:`Forbidden` or :class:`Refused`."""
    locked = Disclosure.objects.select_for_update().get(pk=disclosure.pk)
    require_open(locked, editor)
    if locked.revision != revision:
        raise Stale("这份部门预算公开刚刚被改动过，请刷新后再改")
    locked.content = document.to_json()
    locked.revision += 1
    locked.save()
    locked.editors.add(editor)  # who filled it in does not judge it as well
    return locked


def _units_of(department: Department) -> models.QuerySet[Unit]:
    """The department's units, and its own 本级 where a form without a department made one of its own for it."""
    head_office = models.Q(
        department__region=department.region_id, department__implied=True, name__in=department.head_offices
    )
    return Unit.objects.filter(models.Q(department=department) | head_office)
