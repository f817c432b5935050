"""The pages of reviewing as they look: no barriers, and on a telephone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import FloatRect, Locator, Page, ViewportSize, expect

from projects.models import PerformanceForm, User
from projects.remarks import add, answer
from projects.storage import lines_of
from projects.workflow import Action
from tests.browser.pages import barriers, sign_in
from tests.factories import Office, make_form, make_office, take, type_into

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]

SCREEN: ViewportSize = {"width": 1366, "height": 768}
TELEPHONE: ViewportSize = {"width": 390, "height": 844}


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    """Returned with remarks in a cell and under rows, one answered, changed, and submitted again."""
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    key = lines_of(form, "indicators")[1].key
    answered = add(form, "narratives.annual_goal", "请写明部数。", office.department_reviewer)
    add(form, f"indicators[{key}].target", "请写上限。", office.department_reviewer)
    add(form, "project.nature", "请核对。", office.department_reviewer)
    take(form, Action.RETURN, office.department_reviewer, "请按批注修改。")
    answer(answered.pk, "已写明。", office.filler)
    type_into(form, "narratives.annual_goal", "制片不少于6部。", office.filler)
    type_into(form, f"indicators[{key}].target", "<=5部", office.filler)
    take(form, Action.SUBMIT, office.filler)
    return form


@pytest.fixture
def open_as(page: Page, live_server: Any) -> Callable[..., Page]:
    def go(person: User, address: str) -> Page:
        sign_in(page.context, live_server, person)
        page.goto(live_server.url + address)
        return page

    return go


def box_of(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box is not None
    return box


def addresses(form: PerformanceForm) -> list[str]:
    desk = reverse("projects:review-desk", args=[form.pk])
    detail = reverse("projects:form-detail", args=[form.pk])
    second = form.events.filter(action=Action.SUBMIT).last()
    assert second is not None
    return [
        reverse("projects:review-inbox"),
        *(f"{desk}?tab={tab}" for tab in ("paper", "changes", "remarks", "history")),
        f"{desk}?tab=paper&comment=project.phone",
        *(f"{detail}?tab={tab}" for tab in ("paper", "changes", "remarks")),
        reverse("projects:form-history", args=[form.pk]),
        reverse("projects:form-version", args=[form.pk, second.pk]),
    ]


@pytest.mark.parametrize("size", [SCREEN, TELEPHONE], ids=["screen", "telephone"])
def test_the_pages_have_no_barriers(
    page: Page, open_as: Callable[..., Page], office: Office, form: PerformanceForm, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    found = {}
    for address in addresses(form):
        open_as(office.department_reviewer, address)
        found[address] = barriers(page)
    assert {address: problems for address, problems in found.items() if problems} == {}


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_the_other_themes_have_no_barriers(
    page: Page, open_as: Callable[..., Page], office: Office, form: PerformanceForm, theme: str
) -> None:
    open_as(office.department_reviewer, reverse("projects:review-inbox"))
    page.evaluate("theme => localStorage.setItem('theme', theme)", theme)
    open_as(office.department_reviewer, reverse("projects:review-desk", args=[form.pk]))
    assert barriers(page) == []


def test_the_filler_has_no_barriers(open_as: Callable[..., Page], office: Office, form: PerformanceForm) -> None:
    page = open_as(office.filler, reverse("projects:form-detail", args=[form.pk]))
    assert barriers(page) == []


def test_nothing_is_wider_than_a_telephone(
    page: Page, open_as: Callable[..., Page], office: Office, form: PerformanceForm
) -> None:
    page.set_viewport_size(TELEPHONE)
    widths = {}
    for address in addresses(form):
        open_as(office.department_reviewer, address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")
    assert set(widths.values()) == {390}


def test_on_a_telephone_the_queue_is_a_page_and_the_decision_stays_at_the_thumb(
    page: Page, open_as: Callable[..., Page], office: Office, form: PerformanceForm
) -> None:
    page.set_viewport_size(TELEPHONE)
    open_as(office.department_reviewer, reverse("projects:review-inbox"))
    page.get_by_role("link", name="党员教育课件").click()
    expect(page.get_by_role("navigation", name="待审")).to_be_hidden()
    expect(page.get_by_text("待审 1 / 1")).to_be_visible()
    for scrolled in (0, 900, 100_000):
        page.evaluate("top => scrollTo(0, top)", scrolled)
        for name in ("退回", "通过"):
            box = box_of(page.get_by_role("button", name=name))
            assert box["height"] >= 44
            assert 700 < box["y"] + box["height"] <= 844
    page.get_by_label("意见", exact=True).fill("同意。")
    page.evaluate("scrollTo(0, 0)")
    expect(page.get_by_role("link", name="意见 同意。 修改")).to_be_visible()
    page.get_by_role("link", name="回到待审").click()
    page.wait_for_url(f"**{reverse('projects:review-inbox')}")


def test_a_telephone_shows_the_changes_first(
    page: Page, open_as: Callable[..., Page], office: Office, form: PerformanceForm
) -> None:
    page.set_viewport_size(TELEPHONE)
    open_as(office.department_reviewer, reverse("projects:review-desk", args=[form.pk]))
    changes = page.get_by_role("region", name="变化")
    expect(changes).to_have_count(1)
    expect(changes).to_contain_text("年度绩效目标")
    paper = page.get_by_role("article")
    assert box_of(changes)["y"] < box_of(paper)["y"]
    changes.get_by_role("link", name="年度绩效目标").click()
    expect(page.locator('[data-path="narratives.annual_goal"]')).to_be_in_viewport()


def test_marks_stand_in_the_margin(open_as: Callable[..., Page], office: Office, form: PerformanceForm) -> None:
    page = open_as(office.department_reviewer, reverse("projects:review-desk", args=[form.pk]))
    frame = box_of(page.locator(".paper-frame"))
    marks = page.locator(".change-mark")
    expect(marks).to_have_count(2)
    for mark in marks.all():
        box = box_of(mark)
        assert 0 < frame["x"] - (box["x"] + box["width"]) < 10
