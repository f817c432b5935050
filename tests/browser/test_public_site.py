"""The public site in Chromium: without scripts, for everybody's eyes and hands, on a desk and on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from projects.document import ProjectFacts
from tests.browser.pages import barriers
from tests.factories import make_document, make_region, make_unit
from tests.publications import make_official, make_publication

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.handling]
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(each => Number(each.tagName[1]))"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def pages() -> dict[str, str]:
    """An address of every kind of page."""
    unit = make_unit(make_region())
    document = make_document()
    forms = [replace(document, project=ProjectFacts(name=f"第{number}批党员教育课件制作经费")) for number in range(3)]
    make_publication(unit, *forms, fiscal_year=2021)
    make_publication(unit, *forms)
    publication = make_publication(unit, *forms, version=2, note="补列上年结转资金")
    make_official(publication, "7F3K-QM82")
    place = [unit.department.region_id, 2020]
    department = [*place, unit.department_id]
    return {
        "start": reverse("public:start"),
        "region": reverse("public:region-year", args=place),
        "department": reverse("public:department", args=department),
        "old version": reverse("public:department-version", args=[*department, 1]),
        "booklet": reverse("public:booklet", args=[*department, 2]),
        "form": reverse("public:form", args=[*department, 2, 1]),
        "project": reverse("public:project", args=[publication.forms.get(number=1).project_id]),
        "search": f"{reverse('public:search')}?q=课件",
        "nothing found": f"{reverse('public:search')}?q=无此项目",
        "data": reverse("public:data"),
        "dictionary": reverse("public:dictionary"),
    }


def _problems(page: Page) -> Iterator[str]:
    yield from barriers(page)
    levels = page.evaluate(HEADINGS)
    if levels.count(1) != 1 or any(later > level + 1 for level, later in zip([0, *levels], levels, strict=False)):
        yield f"headings {levels}"
    if page.evaluate(WIDER):
        yield "wider than the screen"


@pytest.mark.parametrize(
    ("look", "size", "kinds"),
    [
        ("", (1366, 768), ()),
        ("dark", (390, 844), ("region", "department", "old version", "search")),
        ("large-contrast", (1366, 768), ("department", "form", "search")),
    ],
)
def test_every_kind_of_page_can_be_used_by_everybody(page: Page, live_server, pages, look, size, kinds):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found, titles = {}, set()
    seen = {kind: pages[kind] for kind in (kinds or pages)}
    for kind, address in seen.items():
        page.goto(f"{live_server.url}{address}{'&' if '?' in address else '?'}look={look}")
        found[kind] = list(_problems(page))
        titles.add(page.title())
    assert found == {kind: [] for kind in seen}
    assert len(titles) == len(seen) - ("old version" in seen)  # it is called as the one in force
    assert page.context.cookies() == []


def test_a_citizen_finds_a_promise_with_the_keyboard_and_without_scripts(new_context, live_server, pages):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + pages["start"])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.get_by_role("link", name="深色").press("Enter")
    find = page.get_by_role("searchbox")
    find.fill("zhipian")
    find.press("Enter")
    expect(page.get_by_role("heading", name="找到 6 张绩效目标表")).to_be_visible()
    page.get_by_role("link", name="第0批党员教育课件制作经费：各年度比较").first.press("Enter")
    expect(page.get_by_role("rowheader", name="制片数量")).to_be_visible()
    summary = page.locator("summary").first
    summary.press("Enter")
    expect(page.get_by_role("rowheader", name="2021 年")).to_be_visible()
    assert page.locator("html").get_attribute("data-theme") == "dark"
