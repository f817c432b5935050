"""公开说明的写法 in Chromium: the result follows what is typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import DisclosureWording, User
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


def _open(page: Page, person: User, url: str) -> None:
    client = Client()
    client.force_login(person)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}])
    page.goto(url)


def _accessibility_problems(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]


def test_a_wording_is_typed_with_its_result_beside_it(page: Page, live_server) -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    place = [office.region.pk, disclosure.fiscal_year, "income"]
    _open(page, office.admin, live_server.url + reverse("projects:settings-wording", args=place))
    assert _accessibility_problems(page) == []
    wording, result = page.get_by_label("写法", exact=True), page.locator("#wording-result")
    wording.fill("全年收入{")
    expect(result).to_contain_text("括号没有成对：{")
    wording.fill("全年收入")
    page.get_by_role("button", name="收入总额").click()
    expect(wording).to_have_value("全年收入{收入总额}")
    expect(result.locator("mark")).to_have_text(["420.8万元"])
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存“部门预算安排的总体情况：收入说明”的写法。")).to_be_visible()
    assert DisclosureWording.objects.get().wording == "全年收入{收入总额}"
    assert _accessibility_problems(page) == []


def test_the_editor_of_a_section_shows_what_the_booklet_will_say(page: Page, live_server) -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    _open(page, office.filler, live_server.url + reverse("reports:disclosure-edit", args=[disclosure.pk, "assets"]))
    told = page.get_by_role("group", name="成文")
    expect(told).to_contain_text("车辆（台、辆）40.5万元")
    page.get_by_role("textbox", name="价值，第 3 行").fill("77.77")
    expect(told).to_contain_text("车辆（台、辆）77.77万元")
