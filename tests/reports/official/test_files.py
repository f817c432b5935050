"""Official files: one for one paper, kept as it was given out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from projects.refusals import Refused
from reports.disclosure.booklet import Booklet, Section, Text
from reports.models import OfficialFile, OfficialKind
from reports.official.files import OfficialSource, content_of, official_booklet, official_paper
from tests.factories import make_form, make_office
from tests.reports.writers.sample_paper import sample_paper

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BOOKLET = Booklet("临海区2020年部门预算", ("组织部",), (Section("一、收支说明", 1, (Text("收入20万元。"),)),))


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = "https://jx.example.gov.cn"
    return tmp_path


@pytest.fixture
def source() -> OfficialSource:
    form = make_form(make_office().unit)
    return OfficialSource(OfficialKind.ISSUED_FORM, form.name, "2020年1月20日下达，修订号 4", form=form)


def _text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_the_same_paper_gives_the_same_file(source, media):
    first, second = official_paper(sample_paper(), source), official_paper(sample_paper(), source)
    assert first == second
    assert [path.name for path in (media / "official").iterdir()] == [f"{first.code}.pdf"]


def test_what_makes_a_file_another_one(source):
    paper = sample_paper()
    made = [
        official_paper(paper, source),
        official_paper(replace(paper, footer="2020年2月1日下达"), source),
        official_paper(paper, replace(source, standing="2020年1月20日下达，修订号 6")),
        official_paper(paper, replace(source, form=None)),
    ]
    assert len({file.code for file in made}) == len({file.sha256 for file in made}) == 4


def test_size_and_hash_are_those_of_the_stored_file(source, media):
    official = official_paper(sample_paper(), source)
    content = (media / official.file.name).read_bytes()
    assert (official.size, official.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert content_of(official) == content


def test_every_page_bears_the_code(source):
    official = official_paper(sample_paper(), source)
    pages = PdfReader(BytesIO(content_of(official))).pages
    assert [re.findall(r"核验码\s*(\S{9})", page.extract_text()) for page in pages] == [[official.code]] * 2


def test_a_booklet_bears_its_code_too(source):
    of_booklet = replace(source, kind=OfficialKind.BOOKLET, form=None)
    official = official_booklet(BOOKLET, of_booklet)
    assert official_booklet(BOOKLET, of_booklet) == official
    assert official.code in _text(content_of(official))


def test_a_new_address_of_the_site_gives_no_new_file(source, settings):
    first = official_paper(sample_paper(), source)
    settings.SITE_URL = "https://ys.example.gov.cn"
    assert official_paper(sample_paper(), source) == first


def test_a_lost_file_is_told_and_never_made_anew(source, media):
    official = official_paper(sample_paper(), source)
    (media / official.file.name).unlink()
    again = official_paper(sample_paper(), source)
    assert again == official
    with pytest.raises(Refused, match=f"{official.code} 在存储中已丢失或损坏，请管理员从备份恢复 official/"):
        content_of(again)
    assert not (media / official.file.name).exists()


def test_a_damaged_file_is_not_given_out(source, media):
    official = official_paper(sample_paper(), source)
    (media / official.file.name).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(Refused, match="已丢失或损坏"):
        content_of(official)


def test_a_code_that_is_taken_is_not_given_again(source, monkeypatch):
    first = official_paper(sample_paper(), source)
    drawn = iter(first.code.replace("-", "") + "23456789")
    monkeypatch.setattr("secrets.choice", lambda _: next(drawn))
    second = official_paper(sample_paper(), replace(source, standing="第 2 版"))
    assert second.code == "2345-6789"
    assert OfficialFile.objects.count() == 2
