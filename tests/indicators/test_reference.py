"""Reference data of the release: there after every migrate, up to date, and nothing of others touched."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from indicators.framework import Category, Framework
from indicators.models import IndicatorCategory, IndicatorFramework, Subject
from indicators.reference import load_framework, load_reference_data

pytestmark = pytest.mark.django_db

FIXTURES = Path(django_settings.FIXTURES_DIR)

TREE = {
    "slug": "small",
    "name": "小框架",
    "level1": [
        {"name": "产出", "level2": [{"name": "数量", "mark": "(必填)", "minimum": 2}, {"name": "质量"}]},
        {"name": "效果", "level2": [{"name": "满意度"}]},
    ],
}


def stored() -> list[object]:
    return [
        list(model._default_manager.order_by("pk").values())
        for model in (IndicatorFramework, IndicatorCategory, Subject)
    ]


def test_after_migrate_every_framework_and_subject_of_the_release_is_there():
    slugs = [json.loads(file.read_text(encoding="utf-8"))["slug"] for file in (FIXTURES / "frameworks").glob("*.json")]
    assert set(slugs) == set(IndicatorFramework.objects.values_list("slug", flat=True))
    for kind in ("functional", "economic"):
        with (FIXTURES / "subjects" / f"{kind}-sample.csv").open(encoding="utf-8", newline="") as rows:
            codes = {(int(row["year"]), row["code"], row["name"]) for row in csv.DictReader(rows)}
        assert set(Subject.objects.filter(kind=kind).values_list("year", "code", "name")) == codes


def test_the_weihai_tree_is_stored_in_the_order_of_the_paper():
    framework = IndicatorFramework.objects.get(slug="weihai").as_value()
    assert framework.level1_names() == ("投入与目标管理", "产出目标", "效果目标", "影响力目标")
    assert [category.level2 for category in framework.under("产出目标")] == ["数量", "质量", "时效", "成本"]


def test_loading_again_changes_nothing():
    before = stored()
    load_reference_data()
    assert stored() == before


def test_migrating_brings_back_what_was_deleted():
    before = {(row.kind, row.year, row.code) for row in Subject.objects.all()}
    Subject.objects.filter(kind="economic").delete()
    IndicatorFramework.objects.filter(slug="weihai").delete()
    call_command("migrate", verbosity=0)
    assert {(row.kind, row.year, row.code) for row in Subject.objects.all()} == before
    assert IndicatorFramework.objects.filter(slug="weihai").exists()


def test_what_an_administrator_added_stays():
    Subject.objects.create(kind="functional", year=2031, code="299", name="自己加的")
    Subject.objects.filter(kind="functional", year=2020, code="201").update(name="改过的名称")
    load_framework(TREE)
    before = stored()
    load_reference_data()
    assert stored() == before


def test_a_framework_is_read_with_marks_and_minimums():
    load_framework(TREE)
    assert IndicatorFramework.objects.get(slug="small").as_value() == Framework(
        "small",
        "小框架",
        (Category("产出", "数量", "(必填)", 2), Category("产出", "质量"), Category("效果", "满意度")),
    )


def test_a_new_release_replaces_the_tree_and_keeps_the_framework():
    load_framework(TREE)
    framework = IndicatorFramework.objects.get(slug="small")
    load_framework(
        TREE | {"name": "新名", "level1": [{"name": "效果", "level2": [{"name": "满意度"}, {"name": "数量"}]}]}
    )
    framework.refresh_from_db()
    assert framework.as_value() == Framework("small", "新名", (Category("效果", "满意度"), Category("效果", "数量")))


def test_the_same_tree_in_another_order_is_another_tree():
    load_framework(TREE)
    load_framework(TREE | {"level1": TREE["level1"][::-1]})
    assert IndicatorFramework.objects.get(slug="small").as_value().level1_names() == ("效果", "产出")


def test_categories_print_their_mark_and_are_found_by_both_names():
    load_framework(TREE)
    framework = IndicatorFramework.objects.get(slug="small").as_value()
    quantity = framework.find("产出", "数量")
    assert quantity is not None
    assert quantity.printed == "数量(必填)"
    assert framework.find("效果", "数量") is None
    assert framework.find(None, None) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2013699", "2013699"),
        ("其他共产党事务", "2013699"),
        ("qitagongchandangshiwuzhichu", "2013699"),
        ("qtgcdswzc", "2013699"),
        ("201 gcd qt", "2013699"),
        ("GONGCHANDANG qita", "2013699"),
    ],
)
def test_subjects_are_found_by_code_chinese_and_pinyin(text, code):
    assert code in Subject.objects.filter(kind="functional").matching(text).values_list("code", flat=True)


@pytest.mark.parametrize("text", ["3699", "xyz", "2013699 教育", "%", "_"])
def test_what_finds_no_subject(text):
    assert list(Subject.objects.filter(kind="functional").matching(text)) == []


def test_a_code_is_found_from_its_beginning():
    codes = Subject.objects.filter(kind="functional").matching("20136").values_list("code", flat=True)
    assert codes
    assert all(code.startswith("20136") for code in codes)
