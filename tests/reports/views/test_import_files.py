"""Downloads of imports, and reading a file once more."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from projects.document import ProjectFacts
from reports.models import FormSource, ImportBatch, ImportFile
from tests.factories import make_document, make_form, make_office
from tests.reports.imports.drafts import CONTENT, make_draft, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def file(client, office) -> ImportFile:
    client.force_login(office.filler)
    return make_draft(office.filler).file


def saved(response) -> tuple[bytes, str]:
    """The content, and the name under which the browser saves it; it is never shown."""
    content = b"".join(response.streaming_content)
    disposition = unquote(response["Content-Disposition"])
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/octet-stream"
    return content, disposition.removeprefix("attachment; filename*=utf-8''")


def test_the_original_is_saved_never_shown(client, file):
    assert saved(client.get(reverse("reports:import-original", args=[file.pk]))) == (CONTENT, "汇总.xlsx")


def test_the_copy_with_the_mistakes(client, file):
    url = reverse("reports:import-marked", args=[file.pk])
    assert client.get(url).status_code == 404
    file.marked.save("marked", ContentFile(b"marked"))
    assert saved(client.get(url)) == (b"marked", "汇总-标出错误.xlsx")


def test_a_file_that_is_gone_is_not_found(client, file):
    Path(file.upload.path).unlink()
    assert client.get(reverse("reports:import-original", args=[file.pk])).status_code == 404


def test_reading_again_with_another_layout(client, file):
    url = reverse("reports:import-read-again", args=[file.pk])
    assert client.post(url, {"layout": "lost"}).status_code == 404
    client.post(url, {"layout": "xixia"})
    batch = ImportBatch.objects.get()
    assert (batch.layout, batch.state, file.drafts.count()) == ("xixia", "waiting", 0)
    page = client.post(url, {"layout": ""}, follow=True).content.decode()
    assert "还在处理" in page


def test_the_history_of_a_form_has_its_files(client, office):
    form = make_form(office.unit)
    source = make_source(form, office.filler)
    FormSource.objects.update(
        report={
            "source": "",
            "place": "工作表“甲”",
            "sightings": {},
            "doubts": [{"path": "x", "reason": "看<不>清", "settled": "", "label": "金额"}],
            "notes": [],
            "leftovers": [{"place": "F40", "text": "附表另送"}],
        }
    )
    client.force_login(office.finance_reviewer)
    page = client.get(reverse("projects:form-history", args=[form.pk])).content.decode()
    for said in ("来源文件", "汇总.xlsx", "林晓舟", "没有核对的疑点 1 处", "金额：看&lt;不&gt;清", "F40：附表另送"):
        assert said in page
    url = reverse("reports:form-source", args=[form.pk, source.pk])
    assert url in page
    assert saved(client.get(url)) == (CONTENT, "汇总.xlsx")
    other = make_form(office.unit, make_document(project=ProjectFacts(name="远程教育")))
    assert client.get(reverse("reports:form-source", args=[other.pk, source.pk])).status_code == 404


def test_a_form_that_was_typed_has_no_files(client, office):
    client.force_login(office.reader)
    page = client.get(reverse("projects:form-history", args=[make_form(office.unit).pk])).content.decode()
    assert "来源文件" not in page
