"""Making a disclosure public: what is frozen, on what terms, and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from projects.disclosing.basis import Basis, basis_of
from projects.disclosing.lifecycle import Said, locked, move_disclosure
from projects.disclosing.public_text import Persons, persons_of, public_content, public_disclosure, public_form
from projects.disclosing.wordings import frozen
from projects.disclosing.workflow import DisclosureAction
from projects.disclosure.checks.forms import form_amount, form_name, forms_of_projects
from projects.disclosure.project_spending import project_lines
from projects.document import FormDocument
from projects.models import (
    Disclosure,
    DisclosureEvent,
    PerformanceForm,
    Publication,
    PublicationState,
    PublishedForm,
    User,
)
from projects.queries import searchable
from projects.refusals import Refused
from projects.values import plain_text


@dataclass(frozen=True, slots=True)
class Version:
    """A version with its forms in the order of the booklet; nothing of it is stored yet."""

    publication: Publication
    forms: tuple[PublishedForm, ...]


@transaction.atomic
def publish(
    disclosure_id: int, actor: User, *, revision: int, published_on: date, note: str, today: date
) -> Publication:
    """Freeze the next version; its files are still to be made.

    A second click gives the version of the first. Raises :class:`~projects.refusals.Stale`,
    :class:`~projects.refusals.Forbidden` or :class:`Refused`, and then nothing is written.
    """
    disclosure, note = locked(disclosure_id), plain_text(note)
    is_repeated = disclosure.revision != revision
    said = Said(f"公开日期：{published_on}\n{note}")
    move_disclosure(disclosure_id, DisclosureAction.PUBLISH, actor, revision=revision, said=said)
    if is_repeated:
        return disclosure.publications.order_by("version").reverse()[0]
    basis = basis_of(disclosure)  # read once: what is compared with the approval is what is frozen
    problems = [*_blocking(disclosure, basis, today), *_problems_of(disclosure, published_on, note, today)]
    if problems:
        raise Refused("".join(problems))
    version = _version(disclosure, basis, actor, published_on, note)
    version.publication.save()
    for form in version.forms:
        form.publication = version.publication
    PublishedForm.objects.bulk_create(version.forms)
    return version.publication


def next_version(disclosure: Disclosure, actor: User, published_on: date, note: str = "") -> Version:
    """What would be made public now."""
    return _version(disclosure, basis_of(disclosure), actor, published_on, note)


def _version(disclosure: Disclosure, basis: Basis, actor: User, published_on: date, note: str) -> Version:
    persons = persons_of(basis.forms)
    publication = Publication(
        disclosure=disclosure,
        version=_latest(disclosure) + 1,
        published_on=published_on,
        note=persons.left_out(note),
        content=public_content(public_disclosure(basis.document, basis.forms).to_json()),
        wordings=frozen(basis.templates),
        subjects=basis.subjects.to_json(),
        made_by=actor,
    )
    ordered = tuple(
        _published(number, basis.rows[index], basis.forms[index], persons)
        for number, index in enumerate(_order(basis), 1)
    )
    return Version(publication, ordered)


def blocking_problems(disclosure: Disclosure, today: date) -> list[str]:
    """What is in the way whatever the day and the note."""
    return list(_blocking(disclosure, basis_of(disclosure), today))


def _blocking(disclosure: Disclosure, basis: Basis, today: date) -> Iterator[str]:
    if disclosure.replied_on is None:
        yield "还没有记录批复日期，请先记录。"
    waiting = next((each for each in disclosure.publications.all() if not is_public(each, today)), None)
    if waiting:
        yield f"第 {waiting.version} 版还没有公开，请等它公开，或先取消它。"
    approval = disclosure.events.filter(action=DisclosureAction.APPROVE).last()
    if approval and approval.digest != basis.digest:
        yield (
            "审核通过以后，又有绩效目标表下达或说明的写法有了变动，要公开的已不是审核过的内容。请先办理更正，再送审、审核。"
        )


def is_public(publication: Publication, today: date) -> bool:
    """Whether citizens see it: its files are ready and its day has come."""
    return publication.state == PublicationState.READY and publication.published_on <= today


@transaction.atomic
def cancel_publication(publication_id: int, actor: User, *, today: date) -> DisclosureEvent:
    """Take back a version that is not public yet; its row is deleted, its files are the caller's.

    Raises :class:`~projects.refusals.Forbidden` or :class:`Refused`.
    """
    publication = Publication.objects.select_for_update().get(pk=publication_id)
    disclosure = locked(publication.disclosure_id)
    if is_public(publication, today):
        raise Refused(f"第 {publication.version} 版已经公开，不能取消；内容有误请办理更正，公开新的一版")
    said = Said(f"第 {publication.version} 版，原定公开日期：{publication.published_on}")
    event = move_disclosure(disclosure.pk, DisclosureAction.CANCEL, actor, revision=disclosure.revision, said=said)
    publication.delete()
    return event


def _problems_of(disclosure: Disclosure, published_on: date, note: str, today: date) -> Iterator[str]:
    if published_on < today:
        yield f"公开日期 {published_on} 已经过去，请填今天或以后的日期。"
    if disclosure.replied_on and published_on < disclosure.replied_on:
        yield f"公开日期 {published_on} 早于批复日期 {disclosure.replied_on}，请核对。"
    if _latest(disclosure) and not note:
        yield "这是更正后的新版，请写更正说明：改了什么，为什么。"


def _latest(disclosure: Disclosure) -> int:
    return max((each.version for each in disclosure.publications.all()), default=0)


def _order(basis: Basis) -> list[int]:
    """The positions of the forms in the order of the booklet: as the text names the projects, then all others."""
    found = forms_of_projects(project_lines(basis.document), basis.forms)
    named = [found[line] for line in sorted(found)]
    return [*named, *(index for index in range(len(basis.forms)) if index not in named)]


def _published(number: int, form: PerformanceForm, document: FormDocument, persons: Persons) -> PublishedForm:
    public = public_form(document, persons)
    return PublishedForm(
        number=number,
        form=form,
        project=form.project,
        name=form_name(public),
        amount=form_amount(public),
        document=public.to_json(),
        search_text=_search_text(public, form.project.unit.name),
    )


def _search_text(public: FormDocument, unit: str) -> str:
    """Names and indicators are found by their pinyin, too; long texts by their words alone."""
    indicators = [row.level3 or "" for row in public.indicators]
    goals = [public.narratives.overall_goal, public.narratives.annual_goal, *(row.target for row in public.indicators)]
    told = [text.lower() for text in goals if text]
    return "\n".join([searchable(form_name(public), unit, *indicators), *told])
