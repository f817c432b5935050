"""Accepting what was read: each form wholly or not at all, and never anything else than what the person has seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Self

from django.db import transaction
from django.utils import timezone

from projects.importing.planning import apply_import
from projects.lifecycle import Refused, Stale
from projects.models import PerformanceForm, User
from reports.imports.drafts import labelled_doubts, report_of
from reports.imports.fates import Fate, fates_of
from reports.imports.tasks import store_accepted
from reports.models import BatchState, DraftState, FormSource, ImportBatch, ImportDraft

AT_ONCE = 5
"""At most so many forms are stored while the person waits."""

_PLANNED_TOGETHER = 25
_CHANGED = "您打开页面以后，这张表或系统中的同一张表有变化；请看过差别再接受"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A form that was not stored, and why."""

    draft: ImportDraft
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A form that the person has to agree to expressly."""

    draft: ImportDraft
    fate: Fate

    @property
    def doubts(self) -> list[dict[str, str]]:
        """The open doubts: ``label`` and ``reason``."""
        return labelled_doubts(self.draft)


@dataclass(slots=True)
class Acceptance:
    """What became of a wish to accept forms. With anything ``to_confirm`` nothing was stored yet."""

    accepted: list[ImportDraft] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    to_confirm: list[Doubtful] = field(default_factory=list)
    certain: list[Doubtful] = field(default_factory=list)
    queued: int = 0


@dataclass(frozen=True, slots=True)
class _Token:
    """What the person has seen; see :class:`~reports.imports.fates.Fate`."""

    text: str
    draft_id: int

    @classmethod
    def of(cls, text: str) -> Self | None:
        first = text.partition(".")[0]
        return cls(text, int(first)) if first.isascii() and first.isdecimal() and len(first) < 19 else None


def accept(batch: ImportBatch, tokens: Sequence[str], user: User, *, confirmed: bool) -> Acceptance:
    """Store the forms that ``tokens`` name, or have many stored in the background.

    Forms with open doubts and forms that replace others need ``confirmed``. A form that was accepted already counts
    as accepted, so that a double click does no harm. Raises :class:`Refused` while a job is at work on the batch.
    """
    if batch.is_open and not batch.is_quiet:
        raise Refused("这一批文件还在处理，请等完成后再接受")
    seen = {token.draft_id: token.text for text in tokens if (token := _Token.of(text))}
    if not seen:
        raise Refused("还没有选表，请先勾选要接受的表")
    result = _sorted_out(batch, seen, user)
    if not result.to_confirm or confirmed:
        wanted = [*result.certain, *result.to_confirm]
        result.to_confirm = []
        _store(batch, wanted, user, result)
    return result


def certain_tokens(drafts: Sequence[ImportDraft], fates: dict[int, Fate]) -> list[str]:
    """The open drafts that can be accepted without a word."""
    return [
        fates[draft.pk].token
        for draft in drafts
        if draft.is_open and fates[draft.pk].is_possible and not _needs_word(draft, fates[draft.pk])
    ]


def store_queued(batch: ImportBatch) -> None:
    """Store what was accepted together, form by form, until the owner stops it; what fails says why and stays open."""
    storing = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.STORING)
    queued = ImportDraft.objects.in_batch(batch).filter(state=DraftState.QUEUED).values_list("pk", flat=True)
    for drafts in _portions(list(queued)):
        fates = fates_of(drafts, batch.owner)
        for draft in drafts:
            if not storing.update(heard_at=timezone.now()):
                return
            refusal = _store_one(draft.pk, draft.agreed, batch.owner, fates[draft.pk])
            if refusal:
                ImportDraft.objects.filter(pk=draft.pk).update(
                    state=DraftState.OPEN, problem="；".join(refusal.reasons)
                )
    storing.update(state=BatchState.READY)


def _portions(keys: list[int]) -> Iterator[list[ImportDraft]]:
    """The drafts with these keys, some at a time: planned together, but soon enough to be true when they are stored."""
    for first in range(0, len(keys), _PLANNED_TOGETHER):
        portion = ImportDraft.objects.filter(pk__in=keys[first : first + _PLANNED_TOGETHER])
        yield list(portion.select_related("file", "unit__department__region").order_by("file__position", "position"))


def _needs_word(draft: ImportDraft, fate: Fate) -> bool:
    return bool(draft.open_doubts) or fate.replaces


def _sorted_out(batch: ImportBatch, seen: dict[int, str], user: User) -> Acceptance:
    drafts = list(
        ImportDraft.objects.in_batch(batch).filter(pk__in=seen).select_related("file", "unit__department__region")
    )
    fates = fates_of([draft for draft in drafts if draft.is_open], user)
    result = Acceptance()
    for draft in drafts:
        if draft.state == DraftState.ACCEPTED:
            result.accepted.append(draft)
        elif not draft.is_open:
            result.refused.append(Refusal(draft, (f"这张表{DraftState(draft.state).label}",)))
        elif not fates[draft.pk].is_possible:
            result.refused.append(Refusal(draft, fates[draft.pk].problems))
        elif fates[draft.pk].token != seen[draft.pk]:
            result.refused.append(Refusal(draft, (_CHANGED,)))
        else:
            doubtful = Doubtful(draft, fates[draft.pk])
            needs_word = _needs_word(draft, doubtful.fate)
            (result.to_confirm if needs_word else result.certain).append(doubtful)
    return result


def _store(batch: ImportBatch, wanted: list[Doubtful], user: User, result: Acceptance) -> None:
    if len(wanted) > AT_ONCE:
        result.queued = _queue(batch, wanted)
        return
    for each in wanted:
        refusal = _store_one(each.draft.pk, each.fate.token, user)
        if refusal:
            result.refused.append(refusal)
        else:
            result.accepted.append(each.draft)


@transaction.atomic
def _queue(batch: ImportBatch, wanted: list[Doubtful]) -> int:
    ImportBatch.objects.select_for_update().get(pk=batch.pk)
    drafts = [each.draft for each in wanted]
    for each in wanted:
        each.draft.state, each.draft.agreed = DraftState.QUEUED, each.fate.token
    ImportDraft.objects.bulk_update(drafts, ["state", "agreed"], batch_size=100)
    ImportBatch.objects.filter(pk=batch.pk).update(
        state=BatchState.STORING, to_store=len(drafts), heard_at=timezone.now()
    )
    store_accepted.enqueue(batch.pk)
    return len(drafts)


def _store_one(draft_id: int, token: str, user: User, fate: Fate | None = None) -> Refusal | None:
    """Store one form, if it is still what the person has seen; ``None`` when it is stored.

    ``fate`` is what was planned a moment ago, if it was: what has changed since makes the import fail.
    """
    try:
        with transaction.atomic():
            return _stored(draft_id, token, user, fate)
    except Stale as stale:
        return Refusal(ImportDraft.objects.select_related("file").get(pk=draft_id), (stale.message,))


def _stored(draft_id: int, token: str, user: User, fate: Fate | None) -> Refusal | None:
    ImportDraft.objects.select_for_update().get(pk=draft_id)  # a double click waits here, and then finds it accepted
    draft = ImportDraft.objects.select_related("file", "unit__department__region").get(pk=draft_id)
    if draft.state == DraftState.ACCEPTED:
        return None
    fate = fate or fates_of([draft], user)[draft.pk]
    if not fate.is_possible:
        return Refusal(draft, fate.problems)
    if fate.token != token:
        return Refusal(draft, (_CHANGED,))
    stored = apply_import(fate.plan, user)
    form = stored[0] if stored else _unchanged_form(fate)
    file = draft.file
    FormSource.objects.create(
        form=form, file=file.upload.name, name=file.name, sha256=file.sha256, report=report_of(draft), person=user
    )
    draft.form, draft.state, draft.problem = form, DraftState.ACCEPTED, ""
    draft.save(update_fields=["form", "state", "problem"])
    return None


def _unchanged_form(fate: Fate) -> PerformanceForm:
    assert fate.planned is not None, "only what is possible is stored"
    assert fate.planned.existing_id is not None, "a form that changes nothing is there already"
    return PerformanceForm.objects.get(pk=fate.planned.existing_id)
