"""Where citizens begin: what is listed, and what is not there yet."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories import make_region, make_unit
from tests.projects.disclosure.made import made
from tests.publications import make_publication

pytestmark = pytest.mark.django_db
LATER = date(2999, 1, 1)


def test_the_start_lists_regions_with_their_years(client):
    region = make_region()
    unit = make_unit(region)
    make_publication(unit)
    make_publication(unit, fiscal_year=2021)
    make_publication(make_unit(region, "民政局"), fiscal_year=2021)
    page = client.get("/public/").text
    assert (
        f'<a class="year-link" href="/public/{region.pk}/2021/">2021 年<span class="meta">2 个部门</span></a>' in page
    )
    assert (
        f'<a class="year-link" href="/public/{region.pk}/2020/">2020 年<span class="meta">1 个部门</span></a>' in page
    )


def test_an_empty_site_says_what_belongs_here(client):
    assert "还没有部门公开预算" in client.get("/public/").text


@pytest.mark.parametrize("hidden", [{"published_on": LATER}, {"state": "making"}, {"state": "failed"}])
def test_what_is_not_public_yet_does_not_exist(client, hidden):
    unit = make_unit(make_region())
    publication = make_publication(unit, **hidden)
    place = f"/public/{unit.department.region_id}/2020/"
    project = publication.forms.get().project_id
    addresses = [
        *(place, f"{place}data.json", f"{place}forms.csv", f"{place}{unit.department_id}/"),
        *(
            f"{place}{unit.department_id}/v1/{tail}"
            for tail in ("", "booklet/", "booklet.pdf", "forms/1/", "forms/1.json")
        ),
        f"/public/projects/{project}/",
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    for page in ("/public/", "/public/data/", "/public/search/", "/public/sitemap.xml"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert unit.department.name not in answer.text
        assert place not in answer.text


@pytest.mark.parametrize(
    "address", ["/public/0/2020/", "/public/99999999999999999999/2020/", "/public/1/99999/", "/public/x/"]
)
def test_unknown_places_are_told_in_the_frame_of_the_site(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "地址可能有误，或者内容尚未公开" in answer.text


@pytest.mark.parametrize("departments", [1, 3])
def test_a_region_and_year_takes_five_queries(client, departments, django_assert_num_queries):
    region = make_region()
    for number in range(departments):
        make_publication(make_unit(region, f"第{number}局"))
    with django_assert_num_queries(5):
        page = client.get(f"/public/{region.pk}/2020/").text
    assert page.count('<th scope="row"><a href=') == departments
    assert "第0局" in page
    assert "增加 10.80 万元" in page


def test_charts_add_up_departments_subjects_and_kinds_of_targets(client):
    region = make_region()
    spent = [
        {"code": "2070109", "name": "群众文化", "economic_code": "30101", "kind": "基本支出", "amount": "3000000.00"},
        {"code": "2070111", "name": "其他", "economic_code": "30201", "kind": "基本支出", "amount": "1208000.00"},
    ]
    content = made(subject_lines={"income": [], "spending": spent}, fiscal_year=2020)
    make_publication(make_unit(region), content=content)
    make_publication(make_unit(region, "民政局"), content=content)
    page = client.get(f"/public/{region.pk}/2020/").text
    assert "绩效指标 8 条" in page
    by_class = page.split('id="by-class"')[1]
    assert '<span class="bar-figure">841.60</span>' in by_class
    assert by_class.split("</ul>")[0].count("<li class=") == 1


def test_machines_are_told_what_is_theirs(client):
    unit = make_unit(make_region())
    make_publication(unit)
    robots = client.get("/robots.txt").text
    assert robots.splitlines()[:4] == ["User-agent: *", "Allow: /public/", "Disallow: /public/search/", "Disallow: /"]
    address = f"http://testserver/public/{unit.department.region_id}/2020/{unit.department_id}/"
    assert f"<loc>{address}</loc><lastmod>2020-01-20</lastmod>" in client.get("/public/sitemap.xml").text
