"""Every kind of cell, by mouse and by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from projects.models import PerformanceForm, Status
from projects.remarks import add
from tests.browser.wizard_page import address, open_wizard
from tests.factories import make_document, make_form, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]

FUNCTIONAL = "project.functional_subjects"


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit)


@pytest.fixture
def wizard(context, live_server, form, office):
    return open_wizard(context, live_server, form, office.filler)


def stored(form):
    return PerformanceForm.objects.get(pk=form.pk)


# --- Subjects


@pytest.mark.parametrize("typed", ["2013202", "一般行政管理事务", "ybxzglsw", "yibanxingzheng"])
def test_a_subject_is_chosen_by_code_chinese_or_pinyin(wizard, form, typed):
    search = wizard.cell(FUNCTIONAL).get_by_role("combobox")
    search.fill(typed)
    option = wizard.cell(FUNCTIONAL).get_by_role("option", name="2013202")
    expect(option).to_be_visible()
    option.click()
    wizard.saved()
    assert [subject["code"] for subject in stored(form).functional_subjects] == ["2013699", "2013202"]


def test_subjects_are_chosen_with_the_keyboard_and_removed_again(wizard, form):
    search = wizard.cell(FUNCTIONAL).get_by_role("combobox")
    search.press_sequentially("20132")
    expect(search).to_have_attribute("aria-expanded", "true")
    search.press("ArrowDown")
    chosen = wizard.page.locator(f'[id="{search.get_attribute("aria-activedescendant")}"]')
    expect(chosen).to_have_attribute("aria-selected", "true")
    search.press("Enter")
    expect(wizard.cell(FUNCTIONAL).locator("[data-token]")).to_have_count(2)
    search.press("Backspace")
    search.press("Backspace")
    wizard.saved()
    assert stored(form).functional_subjects == []


def test_a_subject_is_not_taken_twice(wizard, form):
    search = wizard.cell(FUNCTIONAL).get_by_role("combobox")
    search.fill("2013699")
    option = wizard.cell(FUNCTIONAL).get_by_role("option", name="2013699")
    expect(option).to_contain_text("已选")
    search.press("Enter")
    expect(wizard.cell(FUNCTIONAL).locator("[data-token]")).to_have_count(1)


def test_a_subject_that_the_list_lacks_can_be_written(wizard, form):
    search = wizard.cell(FUNCTIONAL).get_by_role("combobox")
    search.fill("[2299901]其他支出")
    search.press("Enter")
    wizard.saved()
    assert {"code": "2299901", "name": "其他支出"} in stored(form).functional_subjects


def test_a_token_is_removed_with_its_button(wizard, form):
    wizard.page.get_by_role("button", name="移除 专用设备购置").click()
    wizard.saved()
    assert [subject["code"] for subject in stored(form).economic_subjects] == ["30299"]


# --- Amounts, dates, boxes, choices


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("amounts.total", "二十来万", "“二十来万”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"),
        ("amounts.total", "0.0000001", "“0.0000001”不足一分，金额最多精确到分，请改为整分"),
        ("project.start_date", "年初", "“年初”不是日期，请写成 2020-01-31 这样"),
        ("project.start_date", "2020-13-40", "“2020-13-40”不是日期，请写成 2020-01-31 这样"),
    ],
)
def test_what_the_cell_cannot_take_is_kept_and_explained_in_chinese(wizard, path, text, said):
    wizard.input(path).fill(text)
    expect(wizard.note(path)).to_have_text(said)
    expect(wizard.input(path)).to_have_attribute("aria-invalid", "true")
    wizard.page.keyboard.press("Tab")
    wizard.saved()
    wizard.page.reload()
    expect(wizard.input(path)).to_have_value(text)
    expect(wizard.note(path)).to_have_text(said)
    section = wizard.cell(path).evaluate("cell => cell.closest('[data-section]').id")
    expect(wizard.page.locator(f'[data-section-link="{section}"] .icon.bad')).to_have_count(1)


def test_a_mended_text_takes_its_message_away(wizard, form):
    wizard.input("amounts.total").fill("二十来万")
    expect(wizard.note("amounts.total")).to_be_visible()
    wizard.input("amounts.total").fill("22")
    expect(wizard.note("amounts.total")).to_have_count(0)
    expect(wizard.cell("amounts.total").locator(".money-reading")).to_have_text("220,000.00 元")
    assert stored(form).amount_total == 220_000


def test_a_date_may_be_typed_or_picked(wizard, form):
    wizard.input("project.start_date").fill("2020年3月1日")
    wizard.page.keyboard.press("Tab")
    expect(wizard.input("project.start_date")).to_have_value("2020-03-01")
    wizard.cell("project.end_date").locator("[data-picker]").fill("2020-11-30")
    expect(wizard.input("project.end_date")).to_have_value("2020-11-30")
    wizard.saved()
    assert (stored(form).start_date, stored(form).end_date) == (date(2020, 3, 1), date(2020, 11, 30))


def test_a_box_is_chosen_and_taken_back(wizard, form):
    cell = wizard.cell("project.five_expenses")
    cell.get_by_text("是", exact=True).click()
    wizard.saved()
    assert stored(form).five_expenses is True
    cell.get_by_text("是", exact=True).click()
    wizard.saved()
    assert stored(form).five_expenses is None


def test_a_choice_is_saved(wizard, form):
    wizard.input("project.nature").select_option("一次性项目")
    wizard.saved()
    assert stored(form).nature == "一次性项目"


def test_the_name_in_the_bar_follows_the_cell(wizard):
    wizard.input("project.name").fill("数字课件库")
    expect(wizard.page.get_by_role("heading", level=1)).to_have_text("数字课件库")


# --- Keyboard and places


def test_tab_goes_through_the_cells_as_on_the_paper(wizard):
    wizard.input("project.name").focus()
    seen = []
    for _ in range(4):
        wizard.page.keyboard.press("Tab")
        seen.append(wizard.page.evaluate("document.activeElement.closest('[data-cell]').dataset.cell"))
    assert seen == ["project.category", "project.nature", "project.has_subprojects", FUNCTIONAL]


def test_enter_goes_to_the_next_cell_and_makes_lines_in_narratives(wizard, form):
    wizard.input("project.filler").focus()
    wizard.page.keyboard.press("Enter")
    expect(wizard.input("project.phone")).to_be_focused()
    wizard.type("narratives.remarks", "一")
    wizard.page.keyboard.press("Enter")
    wizard.page.keyboard.type("二")
    wizard.saved()
    assert stored(form).remarks == "一\n二"


def test_a_form_is_filled_in_with_the_keyboard_alone(context, live_server, office, browser_errors):
    form = make_form(office.unit, make_document(indicators=()))
    page = open_wizard(context, live_server, form, office.filler).page
    page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("Control+ArrowDown")
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "添加“投入管理”指标"
    page.keyboard.press("Enter")
    page.keyboard.type("预算执行率")
    page.keyboard.press("Enter")
    page.keyboard.type("≥98%")
    page.keyboard.press("Control+ArrowUp")
    page.wait_for_function("() => document.querySelector('#save-state').textContent.includes('已保存')")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('unsent/'))")
    assert [(row.level2, row.level3, row.target) for row in form.indicatorlines.all()] == [
        ("投入管理", "预算执行率", "≥98%")
    ]
    active = page.locator("[data-section-link][aria-current]")
    expect(active).to_contain_text("绩效目标")


def test_a_link_to_a_cell_focuses_it(wizard, live_server, form):
    wizard.page.goto(address(live_server, form) + "?check#narratives.safeguards")
    expect(wizard.input("narratives.safeguards")).to_be_focused()


def test_the_list_of_sections_says_what_is_missing(wizard):
    entry = wizard.page.locator('[data-section-link="content"]')
    wizard.input("narratives.overview").fill("")
    expect(entry.locator("[data-missing]")).to_have_text("缺 1：项目概况")
    expect(entry.locator("[data-count]")).to_have_text("4/5")
    expect(wizard.page.locator("[data-required-filled]")).to_have_text("10")
    wizard.input("narratives.overview").fill("又写上了")
    expect(entry.locator("[data-missing]")).to_be_hidden()


def test_help_for_the_focused_cell_stands_beside_the_sheet(wizard):
    wizard.page.get_by_role("tab", name="填写说明").click()
    wizard.input("narratives.basis").focus()
    panel = wizard.page.locator("#panel")
    expect(panel).to_contain_text("项目立项依据")
    expect(panel).to_contain_text("列出文件名称和文号。")
    expect(panel.locator("[data-help-required]")).to_be_visible()


# --- On the way to the reviewers


def test_the_check_leads_to_the_cells_and_the_list_shrinks_while_they_are_mended(context, live_server, office):
    form = make_form(office.unit, make_document(indicators=()))
    wizard = open_wizard(context, live_server, form, office.filler)
    wizard.input("project.start_date").fill("年初")
    wizard.page.get_by_role("link", name="核对送审").last.click()
    page = wizard.page
    expect(page.get_by_role("heading", name="还有 2 处要处理，才能送审")).to_be_visible()
    page.get_by_role("link", name="开始时间").click()
    expect(wizard.input("project.start_date")).to_be_focused()
    expect(page.get_by_role("tab", name="智能审核")).to_have_attribute("aria-selected", "true")
    unread = page.locator("#findings article", has_text="“年初”不是日期")
    expect(unread).to_be_visible()
    wizard.input("project.start_date").fill("2020-01-01")
    expect(unread).to_have_count(0)


def test_a_complete_form_is_sent_up(wizard, form):
    wizard.type("narratives.remarks", "最后一句")
    wizard.page.get_by_role("link", name="核对送审").last.click()
    expect(wizard.page.get_by_role("heading", name="已核对，没有要改的地方")).to_be_visible()
    wizard.page.get_by_role("button", name="送审").click()
    wizard.page.wait_for_url(f"**{reverse('projects:form-detail', args=[form.pk])}**")
    assert (stored(form).status, stored(form).remarks) == (Status.SUBMITTED, "最后一句")


def test_nothing_is_sent_up_while_this_browser_has_unsent_texts(wizard, live_server, form, browser_errors):
    browser_errors.allow("502|Failed to load resource")
    wizard.page.route("**/edits/", lambda route: route.fulfill(status=502, body="down"))
    wizard.type("narratives.remarks", "还没存上")
    expect(wizard.save_state()).to_have_attribute("data-state", "offline")
    wizard.page.goto(address(live_server, form, "projects:form-check"))
    expect(wizard.page.locator("#unsent")).to_contain_text("还有 1 处改动没有存上")
    expect(wizard.page.get_by_role("button", name="送审")).to_be_disabled()


def test_a_remark_is_answered_at_its_cell(context, live_server, office):
    form = make_form(office.unit, status=Status.RETURNED)
    remark = add(form, "project.nature", "请核对性质。", office.department_reviewer)
    wizard = open_wizard(context, live_server, form, office.filler)
    wizard.page.get_by_role("tab", name="批注 1").click()
    wizard.page.get_by_role("link", name="到这一栏").click()
    expect(wizard.input("project.nature")).to_be_focused()
    thread = wizard.cell("project.nature").locator(".thread")
    thread.get_by_role("textbox").fill("已核对，改为一次性项目。")
    thread.get_by_role("button", name="答复").click()
    expect(thread).to_contain_text("已核对，改为一次性项目。")
    remark.refresh_from_db()
    assert remark.answer == "已核对，改为一次性项目。"
