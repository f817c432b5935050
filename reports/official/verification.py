"""What is told of an official file to whoever has its code or a copy of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.timezone import localdate, localtime

from projects.models import Department, Publication, Status
from projects.models.publication import PublicationState
from projects.refusals import Refused
from reports.models import OfficialCopy, OfficialFile
from reports.official.files import content_of
from reports.official.forms import official_in_force
from reports.official.uploads import HashedFile


@dataclass(frozen=True, slots=True)
class Force:
    """Whether what was issued still holds: a sentence, and the code of what holds instead where there is one."""

    holds: bool
    words: str
    newer: OfficialFile | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file that somebody has, against an official one; ``holder`` is an unchanged collection that holds it."""

    name: str
    size: int
    sha256: str
    is_same: bool
    holder: OfficialCopy | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The page of a code. ``is_kept`` says whether the original is still in the storage as it was given out."""

    official: OfficialFile
    facts: Sequence[tuple[str, str]]
    force: Force
    is_kept: bool
    is_public: bool


def find_official(code: str) -> OfficialFile | None:
    """With everything that its page names, in one query."""
    return _officials().filter(code=code).first()


def find_by_hash(sha256: str) -> OfficialFile | OfficialCopy | None:
    """The official file with this hash, or the collection of some; ``None`` where we never gave out such a file."""
    return _officials().filter(sha256=sha256).first() or OfficialCopy.objects.filter(sha256=sha256).first()


def verification_of(official: OfficialFile) -> Verification:
    """What the page of its code tells today."""
    return Verification(
        official=official,
        facts=list(_facts(official)),
        force=_force(official, localdate()),
        is_kept=_is_kept(official),
        is_public=is_public(official),
    )


def is_public(official: OfficialFile) -> bool:
    """Whether anybody may have the file itself: an issued form that was not published is told of, but not shown."""
    published = Publication.objects.public_on(localdate())
    return official.publication_id is not None and published.filter(pk=official.publication_id).exists()


def compare(file: HashedFile, official: OfficialFile) -> Comparison:
    """Whether ``file`` is exactly the official one; one changed byte is enough for it not to be."""
    is_same = file.sha256 == official.sha256
    holder = None if is_same else official.copies.filter(sha256=file.sha256).first()
    return Comparison(file.name or "", file.size or 0, file.sha256, is_same, holder)


def _officials() -> models.QuerySet[OfficialFile]:
    return OfficialFile.objects.select_related(
        "form__project__unit__department__region", "publication__disclosure__department__region"
    )


def _facts(official: OfficialFile) -> Iterator[tuple[str, str]]:
    department = _department(official)
    yield "文件", official.get_kind_display()
    if department:
        yield "地区", department.region.name
        yield "部门", department.name
    if official.form:
        yield "单位", official.form.project.unit.name
    yield "办理情况", official.standing
    made_at = localtime(official.made_at)
    yield "文件生成", f"{_day(made_at)} {made_at:%H:%M}"
    yield "大小", f"{official.size:,} 字节（{filesizeformat(official.size)}）"


def _department(official: OfficialFile) -> Department | None:
    if official.publication:
        return official.publication.disclosure.department
    return official.form.project.unit.department if official.form else None


def _force(official: OfficialFile, today: date) -> Force:
    return _version_force(official, today) if official.publication else _form_force(official)


def _form_force(official: OfficialFile) -> Force:
    form = official.form
    if form is None:
        return Force(holds=True, words="现行有效。")
    if form.state is not Status.ISSUED:
        return Force(holds=False, words=f"此表下达后又有调整，现为“{form.state.label}”，请以重新下达的为准。")
    current = official_in_force(form)
    if current == official:
        return Force(holds=True, words="现行有效，下达后没有改动。")
    if current and form.issued_at and official.made_at >= form.issued_at:
        return Force(holds=False, words="内容没有改动，但表的标题后来有变，另有新印的一份。", newer=current)
    return Force(holds=False, words="此表后来重新下达过，请以新下达的为准。", newer=current)


def _version_force(official: OfficialFile, today: date) -> Force:
    publication = official.publication
    assert publication is not None, "the caller has looked"
    if publication.state != PublicationState.READY or publication.published_on > today:
        return Force(holds=False, words=f"定于{_day(publication.published_on)}公开，现在还没有公开。")
    current = Publication.objects.in_force_on(today).get(disclosure=publication.disclosure_id)
    if current == publication:
        return Force(holds=True, words="现行版本，公开后没有更正。")
    newer = OfficialFile.objects.filter(publication=current, kind=official.kind, form=official.form_id).first()
    words = f"已有更正：{_day(current.published_on)}公开了第 {current.version} 版。{current.note}"
    return Force(holds=False, words=words, newer=newer)


def _is_kept(official: OfficialFile) -> bool:
    try:
        content_of(official)
    except Refused:
        return False
    return True


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
