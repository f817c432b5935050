"""The one writer of status. Every step is a row of :data:`projects.workflow.TRANSITIONS`."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from indicators.models import IndicatorFramework
from projects import access
from projects.findings.gate import may_be_sent_up
from projects.models import FormEvent, PerformanceForm, Status, User
from projects.refusals import Forbidden, Refused, Stale
from projects.storage import document_of
from projects.workflow import Action, Transition, find_transition

__all__ = ["Forbidden", "Refused", "Stale", "move", "stages_of"]


def stages_of(form: PerformanceForm) -> list[str]:
    """The review stages of the form's region and year."""
    return form.region_year.stages


@transaction.atomic
def move(form_id: int, action: Action, actor: User, *, revision: int, opinion: str = "") -> FormEvent:
    """Take one step. Writes status, revision and exactly one history row, or nothing.

    ``revision`` is the one the person saw. A second click of the same person with the same
    revision gives the history row of the first. Raises :class:`Stale`, :class:`Forbidden` or
    :class:`Refused`.
    """
    form = _locked(form_id)
    if form.revision != revision:
        return _repeated(form, action, actor, revision)
    stages = stages_of(form)
    decision = access.may_move(actor, action, form, stages)
    if not decision:
        raise Forbidden(decision.reason)
    transition = find_transition(form.state, action, stages)
    assert transition is not None, "may_move allows only steps of the table"
    opinion = opinion.strip()
    if transition.needs_opinion and not opinion:
        raise Refused(f"{action.label}要写意见，请写明需要修改什么")
    return _take(form, transition, action, actor, opinion)


def _locked(form_id: int) -> PerformanceForm:
    """Its lines are read only by steps that need them: most of what is asked is refused."""
    PerformanceForm.objects.select_for_update().get(pk=form_id)
    return PerformanceForm.objects.select_related("project__unit__department__region").get(pk=form_id)


def _repeated(form: PerformanceForm, action: Action, actor: User, revision: int) -> FormEvent:
    latest = form.events.last()
    if latest and (latest.action, latest.actor_id, latest.revision) == (action, actor.pk, revision + 1):
        return latest
    raise Stale(f"此表刚刚被改动过，现为“{form.state.label}”，请刷新后再办理")


def _take(form: PerformanceForm, transition: Transition, action: Action, actor: User, opinion: str) -> FormEvent:
    document = document_of(form) if transition.needs_complete or transition.freezes else None
    if document and transition.needs_complete:
        framework = IndicatorFramework.objects.get(slug=form.layout.framework).as_value()
        may_be_sent_up(form, framework, document)
    before = form.state
    form.status = transition.to
    form.revision += 1
    if transition.to is Status.SUBMITTED:
        form.submitted_at = timezone.now()
        form.editors.add(actor)  # who vouches for a form with 送审 does not judge it as well
    if transition.to is Status.ISSUED:
        form.issued_at = timezone.now()
    form.save(update_fields=["status", "revision", "submitted_at", "issued_at", "changed_at"])
    return FormEvent.objects.create(
        form=form,
        action=action,
        actor=actor,
        from_status=before,
        to_status=transition.to,
        opinion=opinion,
        revision=form.revision,
        document=document.to_json() if document and transition.freezes else None,
    )
