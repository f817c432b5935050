"""Finding projects."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.document import ProjectFacts
from reports.public.search import Wanted, marked
from tests.factories import make_document, make_region, make_unit
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


def _named(*names, **changes):
    document = make_document(**changes)
    return [replace(document, project=ProjectFacts(name=name)) for name in names]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("送戏", ["送戏下乡"]),
        ("sxxx", ["送戏下乡"]),
        ("songxi", ["送戏下乡"]),
        ("审片次数", ["送戏下乡", "农家书屋"]),  # an indicator
        ("本土课件", ["送戏下乡", "农家书屋"]),  # a goal
        ("书屋 本土", ["农家书屋"]),
        ("书屋 戏", []),
        ("100%", ["送戏下乡", "农家书屋"]),
        ("%", ["送戏下乡", "农家书屋"]),
        ("_", []),
        ("'; DROP TABLE", []),
        ("\x00书屋", ["农家书屋"]),
    ],
)
def test_names_goals_and_indicators_are_found_in_chinese_and_pinyin(client, text, found):
    make_publication(make_unit(make_region()), *_named("送戏下乡", "农家书屋"))
    page = client.get("/public/search/", {"q": text}).text
    assert [name for name in ("送戏下乡", "农家书屋") if f'aria-label="{name}：各年度比较"' in page] == found
    assert ("没有找到与" in page) is not found


def test_what_matched_is_marked(client):
    make_publication(make_unit(make_region()), *_named("农家书屋"))
    assert "农家<mark>书屋</mark></a>" in client.get("/public/search/?q=书屋").text
    page = client.get("/public/search/?q=审片 本土").text
    assert "<span><mark>审片</mark>次数 ≥15次</span>" in page
    assert "积累<mark>本土</mark>课件。" in page


def test_marks_are_the_only_markup():
    assert marked("<b>A&a", ["a", "&"]) == "&lt;b&gt;<mark>A</mark><mark>&amp;</mark><mark>a</mark>"
    assert marked("<b>", []) == "&lt;b&gt;"


def test_filters_narrow_by_place_and_year(client):
    near, far = make_region(), make_region("远山县")
    make_publication(make_unit(near), *_named("送戏下乡"))
    make_publication(make_unit(near, "民政局"), *_named("养老服务", fiscal_year=2021), fiscal_year=2021)
    make_publication(make_unit(far), *_named("农家书屋"))

    def names(**query):
        page = client.get("/public/search/", query).text
        return [name for name in ("送戏下乡", "养老服务", "农家书屋") if name in page]

    assert names() == ["送戏下乡", "养老服务", "农家书屋"]
    assert names(region=near.pk) == ["送戏下乡", "养老服务"]
    assert names(region=near.pk, year=2021) == ["养老服务"]
    assert names(year=2020) == ["送戏下乡", "农家书屋"]
    department = near.departments.get(name="民政局").pk
    assert names(region=near.pk, department=department) == ["养老服务"]
    assert f'<option value="{department}"' in client.get("/public/search/", {"region": near.pk}).text
    assert names(region="x", year="-1", page="9" * 30) == ["送戏下乡", "养老服务", "农家书屋"]
    assert "去掉地区、年度的限制" in client.get("/public/search/", {"year": 2021, "q": "书屋"}).text


def test_corrected_versions_are_found_once(client):
    unit = make_unit(make_region())
    make_publication(unit, *_named("送戏下乡"))
    make_publication(unit, *_named("送戏下乡"), version=2, note="更正")
    page = client.get("/public/search/?q=送戏").text
    assert "找到 1 张绩效目标表" in page
    assert "/v2/forms/1/" in page


def test_pages_lead_on_with_what_is_looked_for(client):
    make_publication(make_unit(make_region()), *_named(*(f"课件{number:02}" for number in range(21))))
    first = client.get("/public/search/?q=课件&year=2020&look=dark").text
    assert "第 1 页，共 2 页" in first
    assert 'rel="next" href="/public/search/?q=%E8%AF%BE%E4%BB%B6&amp;year=2020&amp;page=2&amp;look=dark"' in first
    assert "课件20" in client.get("/public/search/?q=课件&page=2").text


@pytest.mark.parametrize("forms", [1, 3])
def test_a_search_takes_four_queries(client, forms, django_assert_num_queries):
    make_publication(make_unit(make_region()), *_named(*(f"课件{number}" for number in range(forms))))
    with django_assert_num_queries(4):
        assert f"找到 {forms} 张" in client.get("/public/search/?q=课件").text


def test_a_long_text_is_cut():
    assert len(Wanted.read({"q": "长" * 5000}).text) == 100
