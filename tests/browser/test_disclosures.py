"""部门预算公开 in Chromium."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import Disclosure
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


def _accessibility_problems(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


def test_a_figure_is_typed_and_leads_to_its_proof(page: Page, live_server):
    office = make_office()
    disclosure = make_disclosure(office.department)
    client = Client()
    client.force_login(office.filler)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + reverse("reports:disclosure-list"))
    page.get_by_role("link", name=str(disclosure.department)).click()
    assert _accessibility_problems(page) == []
    page.get_by_role("navigation", name="修改数据").get_by_role("link", name="机关运行经费").click()
    assert _accessibility_problems(page) == []
    page.get_by_role("textbox", name="机关运行经费总额", exact=True).fill("41")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("link", name="41万元").click()
    expect(page.locator(".proof:target")).to_contain_text("相差")
    assert Disclosure.objects.get().revision == 1
    page.get_by_role("link", name="预览全册").click()
    assert _accessibility_problems(page) == []
