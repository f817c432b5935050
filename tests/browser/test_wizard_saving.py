"""Every change is saved by itself, and nothing that was typed is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from projects.drafts import Edit, apply_edits
from projects.lifecycle import move
from projects.models import PerformanceForm
from projects.workflow import Action
from tests.browser.pages import sign_in
from tests.browser.wizard_page import WizardPage, address, open_wizard
from tests.factories import make_form, make_office

pytestmark = pytest.mark.django_db(transaction=True)

REMARKS = "narratives.remarks"


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


def by_colleague(form, office, path, text, base=""):
    (outcome,) = apply_edits(form.pk, [Edit("1", "set", path, text, base)], office.colleague)[1]
    assert outcome.state == "saved"


def test_what_is_typed_is_saved_and_there_again_after_a_reload(wizard, form):
    wizard.type(REMARKS, "设备清单另报。")
    wizard.saved()
    assert stored(form).remarks == "设备清单另报。"
    expect(wizard.save_state()).to_contain_text("已保存")
    wizard.page.reload()
    expect(wizard.input(REMARKS)).to_have_value("设备清单另报。")


@pytest.fixture
def paused(context, live_server, form, office):
    """A page whose clock stands still until the test moves it."""
    sign_in(context, live_server, office.filler)
    page = context.new_page()
    page.clock.install(time=datetime(2019, 11, 20, 9, tzinfo=UTC))
    page.goto(address(live_server, form))
    page.clock.pause_at(datetime(2019, 11, 20, 10, tzinfo=UTC))
    return WizardPage(page)


def test_a_change_goes_out_within_a_second_of_typing(paused):
    """Even while somebody goes on typing: the longest wait is 900 ms."""
    sent = []
    paused.page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    for letter in "写了又写":
        paused.type(REMARKS, letter)
        paused.page.clock.run_for(200)
    assert sent == []
    with paused.page.expect_request("**/edits/"):
        paused.page.clock.run_for(150)


def test_leaving_a_cell_saves_at_once(paused, form):
    paused.type("project.phone", "9")
    with paused.page.expect_response("**/edits/"):
        paused.page.keyboard.press("Tab")
    assert stored(form).phone == "55501269"


def test_the_cell_shows_how_it_was_understood(wizard):
    wizard.input("amounts.total").fill("３０万元")
    expect(wizard.cell("amounts.total").locator(".money-reading")).to_have_text("300,000.00 元")
    wizard.page.keyboard.press("Tab")
    expect(wizard.input("amounts.total")).to_have_value("30")


def test_typing_on_while_a_save_is_under_way_loses_no_letter(wizard, form):
    wizard.page.route("**/edits/", lambda route: (wizard.page.wait_for_timeout(300), route.continue_()))
    wizard.type(REMARKS, "第一段")
    wizard.page.wait_for_timeout(450)
    wizard.type(REMARKS, "，第二段")
    wizard.saved()
    assert stored(form).remarks == "第一段，第二段"
    expect(wizard.input(REMARKS)).to_have_value("第一段，第二段")


def test_going_back_to_the_page_shows_what_was_typed(wizard, live_server, form):
    wizard.type(REMARKS, "先写这些")
    wizard.saved()
    wizard.page.goto(live_server.url + reverse("projects:form-list"))
    wizard.page.go_back()
    expect(wizard.input(REMARKS)).to_have_value("先写这些")
    wizard.type(REMARKS, "，再写这些")
    wizard.saved()
    assert stored(form).remarks == "先写这些，再写这些"


def test_a_text_longer_than_the_server_takes_stays_in_the_browser(wizard, form):
    wizard.input(REMARKS).fill("长" * 100_001)
    expect(wizard.note(REMARKS)).to_contain_text("这一栏最多存 100000 个字，请删减")
    expect(wizard.save_state()).to_contain_text("没有保存成功")
    wizard.input(REMARKS).fill("短")
    expect(wizard.note(REMARKS)).to_have_count(0)
    wizard.saved()
    assert stored(form).remarks == "短"


def test_ten_thousand_characters_are_saved(wizard, form):
    text = "一" * 10_000
    wizard.input(REMARKS).fill(text)
    wizard.saved()
    assert stored(form).remarks == text


# --- The line is down


def test_without_a_network_texts_wait_in_the_browser_and_follow_later(wizard, form, browser_errors):
    browser_errors.allow("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    wizard.page.context.set_offline(True)
    wizard.type(REMARKS, "断网时写的")
    expect(wizard.save_state()).to_have_attribute("data-state", "offline")
    expect(wizard.save_state()).to_contain_text("未连上，已存在本机，连上后自动补存")
    wizard.page.context.set_offline(False)
    wizard.saved()
    assert stored(form).remarks == "断网时写的"


def test_a_server_that_fails_for_a_while_loses_nothing(wizard, form, browser_errors):
    browser_errors.allow("502|Failed to load resource")
    wizard.page.route("**/edits/", lambda route: route.fulfill(status=502, body="down"))
    wizard.type(REMARKS, "重启时写的")
    expect(wizard.save_state()).to_have_attribute("data-state", "offline")
    wizard.page.unroute("**/edits/")
    wizard.saved()
    assert stored(form).remarks == "重启时写的"


def test_an_answer_that_is_lost_on_the_way_makes_no_conflict(wizard, form, browser_errors):
    browser_errors.allow("ERR_CONNECTION_RESET|Failed to load resource")

    def lose_the_answer(route):
        route.fetch()
        route.abort("connectionreset")

    wizard.page.route("**/edits/", lose_the_answer, times=1)
    wizard.input("amounts.total").fill("30万元")
    expect(wizard.save_state()).to_have_attribute("data-state", "offline")
    wizard.input("amounts.total").fill("31万元")
    wizard.saved()
    assert stored(form).amount_total == 310_000
    expect(wizard.note("amounts.total")).to_have_count(0)


def test_closing_the_browser_without_a_network_loses_nothing(wizard, live_server, form, office, browser_errors):
    browser_errors.allow("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    context = wizard.page.context
    context.set_offline(True)
    wizard.type(REMARKS, "关机前写的")
    wizard.page.close(run_before_unload=False)
    context.set_offline(False)
    assert stored(form).remarks == ""
    again = open_wizard(context, live_server, form, office.filler)
    again.saved()
    expect(again.input(REMARKS)).to_have_value("关机前写的")
    assert stored(form).remarks == "关机前写的"


def test_closing_the_page_in_the_middle_of_a_word_sends_it(wizard, live_server, form, office):
    wizard.type(REMARKS, "还没停手")
    wizard.page.goto(live_server.url + reverse("projects:form-list"))
    wizard.page.wait_for_load_state()
    again = open_wizard(wizard.page.context, live_server, form, office.filler)
    again.saved()
    assert stored(form).remarks == "还没停手"


def test_rows_written_without_a_network_come_back_too(wizard, live_server, form, office, browser_errors):
    browser_errors.allow("ERR_INTERNET_DISCONNECTED|Failed to fetch")
    context = wizard.page.context
    context.set_offline(True)
    wizard.page.get_by_role("button", name="添加“质量”指标").click()
    wizard.page.keyboard.type("课件合格率")
    wizard.page.keyboard.press("Enter")
    wizard.page.keyboard.type("≥95%")
    first = wizard.rows("投入管理").first
    first.get_by_label("移动或删除这一行").click()
    first.get_by_role("button", name="删除").click()
    wizard.page.close(run_before_unload=False)
    context.set_offline(False)
    again = open_wizard(context, live_server, form, office.filler)
    expect(again.rows("质量")).to_have_count(1)
    again.saved()
    assert (again.names("质量"), again.names("投入管理")) == (["课件合格率"], [])
    kept = [(row.level2, row.level3, row.target) for row in form.indicatorlines.all()]
    assert ("质量", "课件合格率", "≥95%") in kept
    assert "投入管理" not in [level2 for level2, _, _ in kept]


# --- Signed out


def test_after_a_new_sign_in_elsewhere_saving_goes_on_without_a_reload(wizard, live_server, form, office):
    Session.objects.all().delete()
    wizard.type(REMARKS, "登录过期后写的")
    expect(wizard.save_state()).to_contain_text("登录已过期")
    link = wizard.save_state().get_by_role("link", name="登录后接着存")
    assert link.get_attribute("target") == "_blank"
    assert stored(form).remarks == ""
    sign_in(wizard.page.context, live_server, office.filler)
    wizard.saved()
    assert stored(form).remarks == "登录过期后写的"


def test_a_csrf_token_that_has_changed_is_fetched_again(wizard, form, browser_errors):
    browser_errors.allow("403")
    wizard.page.evaluate("document.querySelector('meta[name=csrf-token]').content = 'x'.repeat(64)")
    wizard.type(REMARKS, "换了令牌")
    wizard.saved()
    assert stored(form).remarks == "换了令牌"


def test_texts_are_not_saved_in_the_name_of_another_person(wizard, live_server, form, office, browser_errors):
    browser_errors.allow("409")
    sign_in(wizard.page.context, live_server, office.colleague)
    wizard.type(REMARKS, "林晓舟写的")
    expect(wizard.save_state()).to_contain_text("现在登录的是别人")
    assert stored(form).remarks == ""
    sign_in(wizard.page.context, live_server, office.filler)
    wizard.saved()
    assert stored(form).remarks == "林晓舟写的"


def test_a_form_that_was_sent_up_meanwhile_keeps_the_texts_for_copying(wizard, form, office, browser_errors):
    browser_errors.allow("403")
    move(form.pk, Action.SUBMIT, office.colleague, revision=stored(form).revision)
    wizard.type(REMARKS, "晚了一步")
    unsaved = wizard.page.locator("#unsaved")
    expect(unsaved).to_contain_text("此表现为“已送审”，不能修改")
    expect(unsaved.get_by_label("需要说明的其他问题")).to_have_value("晚了一步")
    expect(wizard.save_state()).to_contain_text("此表已不能修改")
    expect(wizard.input(REMARKS)).not_to_be_editable()
    assert stored(form).remarks == ""
    assert "晚了一步" in wizard.page.evaluate("Object.values(localStorage).join()")


# --- Two writers


def test_two_writers_of_one_cell_see_both_texts(wizard, form, office):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    note = wizard.note(REMARKS)
    expect(note).to_contain_text("他人改了此栏")
    expect(note.locator("[data-mine]")).to_have_text("林晓舟写的")
    expect(note.locator("[data-theirs]")).to_have_text("高若文写的")
    expect(note.locator("[data-by]")).to_have_text("高若文")
    expect(wizard.save_state()).to_contain_text("他人改了此栏，看两份")
    expect(wizard.input(REMARKS)).to_have_value("林晓舟写的")
    assert stored(form).remarks == "高若文写的"


@pytest.mark.parametrize(("button", "text"), [("用我的", "林晓舟写的"), ("用对方的", "高若文写的")])
def test_the_second_writer_decides(wizard, form, office, button, text):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    wizard.note(REMARKS).get_by_role("button", name=button).click()
    expect(wizard.note(REMARKS)).to_have_count(0)
    wizard.saved()
    expect(wizard.input(REMARKS)).to_have_value(text)
    assert stored(form).remarks == text


def test_two_texts_can_be_merged(wizard, form, office):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    merge = wizard.note(REMARKS).get_by_role("button", name="存上面栏里合并的文字")
    expect(wizard.note(REMARKS)).to_be_visible()
    expect(merge).to_be_hidden()
    wizard.input(REMARKS).fill("两人写的")
    merge.click()
    wizard.saved()
    assert stored(form).remarks == "两人写的"


def test_an_open_conflict_is_there_again_after_a_reload(wizard, form, office):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    expect(wizard.note(REMARKS)).to_be_visible()
    wizard.page.reload()
    expect(wizard.note(REMARKS).locator("[data-mine]")).to_have_text("林晓舟写的")
    assert stored(form).remarks == "高若文写的"


def test_other_cells_are_saved_while_a_conflict_is_open(wizard, form, office):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    expect(wizard.note(REMARKS)).to_be_visible()
    wizard.type("project.phone", "9")
    wizard.page.keyboard.press("Tab")
    expect(wizard.save_state()).to_contain_text("他人改了此栏")
    wizard.page.wait_for_function("() => JSON.stringify(localStorage).split('project.phone').length === 1")
    assert stored(form).phone == "55501269"


def test_the_check_waits_for_a_decision(wizard, form, office):
    by_colleague(form, office, REMARKS, "高若文写的")
    wizard.type(REMARKS, "林晓舟写的")
    expect(wizard.note(REMARKS)).to_be_visible()
    wizard.input("project.phone").focus()
    wizard.page.get_by_role("link", name="核对送审").last.click()
    expect(wizard.input(REMARKS)).to_be_focused()


def test_a_form_in_two_tabs_of_one_person_loses_nothing(wizard, live_server, form, office):
    other = open_wizard(wizard.page.context, live_server, form, office.filler)
    wizard.type(REMARKS, "第一页")
    wizard.saved()
    other.type("project.phone", "9")
    other.saved()
    assert (stored(form).remarks, stored(form).phone) == ("第一页", "55501269")
