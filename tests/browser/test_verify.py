"""Verifying a paper in Chromium, as a citizen with a telephone and the file in hand, and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from projects.document import ProjectFacts
from projects.models import PerformanceForm, Status
from reports.outputs import OUTPUTS
from tests.browser.pages import barriers
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def citizen(new_context) -> Page:
    context: BrowserContext = new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    return page


def test_a_paper_is_found_by_its_code_and_a_tampered_file_refused(
    citizen: Page, page: Page, live_server, settings, tmp_path: Path, tiny_layout
):
    settings.MEDIA_ROOT = tmp_path / "media"
    document = make_document(layout="tiny", project=ProjectFacts(name="村级会堂"))
    form = make_form(make_office().unit, document, status=Status.ISSUED)
    part = OUTPUTS["pdf"].part(PerformanceForm.objects.with_document().get(pk=form.pk))
    assert part.official is not None
    code = part.official.code
    original, tampered = tmp_path / "会堂.pdf", tmp_path / "会堂（改）.pdf"
    original.write_bytes(part.content)
    tampered.write_bytes(part.content.replace(b"%PDF-1.7", b"%PDF-1.6"))

    citizen.goto(f"{live_server.url}/public/verify/")
    citizen.get_by_label("纸面页脚的核验码").fill(code.lower().replace("-", " "))
    citizen.get_by_role("button", name="查验").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("村级会堂 2020年小表（批复）")
    citizen.get_by_label("PDF 文件").set_input_files(tampered)
    citizen.get_by_role("button", name="比对").click()
    expect(citizen.get_by_role("alert")).to_contain_text(f"不一致：“会堂（改）.pdf”不是核验码 {code} 的原件")
    assert citizen.evaluate("document.documentElement.scrollWidth") <= 390
    citizen.get_by_label("PDF 文件").set_input_files(original)
    citizen.get_by_role("button", name="比对").click()
    expect(citizen.get_by_role("status")).to_contain_text("一致：“会堂.pdf”就是当时出具的文件")

    for path in (f"/v/{code}/", "/public/verify/"):
        page.goto(live_server.url + path)
        assert barriers(page) == []
