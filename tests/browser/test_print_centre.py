"""Printing many forms, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from projects.document import ProjectFacts
from reports.models import JobState, PrintJob
from reports.tasks import make_print_job
from tests.browser.pages import barriers, sign_in
from tests.factories import Office, make_document, make_form, make_office
from tests.reports.reading import bookmarks

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["档案整理", "党员培训", "社区服务", "远程教育"]


@pytest.fixture
def office(settings, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    for name in NAMES:
        make_form(office.unit, make_document(project=ProjectFacts(name=name)))
    return office


@pytest.fixture
def centre(page: Page, live_server, office: Office) -> Page:
    sign_in(page.context, live_server, office.reader)
    page.goto(live_server.url + reverse("reports:print-centre"))
    return page


def _titles(page: Page) -> list[str]:
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    return sorted(title for title, _ in bookmarks(download.value.path().read_bytes()))


def test_all_forms_become_one_pdf_while_the_page_tells_how_far_it_is(centre: Page):
    button = centre.get_by_role("button", name="合成一个 PDF")
    expect(button).to_be_disabled()
    centre.get_by_label("全选本页").check()
    expect(centre.get_by_text("已选 4 张")).to_be_visible()
    button.click()
    expect(centre.get_by_text("0 / 4")).to_be_visible()
    expect(centre.get_by_text(re.compile("可以离开此页"))).to_be_visible()
    make_print_job.call(PrintJob.objects.get().pk)
    expect(centre.get_by_text("文件里有 4 张表。")).to_be_visible()
    assert _titles(centre) == sorted(NAMES)


def test_a_few_forms_are_ready_at_once(centre: Page):
    for name in NAMES[:2]:
        centre.get_by_label(f"选择 {name}").check()
    centre.get_by_role("button", name="合成一个 PDF").click()
    expect(centre.get_by_role("link", name="下载 PDF")).to_be_focused()
    assert _titles(centre) == sorted(NAMES[:2])


def test_a_job_is_cancelled(centre: Page):
    centre.get_by_label("全选本页").check()
    centre.get_by_role("button", name="合成一个 Excel").click()
    centre.get_by_role("button", name="取消").click()
    expect(centre.get_by_text("任务已取消，没有生成文件。")).to_be_visible()
    assert PrintJob.objects.get().state == JobState.CANCELLED


@pytest.mark.handling
def test_everything_works_without_scripts(new_context: Callable[..., BrowserContext], live_server, office: Office):
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, office.reader)
    page = context.new_page()
    page.goto(live_server.url + reverse("reports:print-centre"))
    for name in NAMES:
        page.get_by_label(f"选择 {name}").check()
    page.get_by_role("button", name="合成一个 PDF").click()
    expect(page.get_by_text("0 / 4")).to_be_visible()
    make_print_job.call(PrintJob.objects.get().pk)
    page.get_by_role("link", name="刷新").click()
    assert _titles(page) == sorted(NAMES)


@pytest.mark.handling
def test_the_pages_have_no_barriers(centre: Page):
    assert barriers(centre) == []
    centre.get_by_label("全选本页").check()
    centre.get_by_role("button", name="合成一个 PDF").click()
    assert barriers(centre) == []
    make_print_job.call(PrintJob.objects.get().pk)
    expect(centre.get_by_role("link", name="下载 PDF")).to_be_visible()
    assert barriers(centre) == []
