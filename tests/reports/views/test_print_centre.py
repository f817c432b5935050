"""Choosing forms, and starting a job."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import Status
from projects.views.form_list import PAGE_SIZE
from reports.jobs import start_job
from reports.models import JobFormat, JobState, PrintJob
from tests.factories import make_document, make_form, make_office, make_unit

pytestmark = pytest.mark.django_db
CENTRE = reverse("reports:print-centre")
START = reverse("reports:job-start")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def reader(client, office):
    client.force_login(office.reader)
    return client


def _form(unit, name, **options):
    return make_form(unit, make_document(project=ProjectFacts(name=name)), **options)


def _names(response) -> list[str]:
    return [form.name for form in response.context["page"]]


def _said(response) -> list[str]:
    return [message.message for message in get_messages(response.wsgi_request)]


def _printed(job: PrintJob) -> list[str]:
    return [item.form.name for item in job.items.select_related("form")]


def test_forms_are_chosen_by_year_unit_status_and_text(reader, office):
    other = make_unit(office.region, "教育局")
    _form(office.unit, "干部档案数字化")
    _form(other, "教师培训费", status=Status.ISSUED)
    assert sorted(_names(reader.get(CENTRE))) == ["干部档案数字化", "教师培训费"]
    assert _names(reader.get(CENTRE, {"unit": other.pk})) == ["教师培训费"]
    assert _names(reader.get(CENTRE, {"status": "issued"})) == ["教师培训费"]
    assert _names(reader.get(CENTRE, {"q": "dangan szh"})) == ["干部档案数字化"]
    assert _names(reader.get(CENTRE, {"fiscal_year": "", "q": "没有的"})) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_depend_on_the_rows(reader, office, count, django_assert_num_queries):
    forms = [_form(office.unit, f"项目{number}") for number in range(count)]
    for form in forms:
        start_job(office.reader, type(form).objects.filter(pk=form.pk), JobFormat.XLSX)
    with django_assert_num_queries(9):
        response = reader.get(CENTRE)
    assert len(response.context["jobs"]) == count


def test_chosen_forms_become_a_job(reader, office):
    chosen = [_form(office.unit, name) for name in ("甲", "丙")]
    _form(office.unit, "乙")
    response = reader.post(START, {"form": [form.pk for form in chosen], "format": "pdf"})
    job = PrintJob.objects.get()
    assert response.url == reverse("reports:job-page", args=[job.pk])
    assert (job.owner, job.format, job.state) == (office.reader, "pdf", JobState.DONE)
    assert sorted(_printed(job)) == ["丙", "甲"]


def test_all_forms_of_the_filters_become_a_job(reader, office):
    for number in range(PAGE_SIZE + 1):
        _form(office.unit, f"项目{number:02}")
    _form(make_unit(office.region, "教育局"), "教师培训费")
    filters = {"q": "", "fiscal_year": "2020", "unit": str(office.unit.pk), "status": ""}
    page = reader.get(CENTRE, filters).content.decode()
    assert f'<input type="hidden" name="unit" value="{office.unit.pk}" />' in page
    reader.post(START, {"all": "1", "format": "xlsx", **filters})
    printed = _printed(PrintJob.objects.get())
    assert len(printed) == PAGE_SIZE + 1
    assert "教师培训费" not in printed


def test_a_form_out_of_scope_cannot_be_chosen(reader, office):
    own, foreign = _form(office.unit, "甲"), _form(make_office("邻区", tag="2").unit, "乙")
    response = reader.post(START, {"form": [own.pk, foreign.pk], "format": "pdf"})
    assert response.status_code == 404
    assert not PrintJob.objects.exists()


@pytest.mark.parametrize("wanted", ["0", "x", "-1", "9" * 30, "１", ""])
def test_what_is_no_form_is_not_found(reader, wanted):
    assert reader.post(START, {"form": wanted, "format": "pdf"}).status_code == 404


def test_nothing_chosen_is_explained(reader):
    response = reader.post(START, {"format": "pdf"})
    assert response.url == CENTRE
    assert _said(response) == ["还没有选表，请先勾选要打印的表"]


@pytest.mark.parametrize("kind", ["", "exe", "json"])
def test_an_unknown_format_is_explained(reader, office, kind):
    response = reader.post(START, {"form": _form(office.unit, "甲").pk, "format": kind})
    assert response.url == CENTRE
    assert _said(response) == ["请选择格式：PDF 或 Excel"]
    assert not PrintJob.objects.exists()


def test_a_job_is_started_by_a_post_only(reader):
    assert reader.get(START).status_code == 405


def test_a_job_can_be_made_again(reader, office):
    form = _form(office.unit, "甲")
    first = start_job(office.reader, type(form).objects.filter(pk=form.pk), JobFormat.PDF)
    reader.post(START, {"again": first.pk, "format": "pdf"})
    again = PrintJob.objects.exclude(pk=first.pk).get()
    assert _printed(again) == ["甲"]
    assert reader.post(START, {"again": [first.pk, again.pk], "format": "pdf"}).status_code == 302


@pytest.mark.parametrize("wanted", ["0", "x"])
def test_no_job_is_made_again_of_one_that_is_not_there(reader, wanted):
    assert reader.post(START, {"again": wanted, "format": "pdf"}).status_code == 404


def test_the_list_of_jobs_is_the_persons_own_latest_first(reader, office):
    forms = type(_form(office.unit, "甲")).objects.all()
    own = [start_job(office.reader, forms, kind) for kind in (JobFormat.PDF, JobFormat.XLSX)]
    start_job(office.filler, forms, JobFormat.PDF)
    response = reader.get(CENTRE)
    assert list(response.context["jobs"]) == own[::-1]
    assert reverse("reports:job-file", args=[own[0].pk]) in response.content.decode()
