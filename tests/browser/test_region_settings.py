"""Settings of a region, in Chromium: as an administrator works with them, and without barriers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.document import ProjectFacts
from projects.models import Role, RoleKind, Stage, Status, User
from tests.browser.pages import barriers, sign_in
from tests.factories import YEAR, Office, make_document, make_form, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]
TELEPHONE = {"width": 390, "height": 844}


@pytest.fixture
def office() -> Office:
    office = make_office()
    office.region.years.update(submit_by=date(2019, 11, 29), department_by=date(2019, 12, 6))
    for number, status in enumerate((Status.SUBMITTED, Status.SUBMITTED, Status.ISSUED)):
        make_form(office.unit, make_document(project=ProjectFacts(name=f"项目{number}")), status=status)
    return office


@pytest.fixture
def open_page(page: Page, live_server: Any, office: Office) -> Callable[..., Page]:
    sign_in(page.context, live_server, office.admin)

    def go(name: str, **arguments: Any) -> Page:
        page.goto(live_server.url + reverse(f"projects:{name}", kwargs={"region": office.region.pk, **arguments}))
        return page

    return go


def _save(page: Page) -> None:
    page.get_by_role("button", name="保存", exact=True).click()


def test_the_administrator_changes_stages_after_seeing_what_it_does(open_page, page: Page, office: Office):
    page.goto(open_page("settings-years").url.split("/settings/")[0])
    page.get_by_role("link", name="设置").click()
    page.get_by_role("link", name="2020 年度", exact=True).click()
    page.get_by_label("主管部门审核", exact=True).uncheck()
    _save(page)
    asked = page.get_by_role("alert")
    expect(asked).to_contain_text("还没有保存")
    expect(asked.get_by_role("row", name="已送审")).to_contain_text(re.compile(r"2\s*待主管部门审核\s*待财政审核"))
    assert barriers(page) == []
    asked.get_by_role("button", name="确认并保存").click()
    expect(page.get_by_text("已保存 2020 年度的设置。")).to_be_visible()
    assert office.region.years.get().stages == [Stage.FINANCE]
    record = page.get_by_role("group", name="修改记录表")
    expect(record.get_by_role("row", name="审核环节")).to_contain_text(re.compile(r"主管部门审核、财政审核\s+财政审核"))


def test_two_administrators_at_one_year_see_both_values_and_decide(
    open_page, browser_errors, new_context, live_server, office: Office
):
    browser_errors.allow(r"status of 409")
    Role.objects.create(user=office.reader, kind=RoleKind.REGION_ADMIN, region=office.region)
    mine = open_page("settings-year", fiscal_year=YEAR)
    theirs = new_context().new_page()
    sign_in(theirs.context, live_server, office.reader)
    theirs.goto(mine.url)
    theirs.get_by_label("单位送审截止").fill("2019-12-02")
    _save(theirs)
    expect(theirs.get_by_text("已保存")).to_be_visible()
    mine.get_by_label("单位送审截止").fill("2019-12-04")
    _save(mine)
    shown = mine.get_by_role("alert")
    expect(shown.get_by_role("row", name="单位送审截止")).to_contain_text("2019-12-04")
    expect(shown.get_by_role("row", name="单位送审截止")).to_contain_text("2019-12-02")
    expect(shown).to_contain_text("叶观澜")
    assert barriers(mine) == []
    shown.get_by_role("button", name="用我的保存").click()
    expect(mine.get_by_text("已保存 2020 年度的设置。")).to_be_visible()
    assert office.region.years.get().submit_by == date(2019, 12, 4)


def test_the_next_year_is_opened_and_chosen_in_the_top_bar(open_page, office: Office):
    page = open_page("settings-years")
    page.get_by_role("link", name="新开年度").click()
    expect(page.get_by_label("单位送审截止")).to_have_value("2020-11-29")
    expect(page.get_by_text("星期日")).to_be_visible()
    page.get_by_label("单位送审截止").fill("2020.11.30")
    page.get_by_role("button", name="新开年度").click()
    expect(page.get_by_text("已开 2021 年度")).to_be_visible()
    assert office.region.years.get(fiscal_year=2021).submit_by == date(2020, 11, 30)
    page.get_by_label("换年度").click()
    expect(page.get_by_role("link", name="2021 年度", exact=True)).to_be_visible()


def test_a_new_person_signs_in_with_the_password_shown_once(
    open_page, browser_errors, new_context, live_server, office: Office
):
    browser_errors.allow(r"status of 422")
    page = open_page("settings-people")
    page.get_by_role("link", name="新建人员").click()
    page.get_by_label("用户名").fill("pingzx")
    page.get_by_label("姓名").fill("平子熙")
    page.get_by_role("combobox", name="角色").select_option("填报人")
    place = page.get_by_role("combobox", name="地区、部门或单位")
    place.select_option(label="组织部（主管部门）")
    page.get_by_role("button", name="新建").click()
    expect(page.get_by_text("填报人要设在预算单位，请改选")).to_be_visible()
    place.select_option(label="组织部")
    page.get_by_role("button", name="新建").click()
    assert barriers(page) == []
    password = page.locator(".one-time-password").inner_text()
    theirs = new_context().new_page()
    theirs.goto(live_server.url + reverse("login"))
    theirs.get_by_label("用户名").fill("pingzx")
    theirs.get_by_label("密码").fill(password)
    theirs.get_by_role("button", name="登录", exact=True).click()
    expect(theirs.locator(".menu-user > summary")).to_contain_text("填报人 · 组织部")


def test_a_person_is_deactivated_by_keyboard_after_a_question(open_page, office: Office):
    page = open_page("settings-person", pk=office.filler.pk)
    page.get_by_role("button", name="停用账号").press("Enter")
    dialog = page.get_by_role("dialog", name="停用林晓舟的账号？")
    expect(dialog).to_be_visible()
    assert barriers(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="停用账号").press("Enter")
    dialog.get_by_role("button", name="停用账号").press("Enter")
    expect(page.get_by_role("button", name="恢复使用")).to_be_visible()
    assert not User.objects.get(pk=office.filler.pk).is_active


PAGES: list[tuple[str, Callable[[Office], dict[str, Any]]]] = [
    ("settings-years", lambda _: {}),
    ("settings-year", lambda _: {"fiscal_year": YEAR}),
    ("settings-year-new", lambda _: {}),
    ("settings-changes", lambda _: {}),
    ("settings-places", lambda _: {}),
    ("settings-unit", lambda office: {"pk": office.unit.pk}),
    ("settings-people", lambda _: {}),
    ("settings-person-new", lambda _: {}),
    ("settings-person", lambda office: {"pk": office.admin.pk}),
]


@pytest.mark.parametrize(("name", "arguments"), PAGES)
def test_no_page_has_barriers_or_scrolls_sideways(open_page, office: Office, name, arguments):
    page = open_page(name, **arguments(office))
    assert barriers(page) == []
    for size in ({"width": 1366, "height": 768}, TELEPHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    assert barriers(page) == []
