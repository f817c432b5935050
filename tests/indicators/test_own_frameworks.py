"""Indicator frameworks beside an office's own layouts."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from indicators.models import IndicatorFramework
from indicators.reference import load_reference_data

TREE = {"slug": "own", "name": "自己的框架", "level1": [{"name": "产出", "level2": [{"name": "数量", "minimum": 1}]}]}


@pytest.fixture
def folder(tmp_path, settings):
    settings.LAYOUT_DIRS = [str(tmp_path)]
    (tmp_path / "frameworks").mkdir()
    return tmp_path / "frameworks"


@pytest.mark.django_db
def test_they_are_loaded_with_those_of_the_release(folder):
    (folder / "own.json").write_text(json.dumps(TREE), encoding="utf-8")
    load_reference_data()
    own = IndicatorFramework.objects.get(slug="own").as_value()
    assert [(category.level1, category.level2, category.minimum) for category in own.categories] == [
        ("产出", "数量", 1)
    ]
    assert IndicatorFramework.objects.filter(slug="weihai").exists()


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b'{"slug": "own"}', b"\xff", b'{"slug": "a", "name": "b", "level1": 3}']
)
def test_one_that_cannot_be_read_is_named_before_anything_is_done(folder, content):
    (folder / "own.json").write_bytes(content)
    with pytest.raises(SystemCheckError, match=r"E003.*own\.json 读不懂"):
        call_command("check", stderr=StringIO())
