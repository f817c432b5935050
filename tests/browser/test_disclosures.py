"""部门预算公开 in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import Disclosure
from reports.models import UploadedCheck
from reports.uploaded_checks.tasks import read_uploaded
from tests.browser.pages import barriers, sign_in
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure
from tests.reports.disclosure_reading.booklet import BLOCKS, as_rows

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_figure_is_typed_and_leads_to_its_proof(page: Page, live_server):
    office = make_office()
    disclosure = make_disclosure(office.department)
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + reverse("reports:disclosure-list"))
    page.get_by_role("link", name=str(disclosure.department)).click()
    assert barriers(page) == []
    page.get_by_role("navigation", name="修改数据").get_by_role("link", name="机关运行经费").click()
    assert barriers(page) == []
    page.get_by_role("textbox", name="机关运行经费总额", exact=True).fill("41")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="41万元").click()
    expect(page.locator(".proof:target")).to_contain_text("相差")
    assert Disclosure.objects.get().revision == 1
    page.get_by_role("link", name="预览全册").click()
    assert barriers(page) == []


def test_an_uploaded_disclosure_is_checked_from_figure_to_proof_and_back(
    page: Page, live_server, settings, tmp_path: Path
):
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    sign_in(page.context, live_server, office.reader)
    page.goto(live_server.url + reverse("reports:disclosure-list"))
    page.get_by_role("link", name="检查一份文件").click()
    assert barriers(page) == []
    content = as_rows(BLOCKS).decode().replace("办公费22.50万元", "办公费32.50万元").encode()
    page.get_by_label("选择文件，或者把文件拖到这里").set_input_files(
        {"name": "公开.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    assert barriers(page) == []
    read_uploaded.call(UploadedCheck.objects.get().pk)
    expect(page.get_by_role("heading", name="疑点")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("link", name="机关运行经费", exact=True).click()
    page.locator("#at-operating_costs a.figure").first.click()
    proof = page.locator(".proof:target")
    expect(proof).to_contain_text("相差 -10.00")
    expect(proof).to_be_in_viewport()
    proof.get_by_role("link", name="办公费").click()
    expect(page.locator(".figure:target")).to_have_text("32.50万元")
    expect(page.locator(".figure:target")).to_be_in_viewport()
    page.get_by_label("只看不相符").check()
    assert page.locator(".proof:visible").count() == 1
