"""Importing a large workbook from the upload to the stored forms, as ratios of one run, and the memory it takes."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from indicators.models import IndicatorFramework
from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.models import PerformanceForm
from projects.paper.compose import Standing, compose
from reports.imports.acceptance import accept
from reports.imports.batch_page import all_certain_tokens
from reports.imports.tasks import read_batch, store_accepted
from reports.imports.uploads import Wishes, start_import
from reports.models import DraftState, ImportDraft
from reports.writers.xlsx import write_xlsx
from tests.factories import make_document, make_office

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db, pytest.mark.timeout(1800)]

FORMS = 500
READER_MIB = 400
"""The process that reads the workbook stays below this, with its parsers and the layouts loaded."""
WORKER_MIB = 400
"""So does the worker that stores what was read."""


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _documents() -> Iterator[FormDocument]:
    document = make_document()
    for number in range(FORMS):
        yield replace(document, project=replace(document.project, name=f"项目{number:03}"))


def _workbook(documents: Iterable[FormDocument]) -> bytes:
    """One sheet a form, as the product itself writes it."""
    layout = latest_layout(make_document().layout)
    framework = IndicatorFramework.objects.get(slug=layout.framework).as_value()
    return write_xlsx([compose(layout, framework, document, Standing()) for document in documents]).content


def _seconds(work: Callable[[], object]) -> float:
    """Of the processor, for this process and the one that reads: what else the machine does counts for nothing."""
    start = _used()
    work()
    return _used() - start


def _used() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak(who: int) -> float:
    """The highest memory so far, in MiB; Linux counts KiB."""
    return resource.getrusage(who).ru_maxrss / 1024


def _openpyxl_reads(content: bytes) -> None:
    assert len(load_workbook(BytesIO(content)).worksheets) == FORMS


def test_a_workbook_of_many_forms_is_read_and_stored():
    office = make_office()
    content = _workbook(_documents())
    batch = start_import(office.filler, [SimpleUploadedFile("汇总.xlsx", content)], Wishes())
    reading = _seconds(lambda: read_batch.call(batch.pk))
    batch.refresh_from_db()
    assert ImportDraft.objects.filter(open_doubts=0).count() == FORMS
    accept(batch, all_certain_tokens(batch, office.filler), office.filler, confirmed=False)
    storing = _seconds(lambda: store_accepted.call(batch.pk))
    assert ImportDraft.objects.filter(state=DraftState.ACCEPTED).count() == FORMS
    assert PerformanceForm.objects.count() == FORMS
    reader, worker = _peak(resource.RUSAGE_CHILDREN), _peak(resource.RUSAGE_SELF)
    alone = _seconds(lambda: _openpyxl_reads(content))
    _tell(f"\n{FORMS} forms in {len(content) / 1024 / 1024:.1f} MiB: read {FORMS / reading:.0f} forms/s")
    _tell(
        f"stored {FORMS / storing:.0f} forms/s, end to end {FORMS / (reading + storing):.0f} forms/s (of processor time)"
    )
    _tell(f"reading / openpyxl reading the file alone: {reading / alone:.2f}; storing / that: {storing / alone:.2f}")
    _tell(f"peak: reader {reader:.0f} MiB, worker {worker:.0f} MiB")
    assert reader < READER_MIB
    assert worker < WORKER_MIB


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - what a benchmark is for
