"""The files of a version: made in the background, tried again, taken back."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.models import Disclosure, DisclosureStatus, PerformanceForm, Publication, Status
from projects.refusals import Refused
from reports.models import OfficialFile, PublishedFile
from reports.publishing.files import count_of_files
from reports.publishing.jobs import retry_publication, start_publication, withdraw_publication
from reports.publishing.tasks import make_publication
from tests.factories import Office, make_form, make_office
from tests.projects.disclosure.made import make_disclosure
from tests.publications import make_official
from tests.publications import make_publication as make_publication_rows
from tests.reports.writers.pdf_reading import read_pdf

pytestmark = pytest.mark.django_db
TODAY = date(2023, 2, 1)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def office() -> Office:
    return make_office()


def started(office: Office, day: date = TODAY) -> Publication:
    """A version of a disclosure with one form, whose files are still to be made."""
    make_form(office.unit, status=Status.ISSUED)
    disclosure = make_disclosure(office.department)
    Disclosure.objects.update(status=DisclosureStatus.SUBMITTED)
    said = Said(replied_on=date(2023, 1, 20))
    move_disclosure(disclosure.pk, DisclosureAction.APPROVE, office.finance_reviewer, revision=0, said=said)
    return start_publication(disclosure.pk, office.finance_reviewer, revision=1, published_on=day, note="", today=TODAY)


def content_of(publication: Publication, form_number: int, extension: str) -> bytes:
    with publication.files.get(form_number=form_number, extension=extension).file.open() as file:
        content: bytes = file.read()
    return content


def printed(publication: Publication, form_number: int) -> str:
    """Everything on the pages of a PDF, without blanks."""
    pages = read_pdf(content_of(publication, form_number, "pdf"))
    assert publication.files.get(form_number=form_number, extension="pdf").pages == len(pages)
    return "".join("".join(page.text.split()) for page in pages)


def test_files_say_day_and_version_and_name_nobody_and_what_failed_is_made_when_tried_again(office: Office) -> None:
    publication = started(office)
    PerformanceForm.objects.update(layout_version=999)
    make_publication.call(publication.pk)
    publication.refresh_from_db()
    assert publication.state == "failed"
    assert publication.problem.startswith("系统中没有此表的表样 weihai 第 999 版")
    PerformanceForm.objects.update(layout_version=1)
    retry_publication(publication.pk, office.finance_reviewer)
    publication.refresh_from_db()
    assert (publication.state, publication.problem) == ("making", "")
    make_publication.call(publication.pk)
    made = {file.pk for file in publication.files.all()}
    make_publication.call(publication.pk)  # a task that comes late finds nothing to do
    publication.refresh_from_db()
    assert (publication.state, publication.done, count_of_files(1)) == ("ready", 5, 5)
    assert {file.pk for file in publication.files.all()} == made
    with pytest.raises(Refused, match="已经备好"):
        retry_publication(publication.pk, office.finance_reviewer)

    form, booklet = printed(publication, 1), printed(publication, 0)
    official = publication.files.get(form_number=1, extension="pdf").official
    assert official
    assert (official.kind, official.standing) == ("published_form", "2023年2月1日公开，第 1 版")
    assert official.code in form
    assert "2023年2月1日公开，第1版" in form
    assert "填报人、联系电话公开时略去" in form
    assert "党员教育课件绩效目标表" in booklet
    assert "填报人、联系电话公开时略去" in booklet
    sheet = load_workbook(BytesIO(content_of(publication, 1, "xlsx"))).active
    assert sheet
    values = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "党员教育课件" in values
    facts = json.loads(content_of(publication, 1, "json"))["project"]
    assert (facts["filler"], facts["phone"]) == (None, None)
    assert content_of(publication, 0, "docx").startswith(b"PK")
    assert "林晓舟" not in values | {form, booklet}
    assert not any("林晓舟" in text for text in (form, booklet))


def test_a_cancelled_version_leaves_no_file_and_what_is_public_keeps_its_files(
    office: Office, media: Path, django_capture_on_commit_callbacks: Any
) -> None:
    publication = make_publication_rows(office.unit, published_on=TODAY)
    make_official(publication, "7F3K-QM82")
    with pytest.raises(Refused, match="已经公开，不能取消"):
        withdraw_publication(publication.pk, office.finance_reviewer, today=TODAY)
    assert publication.files.count() == 5
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_publication(publication.pk, office.finance_reviewer, today=TODAY - timedelta(days=1))
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert (PublishedFile.objects.count(), OfficialFile.objects.count(), Publication.objects.count()) == (0, 0, 0)
    make_publication.call(publication.pk)  # a task that comes late finds nothing to do


def test_what_is_still_to_be_made_is_handed_to_the_worker_and_nothing_else(office: Office) -> None:
    make_publication_rows(office.unit, state="making")
    make_publication_rows(office.unit, version=2)
    make_publication_rows(office.unit, version=3, state="failed")
    call_command("resume_publications", stdout=(said := StringIO()))
    assert said.getvalue() == "已交给后台生成文件：1 个公开版本。\n"
    assert DBTaskResult.objects.count() == 1
