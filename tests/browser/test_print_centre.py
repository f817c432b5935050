"""Printing many forms, in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from projects.document import ProjectFacts
from reports.models import JobState, PrintJob
from reports.tasks import make_print_job
from tests.factories import Office, make_document, make_form, make_office
from tests.reports.reading import bookmarks

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ["档案整理", "党员培训", "社区服务", "远程教育"]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


@pytest.fixture
def office(settings, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    office = make_office()
    for name in NAMES:
        make_form(office.unit, make_document(project=ProjectFacts(name=name)))
    return office


def _sign_in(context: BrowserContext, live_server, office: Office) -> None:
    client = Client()
    client.force_login(office.reader)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])


@pytest.fixture
def centre(page: Page, live_server, office: Office) -> Page:
    _sign_in(page.context, live_server, office)
    page.goto(live_server.url + reverse("reports:print-centre"))
    return page


def _titles(page: Page) -> list[str]:
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 PDF").click()
    return sorted(title for title, _ in bookmarks(download.value.path().read_bytes()))


def _accessibility_problems(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


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


def test_everything_works_without_scripts(new_context: Callable[..., BrowserContext], live_server, office: Office):
    context = new_context(java_script_enabled=False)
    _sign_in(context, live_server, office)
    page = context.new_page()
    page.goto(live_server.url + reverse("reports:print-centre"))
    for name in NAMES:
        page.get_by_label(f"选择 {name}").check()
    page.get_by_role("button", name="合成一个 PDF").click()
    expect(page.get_by_text("0 / 4")).to_be_visible()
    make_print_job.call(PrintJob.objects.get().pk)
    page.get_by_role("link", name="刷新").click()
    assert _titles(page) == sorted(NAMES)


def test_the_pages_have_no_barriers(centre: Page):
    assert _accessibility_problems(centre) == []
    centre.get_by_label("全选本页").check()
    centre.get_by_role("button", name="合成一个 PDF").click()
    assert _accessibility_problems(centre) == []
    make_print_job.call(PrintJob.objects.get().pk)
    expect(centre.get_by_role("link", name="下载 PDF")).to_be_visible()
    assert _accessibility_problems(centre) == []
