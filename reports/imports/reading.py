"""Reading the files of a batch, one after the other; one bad file never stops the others."""

from __future__ import annotations

import logging
from time import monotonic
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from projects.models import Unit
from reports.imports.drafts import leftovers_json, new_draft, storable
from reports.imports.places import units_for_import
from reports.imports.stamped import marked_file, mistakes_json, put_stamp
from reports.models import BatchState, FileState, ImportBatch, ImportDraft, ImportFile
from reports.readers.confined import read_confined
from reports.readers.result import FileReading
from reports.template import FilledTemplate

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
_AT_ONCE = 100  # drafts that are written together
_NOTHING_FOUND = "没有找到绩效目标表；请核对是不是选错了文件，或者指定表样后重新读取"


class _Stopped(Exception):
    """The owner does not want the batch read any more."""


def read_files(batch: ImportBatch) -> None:
    """Read every file that waits, until the owner stops it."""
    units = units_for_import(batch.owner)
    for file in batch.files.filter(state=FileState.WAITING):
        try:
            _alive(batch)
            _read(batch, file, units)
        except _Stopped:
            return
        except Exception:
            logger.exception("import file %s failed", file.pk)
            message = f"读取时出错；请把“批次 {batch.pk}，文件 {file.pk}”告诉管理员"
            _refuse(file, message)
    ImportBatch.objects.filter(pk=batch.pk, state=BatchState.READING).update(state=BatchState.READY)


def _refuse(file: ImportFile, problem: str) -> None:
    ImportFile.objects.filter(pk=file.pk).update(state=FileState.REFUSED, problems=[problem])


def _alive(batch: ImportBatch) -> None:
    """Give a sign of life. Raises :class:`_Stopped` where the batch was stopped or deleted."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=BatchState.READING).update(heard_at=timezone.now()):
        raise _Stopped


def _read(batch: ImportBatch, file: ImportFile, units: list[Unit]) -> None:
    file.batch = batch
    ImportFile.objects.filter(pk=file.pk).update(state=FileState.READING)
    with file.upload.open("rb") as upload:
        content = upload.read()
    readings = read_confined(file.name, content, batch.layout or None, _Progress(batch, file))
    _alive(batch)
    _store(file, readings, units)


class _Progress:
    """Notes how many forms were found, as often as a person may look, and stops where nobody wants the batch."""

    def __init__(self, batch: ImportBatch, file: ImportFile) -> None:
        self._batch = batch
        self._file = file
        self._noted = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if now - self._noted >= _LOOK_SECONDS or done == total:
            self._noted = now
            _alive(self._batch)
            ImportFile.objects.filter(pk=self._file.pk).update(found=done)


@transaction.atomic
def _store(file: ImportFile, readings: list[FileReading], units: list[Unit]) -> None:
    drafts: list[ImportDraft] = []
    templates: list[tuple[str, FilledTemplate]] = []
    for reading in readings:
        member = reading.source.removeprefix(file.name).lstrip("/")
        named = f"{member}：" if member else ""
        if isinstance(reading, FilledTemplate):
            templates.append((member, reading))
            file.mistakes += mistakes_json(reading, member)
        else:
            file.problems += [storable(f"{named}{problem}") for problem in reading.problems]
        file.leftovers += [
            {**leftover, "place": f"{named}{leftover['place']}"} for leftover in leftovers_json(reading.leftovers)
        ]
        first = len(drafts)
        read = [new_draft(file, first + index, member, form, units) for index, form in enumerate(reading.forms)]
        if isinstance(reading, FilledTemplate):
            for draft in read:
                put_stamp(draft, reading.stamp, units)
        drafts += read
    if not drafts and not file.problems and not file.mistakes:
        file.problems = [_NOTHING_FOUND]
    file.is_template = len(templates) == len(readings)
    if marked := marked_file(templates):
        file.marked.save(uuid4().hex, ContentFile(marked), save=False)
    file.state = FileState.READ if drafts else FileState.REFUSED
    file.found = len(drafts)
    file.save()
    ImportDraft.objects.bulk_create(drafts, batch_size=_AT_ONCE)
