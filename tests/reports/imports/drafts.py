"""Uploaded files and the forms read in them, as if the job had read them."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from django.core.files.base import ContentFile

from projects.document import FormDocument
from projects.models import PerformanceForm, User
from reports.imports.drafts import new_draft
from reports.imports.places import units_for_import
from reports.models import BatchState, FileState, FormSource, ImportBatch, ImportDraft, ImportFile
from reports.readers.result import Doubt, Leftover, Note, ReadForm, Sighting
from tests.factories import make_document

CONTENT = b"a workbook"


def make_batch(owner: User, state: BatchState = BatchState.READY) -> ImportBatch:
    return ImportBatch.objects.create(owner=owner, state=state)


def make_file(batch: ImportBatch, name: str = "汇总.xlsx") -> ImportFile:
    file = ImportFile(
        batch=batch,
        position=batch.files.count(),
        name=name,
        size=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
        state=FileState.READ,
    )
    file.upload.save(uuid4().hex, ContentFile(CONTENT), save=False)
    file.save()
    return file


def read_form(
    document: FormDocument,
    *,
    doubts: tuple[Doubt, ...] = (),
    notes: tuple[Note, ...] = (),
    leftovers: tuple[Leftover, ...] = (),
    sightings: dict[str, Sighting] | None = None,
) -> ReadForm:
    """What a reader gives; the project's name is seen in B3 unless told otherwise."""
    seen = sightings or {"project.name": Sighting("工作表“Sheet1”B3", document.project.name or "")}
    return ReadForm(document, "工作表“Sheet1”", seen, doubts, notes, leftovers)


def make_draft(
    owner: User, document: FormDocument | None = None, *, file: ImportFile | None = None, read: ReadForm | None = None
) -> ImportDraft:
    """A form of a file; of a new batch and file where none is given."""
    file = file or make_file(make_batch(owner))
    draft = new_draft(
        file, file.drafts.count(), "", read or read_form(document or make_document()), units_for_import(owner)
    )
    draft.save()
    return draft


def make_source(form: PerformanceForm, person: User) -> FormSource:
    """A file that ``form`` was imported from."""
    draft = make_draft(person)
    report = {"source": "", "place": "", "sightings": {}, "doubts": [], "notes": [], "leftovers": []}
    return FormSource.objects.create(
        form=form, file=draft.file.upload.name, name="汇总.xlsx", sha256="0", report=report, person=person
    )
