"""Rows from Excel and WPS, pasted into the tables of the wizard."""

from __future__ import annotations

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from projects.models import PerformanceForm
from tests.browser.wizard_page import open_wizard
from tests.factories import make_form, make_office
from tests.reports.template.filling import filled

pytestmark = pytest.mark.django_db(transaction=True)

PASTE = """([text, html]) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/plain", text);
  if (html) clipboard.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData: clipboard, bubbles: true, cancelable: true });
  return document.activeElement.dispatchEvent(paste);
}"""


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit)


@pytest.fixture
def wizard(context, live_server, form, office):
    return open_wizard(context, live_server, form, office.filler)


def paste(wizard, text, html=""):
    """As the browser does into the focused cell; answers whether the cell is left to the browser itself."""
    return wizard.page.evaluate(PASTE, [text, html])


def stored(form):
    return [(row.level2, row.level3, row.target) for row in form.indicatorlines.all()]


def report(wizard):
    return wizard.page.locator("#paste-report")


def cell(row, member):
    return row.locator(f'[data-member="{member}"] [data-input]')


def test_rows_go_over_what_stands_below_and_behind_it_and_can_be_taken_back(wizard, form):
    before = stored(form)
    requests = []
    wizard.page.on("request", lambda request: requests.extend([request.url] if request.method == "POST" else []))
    cell(wizard.rows("数量").nth(1), "level3").focus()
    assert not paste(wizard, '审片次数\t>=6次\r\n"发放""样书""\n册数"\t=100%\r\n场次\t22 期\t多出的一列\r\n')
    wizard.saved()

    assert [row for row in stored(form) if row[0] == "数量"] == [
        ("数量", "制片数量", ">=5部"),
        ("数量", "审片次数", ">=6次"),
        ("数量", '发放"样书" 册数', "=100%"),
        ("数量", "场次", "22 期"),
    ]
    assert len(requests) == 1
    expect(report(wizard)).to_contain_text("粘贴 3 行 × 3 列，填入 5 格，新增 2 行")
    expect(report(wizard)).to_contain_text("第 3 行第 3 列，右边没有更多的列：多出的一列")
    assert wizard.barriers() == []

    wizard.page.get_by_role("button", name="撤销粘贴").click()
    wizard.saved()
    assert stored(form) == before
    expect(wizard.rows("数量")).to_have_count(2)


def test_rows_with_their_categories_go_where_they_belong(wizard, form):
    cell(wizard.rows("数量").first, "level3").focus()
    paste(
        wizard,
        "一级指标\t二级指标\t三级指标\t年度目标值\n"
        "产出目标\t数量指标\t开放天数\t≥300天\n"
        "\t\t借阅册次\t≥2万册\n"
        "\t质量指标\t完好率\t≥95%\n"
        "\t别的\t说不清\t好\n"
        "效果目标\t满意度\t读者满意率\t≥90%\n",
    )
    wizard.saved()

    rows = stored(form)
    assert [name for level2, name, _ in rows if level2 == "数量"] == ["制片数量", "审片次数", "开放天数", "借阅册次"]
    assert ("质量", "完好率", "≥95%") in rows
    assert ("满意度", "读者满意率", "≥90%") in rows
    assert not any(name == "说不清" for _, name, _ in rows)
    expect(report(wizard)).to_contain_text("第 5 行第 3 列，表中没有这个二级指标：说不清")
    expect(report(wizard)).to_contain_text("第 1 行第 1 列，表头，不用填：一级指标")


def test_one_text_is_left_to_the_browser_and_a_quoted_one_is_not(wizard, form):
    cell(wizard.rows("数量").first, "target").focus()
    assert paste(wizard, ">=8部")
    assert paste(wizard, ">=8部\n")
    assert not paste(wizard, '">=8部\n以上"\n')
    wizard.saved()
    assert ("数量", "制片数量", ">=8部 以上") in stored(form)


def test_plain_table_grows_and_keeps_paragraphs_in_their_cell(context, live_server, office):
    form = make_form(office.unit, filled("qiaokou"))
    wizard = open_wizard(context, live_server, form, office.filler)
    table = wizard.page.locator('[data-table="expenditures"]')
    count = form.expenditurelines.count()
    table.get_by_role("button", name="添加一行").click()
    paste(wizard, "[30201]办公费\t1,200.50\t按 2 处测算\n[30216]培训费\t三千\t\n")
    wizard.saved()

    rows = list(PerformanceForm.objects.get(pk=form.pk).expenditurelines.all())[count:]
    assert [((row.subject or {}).get("code"), row.amount, row.basis) for row in rows] == [
        ("30201", Decimal("1200.50"), "按 2 处测算"),
        ("30216", None, ""),
    ]
    expect(table.locator(".note-error")).to_contain_text("“三千”不是金额")

    table.locator('[data-member="basis"] [data-input]').last.focus()
    assert paste(wizard, "第一段\n第二段")
    assert not paste(wizard, "甲\n乙", "<html><table><tr><td>甲</td></tr></table></html>")
