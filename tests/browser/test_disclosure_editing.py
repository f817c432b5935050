"""Typing a section of a disclosure in Chromium."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.models import Disclosure
from tests.browser.pages import barriers, sign_in
from tests.factories import make_office
from tests.projects.disclosure.made import make_disclosure

pytestmark = pytest.mark.django_db(transaction=True)


def test_rows_are_added_moved_and_removed_and_what_was_typed_survives_an_expired_sign_in(page: Page, live_server):
    office = make_office()
    disclosure = make_disclosure(office.department)
    sign_in(page.context, live_server, office.filler)
    url = live_server.url + reverse("reports:disclosure-edit", args=[disclosure.pk, "operating-costs"])
    page.goto(url)
    assert barriers(page) == []
    page.get_by_role("button", name="添加一行").click()
    page.keyboard.type("印刷费")
    page.get_by_role("textbox", name="金额，第 4 行").fill("1")
    page.get_by_role("row").nth(4).get_by_role("button", name="上移").click()
    page.get_by_role("row").nth(1).get_by_role("button", name="删去").click()
    expect(page.get_by_role("textbox", name="名称，第 2 行")).to_have_value("印刷费")
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.clear_cookies(name="sessionid")  # the sign-in has expired
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile("login"))
    page.context.add_cookies([{"name": "sessionid", "value": session["value"], "url": live_server.url}])
    page.goto(url)
    page.get_by_role("button", name="放回来").click()
    expect(page.get_by_role("textbox", name="名称，第 2 行")).to_have_value("印刷费")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("机关运行经费已保存。")).to_be_visible()
    assert [item.name for item in Disclosure.objects.get().document.operating_costs.items] == [
        "差旅费", "印刷费", "公务用车运行维护费",
    ]  # fmt: skip
    page.goto(url)
    expect(page.get_by_role("button", name="放回来")).to_be_hidden()
