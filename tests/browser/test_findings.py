"""智能审核 from the bad form to the approval, by what the page suggests alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from projects.document import ProjectFacts
from projects.models import FormEvent, ReviewGate, Status
from projects.workflow import Action
from tests.bad_forms import OUT_OF_RANGE, UNIT_MISSING, bad_document, clean_document, concerns_about
from tests.browser.pages import sign_in
from tests.browser.wizard_page import WizardPage, address, open_wizard
from tests.factories import make_form, make_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    office = make_office()
    office.region.years.update(review_gate=ReviewGate.BLOCK)
    return office


def findings(page):
    return page.locator("#findings article")


def count(page):
    return page.locator("[data-finding-count]")


def test_from_a_bad_form_to_the_approval_by_the_suggestions_alone(context, live_server, office):
    form = make_form(office.unit, bad_document())
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    wizard = open_wizard(context, live_server, form, office.filler)
    page = wizard.page
    expect(count(page)).to_have_text("3")
    assert wizard.barriers() == []

    # The finding stands under its row, with its repair; one click types it, one takes it back.
    note = page.locator(".sheet .finding-note.note-error")
    expect(note).to_have_count(1)
    note.get_by_role("button", name=wrong.repairs[0].label).click()
    wizard.saved()
    expect(note).to_have_count(0)
    expect(count(page)).to_have_text("2")
    expect(wizard.input(wrong.place.key)).to_have_value(wrong.repairs[0].changes[0].text)
    page.get_by_role("button", name="撤销").click()
    wizard.saved()
    expect(note).to_have_count(1)
    expect(wizard.input(wrong.place.key)).to_have_value("≥120%")
    note.get_by_role("button", name=wrong.repairs[0].label).press("Enter")
    wizard.saved()
    expect(count(page)).to_have_text("2")

    # All that one rule says at once.
    page.get_by_role("button", name="2 处都按建议改").click()
    wizard.saved()
    expect(page.locator("[data-no-findings]")).to_be_visible()
    page.get_by_role("link", name="核对送审").first.click()
    page.get_by_role("button", name="送审，交组织部").click()
    expect(page.get_by_text("已送审“党员教育课件”")).to_be_visible()

    # The reviewer starts from the draft.
    sign_in(context, live_server, office.department_reviewer)
    page.goto(address(live_server, form, "projects:review-desk"))
    page.get_by_role("button", name="起草同意意见").click()
    opinion = page.get_by_label("意见", exact=True)
    drafted = opinion.input_value()
    assert "党员教育课件" in drafted
    opinion.press("Control+End")
    opinion.press_sequentially(" 请按计划实施。")
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("已通过“党员教育课件”")).to_be_visible()
    form.refresh_from_db()
    assert form.state is Status.DEPARTMENT_APPROVED
    said = FormEvent.objects.get(form=form, action=Action.APPROVE).opinion
    assert said.startswith(drafted[:20])
    assert said.endswith("请按计划实施。")


def test_a_warning_is_answered_with_a_reason_that_survives_other_saves(context, live_server, office):
    form = make_form(office.unit, bad_document())
    [first, second] = concerns_about(form, UNIT_MISSING)
    wizard = open_wizard(context, live_server, form, office.filler)
    page = wizard.page
    page.get_by_role("tab", name="填写说明").click()
    page.locator(f'[data-finding-note="{first.fingerprint}"]').get_by_role("button", name="说明理由").click()
    box = page.locator(f'[data-reason-of="{first.fingerprint}"]')
    expect(box).to_be_focused()
    box.press_sequentially("系统外另有")
    wizard.type("project.filler", "等")
    wizard.saved()
    page.wait_for_timeout(600)  # the findings are asked for again
    expect(box).to_have_value("系统外另有")
    box.press_sequentially("单位说明")
    page.get_by_role("button", name="保存理由").locator("visible=true").click()
    expect(count(page)).to_have_text("2")
    expect(page.locator(f'[data-finding-note="{first.fingerprint}"]')).to_have_count(0)
    expect(page.locator(f'[data-finding-note="{second.fingerprint}"]')).to_have_count(1)
    page.get_by_text("已答复 1").click()
    expect(page.get_by_text("系统外另有单位说明").locator("visible=true").first).to_be_visible()


def test_an_indicator_is_moved_where_it_belongs(context, live_server, office):
    document = clean_document()
    first, second, *others = document.indicators
    form = make_form(office.unit, replace(document, indicators=(first, replace(second, level2="数量"), *others)))
    [wrong] = concerns_about(form, "category-mismatch")
    wizard = open_wizard(context, live_server, form, office.filler)
    assert second.level3 in wizard.names("数量")
    wizard.page.locator(".finding-note").get_by_role("button", name=wrong.repairs[0].label).click()
    wizard.saved()
    assert second.level3 in wizard.names("质量")
    expect(wizard.page.locator(".finding-note").get_by_role("button", name=wrong.repairs[0].label)).to_have_count(0)
    wizard.page.get_by_role("button", name="撤销").click()
    wizard.saved()
    assert second.level3 in wizard.names("数量")


@pytest.mark.handling
@pytest.mark.parametrize("width", [1366, 400])
def test_the_pages_have_no_barriers_and_fit(context, live_server, office, width):
    form = make_form(office.unit, bad_document(), status=Status.SUBMITTED)
    draft = make_form(office.unit, bad_document(project=ProjectFacts(name="另一项目")))
    sign_in(context, live_server, office.department_reviewer)
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 768})
    shown = WizardPage(page)
    for path in (
        f"/review/{form.pk}/?tab=findings",
        "/findings/",
        "/findings/rules/",
    ):
        page.goto(live_server.url + path)
        assert shown.barriers() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    sign_in(context, live_server, office.admin)
    for path in ("rules/", "rules/unexplained-increase/"):
        page.goto(f"{live_server.url}/settings/{office.region.pk}/years/2020/{path}")
        assert shown.barriers() == []
    sign_in(context, live_server, office.filler)
    page.goto(address(live_server, draft, "projects:form-check"))
    assert shown.barriers() == []
