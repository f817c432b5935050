"""Keeping uploaded files, and forgetting them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from projects.lifecycle import Refused
from projects.models import PerformanceForm
from reports.imports.uploads import (
    Wishes,
    delete_batch,
    forget_old_batches,
    read_again,
    shown_name,
    start_import,
    stop_job,
)
from reports.models import BatchState, DraftState, FileState, FormSource, ImportBatch, ImportDraft, ImportFile
from tests.factories import make_form, make_office
from tests.reports.imports.drafts import make_draft, make_source


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def upload(name: str = "汇总.xlsx", content: bytes = b"content") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def stored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_files_are_kept_under_random_names(office, settings):
    wishes = Wishes("weihai", office.unit, 2021)
    batch = start_import(office.filler, [upload(), upload("汇总.xlsx", b"other")], wishes)
    assert (batch.layout, batch.unit, batch.fiscal_year, batch.state) == ("weihai", office.unit, 2021, "waiting")
    first, second = batch.files.all()
    assert (first.name, second.name) == ("汇总.xlsx", "汇总-2.xlsx")
    assert Path(first.upload.path).read_bytes() == b"content"
    assert first.sha256 == "ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73"
    assert all("汇总" not in name and "." not in name for name in stored(settings.MEDIA_ROOT))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "还没有选文件，请选择或拖入要导入的文件"),
        ([upload(content=b"")], "“汇总.xlsx”：文件是空的，请核对后重新选择"),
        (
            [upload(), upload("大.pdf", b"x" * (1024 * 1024 + 1))],
            "“大.pdf”：文件有 1 MB，超过上限 1 MB。请删去图片或拆成几个文件后再上传。",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_as_a_whole(office, settings, files, message):
    settings.IMPORT_FILE_MB = 1
    with pytest.raises(Refused) as refusal:
        start_import(office.filler, files, Wishes())
    assert refusal.value.message == message
    assert (ImportBatch.objects.count(), stored(settings.MEDIA_ROOT)) == (0, [])


@pytest.mark.django_db
def test_all_files_together_have_a_limit_too(office, settings):
    settings.IMPORT_UNPACKED_MB = 1
    half = b"x" * (600 * 1024)
    with pytest.raises(Refused, match="这些文件合计超过 1 MB，请分几次上传"):
        start_import(office.filler, [upload("一.pdf", half), upload("二.pdf", half)], Wishes())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("汇总.XLSX", "汇总.xlsx"),
        ("C:\\表\\汇总.xlsx", "汇总.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\u202exslx.exe", "axslx.exe"),
        ("a<b>.xl$x", "a b .xl$x"),
        (".xlsx", "xlsx"),
        ("长" * 300 + ".docx", "长" * 60 + ".docx"),
        ("", "未命名"),
    ],
)
def test_names_are_harmless(name, shown):
    assert shown_name(name) == shown


@pytest.mark.django_db
def test_deleting_leaves_what_belongs_to_a_form(office, settings, django_capture_on_commit_callbacks):
    source = make_source(make_form(office.unit), office.filler)
    kept = ImportFile.objects.get()
    other = make_draft(office.filler)
    with django_capture_on_commit_callbacks(execute=True):
        delete_batch(other.file.batch)
    assert stored(settings.MEDIA_ROOT) == [Path(kept.upload.path).name]
    with django_capture_on_commit_callbacks(execute=True):
        delete_batch(kept.batch)
    assert (ImportBatch.objects.count(), FormSource.objects.get()) == (0, source)
    assert Path(source.file.path).read_bytes() == b"a workbook"


@pytest.mark.django_db
def test_old_batches_are_forgotten_unless_something_was_accepted(office, settings):
    settings.IMPORT_KEPT_DAYS = 30
    fresh, old, accepted = (make_draft(office.filler).file.batch for _ in range(3))
    ImportDraft.objects.filter(file__batch=accepted).update(state=DraftState.ACCEPTED)
    long_ago = timezone.now() - timedelta(days=30, seconds=1)
    ImportBatch.objects.filter(pk__in=[old.pk, accepted.pk]).update(created_at=long_ago)
    forget_old_batches()
    assert set(ImportBatch.objects.all()) == {fresh, accepted}


@pytest.mark.django_db
def test_reading_is_stopped_before_the_next_file(office):
    batch = start_import(office.filler, [upload()], Wishes())
    stop_job(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.files.get().state) == (BatchState.READY, FileState.SKIPPED)


@pytest.mark.django_db
def test_storing_is_stopped_before_the_next_form(office):
    batch = make_draft(office.filler).file.batch
    ImportBatch.objects.update(state=BatchState.STORING)
    ImportDraft.objects.update(state=DraftState.QUEUED)
    stop_job(batch)
    assert (ImportBatch.objects.get().state, ImportDraft.objects.get().state) == (BatchState.READY, DraftState.OPEN)


@pytest.mark.django_db
def test_reading_again_keeps_what_was_accepted(office):
    accepted = make_draft(office.filler)
    make_draft(office.filler, file=accepted.file)
    ImportDraft.objects.filter(pk=accepted.pk).update(state=DraftState.ACCEPTED)
    read_again(accepted.file, "xixia")
    assert list(ImportDraft.objects.all()) == [accepted]
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.layout, batch.files.get().state) == (BatchState.WAITING, "xixia", FileState.WAITING)
    with pytest.raises(Refused, match="还在处理"):
        read_again(accepted.file, "")
    assert PerformanceForm.objects.count() == 0
