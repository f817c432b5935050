"""From a blank form to the issued paper, in Chromium, as four people do it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from projects.catalog import Kind
from projects.document import FormDocument
from projects.layouts import Layout, latest_layout
from projects.models import PerformanceForm, Status, User
from projects.storage import document_of
from projects.values import Shown, edited, printed
from tests.factories import Office, make_document, make_office

pytestmark = pytest.mark.django_db(transaction=True)

GOAL = "narratives.annual_goal"
REMARK = "请写明制片部数。"
ANSWER = "已写明，全年 6 部。"
BETTER_GOAL = "全年制片不少于6部，均在年底前完成。"


@pytest.fixture
def office(settings, tmp_path) -> Office:
    settings.DEMO_MODE = True
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def site(page: Page, live_server) -> Page:
    page.goto(live_server.url)
    return page


def _become(page: Page, person: User) -> None:
    """Sign out, and in by one click as a demo person."""
    page.context.clear_cookies()
    page.goto(_root(page))
    page.get_by_role("button", name=person.display_name).click()
    expect(page.get_by_text(person.display_name).first).to_be_visible()


def _cell(page: Page, path: str):
    return page.locator(f'[id="{path}"]')


def _fill_in(page: Page, layout: Layout, document: FormDocument) -> None:
    """Type every cell of the paper."""
    shown = Shown.by(layout)
    for cell in layout.cells():
        text = edited(cell.field, document.at(cell.path), shown)
        if not text or not cell.field.editable:
            continue
        place = _cell(page, cell.path)
        if cell.choices:
            place.select_option(text)
        elif cell.field.kind is Kind.FLAG:
            place.get_by_label(text, exact=True).check()
        elif cell.field.kind is Kind.SUBJECTS:
            for subject in document.at(cell.path):
                place.fill(subject.code)
                page.get_by_role("option").filter(has_text=subject.name).first.click()
        else:
            place.fill(text)
    for indicator in document.indicators:
        _add_indicator(page, indicator.level2 or "", indicator.level3 or "", indicator.target or "")


def _add_indicator(page: Page, level2: str, name: str, target: str) -> None:
    rows = page.locator('[data-table="indicators"] tr[data-row]')
    before = rows.count()
    again = page.get_by_role("button", name=f"在“{level2}”下再加一行")
    first = page.get_by_role("button", name=f"添加“{level2}”指标")
    (first if first.is_visible() else again).click()
    expect(rows).to_have_count(before + 1)
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(target)
    page.keyboard.press("Tab")


def _saved(page: Page) -> None:
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"已保存\s*\d\d:\d\d:\d\d"))


def _values(layout: Layout, document: FormDocument) -> Iterator[str]:
    shown = Shown.by(layout)
    for cell in layout.cells():
        yield layout.printed_label(cell)
        yield printed(cell, document.at(cell.path), shown)
    for indicator in document.indicators:
        yield from (indicator.level1 or "", indicator.level2 or "", indicator.level3 or "", indicator.target or "")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _download(page: Page, name: str) -> bytes:
    """Ask for a file as the browser would, with its cookies."""
    url = page.get_by_role("link", name=name).first.get_attribute("href") or ""
    response = page.request.get(_root(page) + url)
    assert response.ok
    return response.body()


def _root(page: Page) -> str:
    return "/".join(page.url.split("/", 3)[:3])


def _fill_and_send(page: Page, layout: Layout, document: FormDocument) -> None:
    page.get_by_role("link", name="新建项目").click()
    page.get_by_label("项目名称").fill(document.project.name or "")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url("**/fill/")
    _fill_in(page, layout, document)
    _send_up(page)


def _send_up(page: Page) -> None:
    _saved(page)
    page.get_by_role("link", name="核对送审").first.click()
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审").first).to_be_visible()


def _return_with_remark(page: Page, form: PerformanceForm) -> None:
    page.goto(f"{_root(page)}/review/{form.pk}/")
    place = page.locator(f'td[data-path="{GOAL}"]')
    place.hover()
    place.get_by_role("link", name=re.compile("批注")).click()
    page.get_by_role("textbox", name=re.compile("^批注")).fill(REMARK)
    page.get_by_role("button", name="写下批注").click()
    expect(page.get_by_text(REMARK).first).to_be_visible()
    page.get_by_role("textbox", name="意见").fill("目标不具体。")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("已退回").first).to_be_visible()


def _answer_and_send_again(page: Page) -> None:
    page.get_by_role("link", name="看意见，修改").click()
    expect(page.get_by_text(REMARK).first).to_be_visible()
    page.get_by_role("textbox", name=re.compile("^答复批注")).first.fill(ANSWER)
    page.get_by_role("button", name="答复").first.click()
    expect(page.get_by_text(ANSWER).first).to_be_visible()
    _cell(page, GOAL).fill(BETTER_GOAL)
    _cell(page, GOAL).blur()
    _send_up(page)


def _approve(page: Page, form: PerformanceForm) -> None:
    page.goto(f"{_root(page)}/review/{form.pk}/")
    page.get_by_role("button", name="通过").click()
    expect(page.get_by_text("已通过").first).to_be_visible()


def _issue(page: Page, form: PerformanceForm) -> None:
    page.goto(f"{_root(page)}/review/{form.pk}/")
    page.get_by_role("button", name="下达").click()
    page.get_by_role("dialog").get_by_role("button", name="下达").click()
    expect(page.get_by_text("已下达").first).to_be_visible()


def test_a_form_goes_from_the_first_word_to_the_official_paper(site: Page, office: Office):
    layout, document = latest_layout("weihai"), make_document()
    _become(site, office.filler)
    _fill_and_send(site, layout, document)
    form = PerformanceForm.objects.get()
    assert form.status == Status.SUBMITTED
    assert document_of(form) == document

    _become(site, office.department_reviewer)
    _return_with_remark(site, form)
    _become(site, office.filler)
    _answer_and_send_again(site)
    _become(site, office.department_reviewer)
    site.goto(f"{_root(site)}/review/{form.pk}/")
    expect(site.locator(f'td[data-path="{GOAL}"] ins').first).to_be_visible()
    _approve(site, form)
    _become(site, office.finance_reviewer)
    _approve(site, form)
    _issue(site, form)

    form = PerformanceForm.objects.with_document().get()
    issued = document_of(form)
    assert form.status == Status.ISSUED
    assert issued.narratives.annual_goal == BETTER_GOAL
    actions = list(form.events.values_list("action", flat=True))
    assert actions == ["create", "submit", "return", "submit", "approve", "approve", "issue"]

    site.goto(f"{_root(site)}/forms/{form.pk}/")
    pdf = _squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(_download(site, "PDF"))).pages))
    (sheet,) = load_workbook(BytesIO(_download(site, "Excel"))).worksheets
    cells = _squeezed("".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None))
    for said in (layout.title("issued", issued.fiscal_year), *_values(layout, issued)):
        assert _squeezed(said) in pdf
        assert _squeezed(said) in cells
