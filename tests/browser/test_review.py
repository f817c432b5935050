"""Reviewing in Chromium: queue, remarks on single fields, decisions, keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from projects.models import FieldComment, FormEvent, PerformanceForm, Status, User
from projects.workflow import Action
from tests.browser.pages import sign_in
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "narratives.annual_goal"
REMARK = "请写明制片部数。"
OPINION = "目标不具体，请修改后再报。"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def submitted(office: Office) -> PerformanceForm:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    return form


def named(name: str) -> Any:
    document = make_document()
    return replace(document, project=replace(document.project, name=name))


@pytest.fixture
def open_as(page: Page, live_server: Any) -> Callable[..., Page]:
    """Open a page as somebody."""

    def go(person: User, name: str, *args: int, query: str = "") -> Page:
        sign_in(page.context, live_server, person)
        page.goto(f"{live_server.url}{reverse(f'projects:{name}', args=args)}{query}")
        return page

    return go


def write_remark(page: Page, path: str, text: str) -> None:
    cell = page.locator(f'[data-path="{path}"]')
    cell.hover()
    cell.get_by_role("link", name=re.compile("^批注：")).click()
    page.get_by_label(re.compile("^批注：")).and_(page.get_by_role("textbox")).fill(text)
    page.get_by_role("button", name="写下批注").click()


def test_a_form_goes_through_two_reviews(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm
) -> None:
    page = open_as(office.department_reviewer, "review-inbox")
    page.get_by_role("link", name="党员教育课件").click()
    write_remark(page, GOAL, REMARK)
    expect(page.get_by_text(REMARK)).to_be_visible()
    expect(page.get_by_label("退回时附上未了结的批注 1 条")).to_be_checked()
    page.get_by_label("意见", exact=True).fill(OPINION)
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回“党员教育课件”")).to_be_visible()

    page = open_as(office.filler, "form-detail", submitted.pk)
    expect(page.get_by_text(OPINION).first).to_be_visible()
    thread = page.locator(f'[data-path="{GOAL}"] .thread')
    expect(thread).to_contain_text(REMARK)
    thread.get_by_role("textbox").fill("已写明，全年 6 部。")
    thread.get_by_role("button", name="答复").click()
    expect(page.locator(f'[data-path="{GOAL}"] .thread')).to_contain_text("已写明，全年 6 部。")
    type_into(submitted, GOAL, "制片不少于6部。", office.filler)
    take(submitted, Action.SUBMIT, office.filler)

    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    cell = page.locator(f'[data-path="{GOAL}"]')
    expect(cell.locator("del")).to_have_text("5")
    expect(cell.locator("ins")).to_have_text("6")
    expect(cell.get_by_text("已改")).to_be_visible()
    cell.get_by_role("button", name=re.compile("^了结")).click()
    expect(cell.get_by_text("已了结")).to_be_visible()
    expect(page.locator("#remark-count")).to_be_empty()
    expect(page.get_by_label(re.compile("^退回时附上"))).to_have_count(0)
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("已通过“党员教育课件”")).to_be_visible()

    page = open_as(office.finance_reviewer, "review-desk", submitted.pk)
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("已通过“党员教育课件”")).to_be_visible()
    page.get_by_role("link", name="党员教育课件").first.click()
    page.get_by_role("button", name="下达").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="取消").click()
    page.get_by_role("button", name="下达").click()
    dialog.get_by_role("button", name="下达").click()
    expect(page.get_by_text("已下达“党员教育课件”")).to_be_visible()

    submitted.refresh_from_db()
    assert submitted.status == Status.ISSUED
    assert FormEvent.objects.get(form=submitted, action="return").opinion == (
        f"{OPINION}\n批注 1 条：\n1. 年度绩效目标：{REMARK}"
    )


def test_the_next_form_opens_after_a_decision(open_as: Callable[..., Page], office: Office) -> None:
    first, second = (make_form(office.unit, named(name), status=Status.SUBMITTED) for name in ("甲项目", "乙项目"))
    page = open_as(office.department_reviewer, "review-desk", first.pk)
    page.get_by_role("button", name="通过，看下一张").click()
    page.wait_for_url(f"**{reverse('projects:review-desk', args=[second.pk])}")
    expect(page.get_by_role("heading", name="乙项目")).to_be_visible()
    expect(page.get_by_role("heading", name="待审 1")).to_be_visible()


def test_a_remark_on_a_row_opens_under_the_row(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm
) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    write_remark(page, "indicators[2].target", "请写上限。")
    row = page.locator("tr", has=page.locator('[data-path="indicators[2].target"]'))
    note = row.locator("xpath=following-sibling::tr[1]")
    expect(note).to_contain_text("审片次数 · 年度目标值")
    expect(note).to_contain_text("请写上限。")
    # The focus is back at the cell, and the merged names still reach down beside the note.
    expect(page.locator('[data-path="indicators[2].target"] a')).to_be_focused()
    name = page.locator("th", has_text=re.compile("^数量$"))
    name_box, note_box = name.bounding_box(), note.bounding_box()
    assert name_box
    assert note_box
    assert name_box["height"] > note_box["height"] + 50
    remark = FieldComment.objects.get()
    assert (remark.path, remark.quoted) == ("indicators[2].target", "≥15次")


def test_a_return_needs_an_opinion(open_as: Callable[..., Page], office: Office, submitted: PerformanceForm) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    page.get_by_role("button", name="退回").click()
    opinion = page.get_by_label("意见", exact=True)
    expect(opinion).to_be_focused()
    assert opinion.evaluate("area => area.validationMessage") == "退回要写意见，请写明需要修改什么"
    opinion.fill(OPINION)
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回“党员教育课件”")).to_be_visible()


def test_the_opinion_stays_on_this_machine_until_it_is_sent(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm
) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    page.get_by_label("意见", exact=True).fill(OPINION)
    expect(page.get_by_text("已存在本机")).to_be_visible()
    page.reload()
    expect(page.get_by_label("意见", exact=True)).to_have_value(OPINION)
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回")).to_be_visible()
    take(submitted, Action.SUBMIT, office.filler)
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    expect(page.get_by_label("意见", exact=True)).to_have_value("")


def test_keys_move_the_focus_and_decide_nothing(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm
) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    approve, back = page.get_by_role("button", name="通过"), page.get_by_role("button", name="退回")
    page.keyboard.press("a")
    expect(approve).to_be_focused()
    page.keyboard.press("r")
    expect(back).to_be_focused()
    page.get_by_label("意见", exact=True).focus()
    page.keyboard.type("ar")
    expect(page.get_by_label("意见", exact=True)).to_have_value("ar")
    page.get_by_label("按 R、A 移到按钮，再按回车办理").uncheck()
    page.reload()
    page.keyboard.press("a")
    expect(approve).not_to_be_focused()
    assert PerformanceForm.objects.get().status == Status.SUBMITTED


def test_two_clicks_are_one_decision(open_as: Callable[..., Page], office: Office, submitted: PerformanceForm) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    page.get_by_role("button", name="通过").dblclick()
    expect(page.get_by_text("已通过“党员教育课件”")).to_have_count(1)
    assert FormEvent.objects.filter(action="approve").count() == 1


def test_the_tabs_change_the_middle_and_the_address(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm
) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk)
    page.get_by_label("意见", exact=True).fill("看了一半")
    page.get_by_role("link", name="办理记录").click()
    expect(page.get_by_text("看当时的表")).to_be_visible()
    expect(page).to_have_url(re.compile(r"tab=history"))
    page.go_back()
    expect(page.get_by_role("heading", name="2020年部门项目支出预算绩效目标申报表")).to_be_visible()
    expect(page.get_by_label("意见", exact=True)).to_have_value("看了一半")


def test_a_refused_remark_tells_why_and_keeps_its_text(
    open_as: Callable[..., Page], office: Office, submitted: PerformanceForm, browser_errors: Any
) -> None:
    page = open_as(office.department_reviewer, "review-desk", submitted.pk, query=f"?comment={GOAL}")
    area = page.get_by_label("批注：年度绩效目标").and_(page.get_by_role("textbox"))
    expect(area).to_be_focused()
    area.evaluate("area => area.removeAttribute('maxlength')")
    area.fill("字" * 2001)
    page.get_by_role("button", name="写下批注").click()
    expect(page.get_by_role("alert").filter(has_text="最多 2000 个字")).to_be_visible()
    expect(area).to_have_value("字" * 2001)
    take(submitted, Action.APPROVE, office.department_reviewer)
    take(submitted, Action.APPROVE, office.finance_reviewer)
    take(submitted, Action.ISSUE, office.finance_reviewer)
    browser_errors.allow("403")
    page.get_by_role("button", name="写下批注").click()
    expect(page.get_by_role("alert").filter(has_text="只有审核人可以在下达前批注")).to_be_visible()
    expect(area).to_have_value("字" * 2001)


def test_everything_works_without_scripts(
    new_context: Callable[..., BrowserContext], live_server: Any, office: Office, submitted: PerformanceForm
) -> None:
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, office.department_reviewer)
    page = context.new_page()
    page.goto(live_server.url + reverse("projects:review-desk", args=[submitted.pk]))
    write_remark(page, "project.nature", REMARK)
    expect(page.get_by_text(REMARK)).to_be_visible()
    page.get_by_label("意见", exact=True).fill(OPINION)
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回“党员教育课件”")).to_be_visible()
    assert FormEvent.objects.get(action="return").opinion == f"{OPINION}\n批注 1 条：\n1. 项目性质：{REMARK}"
