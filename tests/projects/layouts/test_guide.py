"""docs/表样.md: its example is a right layout, and everything a layout may say is explained there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from indicators.framework import Framework
from projects.catalog import FIELDS, LINE_FIELDS, SLOT_KEYS, line_fields
from projects.checking import submission_problems
from projects.layouts import LayoutError, load_layout, loader, table_reader
from projects.layouts.model import PATTERN_NAMES, Scope, SheetForm
from projects.layouts.specimen import specimen
from projects.money import YUAN_PER_UNIT, Places
from tests.layouts import write_layout

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "表样.md").read_text(encoding="utf-8")
NAME = "临溪.toml"


def block(language: str, beginning: str) -> str:
    blocks = re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    return next(text for text in blocks if text.startswith(beginning))


EXAMPLE = block("toml", "# 临溪县")
FRAMEWORK = Framework.from_json(json.loads(block("json", "{")))
KEYS = {
    *loader._LAYOUT_KEYS,
    *loader._SECTION_KEYS,
    *loader._START_KEYS,
    *loader._TEXT_KEYS,
    *loader._CELL_KEYS,
    *table_reader._TABLE_KEYS,
    *table_reader._COLUMN_KEYS,
} - {"section", "table"}


def test_the_example_is_a_layout_and_its_specimen_could_be_sent_up(tmp_path):
    layout = load_layout(write_layout(tmp_path, EXAMPLE, NAME))
    assert layout.framework == FRAMEWORK.slug
    assert submission_problems(layout, FRAMEWORK, specimen(layout, FRAMEWORK), {}) == []
    described = f"{len(layout.sections)} 节，{len(list(layout.cells()))} 个栏目，1 个表格，指标框架“{FRAMEWORK.name}”。"
    assert described in GUIDE


def test_the_mistakes_of_the_example_are_those_that_the_guide_shows(tmp_path):
    wrong = EXAMPLE.replace("[16, 34, 16, 34]", "[16, 34, 16, 30]").replace("amounts.fiscal", "amounts.fiscall")
    with pytest.raises(LayoutError) as error:
        load_layout(write_layout(tmp_path, wrong, NAME))
    shown = block("text", "有 2 处错误").splitlines()
    assert [str(mistake) for mistake in error.value.mistakes] == shown[1:]


@pytest.mark.parametrize("key", sorted(KEYS))
def test_every_key_is_explained(key):
    assert re.search(rf"`\[?{key}\]?`", GUIDE)


@pytest.mark.parametrize("word", [*Scope, *SheetForm, *Places, *YUAN_PER_UNIT])
def test_every_word_that_a_key_may_hold_is_named(word):
    assert word in GUIDE


@pytest.mark.parametrize("name", PATTERN_NAMES)
def test_every_name_of_a_pattern_is_explained(name):
    assert f"`{{{name}}}`" in GUIDE


@pytest.mark.parametrize(
    "path", [path for path in FIELDS if path.partition(".")[0] not in ("region", "department", "unit")]
)
def test_every_field_is_listed(path):
    assert f"`{path}`" in GUIDE


@pytest.mark.parametrize("lines", LINE_FIELDS)
def test_every_table_is_listed_with_its_columns(lines):
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{lines}` "))
    assert [member for member in line_fields(lines) if f"`{member}`" not in row] == []


@pytest.mark.parametrize("lines", SLOT_KEYS)
def test_every_kind_of_fixed_place_has_an_example(lines):
    assert re.search(rf"`{lines}\[[^\]]+\]\.\w+`", GUIDE)
