"""The page for everybody: no barriers in any of its states, and on narrow screens."""

from __future__ import annotations

import pytest
from django.conf import settings
from playwright.sync_api import expect

from projects.drafts import Edit, apply_edits
from projects.models import Status
from projects.remarks import add
from projects.storage import lines_of
from tests.browser.wizard_page import address, open_wizard
from tests.factories import make_document, make_form, make_office

LAYOUTS = sorted(file.stem for file in (settings.BASE_DIR / "projects" / "layouts").glob("*.toml"))

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    """With a remark at a cell and one under a row, an unread text, and gaps."""
    form = make_form(office.unit, status=Status.RETURNED)
    key = lines_of(form, "indicators")[0].key
    add(form, "project.nature", "请核对性质。", office.department_reviewer)
    add(form, f"indicators[{key}].target", "比去年少。", office.department_reviewer)
    edits = [
        Edit("1", "set", "amounts.total", "很多", "20"),
        Edit("2", "set", "narratives.basis", "", "年度工作安排。"),
    ]
    apply_edits(form.pk, edits, office.filler)
    return form


@pytest.fixture
def wizard(context, live_server, form, office):
    return open_wizard(context, live_server, form, office.filler)


def test_the_page_has_no_barriers(wizard):
    expect(wizard.note("amounts.total")).to_be_visible()
    assert wizard.barriers() == []


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_no_theme_has_barriers(wizard, theme):
    wizard.page.evaluate(f"localStorage.setItem('theme', '{theme}')")
    wizard.page.reload()
    expect(wizard.page.locator("html")).to_have_attribute("data-theme", theme)
    assert wizard.barriers() == []


@pytest.mark.parametrize("slug", LAYOUTS)
def test_every_layout_is_drawn_without_barriers_and_within_the_screen(context, live_server, office, slug):
    form = make_form(office.unit, make_document(layout=slug))
    wizard = open_wizard(context, live_server, form, office.filler)
    expect(wizard.page.locator("[data-section].is-active")).to_have_count(1)
    assert wizard.barriers() == []
    assert wizard.page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_a_row_of_a_plain_table_is_written(context, live_server, office):
    form = make_form(office.unit, make_document(layout="qiaokou"))
    wizard = open_wizard(context, live_server, form, office.filler)
    table = wizard.page.locator('[data-table="procurements"]')
    table.get_by_role("button", name="添加一行").click()
    wizard.page.keyboard.type("审计服务")
    table.locator('[data-member="amount"] [data-input]').last.fill("30000")
    wizard.saved()
    (row,) = form.procurementlines.all()
    assert (row.item, row.amount) == ("审计服务", 30_000)


def test_open_parts_have_no_barriers(wizard, live_server, form, office):
    apply_edits(form.pk, [Edit("1", "set", "narratives.remarks", "高若文写的")], office.colleague)
    wizard.type("narratives.remarks", "林晓舟写的")
    expect(wizard.note("narratives.remarks")).to_be_visible()
    row = wizard.rows("数量").first
    row.get_by_label("移动或删除这一行").click()
    assert wizard.barriers() == []
    row.get_by_role("button", name="删除").click()
    search = wizard.cell("project.functional_subjects").get_by_role("combobox")
    search.fill("201")
    expect(wizard.cell("project.functional_subjects").get_by_role("option").first).to_be_visible()
    wizard.page.get_by_role("tab", name="批注").click()
    search.focus()
    assert wizard.barriers() == []
    wizard.rows("投入管理").first.get_by_label("移动或删除这一行").click()
    wizard.page.get_by_role("button", name="移到别的二级指标").click()
    assert wizard.barriers() == []


def test_the_check_has_no_barriers(wizard, live_server, form, office):
    wizard.page.goto(address(live_server, form, "projects:form-check"))
    assert wizard.barriers() == []
    complete = make_form(office.unit, make_document(project=make_document().project.__class__(name="另一项")))
    wizard.page.goto(address(live_server, complete, "projects:form-check"))
    assert wizard.barriers() == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1000, 768), (700, 900), (390, 844)])
def test_nothing_hangs_over_the_edge(wizard, width, height):
    wizard.page.set_viewport_size({"width": width, "height": height})
    assert wizard.page.evaluate("document.documentElement.scrollWidth") <= width
    expect(wizard.page.get_by_role("link", name="核对送审").first).to_be_visible()


def test_on_a_narrow_screen_a_list_leads_to_the_sections(wizard):
    wizard.page.set_viewport_size({"width": 700, "height": 900})
    wizard.page.get_by_label("到哪一节").select_option(label="绩效指标 4 条")
    expect(wizard.page.locator("#indicators")).to_be_in_viewport()


def test_the_panel_folds_and_stays_folded(wizard):
    fold = wizard.page.get_by_role("button", name="收起右栏")
    fold.click()
    expect(wizard.page.locator("#part-findings")).to_be_hidden()
    wizard.page.reload()
    expect(wizard.page.locator("#part-findings")).to_be_hidden()
    wizard.page.get_by_role("button", name="收起右栏").click()
    expect(wizard.page.locator("#part-findings")).to_be_visible()
