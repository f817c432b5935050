"""The one writer of a disclosure's status. Every step is a row of :data:`projects.disclosing.workflow.TRANSITIONS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from projects import access
from projects.disclosing.basis import basis_of
from projects.disclosing.gate import kept, may_be_sent_up, standing_of
from projects.disclosing.workflow import TRANSITIONS, DisclosureAction, DisclosureTransition
from projects.models import Disclosure, DisclosureEvent, User
from projects.refusals import Forbidden, Refused, Stale
from projects.values import plain_text


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says with a step: an opinion, reasons by the key of their question, the day of 批复."""

    opinion: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    replied_on: date | None = None


@transaction.atomic
def move_disclosure(
    disclosure_id: int,
    action: DisclosureAction,
    actor: User,
    *,
    revision: int,
    said: Said | None = None,
) -> DisclosureEvent:
    """Take one step. Writes status, revision and exactly one history row, or nothing.

    ``revision`` is the one the person saw. A second click of the same person with the same
    revision gives the history row of the first. Raises :class:`Stale`, :class:`Forbidden` or
    :class:`Refused`.
    """
    disclosure = locked(disclosure_id)
    if disclosure.revision != revision:
        return _repeated(disclosure, action, actor, revision)
    decision = access.may_take(actor, action, disclosure)
    if not decision:
        raise Forbidden(decision.reason)
    transition = TRANSITIONS[disclosure.state, action]
    said = said or Said()
    said = replace(said, opinion=plain_text(said.opinion))
    if transition.needs_opinion and not said.opinion:
        raise Refused(f"{action.label}要写意见，请写明需要修改什么")
    if transition.needs_day and not said.replied_on:
        raise Refused("请填写批复日期，如：2022-01-20")
    return _take(disclosure, transition, action, actor, said)


def locked(disclosure_id: int) -> Disclosure:
    """The disclosure under a row lock."""
    Disclosure.objects.select_for_update().get(pk=disclosure_id)
    return Disclosure.objects.for_list().get(pk=disclosure_id)


def _repeated(disclosure: Disclosure, action: DisclosureAction, actor: User, revision: int) -> DisclosureEvent:
    latest = disclosure.events.last()
    if latest and (latest.action, latest.actor_id, latest.revision) == (action, actor.pk, revision + 1):
        return latest
    raise Stale(f"这份部门预算公开刚刚被改动过，现为“{disclosure.state.label}”，请刷新后再办理")


def _take(
    disclosure: Disclosure,
    transition: DisclosureTransition,
    action: DisclosureAction,
    actor: User,
    said: Said,
) -> DisclosureEvent:
    basis = basis_of(disclosure) if transition.freezes else None
    reasons = []
    if basis and transition.needs_answers:
        standing = standing_of(basis, said.reasons)
        may_be_sent_up(standing)
        reasons = kept(standing)
        disclosure.editors.add(actor)  # who vouches for it with 送审 does not judge it as well
    before = disclosure.state
    disclosure.status = transition.to
    disclosure.revision += 1
    opinion = said.opinion
    if said.replied_on:
        _may_be_replied_on(disclosure, said.replied_on)
        disclosure.replied_on = said.replied_on
        opinion = f"批复日期：{said.replied_on:%Y-%m-%d}\n{opinion}".strip()
    disclosure.save(update_fields=["status", "revision", "replied_on", "changed_at"])
    return DisclosureEvent.objects.create(
        disclosure=disclosure,
        action=action,
        actor=actor,
        from_status=before,
        to_status=transition.to,
        opinion=opinion,
        revision=disclosure.revision,
        content=basis.document.to_json() if basis else None,
        digest=basis.digest if basis else "",
        reasons=reasons,
    )


def _may_be_replied_on(disclosure: Disclosure, day: date) -> None:
    """Raises :class:`Refused`: nothing is made public before its 批复."""
    if day > timezone.localdate():
        raise Refused(f"批复日期 {day} 还没有到，请核对")
    first = disclosure.publications.order_by("published_on").first()
    if first and first.published_on < day:
        raise Refused(f"第 {first.version} 版的公开日期是 {first.published_on}，批复日期不能晚于它，请核对")
