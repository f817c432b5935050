"""Answering findings: a filler's reason, a reviewer's dismissal. What was said stays with the words it was said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from projects import access
from projects.findings.concerns import Concern
from projects.lifecycle import Forbidden, Refused
from projects.models import FindingReply, PerformanceForm, ReplyKind, User
from projects.queries import FormQuerySet
from projects.values import plain_text

LONGEST_REASON = 500
_GONE = "这个疑点已经没有了，或内容有了变化，请看现在的疑点"


@transaction.atomic
def give_reason(form: PerformanceForm, concerns: Sequence[Concern], text: str, actor: User) -> None:
    """Keep why the filler leaves things as they are. Raises :class:`Forbidden` or :class:`Refused`."""
    _allow(access.can(actor, access.Permission.EDIT, form))
    if not concerns:
        raise Refused(_GONE)
    if not all(concern.can_be_answered for concern in concerns):
        raise Refused("这一处要改正才能送审，不能用理由代替")
    for concern in concerns:
        _keep(form, concern, ReplyKind.REASON, text, actor)


def dismiss(form: PerformanceForm, concern: Concern | None, text: str, actor: User) -> FindingReply:
    """A reviewer finds that a finding does not hold. Raises :class:`Forbidden` or :class:`Refused`."""
    _allow(access.can(actor, access.Permission.DISMISS, form))
    if concern is None:
        raise Refused(_GONE)
    return _keep(form, concern, ReplyKind.DISMISSAL, text, actor)


def take_back(form: PerformanceForm, fingerprint: str, actor: User) -> None:
    """A dismissed finding holds again. Raises :class:`Forbidden`."""
    _allow(access.can(actor, access.Permission.DISMISS, form))
    FindingReply.objects.filter(form=form, kind=ReplyKind.DISMISSAL, fingerprint=fingerprint).delete()


def with_fingerprint(concerns: Iterable[Concern], fingerprint: str) -> Concern | None:
    """The finding that a page spoke of, if it is still said."""
    return next((each for each in concerns if fingerprint and each.fingerprint == fingerprint), None)


def with_the_same_rule(concerns: Iterable[Concern], concern: Concern | None) -> list[Concern]:
    """The finding and what else its rule found and nobody has answered; nothing for no finding."""
    if concern is None:
        return []
    others = (each for each in concerns if each.rule == concern.rule and each.can_be_answered and not each.is_answered)
    return [concern, *(each for each in others if each != concern)]


def _keep(form: PerformanceForm, concern: Concern, kind: ReplyKind, text: str, actor: User) -> FindingReply:
    text = plain_text(text)
    if not text:
        raise Refused("理由还是空的，请写明")
    if len(text) > LONGEST_REASON:
        raise Refused(f"理由有 {len(text)} 个字，最多 {LONGEST_REASON} 个字，请删减")
    reply, _ = FindingReply.objects.update_or_create(
        form=form,
        kind=kind,
        fingerprint=concern.fingerprint,
        defaults={
            "rule": concern.rule,
            "place": concern.place.key,
            "message": concern.message,
            "text": text,
            "author": actor,
        },
    )
    return reply


def _allow(decision: access.Decision) -> None:
    if not decision:
        raise Forbidden(decision.reason)


@dataclass(frozen=True, slots=True)
class Dismissals:
    """How often each rule was found wrong, and the latest of it."""

    counts: Counter[str]
    latest: dict[str, list[FindingReply]]


def dismissals_in(forms: FormQuerySet, shown: int = 3) -> Dismissals:
    """What reviewers dismissed on these forms, by rule. One query."""
    counts: Counter[str] = Counter()
    latest: dict[str, list[FindingReply]] = {}
    replies = FindingReply.objects.filter(form__in=forms.order_by(), kind=ReplyKind.DISMISSAL)
    for reply in replies.select_related("form", "author").order_by("-pk"):
        counts[reply.rule] += 1
        if counts[reply.rule] <= shown:
            latest.setdefault(reply.rule, []).append(reply)
    return Dismissals(counts, latest)
