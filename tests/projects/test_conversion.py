"""A form in another layout: categories mapped, and everything without a place listed."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from django.conf import settings

from indicators.models import IndicatorFramework
from projects.conversion import LeftOut, category_mapping, convert
from projects.document import Amounts, FormDocument, Indicator, PaymentPeriod
from projects.layouts import latest_layout, layouts_to_choose
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def _convert(document: FormDocument, source: str, target: str):
    layout = latest_layout(target)
    framework = IndicatorFramework.objects.get(slug=layout.framework).as_value()
    return convert(document, latest_layout(source), layout, framework)


def test_categories_are_mapped_to_those_of_the_other_framework():
    shown = _convert(make_document(), "weihai", "mof-2015").document
    assert [(each.level1, each.level2, each.level3) for each in shown.indicators] == [
        ("产出指标", "数量指标", "制片数量"),
        ("产出指标", "数量指标", "审片次数"),
        ("效益指标", "可持续影响指标", "管理模式健全性"),
    ]


def test_an_indicator_without_a_category_there_is_listed_with_its_target():
    left_out = _convert(make_document(), "weihai", "mof-2015").left_out
    assert LeftOut("指标（投入与目标管理 / 投入管理）", "预算执行率 =100%") in left_out


def test_texts_and_flags_that_the_other_form_lacks_are_listed_under_their_own_labels():
    left_out = {each.label: each.text for each in _convert(make_document(), "weihai", "hebei").left_out}
    assert left_out["项目立项依据"] == "年度工作安排。"
    assert left_out["是否包含政府采购"] == "是"
    assert left_out["项目总金额"] == "20"
    assert "年度绩效目标" not in left_out
    assert "项目名称" not in left_out


def test_what_has_no_place_stays_in_the_document():
    assert _convert(make_document(), "weihai", "hebei").document.narratives.basis == "年度工作安排。"


def test_a_column_of_the_rows_that_the_other_form_lacks_is_listed_once():
    rows = (
        Indicator(
            level1="产出指标", level2="数量指标", level3="车辆数", description="投保车辆", target="2辆", basis="合同"
        ),
        Indicator(level1="产出指标", level2="质量指标", level3="投保率", target="100%", basis="计划"),
    )
    schedule = (PaymentPeriod("3月底", Decimal(25)), PaymentPeriod("12月底", Decimal(100)))
    document = replace(make_document(), layout="hebei", indicators=rows, payment_schedule=schedule)
    left_out = {each.label: each.text for each in _convert(document, "hebei", "xixia").left_out}
    assert left_out["指标值确定依据"] == "合同；计划"
    assert left_out["绩效指标描述"] == "投保车辆"
    assert "25；100" in left_out.values()


def test_a_form_in_its_own_layout_loses_nothing():
    document = make_document()
    shown = _convert(document, "weihai", "weihai")
    assert shown.document == document
    assert shown.left_out == ()


def test_a_period_shows_both_its_dates():
    labels = {each.label for each in _convert(make_document(), "weihai", "xixia").left_out}
    assert not labels & {"开始时间", "结束时间"}


def test_blank_amounts_are_not_listed():
    document = replace(make_document(), amounts=Amounts(current_year=Decimal(1)))
    assert not any("金额" in each.label for each in _convert(document, "weihai", "hebei").left_out)


def _files():
    return sorted((settings.FIXTURES_DIR / "conversions").glob("*.json"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_every_mapping_names_categories_that_exist(file):
    data = json.loads(file.read_text(encoding="utf-8"))
    assert file.stem == f"{data['from']}_{data['to']}"
    source, target = (IndicatorFramework.objects.get(slug=data[side]).as_value() for side in ("from", "to"))
    for old, new in category_mapping(data["from"], data["to"]).items():
        assert source.find(*old), old
        assert target.find(*new), new


def test_every_layout_can_be_shown_in_every_other():
    for target in layouts_to_choose():
        shown = _convert(make_document(), "weihai", target.slug)
        assert shown.document.layout == target.slug
