"""Verifying: by code, by file, byte by byte; for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import PerformanceForm, Publication, Status
from reports.disclosure.booklet import Booklet
from reports.models import OfficialFile, OfficialKind
from reports.official.files import OfficialSource, content_of, official_booklet
from reports.official.uploads import MOST_MB
from reports.outputs import OUTPUTS
from tests.factories import Office, make_document, make_form, make_office
from tests.publications import make_publication

pytestmark = [pytest.mark.django_db]
VERIFY = "/public/verify/"


@pytest.fixture
def office(tmp_path: Path, settings, tiny_layout) -> Office:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_office()


def _issued(office: Office, name: str = "村级会堂") -> OfficialFile:
    document = make_document(layout="tiny", project=ProjectFacts(name=name))
    form = make_form(office.unit, document, status=Status.ISSUED)
    part = OUTPUTS["pdf"].part(PerformanceForm.objects.with_document().get(pk=form.pk))
    assert part.official is not None
    return part.official


def _published(publication: Publication, **more) -> OfficialFile:
    source = OfficialSource(OfficialKind.BOOKLET, "临海区2020年部门预算", "第 1 版", publication=publication, **more)
    return official_booklet(Booklet("临海区2020年部门预算", (), ()), source)


def _url(official: OfficialFile) -> str:
    return reverse("public:verify-code", args=[official.code])


def _post(client: Client, url: str, content: bytes, name: str = "手中.pdf"):
    return client.post(url, {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_the_page_of_a_code_tells_what_was_issued_but_not_its_content(client, office):
    official = _issued(office)
    page = client.get(_url(official))
    assert page.status_code == 200
    for told in ("村级会堂 2020年小表（批复）", "临海区", "组织部", official.standing, official.sha256, "现行有效"):
        assert told in page.text
    assert "下载原件" not in page.text
    assert client.get(reverse("public:verify-file", args=[official.code])).status_code == 404
    assert client.get("/public/verify/%00.pdf").status_code == 404  # a sign that no text of PostgreSQL holds
    assert not page.cookies


@pytest.mark.parametrize("typed", ["{}", "{}/x/v/{}", " {} "])
def test_a_typed_code_leads_to_its_page(client, office, typed):
    official = _issued(office)
    response = client.get(VERIFY, {"code": typed.format(*[official.code.lower().replace("-", "")] * 2)})
    assert (response.status_code, response["Location"]) == (302, _url(official))


def test_the_short_address_of_the_qr_code_leads_there_too(client, office):
    official = _issued(office)
    assert client.get(f"/v/{official.code}/", follow=True).redirect_chain == [(_url(official), 302)]
    assert client.get(f"/v/{official.code.lower()}/", follow=True).status_code == 200


@pytest.mark.parametrize("path", ["?code=2345-6789", "?code=%E6%B2%A1%E6%9C%89", "2345-6789/", "x/"])
def test_an_unknown_code_is_told_with_help(client, db, path):
    response = client.get(VERIFY + path)
    assert response.status_code == 404
    assert "没有核验码" in response.text
    assert "不含数字 0、1 和字母 I、L、O、U" in response.text


def test_the_very_file_is_told_from_one_with_a_changed_byte(office):
    client = Client(enforce_csrf_checks=True)
    official = _issued(office)
    content = content_of(official)
    tampered = content[:-20] + bytes([content[-20] ^ 1]) + content[-19:]
    same, other = _post(client, _url(official), content), _post(client, _url(official), tampered)
    assert "一致：“手中.pdf”就是当时出具的文件" in same.text
    assert f"不一致：“手中.pdf”不是核验码 {official.code} 的原件" in other.text
    assert "就是当时出具的文件" not in other.text
    assert other.text.count(official.sha256) == 2


def test_a_file_alone_is_enough(client, office):
    official = _issued(office)
    content = content_of(official)
    assert official.code in _post(client, VERIFY, content).text
    refused = _post(client, VERIFY, content + b"\n").text
    assert "不一致：“手中.pdf”不是本系统出具的原件" in refused
    assert official.code not in refused


def test_an_unchanged_merged_file_is_known_for_what_it_holds(client, office):
    officials = [_issued(office, "甲"), _issued(office, "乙")]
    forms = PerformanceForm.objects.with_document().order_by("pk")
    merged = OUTPUTS["pdf"].joined([OUTPUTS["pdf"].part(form) for form in forms])
    page = _post(client, VERIFY, merged).text
    assert "是打印中心合并的文件，没有改动" in page
    assert all(official.code in page for official in officials)
    assert "其中包含这一份" in _post(client, _url(officials[0]), merged).text
    assert "不一致" in _post(client, _url(officials[0]), merged + b"\n").text


def test_a_file_is_not_kept_and_not_too_large(client, office, settings):
    official = _issued(office)
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    _post(client, VERIFY, b"x" * 3_000_000)
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before
    too_large = client.post(
        _url(official), b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(MOST_MB * 2**20 + 1)
    )
    assert too_large.status_code == 422
    assert f"文件超过 {MOST_MB} MB" in too_large.text
    for url in (VERIFY, _url(official)):
        assert "还没有选文件" in client.post(url).text
    without_length = client.post(VERIFY, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="many")
    assert without_length.status_code == 422


def test_a_form_that_is_no_longer_issued_or_was_issued_anew_says_so(client, office):
    official = _issued(office)
    form = official.form
    assert form is not None
    form.status = Status.RETURNED
    form.save()
    assert "此表下达后又有调整，现为“退回”" in client.get(_url(official)).text
    form.status, form.revision, form.issued_at = Status.ISSUED, 9, official.made_at + timedelta(seconds=1)
    form.save()
    assert "此表后来重新下达过" in client.get(_url(official)).text


def test_a_lost_original_is_told_and_can_still_be_compared_with(client, office, settings):
    official = _issued(office)
    content = content_of(official)
    Path(official.file.path).unlink()
    assert "原件已丢失或损坏" in client.get(_url(official)).text
    assert "就是当时出具的文件" in _post(client, _url(official), content).text


def test_a_published_file_can_be_had_and_its_correction_is_told(client, office):
    first = make_publication(office.unit)
    official = _published(first)
    assert "现行版本，公开后没有更正" in client.get(_url(official)).text
    original = client.get(reverse("public:verify-file", args=[official.code]))
    assert (original["Content-Type"], original.content) == ("application/pdf", content_of(official))
    second = make_publication(office.unit, version=2, note="补列上年结转资金。")
    newer = _published(second)
    page = client.get(_url(official)).text
    assert "公开了第 2 版。补列上年结转资金。" in page
    assert f'href="{_url(newer)}"' in page


def test_what_is_to_be_published_later_cannot_be_had_yet(client, office):
    official = _published(make_publication(office.unit, published_on=date(2199, 1, 1)))
    assert "定于2199年1月1日公开，现在还没有公开" in client.get(_url(official)).text
    assert client.get(reverse("public:verify-file", args=[official.code])).status_code == 404
    assert client.get("/public/verify/%00.pdf").status_code == 404  # a sign that no text of PostgreSQL holds
