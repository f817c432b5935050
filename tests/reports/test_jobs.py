"""Print jobs: what becomes of the forms, whoever may see them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from projects.document import Narratives, ProjectFacts
from projects.lifecycle import Refused
from projects.models import PerformanceForm, Role
from reports.jobs import AT_ONCE, cancel_job, start_job
from reports.models import QUIET, JobFormat, JobState, PrintJob
from reports.outputs import OUTPUTS, PdfOutput
from reports.tasks import KEPT_FOR, make_print_job
from tests.factories import make_document, make_form, make_office
from tests.reports.reading import bookmarks, title_of
from tests.reports.writers.pdf_reading import read_pdf

pytestmark = pytest.mark.django_db
MANY = AT_ONCE + 1


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office():
    return make_office()


def _make_forms(office, count: int, **document):
    for number in range(1, count + 1):
        facts = ProjectFacts(name=f"项目{number}")
        make_form(office.unit, make_document(project=facts, **document))
    return PerformanceForm.objects.visible_to(office.filler)


def _work(job: PrintJob) -> None:
    """What the background worker does with the job."""
    make_print_job.call(job.pk)


def _fresh(job: PrintJob) -> PrintJob:
    return PrintJob.objects.with_counts().get(pk=job.pk)


def _content(job: PrintJob) -> bytes:
    with _fresh(job).result.open("rb") as file:
        return bytes(file.read())


def test_a_small_job_is_done_at_once(office):
    job = start_job(office.filler, _make_forms(office, AT_ONCE), JobFormat.PDF)
    assert _fresh(job).state == JobState.DONE
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_larger_job_waits_for_the_worker_and_counts(office):
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.PDF)
    waiting = _fresh(job)
    assert (waiting.state, waiting.finished, waiting.total) == (JobState.WAITING, 0, MANY)
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    done = _fresh(job)
    assert (done.state, done.finished, done.total) == (JobState.DONE, MANY, MANY)


def test_the_tasks_backend_of_the_settings_is_used(office, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.XLSX)
    assert _fresh(job).state == JobState.DONE


def test_a_pdf_has_every_form_behind_its_bookmark(office):
    job = start_job(office.filler, _make_forms(office, 3), JobFormat.PDF)
    content = _content(job)
    pages = read_pdf(content)
    assert bookmarks(content) == [("项目1", 0), ("项目2", 2), ("项目3", 4)]
    assert all(title in pages[page].text for title, page in bookmarks(content))
    assert title_of(content) == "绩效目标表（3 张）"


def test_a_workbook_has_a_sheet_for_every_form(office):
    job = start_job(office.filler, _make_forms(office, 3), JobFormat.XLSX)
    assert load_workbook(BytesIO(_content(job))).sheetnames == ["项目1", "项目2", "项目3"]


def test_forms_out_of_sight_by_then_are_left_out_and_named(office):
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.PDF)
    Role.objects.filter(user=office.filler).delete()
    _work(job)
    assert _fresh(job).state == JobState.FAILED
    assert {item.problem for item in job.items.all()} == {"您已无权查看此表，没有放入文件"}


def test_one_form_that_cannot_be_made_does_not_fail_the_others(office):
    forms = _make_forms(office, MANY)
    PerformanceForm.objects.filter(name="项目2").update(layout_slug="lost")
    job = start_job(office.filler, forms, JobFormat.PDF)
    _work(job)
    assert _fresh(job).state == JobState.DONE
    problems = {item.form.name: item.problem for item in job.items.all() if item.problem}
    assert problems == {"项目2": "系统中没有此表的表样 lost 第 1 版，请联系管理员装回这份表样"}
    assert [title for title, _ in bookmarks(_content(job))] == ["项目1", "项目3", "项目4"]


def test_an_unexpected_error_is_told_without_its_trace(office, monkeypatch, caplog):
    class Broken(PdfOutput):
        def joined(self, parts):
            raise MemoryError(f"no room for {len(parts)} forms")

    monkeypatch.setitem(OUTPUTS, "pdf", Broken())
    job = start_job(office.filler, _make_forms(office, 1), JobFormat.PDF)
    assert _fresh(job).state == JobState.FAILED
    assert "no room for 1 forms" in caplog.text


def test_a_text_too_long_for_excel_fails_its_form_only(office):
    _make_forms(office, 1)
    long = make_document(project=ProjectFacts(name="长文"), narratives=Narratives(overview="𠮷" * 20_000))
    make_form(office.unit, long)
    job = start_job(office.filler, PerformanceForm.objects.visible_to(office.filler), JobFormat.XLSX)
    problems = {item.form.name: item.problem for item in job.items.all()}
    assert problems["项目1"] == ""
    assert "项目概况" in problems["长文"]
    assert "请缩短这一项" in problems["长文"]
    assert load_workbook(BytesIO(_content(job))).sheetnames == ["项目1"]


def test_characters_that_cannot_be_shown_are_kept_with_their_form(office):
    _make_forms(office, 1)
    make_form(office.unit, make_document(project=ProjectFacts(name="缺字"), narratives=Narratives(overview="😀𠀀")))
    job = start_job(office.filler, PerformanceForm.objects.visible_to(office.filler), JobFormat.PDF)
    assert {item.form.name: item.missing for item in job.items.all()} == {"项目1": "", "缺字": "😀𠀀"}


def test_a_cancelled_job_stops_before_its_next_form(office, monkeypatch):
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.PDF)

    class CancelledMeanwhile(PdfOutput):
        def part(self, form, other=None):
            cancel_job(job)
            return super().part(form, other)

    monkeypatch.setitem(OUTPUTS, "pdf", CancelledMeanwhile())
    _work(job)
    stopped = _fresh(job)
    assert (stopped.state, stopped.finished, bool(stopped.result)) == (JobState.CANCELLED, 1, False)


def test_a_job_cancelled_while_waiting_is_never_begun(office):
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.PDF)
    assert cancel_job(job) is True
    _work(job)
    assert (_fresh(job).state, _fresh(job).finished) == (JobState.CANCELLED, 0)


def test_what_is_over_cannot_be_cancelled(office):
    job = start_job(office.filler, _make_forms(office, 1), JobFormat.PDF)
    assert cancel_job(job) is False
    assert _fresh(job).state == JobState.DONE


def test_a_double_click_gives_the_same_job(office):
    forms = _make_forms(office, MANY)
    first = start_job(office.filler, forms, JobFormat.PDF)
    assert start_job(office.filler, forms, JobFormat.PDF) == first
    assert start_job(office.filler, forms, JobFormat.XLSX) != first
    assert start_job(office.filler, forms.filter(name="项目1"), JobFormat.PDF) != first
    assert start_job(office.colleague, forms, JobFormat.PDF) != first


def test_a_job_whose_worker_is_gone_can_be_started_again(office):
    forms = _make_forms(office, MANY)
    first = start_job(office.filler, forms, JobFormat.PDF)
    PrintJob.objects.filter(pk=first.pk).update(heard_at=timezone.now() - QUIET - timedelta(seconds=1))
    assert _fresh(first).is_quiet
    assert start_job(office.filler, forms, JobFormat.PDF) != first


def test_a_job_is_run_once_even_if_it_is_asked_for_twice(office):
    job = start_job(office.filler, _make_forms(office, MANY), JobFormat.PDF)
    _work(job)
    before = _fresh(job).result.name
    _work(job)
    assert _fresh(job).result.name == before


def test_without_forms_there_is_no_job(office):
    with pytest.raises(Refused, match="还没有选表"):
        start_job(office.filler, PerformanceForm.objects.none(), JobFormat.PDF)
    assert not PrintJob.objects.exists()


def test_old_jobs_are_forgotten_with_their_files(office, media):
    forms = _make_forms(office, 1)
    old, young = (start_job(office.filler, forms, JobFormat.PDF) for _ in range(2))
    PrintJob.objects.filter(pk=old.pk).update(created_at=timezone.now() - KEPT_FOR - timedelta(hours=1))
    start_job(office.filler, forms, JobFormat.XLSX)
    assert not PrintJob.objects.filter(pk=old.pk).exists()
    assert PrintJob.objects.filter(pk=young.pk).exists()
    assert len(list((media / "jobs").iterdir())) == 2
