"""A project over the years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from projects.document import Amounts, Indicator, Narratives
from tests.factories import make_document, make_region, make_unit
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


def _document(year, amount, target, goal):
    return replace(
        make_document(fiscal_year=year),
        amounts=Amounts(current_year=Decimal(amount)),
        narratives=Narratives(annual_goal=goal),
        indicators=(
            Indicator(level1="产出目标", level2="数量", level3="制片数量", target=target),
            Indicator(level1="产出目标", level2="质量", level3=f"{year}年专项", target="合格"),
            Indicator(level1="影响力目标", level2="长效管理", level3="制度", target="健全"),
        ),
    )


@pytest.fixture
def project(client):
    unit = make_unit(make_region())
    make_publication(unit, _document(2020, "120000.00", ">=5部", "拍五部片"), fiscal_year=2020)
    newer = make_publication(unit, _document(2021, "150000.50", ">=6部", "拍六部片"), fiscal_year=2021)
    return newer.forms.get().project_id


def test_amounts_targets_and_goals_stand_side_by_side(client, project, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = client.get(f"/public/projects/{project}/").text
    assert '<span class="bar-figure">12.00</span>' in page
    assert '<th scope="row">2021 年</th><td class="amount">15.00005</td><td class="amount">55.6%</td>' in page
    rows = [" ".join(row.split()) for row in page.split("side-by-side")[1].split("<tr>")[2:]]
    assert "制片数量 " in rows[0]
    assert "有变化" in rows[0]
    assert "<td>&gt;=5部</td><td>&gt;=6部</td>" in rows[0]
    assert "2021年专项" in rows[1]
    assert "<td>–</td><td>合格</td>" in rows[1]
    assert "制度 " in rows[2]
    assert "有变化" not in rows[2]
    assert page.index("拍五部片") < page.index("拍六部片")


def test_an_unknown_project_is_not_there(client):
    assert client.get("/public/projects/1/").status_code == 404
