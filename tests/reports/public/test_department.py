"""The page of a department's budget, its booklet, its forms and its versions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from projects.document import Amounts, Narratives, ProjectFacts
from tests.factories import make_document, make_region, make_unit
from tests.projects.disclosure.made import made
from tests.publications import make_official, make_publication

pytestmark = pytest.mark.django_db
HOSTILE = "</title><script>alert(1)</script>\"&'"


@pytest.fixture
def unit():
    return make_unit(make_region())


def _place(unit, year=2020):
    return f"/public/{unit.department.region_id}/{year}/{unit.department_id}/"


def _documents(count):
    document = make_document()
    return [replace(document, project=replace(document.project, name=f"课件{number}")) for number in range(count)]


@pytest.mark.parametrize("forms", [1, 3])
def test_a_department_takes_six_queries(client, unit, forms, django_assert_num_queries):
    make_publication(unit, *_documents(forms))
    with django_assert_num_queries(6):
        page = client.get(_place(unit)).text
    assert page.count('<tr role="row">') == forms


@pytest.mark.parametrize("forms", [1, 3])
def test_the_booklet_takes_as_many_queries_for_one_form_as_for_three(client, unit, forms, django_assert_num_queries):
    make_publication(unit, *_documents(forms))
    with django_assert_num_queries(11):
        page = client.get(f"{_place(unit)}v1/booklet/").text
    assert page.count("绩效目标申报表") + page.count("绩效目标下达表") >= forms
    assert 'scope="col"' in page
    assert '<a href="#section-0">' in page


def test_the_sum_is_shown_with_its_terms_and_compared_with_last_year(client, unit):
    make_publication(unit, content=made(fiscal_year=2020))
    page = client.get(_place(unit)).text
    assert '<p class="total"><b>420.80</b> 万元</p>' in page
    assert '<span>　 基本支出</span><span class="amount">300.00</span>' in page
    assert '<span>＋ 项目支出</span><span class="amount">120.80</span>' in page
    assert "比 2019 年的 410.00 万元增加 10.80 万元（2.6%）；其中基本支出减少 4.00 万元，主要是人员减少" in page
    assert '人员经费 <b>260.00</b> <span class="secondary">61.8%</span>' in page
    assert '公务用车运行费</th><td class="amount">10.00</td>' in page


def test_projects_lead_to_their_forms_and_say_what_they_are_to_achieve(client, unit):
    make_publication(unit)
    place = f"{_place(unit)}v1/forms/1"
    page = client.get(_place(unit)).text
    assert f'<a href="{place}/">党员教育课件</a>' in page
    assert '<td class="goal" role="cell">制片不少于5部</td>' in page
    assert all(f'href="{place}.{extension}"' in page for extension in ("pdf", "xlsx", "json"))
    assert "另有 2 个项目只公开了名称和金额：图书购置经费、惠民演出经费。" in page
    form = client.get(f"{place}/").text
    assert "<h1>党员教育课件</h1>" in form
    assert "预算执行率" in form


def test_names_and_numbers_of_people_are_nowhere(client, unit):
    """They are taken out before publication; a paper that still had them must not show them by itself."""
    project = replace(make_document().project, filler=None, phone=None)
    make_publication(unit, make_document(project=project))
    assert "林晓舟" not in client.get(f"{_place(unit)}v1/forms/1/").text


def test_a_corrected_version_stays_at_its_address_and_says_which_one_holds(client, unit):
    make_publication(unit, content=made(fiscal_year=2020))
    changed = made(fiscal_year=2020, **{"budget.expenditure.total": "5000000.00"})
    make_publication(unit, version=2, published_on=date(2020, 3, 4), note="补列上年结转资金", content=changed)
    newest, old = client.get(_place(unit)).text, client.get(f"{_place(unit)}v1/").text
    assert "<b>500.00</b> 万元" in newest
    assert "第 2 版，补列上年结转资金" in newest
    assert "已被更正" not in newest
    assert "<b>420.80</b> 万元" in old
    assert "这是第 1 版，已被更正。现行有效的是 2020年3月4日公开的第 2 版（补列上年结转资金）。" in old
    assert f'<a href="{_place(unit)}">看现行版</a>' in client.get(f"{_place(unit)}v1/forms/1/").text
    assert f'<link rel="canonical" href="{_place(unit)}v1/" />' in old


def test_years_are_switched(client, unit):
    make_publication(unit)
    make_publication(unit, fiscal_year=2021)
    assert f'<a href="{_place(unit, 2021)}">2021</a>' in client.get(_place(unit)).text
    assert f'<a href="{_place(unit, 2021)}" aria-current="page">2021</a>' in client.get(_place(unit, 2021)).text


def test_the_code_of_the_booklet_is_shown_with_its_picture(client, unit):
    publication = make_publication(unit)
    assert "核验码" not in client.get(_place(unit)).text
    make_official(publication, "7F3K-QM82")
    page = client.get(_place(unit)).text
    assert '<p class="code-text">7F3K-QM82</p>' in page
    picture = page.split('aria-label="核验码 7F3K-QM82 的二维码">')[1].split("</div>")[0]
    assert picture.startswith("<svg")
    assert "style" not in picture


def test_a_department_may_have_published_next_to_nothing(client, unit):
    blank = replace(made(fiscal_year=2020), budget=type(made().budget)(), three_public=type(made().three_public)())
    bare = make_document(amounts=Amounts(), narratives=Narratives(), indicators=(), project=ProjectFacts(name="空"))
    make_publication(unit, bare, content=blank)
    for address in (_place(unit), f"{_place(unit)}v1/booklet/", f"{_place(unit)}v1/forms/1/"):
        assert client.get(address).status_code == 200


def test_texts_are_never_markup(client, unit):
    unit.department.name = unit.department.region.name = HOSTILE
    unit.department.save()
    unit.department.region.save()
    document = make_document(
        project=replace(make_document().project, name=HOSTILE), narratives=Narratives(annual_goal=HOSTILE)
    )
    publication = make_publication(unit, document, note=HOSTILE, content=made(fiscal_year=2020, title=HOSTILE))
    make_publication(unit, document, version=2, note=HOSTILE)
    project = publication.forms.get().project_id
    tails = ("", "v1/", "v1/booklet/", "v1/forms/1/")
    region = f"/public/{unit.department.region_id}/2020/"
    pages = [*(f"{_place(unit)}{tail}" for tail in tails), region, "/public/", "/public/data/"]
    for address in [*pages, f"/public/projects/{project}/", "/public/search/?q=alert", "/public/search/?q=%3Cscript"]:
        text = client.get(address).text
        assert "alert(1)" in text
        assert "<script" not in text
