"""The PDF of an issued form is an official file, wherever it is asked for."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from pypdf import PdfReader

from projects.document import ProjectFacts
from projects.models import PerformanceForm, Status, TitleKind
from reports.jobs import start_job
from reports.models import JobFormat, OfficialCopy, OfficialFile
from reports.official.forms import official_in_force
from reports.tasks import make_print_job
from tests.factories import Office, make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path: Path, settings, tiny_layout) -> Office:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_office()


def _issued(office: Office, name: str = "村级会堂", status: Status = Status.ISSUED) -> PerformanceForm:
    return make_form(office.unit, make_document(layout="tiny", project=ProjectFacts(name=name)), status=status)


def _codes(content: bytes) -> list[str]:
    texts = (page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    return [code for text in texts for code in re.findall(r"核验码\s*(\S{9})", text)]


def _bytes(stored: FieldFile) -> bytes:
    with stored.open() as file:
        return bytes(file.read())


def _download(client, form: PerformanceForm, query: str = "") -> bytes:
    return client.get(reverse("reports:paper-file", args=[form.pk, "pdf"]) + query).content


def test_every_way_to_the_pdf_gives_the_same_bytes(client, office, tmp_path):
    form = _issued(office)
    client.force_login(office.reader)
    downloaded = _download(client, form)
    job = start_job(office.reader, PerformanceForm.objects.all(), JobFormat.PDF)
    job.refresh_from_db()
    call_command("export_forms", format="pdf", output=tmp_path / "out", status="issued")
    exported = next((tmp_path / "out").iterdir()).read_bytes()
    official = OfficialFile.objects.get()
    assert downloaded == exported == _bytes(job.result) == _bytes(official.file)
    assert _codes(downloaded) == [official.code]
    assert (official.title, official.form) == ("村级会堂 2020年小表（批复）", form)
    assert official.standing.endswith("下达，修订号 0")


def test_what_is_not_issued_or_in_another_layout_bears_no_code(client, office):
    client.force_login(office.reader)
    texts = [
        _download(client, _issued(office, f"项目{status}", status)) for status in Status if status != Status.ISSUED
    ]
    texts.append(_download(client, _issued(office), "?as=hebei"))
    assert [_codes(text) for text in texts] == [[]] * len(Status)
    assert not OfficialFile.objects.exists()


def test_another_title_is_another_paper_with_another_code(client, office):
    form = _issued(office)
    client.force_login(office.reader)
    first = _codes(_download(client, form))
    office.region.years.update(title_after=TitleKind.APPLICATION)
    form = PerformanceForm.objects.get()
    second = _codes(_download(client, form))
    assert first != second
    newest = official_in_force(form)
    assert newest is not None
    assert [newest.code] == second


def test_a_merged_file_holds_the_official_pages_and_is_known_by_its_hash(office):
    for name in ("甲", "乙", "丙"):
        _issued(office, name)
    _issued(office, "丁", Status.SUBMITTED)
    job = start_job(office.reader, PerformanceForm.objects.order_by("pk"), JobFormat.PDF)
    make_print_job.call(job.pk)
    job.refresh_from_db()
    content = _bytes(job.result)
    copy = OfficialCopy.objects.get()
    assert copy.sha256 == hashlib.sha256(content).hexdigest()
    codes = list(OfficialFile.objects.order_by("pk").values_list("code", flat=True))
    assert _codes(content) == codes
    assert sorted(copy.files.values_list("code", flat=True)) == sorted(codes)


def test_a_form_that_was_issued_anew_has_no_official_file_yet(client, office):
    form = _issued(office)
    client.force_login(office.reader)
    _download(client, form)
    official = OfficialFile.objects.get()
    form.issued_at = official.made_at
    assert official_in_force(form) == official
    form.issued_at = official.made_at.replace(year=official.made_at.year + 1)
    assert official_in_force(form) is None
    form.status = Status.SUBMITTED
    assert official_in_force(form) is None


@pytest.mark.parametrize("count", [1, 3])
def test_staff_see_the_codes_in_the_print_centre_and_beside_the_form(client, office, count, django_assert_num_queries):
    forms = [_issued(office, f"项目{number}") for number in range(count)]
    client.force_login(office.reader)
    for form in forms:
        _download(client, form)
    client.get(reverse("reports:print-centre"))
    with django_assert_num_queries(10):
        centre = client.get(reverse("reports:print-centre")).text
    for official in OfficialFile.objects.all():
        assert official.form is not None
        link = reverse("public:verify-code", args=[official.code])
        assert link in centre
        assert link in client.get(reverse("projects:form-detail", args=[official.form.pk])).text
