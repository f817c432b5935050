"""A disclosure from a typed figure to a citizen who verifies the booklet, in Chromium."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from projects.models import Publication, Status
from reports.publishing.tasks import make_publication
from tests.browser.pages import barriers, sign_in
from tests.factories import make_form, make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_a_figure_to_a_booklet_that_anybody_can_verify(
    page: Page, live_server: Any, settings: Any, tmp_path: Path, browser_errors: Any
) -> None:
    browser_errors.allow(r"status of 422")  # sent up with something left to explain
    settings.MEDIA_ROOT = tmp_path / "media"
    office = make_office()
    make_form(office.unit, status=Status.ISSUED)
    disclosure = make_disclosure(office.department)
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + reverse("reports:disclosure-edit", args=[disclosure.pk, "operating-costs"]))
    _types_a_figure_and_sends_it_up(page)
    sign_in(page.context, live_server, office.finance_reviewer)
    page.goto(live_server.url)
    _approves_and_publishes(page)
    public = page.get_by_role("link", name="公众看到的页面").get_attribute("href")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}{public}")
    booklet = tmp_path / "booklet.pdf"
    _downloads(page, booklet)
    page.goto(live_server.url + reverse("public:verify"))
    _verifies(page, booklet)


def _types_a_figure_and_sends_it_up(page: Page) -> None:
    page.get_by_role("textbox", name="机关运行经费总额", exact=True).fill("41")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="核对送审").click()
    assert barriers(page) == []
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_role("alert")).to_contain_text("须改正或说明理由，处理后才能送审")
    for box in page.locator("textarea[name^=reason-]").all():
        box.fill("含年中追加的 1 万元，由林晓舟核对。")
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，内容已锁定")).to_be_visible()


def _approves_and_publishes(page: Page) -> None:
    page.get_by_role("region", name="待我审核的部门预算公开").get_by_role("link", name="组织部").click()
    expect(page.get_by_text("含年中追加的 1 万元").first).to_be_visible()
    page.get_by_label("批复日期").fill(localdate().isoformat())
    page.get_by_role("button", name="审核通过").click()
    page.get_by_role("link", name="公开", exact=True).click()
    assert barriers(page) == []
    page.get_by_role("button", name="公开第 1 版").click()
    expect(page.get_by_text("0 / 5")).to_be_visible()
    make_publication.call(Publication.objects.get().pk)  # as the worker does
    expect(page.get_by_text("5 个文件已备好")).to_be_visible()
    assert barriers(page) == []


def _downloads(page: Page, booklet: Path) -> None:
    assert barriers(page) == []
    expect(page.get_by_role("heading", level=1)).to_contain_text("组织部")
    address = page.locator("a[href$='booklet.pdf']").first.get_attribute("href")
    booklet.write_bytes(page.request.get(f"{page.url.split('/public/')[0]}{address}").body())


def _verifies(page: Page, booklet: Path) -> None:
    code = Publication.objects.get().official_files.get(form=None).code
    page.get_by_label("纸面页脚的核验码").fill(code)
    page.get_by_role("button", name="查验").click()
    page.get_by_label("PDF 文件").set_input_files(booklet)
    page.get_by_role("button", name="比对").click()
    expect(page.get_by_role("status")).to_contain_text("一致：“booklet.pdf”就是当时出具的文件")
    tampered = booklet.with_name("tampered.pdf")
    tampered.write_bytes(booklet.read_bytes().replace(b"%%EOF", b"%%EOG", 1))
    page.get_by_label("PDF 文件").set_input_files(tampered)
    page.get_by_role("button", name="比对").click()
    expect(page.get_by_role("alert")).to_contain_text("不一致：“tampered.pdf”不是核验码")
