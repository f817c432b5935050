"""The indicator table: rows come, go and move in place; targets are read beside what was typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from projects.drafts import Edit, apply_edits
from tests.browser.wizard_page import open_wizard
from tests.factories import make_form, make_office

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]

QUANTITY = {"level1": "产出目标", "level2": "数量"}


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
    return [(row.level2, row.level3, row.target) for row in form.indicatorlines.all()]


def menu(row, entry):
    row.get_by_label("移动或删除这一行").click()
    row.get_by_role("button", name=entry).click()


def chips(row):
    return row.locator("[data-reading] .target-chip > span").all_inner_texts()


def test_a_row_is_added_under_a_blank_category(wizard, form):
    wizard.page.get_by_role("button", name="添加“成本”指标").click()
    wizard.page.keyboard.type("每部课件成本")
    wizard.page.keyboard.press("Tab")
    wizard.page.keyboard.type("<=2万元")
    wizard.saved()
    assert ("成本", "每部课件成本", "<=2万元") in stored(form)
    assert [level2 for level2, _, _ in stored(form)] == ["投入管理", "数量", "数量", "成本", "长效管理"]
    expect(wizard.page.get_by_role("button", name="添加“成本”指标")).to_be_hidden()


def test_a_row_is_added_below_others(wizard, form):
    wizard.page.get_by_role("button", name="在“数量”下再加一行").click()
    wizard.page.keyboard.type("发放份数")
    wizard.saved()
    assert wizard.names("数量") == ["制片数量", "审片次数", "发放份数"]
    assert [name for level2, name, _ in stored(form) if level2 == "数量"] == ["制片数量", "审片次数", "发放份数"]
    expect(wizard.page.locator('th[data-level2="数量"]')).to_have_attribute("rowspan", "3")


def test_a_row_without_a_text_is_not_stored(wizard, form):
    wizard.page.get_by_role("button", name="添加“成本”指标").click()
    menu(wizard.rows("成本").first, "删除")
    expect(wizard.rows("成本")).to_have_count(0)
    expect(wizard.page.locator("#undo-bar")).to_be_hidden()
    wizard.saved()
    assert len(stored(form)) == 4


def test_a_row_moves_up_with_its_menu_and_down_with_the_keyboard(wizard, form):
    menu(wizard.rows("数量").nth(1), "上移")
    wizard.saved()
    assert [name for _, name, _ in stored(form)][1:3] == ["审片次数", "制片数量"]
    name = wizard.rows("数量").first.locator('[data-member="level3"] [data-input]')
    name.focus()
    wizard.page.keyboard.press("Alt+ArrowDown")
    wizard.saved()
    expect(wizard.rows("数量").nth(1).locator('[data-member="level3"] [data-input]')).to_be_focused()
    assert wizard.names("数量") == ["制片数量", "审片次数"]
    assert [name for _, name, _ in stored(form)][1:3] == ["制片数量", "审片次数"]


def test_a_row_moves_to_another_category(wizard, form):
    menu(wizard.rows("投入管理").first, "移到别的二级指标")
    dialog = wizard.page.get_by_role("dialog")
    expect(dialog).to_contain_text("预算执行率")
    dialog.get_by_label("二级指标").select_option(label="财务管理")
    dialog.get_by_role("button", name="移动").click()
    wizard.saved()
    assert (wizard.names("投入管理"), wizard.names("财务管理")) == ([], ["预算执行率"])
    assert stored(form)[0] == ("财务管理", "预算执行率", "=100%")
    expect(wizard.page.get_by_role("button", name="添加“投入管理”指标")).to_be_visible()
    expect(wizard.page.locator("[data-group-head]").first).to_have_attribute("rowspan", "6")
    expect(wizard.page.get_by_role("textbox", name="财务管理 三级指标")).to_have_value("预算执行率")


def test_a_removed_row_can_be_taken_back(wizard, form):
    menu(wizard.rows("数量").first, "删除")
    expect(wizard.page.locator("#undo-bar")).to_contain_text("已删除“制片数量”")
    wizard.saved()
    assert [name for _, name, _ in stored(form)] == ["预算执行率", "审片次数", "管理模式健全性"]
    wizard.page.get_by_role("button", name="撤销").click()
    wizard.saved()
    assert wizard.names("数量") == ["制片数量", "审片次数"]
    assert stored(form)[1] == ("数量", "制片数量", ">=5部")


def test_the_section_counts_its_rows(wizard):
    entry = wizard.page.locator('[data-section-link="indicators"]')
    expect(entry).to_contain_text("4 条")
    menu(wizard.rows("数量").first, "删除")
    expect(entry).to_contain_text("3 条")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (">=5000人", ["≥", "5000", "人"]),
        ("健全", ["定性", "健全"]),
        ("22 期，培训覆盖率 100%", ["22", "期", "培训覆盖率", "100", "%"]),
        ("=100%", ["=", "100", "%"]),
    ],
)
def test_a_target_is_read_while_it_is_typed(wizard, typed, read):
    row = wizard.rows("数量").first
    target = row.locator('[data-member="target"] [data-input]')
    target.fill(typed)
    expect(row.locator("[data-reading] .target-chip > span")).to_have_text(read)
    expect(target).to_have_value(typed)


def test_a_reading_goes_with_its_text(wizard):
    row = wizard.rows("数量").first
    assert chips(row) == ["≥", "5", "部"]
    row.locator('[data-member="target"] [data-input]').fill("")
    expect(row.locator("[data-reading]")).to_have_text("填写后显示")


# --- Two writers


def by_colleague(form, office, *edits):
    assert {outcome.state for outcome in apply_edits(form.pk, edits, office.colleague)[1]} == {"saved"}


def path_of(form, name, member=""):
    key = form.indicatorlines.get(level3=name).key
    return f"indicators[{key}]" + (f".{member}" if member else "")


def test_a_row_that_somebody_changed_is_not_removed_unasked(wizard, form, office):
    by_colleague(form, office, Edit("1", "set", path_of(form, "制片数量", "target"), ">=8部", ">=5部"))
    menu(wizard.rows("数量").first, "删除")
    note = wizard.page.locator(".note-row .conflict")
    expect(note).to_contain_text("他人改了这一行，没有删除")
    expect(note).to_contain_text("高若文")
    expect(wizard.rows("数量").first.locator('[data-member="target"] [data-input]')).to_have_value(">=8部")
    note.get_by_role("button", name="保留这一行").click()
    wizard.saved()
    assert stored(form)[1] == ("数量", "制片数量", ">=8部")


def test_a_row_that_somebody_changed_can_be_removed_all_the_same(wizard, form, office):
    by_colleague(form, office, Edit("1", "set", path_of(form, "制片数量", "target"), ">=8部", ">=5部"))
    menu(wizard.rows("数量").first, "删除")
    wizard.page.get_by_role("button", name="仍然删除").click()
    wizard.saved()
    assert wizard.names("数量") == ["审片次数"]
    assert [name for _, name, _ in stored(form)] == ["预算执行率", "审片次数", "管理模式健全性"]


def test_texts_in_a_row_that_somebody_removed_are_not_lost(wizard, form, office):
    path = path_of(form, "制片数量")
    by_colleague(form, office, Edit("1", "remove", path))
    wizard.input(f"{path}.target").fill(">=9部")
    note = wizard.page.locator(".note-row .conflict")
    expect(note).to_contain_text("这一行已被他人删除")
    note.get_by_role("button", name="用我的，把这一行加回来").click()
    wizard.saved()
    assert stored(form)[1] == ("数量", "制片数量", ">=9部")


def test_a_row_that_somebody_removed_can_be_let_go(wizard, form, office):
    path = path_of(form, "制片数量")
    by_colleague(form, office, Edit("1", "remove", path))
    wizard.input(f"{path}.target").fill(">=9部")
    wizard.page.get_by_role("button", name="用对方的，删除这一行").click()
    wizard.saved()
    assert wizard.names("数量") == ["审片次数"]
    assert [name for _, name, _ in stored(form)] == ["预算执行率", "审片次数", "管理模式健全性"]


def test_a_text_that_is_too_long_is_kept_with_the_reason_under_its_row(wizard, form):
    path = path_of(form, "制片数量", "level3")
    wizard.input(path).fill("长" * 501)
    note = wizard.page.locator(".note-row .note")
    expect(note).to_contain_text("写了 501 个字，最多 500 个字，请删减")
    wizard.saved()
    wizard.page.reload()
    expect(wizard.page.locator(".note-row .note")).to_contain_text("写了 501 个字")
    expect(wizard.input(path)).to_have_value("长" * 501)
    wizard.input(path).fill("制片部数")
    expect(wizard.page.locator(".note-row")).to_have_count(0)
    wizard.saved()
    assert stored(form)[1][1] == "制片部数"
