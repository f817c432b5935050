"""The figures of a disclosure through Excel, in Chromium."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from projects.models import Disclosure
from tests.browser.pages import barriers, sign_in
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure
from tests.reports.department_book.books import cell_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_workbook_is_downloaded_filled_in_previewed_and_stored(page: Page, live_server, tmp_path):
    office = make_office()
    disclosure = make_disclosure(office.department)
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + reverse("reports:disclosure-page", args=[disclosure.pk]))
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Excel 填报表").click()
    book = load_workbook(BytesIO(download.value.path().read_bytes()))
    cell_of(book, "机关运行经费", "办公费", 1).value = 30
    filled = tmp_path / "填好的.xlsx"
    book.save(filled)
    page.get_by_role("link", name="导入 Excel").click()
    assert barriers(page) == []
    page.get_by_label("填好的填报表").set_input_files(filled)
    page.get_by_role("button", name="上传并预览").click()
    row = page.get_by_role("row", name="机关运行经费“办公费”金额")
    expect(row.locator("del")).to_have_text("22.5")
    expect(row.locator("ins")).to_have_text("30")
    assert barriers(page) == []
    assert Disclosure.objects.get().revision == 0
    page.get_by_role("button", name="全部存入").click()
    expect(page.get_by_text("已从 Excel 存入，共 1 处改动。")).to_be_visible()
    assert Disclosure.objects.get().document.at("operating_costs.items[0].amount") == 300_000
