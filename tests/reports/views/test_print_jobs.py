"""The page of a job, its file, cancelling it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.document import Narratives, ProjectFacts
from projects.models import PerformanceForm
from reports.jobs import AT_ONCE, start_job
from reports.models import QUIET, JobFormat, JobState, PrintJob
from reports.tasks import make_print_job
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def _job(office, count: int, kind: JobFormat = JobFormat.XLSX) -> PrintJob:
    for number in range(1, count + 1):
        make_form(office.unit, make_document(project=ProjectFacts(name=f"项目{number}")))
    return start_job(office.filler, PerformanceForm.objects.visible_to(office.filler), kind)


def _url(name: str, job: PrintJob) -> str:
    return reverse(f"reports:{name}", args=[job.pk])


def test_an_open_job_shows_its_progress_and_asks_again(filler, office):
    job = _job(office, AT_ONCE + 1)
    page = filler.get(_url("job-page", job)).content.decode()
    assert '<progress max="4" value="0"' in page
    assert "<b>0 / 4</b>" in page
    assert "可以离开此页" in page
    assert f'hx-get="{_url("job-page", job)}" hx-trigger="load delay:1s"' in page
    assert f'<a href="{_url("job-page", job)}">刷新</a>' in page
    assert _url("job-cancel", job) in page


def test_htmx_gets_the_progress_alone_and_then_a_call_to_reload(filler, office):
    job = _job(office, AT_ONCE + 1)
    part = filler.get(_url("job-page", job), headers=HTMX).content.decode()
    assert part.strip().startswith('<div class="job-progress"')
    make_print_job.call(job.pk)
    over = filler.get(_url("job-page", job), headers=HTMX)
    assert over["HX-Refresh"] == "true"


def test_a_finished_job_offers_its_file(filler, office):
    job = _job(office, 2)
    page = filler.get(_url("job-page", job)).content.decode()
    assert "文件里有 2 张表。" in page
    assert _url("job-file", job) in page
    assert "hx-get" not in page
    response = filler.get(_url("job-file", job))
    content = b"".join(response.streaming_content)
    assert content.startswith(b"PK")
    disposition = unquote(response["Content-Disposition"])
    assert disposition.startswith("attachment; filename*=utf-8''绩效目标表-2张-")
    assert disposition.endswith(".xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_file_of_one_form_bears_its_name(filler, office):
    response = filler.get(_url("job-file", _job(office, 1, JobFormat.PDF)))
    response.close()
    assert unquote(response["Content-Disposition"]) == "attachment; filename*=utf-8''2020年-组织部-项目1.pdf"


def test_problems_and_missing_characters_stand_beside_their_forms(filler, office):
    bad = make_document(project=ProjectFacts(name="<b>缺字</b>"), narratives=Narratives(overview="😀"))
    make_form(office.unit, bad)
    make_form(office.unit, make_document(project=ProjectFacts(name="坏表")))
    PerformanceForm.objects.filter(name="坏表").update(layout_slug="lost")
    job = start_job(office.filler, PerformanceForm.objects.visible_to(office.filler), JobFormat.PDF)
    page = filler.get(_url("job-page", job)).content.decode()
    assert "文件里有 1 张表，1 张没有放进去，原因见下。" in page
    assert "没有此表的表样 lost 第 1 版" in page
    assert "😀（U+1F600）" in page
    assert "&lt;b&gt;缺字&lt;/b&gt;" in page
    assert "<b>缺字</b>" not in page


def test_a_job_without_any_file_can_be_made_again(filler, office):
    make_form(office.unit)
    PerformanceForm.objects.update(layout_slug="lost")
    job = start_job(office.filler, PerformanceForm.objects.visible_to(office.filler), JobFormat.PDF)
    page = filler.get(_url("job-page", job)).content.decode()
    assert "一张也没有生成" in page
    assert f'<input type="hidden" name="again" value="{job.pk}" />' in page
    assert filler.get(_url("job-file", job)).status_code == 404


@pytest.mark.parametrize(
    ("state", "said", "offers_again"),
    [(JobState.WAITING, "排队较久", False), (JobState.RUNNING, "可能中断了", True)],
)
def test_a_job_that_is_silent_for_long_says_so(filler, office, state, said, offers_again):
    job = _job(office, AT_ONCE + 1)
    PrintJob.objects.update(state=state)
    assert said not in filler.get(_url("job-page", job)).content.decode()
    PrintJob.objects.update(heard_at=timezone.now() - QUIET - timedelta(seconds=1))
    for page in (filler.get(_url("job-page", job)), filler.get(_url("job-page", job), headers=HTMX)):
        assert said in page.content.decode()
        assert ("重新生成" in page.content.decode()) is offers_again


def test_cancelling(filler, office):
    job = _job(office, AT_ONCE + 1)
    assert filler.get(_url("job-cancel", job)).status_code == 405
    response = filler.post(_url("job-cancel", job), follow=True)
    assert PrintJob.objects.get().state == JobState.CANCELLED
    assert "任务已取消，没有生成文件。" in response.content.decode()


def test_cancelling_too_late_changes_nothing(filler, office):
    job = _job(office, 1)
    response = filler.post(_url("job-cancel", job), follow=True)
    assert "此任务已经结束，不用取消" in response.content.decode()
    assert PrintJob.objects.get().state == JobState.DONE


def test_a_file_that_is_gone_is_not_found(filler, office):
    job = _job(office, 1)
    job.refresh_from_db()
    Path(job.result.path).unlink()
    assert filler.get(_url("job-file", job)).status_code == 404
    assert filler.get(_url("job-page", job)).status_code == 200


@pytest.mark.parametrize("role", ["colleague", "admin"])
def test_other_peoples_jobs_are_not_there(client, office, role):
    job = _job(office, 1)
    client.force_login(getattr(office, role))
    assert client.get(_url("job-page", job)).status_code == 404
    assert client.get(_url("job-file", job)).status_code == 404
    assert client.post(_url("job-cancel", job)).status_code == 404
    assert client.post(reverse("reports:job-start"), {"again": job.pk, "format": "pdf"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(filler, office, count, django_assert_num_queries):
    job = _job(office, count)
    with django_assert_num_queries(7):
        filler.get(_url("job-page", job))
