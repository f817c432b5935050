"""A form copied from last year: what waits for a look is marked until somebody has looked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from projects.creation import copy_form
from projects.models import PerformanceForm, RegionYear
from projects.suggestions import unconfirmed_targets
from tests.browser.wizard_page import open_wizard
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "narratives.annual_goal"


@pytest.fixture
def office():
    office = make_office()
    RegionYear.objects.create(region=office.region, fiscal_year=2021, layout="weihai")
    return office


@pytest.fixture
def form(office):
    document = make_document()
    narratives = replace(document.narratives, annual_goal="2020年完成 4 次培训。")
    return copy_form(make_form(office.unit, replace(document, narratives=narratives)), 2021, office.filler)


@pytest.fixture
def wizard(context, live_server, form, office):
    return open_wizard(context, live_server, form, office.filler)


def test_targets_wait_until_they_are_changed_or_confirmed_and_survive_a_reload(wizard, form):
    notice = wizard.page.locator("#copied-notice")
    marks = wizard.page.locator(".sheet [data-copied-target]")
    expect(notice).to_contain_text("4 个指标值沿用上年，核对后才能送审")
    expect(marks.nth(1)).to_contain_text("上年值：>=5部，请确认。")
    assert wizard.barriers() == []

    wizard.rows("数量").first.locator('[data-member="target"] [data-input]').fill(">=6部")
    wizard.rows("数量").nth(1).get_by_role("button", name="确认", exact=True).click()
    expect(marks).to_have_count(2)
    wizard.saved()
    wizard.page.reload()
    expect(marks).to_have_count(2)
    expect(notice).to_contain_text("2 个指标值沿用上年")

    wizard.page.get_by_role("button", name="指标值全部确认沿用").click()
    expect(marks).to_have_count(0)
    wizard.saved()
    assert unconfirmed_targets(PerformanceForm.objects.get(pk=form.pk)) == []


def test_a_year_in_a_text_is_moved_on_with_one_click(wizard, form):
    expect(wizard.cell(GOAL)).to_contain_text("文中有 2020 年，请核对")
    wizard.cell(GOAL).get_by_role("button", name="2020 改为 2021").click()
    wizard.saved()
    form.refresh_from_db()
    assert form.annual_goal == "2021年完成 4 次培训。"
    expect(wizard.cell(GOAL).locator("[data-copied]")).to_have_count(0)
    assert GOAL not in form.suggestions
