"""公开说明的写法 in Chromium: the result follows what is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import DisclosureWording
from tests.browser.pages import barriers, sign_in
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_wording_is_typed_with_its_result_beside_it(page: Page, live_server) -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    place = [office.region.pk, disclosure.fiscal_year, "income"]
    sign_in(page.context, live_server, office.admin)
    page.goto(live_server.url + reverse("projects:settings-wording", args=place))
    assert barriers(page) == []
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
    assert barriers(page) == []


def test_the_editor_of_a_section_shows_what_the_booklet_will_say(page: Page, live_server) -> None:
    office = make_office()
    disclosure = make_disclosure(office.department)
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + reverse("reports:disclosure-edit", args=[disclosure.pk, "assets"]))
    told = page.get_by_role("group", name="成文")
    expect(told).to_contain_text("车辆（台、辆）40.5万元")
    page.get_by_role("textbox", name="价值，第 3 行").fill("77.77")
    expect(told).to_contain_text("车辆（台、辆）77.77万元")
