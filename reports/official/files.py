"""Official files: made once, kept for ever.

The same paper of the same source has one code and one file, whoever asks for it, however often and at the same moment.
Unlike the files of :mod:`reports.stored_pdf` these are no cache: the hash that is told to whoever verifies a copy is
that of the very file that was given out. So a file that was lost is never made anew; it belongs to the backup.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from projects.models import PerformanceForm, Publication
from projects.paper.grid import Paper, Stamp
from projects.refusals import Refused
from reports.disclosure.booklet import Booklet
from reports.disclosure.pdf import write_booklet_pdf
from reports.models import OfficialFile, OfficialKind
from reports.official.codes import new_code
from reports.writers.pdf import write_pdf

# Of a billion files, so many codes in a row are taken about once in the age of the universe.
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class OfficialSource:
    """Where an official file comes from, and what its page of verification says of it.

    ``standing`` says since when and in which version it holds: ``2022年1月20日下达，修订号 4``. A file of a form has
    ``form``, one of a published version ``publication``, a published form both.
    """

    kind: OfficialKind
    title: str
    standing: str
    form: PerformanceForm | None = None
    publication: Publication | None = None


def official_paper(paper: Paper, source: OfficialSource) -> OfficialFile:
    """The official PDF of ``paper``; made, stamped and recorded where there is none yet."""
    return _official(repr(paper), source, lambda stamp: write_pdf(replace(paper, stamp=stamp)).content)


def official_booklet(booklet: Booklet, source: OfficialSource) -> OfficialFile:
    """The official PDF of ``booklet``; made, stamped and recorded where there is none yet."""
    return _official(repr(booklet), source, lambda stamp: write_booklet_pdf(booklet, stamp).content)


def content_of(official: OfficialFile) -> bytes:
    """The file as it was given out. Raises :class:`Refused` where the storage has lost or changed it."""
    try:
        with official.file.open() as file:
            content: bytes = file.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != official.sha256:
        raise Refused(f"官方文件 {official.code} 在存储中已丢失或损坏，请管理员从备份恢复 {official.file.name}")
    return content


def _official(content: str, source: OfficialSource, write: Callable[[Stamp], bytes]) -> OfficialFile:
    key = _key(content, source)
    for _ in range(_TRIES):
        if found := OfficialFile.objects.filter(key=key).first():
            return found
        code = new_code()
        if not OfficialFile.objects.filter(code=code).exists():
            _keep(key, code, source, write(Stamp(code, settings.SITE_URL + reverse("short-code", args=[code]))))
    return OfficialFile.objects.get(key=key)


def _key(content: str, source: OfficialSource) -> str:
    """The hash of all that makes the file what it is. The address of the site and the printer's version do not."""
    form, publication = source.form and source.form.pk, source.publication and source.publication.pk
    identity = (source.kind.value, source.title, source.standing, form, publication, content)
    return hashlib.sha256(repr(identity).encode()).hexdigest()


def _keep(key: str, code: str, source: OfficialSource, content: bytes) -> None:
    """Store file and row; where someone else was faster, nothing of ours remains."""
    made = OfficialFile(
        code=code,
        key=key,
        kind=source.kind,
        title=source.title,
        standing=source.standing,
        form=source.form,
        publication=source.publication,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    made.file.save(f"{code}.pdf", ContentFile(content), save=False)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        made.file.delete(save=False)
