"""Files of a version: kinds, names, and how long they are kept."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from tests.factories import make_region, make_unit
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    unit = make_unit(make_region())
    make_publication(unit)
    return f"/public/{unit.department.region_id}/2020/{unit.department_id}/v1/"


def _body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("tail", "content_type", "disposition", "name"),
    [
        ("booklet.pdf", "application/pdf", "inline", "组织部 2020 年部门预算公开-第1版.pdf"),
        ("forms/1.json", "application/json", "attachment", "2020年-组织部-党员教育课件-第1版.json"),
        (
            "forms/1.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "attachment",
            "2020年-组织部-党员教育课件-第1版.xlsx",
        ),
    ],
)
def test_a_file_is_what_was_made(client, place, tail, content_type, disposition, name):
    answer = client.get(place + tail)
    number = "0" if "booklet" in tail else "1"
    assert _body(answer).decode().endswith(f"{number}.{tail.rsplit('.')[-1]}")
    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Content-Disposition"] == f"{disposition}; filename*=utf-8''{quote(name)}"
    assert answer.headers["Cache-Control"] == "public, max-age=86400, immutable"
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_who_has_a_file_is_told_so(client, place):
    first = client.get(f"{place}booklet.pdf")
    _body(first)
    again = client.get(f"{place}booklet.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


@pytest.mark.parametrize(
    "tail", ["booklet.xlsx", "booklet.", "forms/2.pdf", "forms/1.docx", "forms/1.pdf/", "forms/0.pdf", "../v1"]
)
def test_what_was_not_made_is_not_there(client, place, tail):
    assert client.get(place + tail, follow=True).status_code == 404


def test_a_file_that_the_storage_has_lost_is_not_there(client, place, tmp_path):
    for file in (tmp_path / "published").iterdir():
        file.unlink()
    assert client.get(f"{place}booklet.pdf").status_code == 404
