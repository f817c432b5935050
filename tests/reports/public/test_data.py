"""Open data: files read back, and the dictionary that explains them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from projects.document import Indicator
from projects.exchange import document_from
from reports.public.data.tables import TABLES
from tests.factories import make_document, make_region, make_unit
from tests.projects.disclosure.made import made
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    unit = make_unit(make_region())
    indicators = (
        Indicator(level1="产出目标", level2="数量", level3="=HYPERLINK(1)", target="=100%"),
        Indicator(level1="产出目标", level2="数量", level3="'引号", target=">=5部"),
        Indicator(level1="产出目标", level2="数量", level3="＝全角", target="-5"),
    )
    document = make_document(indicators=indicators)
    content = made(fiscal_year=2020, **{"budget.change.total": "-108000.00"})
    make_publication(
        unit, replace(document, project=replace(document.project, filler=None, phone=None)), content=content
    )
    return f"/public/{unit.department.region_id}/2020/"


def _rows(answer):
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_departments_have_their_sums_in_yuan(client, place):
    (row,) = _rows(client.get(f"{place}departments.csv"))
    assert (row["地区"], row["预算年度"], row["部门"], row["版次"]) == ("临海区", "2020", "组织部", "1")
    assert row["公开日期"] == "2020-01-20"
    assert row["支出说明总额"] == "4208000.00"
    assert row["比上年增减情况总额"] == "-108000.00"  # a number stays a number


def test_lines_of_the_budget_say_what_they_are_part_of(client, place):
    rows = _rows(client.get(f"{place}budget.csv"))
    lines = [(row["收支"], row["属于"], row["名称"], row["金额"]) for row in rows]
    assert lines[0] == ("收入", "", "一般公共预算拨款收入", "4008000.00")
    assert ("支出", "基本支出", "人员经费", "2600000.00") in lines


def test_forms_have_every_value_but_those_of_people(client, place):
    answer = client.get(f"{place}forms.csv")
    (row,) = _rows(answer)
    assert row["本年度预算（元）"] == "120050.00"
    assert row["功能科目"] == "[2013699]其他共产党事务支出"
    assert row["是否包含政府采购"] == "是"
    assert row["项目概况"] == "制作课件。\n供全区学习。"
    assert not {"项目负责人", "填报人", "联系电话"} & set(row)


def test_what_looks_like_a_formula_is_guarded_in_a_way_that_can_be_undone(client, place):
    rows = _rows(client.get(f"{place}indicators.csv"))
    assert [row["三级指标"] for row in rows] == ["'=HYPERLINK(1)", "''引号", "'＝全角"]
    assert [row["指标值"] for row in rows] == ["'=100%", ">=5部", "'-5"]
    told = client.get(f"{place}data.json").json()["departments"][0]["forms"][0]["form"]["indicators"]
    assert [row["指标值"].removeprefix("'") for row in rows] == [each["target"] for each in told]


def test_the_whole_year_is_json_in_the_exchange_format(client, place):
    answer = client.get(f"{place}data.json")
    data = json.loads(answer.content)
    assert (data["schema"], data["region"]["name"], data["fiscal_year"]) == ("perfbudget-public/1", "临海区", 2020)
    (department,) = data["departments"]
    assert department["budget"]["budget"]["income"]["total"] == "4208000.00"
    assert "uncertain" not in department["budget"]
    assert document_from(department["forms"][0]["form"]).project.name == "党员教育课件"
    assert "制作课件" in answer.text  # no escapes


@pytest.mark.parametrize("departments", [1, 3])
def test_a_year_takes_three_queries(client, departments, django_assert_num_queries):
    region = make_region("远山县")
    for number in range(departments):
        make_publication(make_unit(region, f"第{number}局"))
    with django_assert_num_queries(3):
        assert len(_rows(client.get(f"/public/{region.pk}/2020/forms.csv"))) == departments


def test_the_dictionary_has_every_column_of_every_file(client, place):
    page = client.get("/public/data/dictionary/").text
    told = {(row["所在"], row["名称"]) for row in _rows(client.get("/public/data/dictionary.csv"))}
    for table in TABLES:
        answer = client.get(f"{place}{table.key}.csv")
        head = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(set(head)) == len(head)
        assert {(f"{table.key}.csv", label) for label in head} <= told
        assert f"<h2>{table.key}.csv</h2>" in page


def test_the_dictionary_names_every_place_of_the_json(client):
    rows = _rows(client.get("/public/data/dictionary.csv"))
    paths = {row["键或路径"]: (row["名称"], row["内容"]) for row in rows if "JSON" in row["所在"]}
    assert paths["budget.expenditure.items[].amount"] == ("支出说明各项金额", "金额（元）")
    assert paths["indicators[].target"] == ("绩效指标 指标值", "文字")
    assert paths["project.name"] == ("项目名称", "文字")
    assert {"project.phone", "uncertain[]", "duplicated_in_source[]"}.isdisjoint(paths)
    assert [path for path, (label, _) in paths.items() if not label] == []


def test_the_page_of_data_leads_to_every_file(client, place):
    page = client.get("/public/data/").text
    assert all(f'href="{place}{table.key}.csv"' in page for table in TABLES)
    assert f'href="{place}data.json"' in page
    assert "引用请注明" in page
