"""Keeping uploaded files until they are read and decided on, and forgetting them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from projects.lifecycle import Refused
from projects.models import Unit, User
from reports.filenames import safe_name
from reports.imports.tasks import read_batch
from reports.models import BatchState, DraftState, FileState, FormSource, ImportBatch, ImportDraft, ImportFile
from reports.readers.limits import MIB, Limits
from reports.readers.source import Unreadable

_EXTENSION = re.compile(r"[A-Za-z0-9]{1,8}")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the uploader said beside the files: see :class:`~reports.models.ImportBatch`."""

    layout: str = ""
    unit: Unit | None = None
    fiscal_year: int | None = None


def start_import(owner: User, files: Sequence[UploadedFile], wishes: Wishes) -> ImportBatch:
    """Keep the files and have them read in the background. Raises :class:`Refused`, and then keeps none."""
    if not files:
        raise Refused("还没有选文件，请选择或拖入要导入的文件")
    names = list(_unique(shown_name(file.name or "") for file in files))
    problems = [problem for name, file in zip(names, files, strict=True) if (problem := size_problem(name, file))]
    if problems:
        raise Refused("\n".join(problems))
    most = Limits.from_settings().unpacked_bytes
    if sum(file.size or 0 for file in files) > most:
        raise Refused(f"这些文件合计超过 {most // MIB} MB，请分几次上传")
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            owner=owner, layout=wishes.layout, unit=wishes.unit, fiscal_year=wishes.fiscal_year
        )
        for position, (name, file) in enumerate(zip(names, files, strict=True)):
            _keep(batch, position, name, file)
        read_batch.enqueue(batch.pk)
    return batch


def shown_name(name: str) -> str:
    """A file name that is harmless to show and to give back: no folder, no control or direction characters."""
    stem, dot, extension = name.replace("\\", "/").rpartition("/")[2].rpartition(".")
    if dot and stem and _EXTENSION.fullmatch(extension):
        return f"{safe_name(stem)}.{extension.lower()}"
    return safe_name(name.replace("\\", "/").rpartition("/")[2])


def _unique(names: Iterable[str]) -> Iterator[str]:
    """The second file of the same name gets ``-2`` before its extension."""
    taken: set[str] = set()
    for name in names:
        stem, dot, extension = name.rpartition(".") if "." in name else (name, "", "")
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{stem}-{number}{dot}{extension}"
        taken.add(unique)
        yield unique


def size_problem(name: str, file: UploadedFile) -> str:
    """Why a file is not taken, in Chinese; "" where it is."""
    try:
        Limits.from_settings().check_file(file.size or 0)
    except Unreadable as error:
        return f"“{name}”：{error.message}"
    return "" if file.size else f"“{name}”：文件是空的，请核对后重新选择"


def _keep(batch: ImportBatch, position: int, name: str, file: UploadedFile) -> None:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    kept = ImportFile(batch=batch, position=position, name=name, size=file.size or 0, sha256=digest.hexdigest())
    kept.upload.save(uuid4().hex, file, save=False)
    kept.save()


@transaction.atomic
def stop_job(batch: ImportBatch) -> None:
    """Leave what is not read or not stored yet; what was read or stored stays."""
    open_states = (BatchState.WAITING, BatchState.READING, BatchState.STORING)
    if ImportBatch.objects.filter(pk=batch.pk, state__in=open_states).update(state=BatchState.READY):
        batch.files.filter(state__in=(FileState.WAITING, FileState.READING)).update(state=FileState.SKIPPED)
        ImportDraft.objects.filter(file__batch=batch, state=DraftState.QUEUED).update(state=DraftState.OPEN)


@transaction.atomic
def read_again(file: ImportFile, layout: str) -> None:
    """Have one file read anew, by ``layout`` or by recognition (""); undecided forms of it are read anew, too.

    Raises :class:`Refused` while a job is at work on the batch.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=file.batch_id)
    if batch.is_open and not batch.is_quiet:
        raise Refused("这一批文件还在处理，请等读完后再换表样重读")
    file.drafts.exclude(state=DraftState.ACCEPTED).delete()
    _drop_files([file.marked.name])
    ImportFile.objects.filter(pk=file.pk).update(
        state=FileState.WAITING, found=0, problems=[], leftovers=[], mistakes=[], marked=""
    )
    batch.state, batch.layout, batch.heard_at = BatchState.WAITING, layout, timezone.now()
    batch.save()
    read_batch.enqueue(batch.pk)


@transaction.atomic
def delete_batch(batch: ImportBatch) -> None:
    """Forget a batch with its drafts; files that belong to a form by now stay with it."""
    names = [name for file in batch.files.all() for name in (file.upload.name, file.marked.name)]
    batch.delete()
    _drop_files(names)


def forget_old_batches() -> None:
    """Forget batches that are older than the setting and of which nothing was accepted."""
    oldest = timezone.now() - timedelta(days=settings.IMPORT_KEPT_DAYS)
    old = ImportBatch.objects.filter(created_at__lt=oldest).exclude(files__drafts__state=DraftState.ACCEPTED)
    for batch in old:
        delete_batch(batch)


def _drop_files(names: Iterable[str | None]) -> None:
    """Remove stored files that no form has, once the rows are gone for good."""
    given = {name for name in names if name}
    kept = set(FormSource.objects.filter(file__in=given).values_list("file", flat=True))
    for name in given - kept:
        transaction.on_commit(partial(default_storage.delete, name))
