"""Publishing from the side of the person: starting it, trying again, taking it back."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from projects import access
from projects.disclosing.publishing import cancel_publication, publish
from projects.disclosing.workflow import DisclosureAction
from projects.models import Publication, PublicationState, User
from projects.refusals import Forbidden, Refused
from reports.models import QUIET, OfficialFile
from reports.public.cache import forget_all
from reports.publishing.tasks import make_publication


@transaction.atomic
def start_publication(
    disclosure_id: int, actor: User, *, revision: int, published_on: date, note: str, today: date
) -> Publication:
    """Freeze the next version and have its files made. Raises what ``publish`` raises."""
    publication = publish(disclosure_id, actor, revision=revision, published_on=published_on, note=note, today=today)
    if publication.state == PublicationState.MAKING and not publication.done:
        _enqueue(publication.pk)
    return publication


@transaction.atomic
def retry_publication(publication_id: int, actor: User) -> None:
    """Have the missing files made again; nothing happens while somebody is at it. Raises :class:`Refused`."""
    publication = Publication.objects.select_for_update().get(pk=publication_id)
    _allow(actor, publication)
    if publication.state == PublicationState.READY:
        raise Refused(f"第 {publication.version} 版的文件已经备好，不用重试")
    if publication.state == PublicationState.MAKING and not is_quiet(publication):
        return
    publication.state, publication.problem, publication.heard_at = PublicationState.MAKING, "", timezone.now()
    publication.save(update_fields=["state", "problem", "heard_at"])
    _enqueue(publication_id)


@transaction.atomic
def withdraw_publication(publication_id: int, actor: User, *, today: date) -> None:
    """Delete a version that is not public yet with its files, which nobody has; one that is gone stays so.

    Raises :class:`Refused`.
    """
    publication = Publication.objects.select_for_update().filter(pk=publication_id).first()
    if publication is None:
        return
    officials = OfficialFile.objects.filter(publication=publication)
    names = {*publication.files.values_list("file", flat=True), *officials.values_list("file", flat=True)}
    publication.files.all().delete()
    officials.delete()
    cancel_publication(publication_id, actor, today=today)
    transaction.on_commit(lambda: _forget(names))


def resume_publications() -> int:
    """Hand every version whose files are still to be made to the worker; how many there are."""
    waiting = list(Publication.objects.filter(state=PublicationState.MAKING).values_list("pk", flat=True))
    for publication_id in waiting:
        _hand_over(publication_id)
    return len(waiting)


def is_quiet(publication: Publication) -> bool:
    """Whether nothing has been heard for long of files that are being made."""
    since: timedelta = timezone.now() - publication.heard_at
    return publication.state == PublicationState.MAKING and since > QUIET


def _allow(actor: User, publication: Publication) -> None:
    """Who may cancel a version may also have it tried again."""
    decision = access.may_take(actor, DisclosureAction.CANCEL, publication.disclosure)
    if not decision:
        raise Forbidden(decision.reason)


def _enqueue(publication_id: int) -> None:
    transaction.on_commit(lambda: _hand_over(publication_id))


def _hand_over(publication_id: int) -> None:
    make_publication.enqueue(publication_id)


def _forget(names: set[str]) -> None:
    for name in names:
        default_storage.delete(name)
    forget_all()
