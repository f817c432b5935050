"""Layout files: what is read, and every mistake with its line, all at once, whatever stands in the file."""

from __future__ import annotations

import json
import re
import tomllib
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.catalog import FIELDS
from projects.layouts import Layout, LayoutError, load_layout
from projects.layouts.model import Choice
from projects.money import Places
from tests.layouts import TINY, write_layout


@pytest.fixture
def load(tmp_path):
    def load_text(text: str) -> Layout:
        return load_layout(write_layout(tmp_path, text))

    return load_text


@pytest.fixture
def mistakes(load):
    """(line, message) of every mistake of a text."""

    def found(text: str) -> list[tuple[int, str]]:
        with pytest.raises(LayoutError) as error:
            load(text)
        assert str(error.value) == "\n".join(str(mistake) for mistake in error.value.mistakes)
        return [(mistake.line, mistake.message) for mistake in error.value.mistakes]

    return found


def changed(old: str, new: str, count: int = 1) -> str:
    assert old in TINY
    return TINY.replace(old, new, count)


def line_of(text: str, words: str) -> int:
    """The number of the only line with these words."""
    [number] = [number for number, line in enumerate(text.splitlines(), start=1) if words in line]
    return number


# --- What is read ------------------------------------------------------------------------


def test_a_layout_is_read_as_written(load, tmp_path):
    layout = load(TINY)
    assert (layout.slug, layout.version, layout.name, layout.framework) == ("tiny", 3, "小表", "weihai")
    assert (layout.money_unit, layout.money_places) == ("元", Places.FIXED)
    assert layout.title("application", 2020) == "2020年小表（申报）"
    assert layout.title("issued", 2021) == "2021年小表（批复）"
    assert layout.note("left", 2020) == "单位：元"
    assert layout.note("right", 2020) == ""
    assert layout.source == tmp_path / "tiny.toml"
    assert [(section.key, section.title, section.columns) for section in layout.sections] == [
        ("head", "项目", (20, 30, 20, 30)),
        ("purchases", "采购", (50, 25, 25)),
        ("indicators", "指标", (20, 20, 35, 25)),
    ]
    assert [cell.path for cell in layout.cells()] == [
        "project.name",
        "project.nature",
        "amounts.total",
        "project.functional_subjects",
        "project.government_procurement",
    ]
    name = layout.cell("project.name")
    assert name is not None
    assert (name.label, name.span, name.label_span, name.required) == ("名称", 3, 1, True)
    assert name.field is FIELDS["project.name"]
    nature = layout.cell("project.nature")
    assert nature is not None
    assert nature.choices == (Choice("新增项目", "01-新增项目"), Choice("延续性项目", "延续性项目"))
    table = layout.table("procurements")
    assert table is not None
    assert [(column.value, column.head, column.centred) for column in table.columns] == [
        ("item", "品名", False),
        ("quantity", "数量", True),
        ("amount", "金额", False),
    ]
    assert (table.minimum, table.is_tree) == (0, False)
    tree = layout.table("indicators")
    assert tree is not None
    assert (tree.minimum, tree.is_tree) == (1, True)


def test_paths_are_named_for_people(load):
    layout = load(TINY)
    assert layout.label_of("project.name") == "名称"
    assert layout.label_of("indicators[2].target") == "指标第 3 行目标"
    assert layout.label_of("indicators[0c54da2b-98fc].target") == "指标中一行的目标"
    assert layout.label_of("procurements") == "采购"
    assert layout.label_of("narratives.basis") == "narratives.basis"
    sections = [layout.section_of(path) for path in ("amounts.total", "procurements[0].item", "narratives.basis")]
    assert [section and section.key for section in sections] == ["head", "purchases", None]


def test_printed_labels_carry_their_star_and_the_pattern_of_the_layout(load):
    layout = load(changed('money_places = "fixed"', 'money_places = "fixed"\nlabel = "{label}{star}："'))
    printed = [layout.printed_label(cell) for cell in layout.cells()]
    assert printed[:2] == ["名称*：", "性质："]
    own = load(changed('label = "总额", field', 'label = "总额", printed = "总额（万元）", field'))
    assert own.printed_label(own.cell("amounts.total")) == "总额（万元）"


def test_what_is_left_out_has_its_usual_value(load):
    text = TINY.replace('money_unit = "元"\n', "").replace('money_places = "fixed"\n', "")
    layout = load(text)
    assert (layout.money_unit, layout.money_places) == ("元", Places.TRIM)


# --- Mistakes ----------------------------------------------------------------------------

MISTAKES = [
    # replaced, by what, words on the line, message
    ('slug = "tiny"', 'slug = "Tiny Form"', "Tiny Form", "slug “Tiny Form”只能用小写字母、数字和连字符"),
    ('slug = "tiny"', "slug = 7", "slug = 7", "slug 应是一段文字"),
    ("version = 3", 'version = "3"', "version", "version 应是正整数"),
    ("version = 3", "version = 0", "version", "version 应是正整数"),
    ("version = 3", "version = true", "version", "version 应是正整数"),
    ('name = "小表"', 'name = " "', "name = ", "name 应是一段不空的文字"),
    ('money_unit = "元"', 'money_unit = "美元"', "美元", "money_unit “美元”不认识，可用：元、千元、万元、亿元"),
    ('money_unit = "元"', "money_unit = []", "money_unit = []", "money_unit 应是一段文字"),
    ('"fixed"', '"rounded"', "rounded", "money_places “rounded”不认识，可用：trim、fixed"),
    ('name = "小表"', 'name = "小表"\nnmae = "x"', "nmae", "不认识的项“nmae”，可用："),
    ("{year}年小表（申报）", "{yaer}年小表", "yaer", "application 的写法“{yaer}年小表”不对，花括号里可用：{year}"),
    ("{year}年小表（申报）", "{year", '"{year"', "application 的写法“{year”不对，花括号里可用：{year}"),
    ("{year}年小表（申报）", "{year:>999999999}", "999999999", "application 的写法“{year:>999999999}”不对"),
    ("{year}年小表（申报）", "{year!r}", "!r", "application 的写法“{year!r}”不对"),
    ("{year}年小表（申报）", "{year.real}", "real", "application 的写法“{year.real}”不对"),
    ("{year}年小表（申报）", "{}", '"{}"', "application 的写法“{}”不对"),
    ('left = "单位', 'top = "单位', "top = ", "不认识的项“top”，可用：centre、left、right"),
    ('key = "purchases"', 'key = "采购"', 'key = "采购"', "key “采购”只能用小写字母、数字和下划线"),
    ("columns = [50, 25, 25]", "columns = [50, 25, 20]", "[50, 25, 20]", "columns 的列宽加起来是 95，应为 100"),
    ("columns = [50, 25, 25]", 'columns = [50, "25", 25]', '"25"', "columns 要写正整数的列宽"),
    ("columns = [50, 25, 25]", "columns = [100.0, 0, 0]", "100.0", "columns 要写正整数的列宽"),
    ("columns = [50, 25, 25]", "columns = 100", "columns = 100", "columns 应是列表"),
    ("columns = [50, 25, 25]", "columns = [50, 50]", 'lines = "proc', "表格有 3 列，但 columns 写了 2 个列宽"),
    (", span = 3", ", span = 2", '"project.name"', "这一行占 3 列，应为 4 列，请改 span"),
    (", span = 3", ', span = "3"', '"project.name"', "span 应是正整数"),
    (", span = 3", ", span = 0", '"project.name"', "span 应是正整数"),
    (", required = true", ', required = "yes"', '"project.name"', "required 应是true 或 false"),
    ("required = true", "requried = true", "requried", "不认识的项“requried”，可用："),
    ('"amounts.total"', '"amounts.totals"', "totals", "没有“amounts.totals”这个字段"),
    ('"amounts.total"', '"project.name"', '"总额"', "field “project.name”出现了两次"),
    ('label = "总额", ', "", '"amounts.total"', "“amounts.total”缺少 label"),
    (
        '"{code} {name}"',
        '"{code} {title}"',
        "title}",
        "pattern 的写法“{code} {title}”不对，花括号里可用：{code}、{name}",
    ),
    ('choices = [{ value = "新增项目", printed', "choices = [{ printed", "01-", "“project.nature”缺少 value"),
    ("choices = [{", "choices = [7, {", "[7,", "“7”应是“项 = 值”的一组"),
    (
        'value = "新增项目", ',
        'value = "新增项目", colour = "红", ',
        "colour",
        "不认识的项“colour”，可用：printed、value",
    ),
    ('lines = "procurements"', 'lines = "purchases"', '"purchases"\ncol', "没有“purchases”这种表格，可用："),
    ('lines = "procurements"', 'lines = "indicators"', "", "lines “indicators”出现了两次"),
    (
        'value = "quantity"',
        'value = "count"',
        '"count"',
        "procurements 没有“count”这一列，可用：item、quantity、amount",
    ),
    ('value = "amount"', 'value = "item"', "", "procurements 的列 “item”出现了两次"),
    ('head = "品名"', "head = 1", '"item"', "head 应是一段文字"),
    ("minimum = 1", "minimum = -1", "", "minimum 应是0 或正整数"),
    ("minimum = 1", "maximum = 1", "maximum", "不认识的项“maximum”，可用："),
]


@pytest.mark.parametrize(("old", "new", "words", "message"), MISTAKES, ids=[f"{new:.30}" for _, new, _, _ in MISTAKES])
def test_a_mistake_is_named_with_its_line(mistakes, old, new, words, message):
    text = changed(old, new)
    found = mistakes(text)
    assert message in [each[: len(message)] for _, each in found]
    if words and "\n" not in words:
        [line] = [line for line, each in found if each.startswith(message)]
        assert line == line_of(text, words)


def test_a_section_needs_rows_or_a_table_and_never_both(mistakes):
    without = re.sub(r'\[section.table\]\nlines = "procurements"\n.*\n', "", TINY)
    assert (line_of(without, 'key = "purchases"') - 1, "每节要有 rows 或 [section.table]，且只能有一种") in mistakes(
        without
    )
    both = changed("columns = [50, 25, 25]", "columns = [50, 25, 25]\nrows = [[]]")
    messages = [message for _, message in mistakes(both)]
    assert "每节要有 rows 或 [section.table]，且只能有一种" in messages
    assert "这一行占 0 列，应为 3 列，请改 span 或 down" in messages


def test_a_repeated_section_is_named_where_it_is_repeated(mistakes):
    text = changed('key = "indicators"', 'key = "head"')
    assert mistakes(text) == [(line_of(text, 'title = "指标"') - 1, "key “head”出现了两次")]


@pytest.mark.parametrize("key", ["slug", "version", "name", "framework", "titles"])
def test_what_is_missing_at_the_top_is_named(mistakes, key):
    data = tomllib.loads(TINY)
    del data[key]
    wanted = ["application", "issued"] if key == "titles" else [key]
    messages = [message for _, message in mistakes(toml(data))]
    assert [message.rpartition("缺少 ")[2] for message in messages] == wanted


@pytest.mark.parametrize("key", ["key", "title", "columns"])
def test_what_a_section_lacks_is_named_with_its_first_line(mistakes, key):
    text = re.sub(rf"^{key} = .*\n", "", TINY.partition("[section.table]")[0], count=1, flags=re.MULTILINE)
    first_line = text.partition("[[section]]")[0].count("\n") + 1
    assert (first_line, f"这一节缺少 {key}") in mistakes(text)


def test_everything_wrong_is_reported_at_once_in_the_order_of_lines(mistakes):
    text = TINY
    for old, new in [
        ('slug = "tiny"', 'slug = "T"'),
        ("version = 3", "version = -3"),
        ('"amounts.total"', '"amounts.tot"'),
        ("columns = [50, 25, 25]", "columns = [50, 25, 20]"),
        ("minimum = 1", 'minimum = "1"'),
    ]:
        text = text.replace(old, new, 1)
    found = mistakes(text)
    assert [line for line, _ in found] == sorted(line for line, _ in found)
    assert [message.split("，")[0] for _, message in found] == [
        "slug “T”只能用小写字母、数字和连字符",
        "version 应是正整数",
        "没有“amounts.tot”这个字段",
        "columns 的列宽加起来是 95",
        "minimum 应是0 或正整数",
    ]


def test_mistakes_read_as_a_sentence(load, tmp_path):
    with pytest.raises(LayoutError) as error:
        load(changed("version = 3", "version = 0"))
    assert str(error.value) == "tiny.toml 第 2 行：version 应是正整数"


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b'slug = "tiny\nversion = 3', 1, "TOML 语法错误："),
        (b'slug = "tiny"\n\nversion == 3', 3, "TOML 语法错误："),
        (b'slug = "tiny"\nslug = "tiny"', 2, "TOML 语法错误："),
        (b"[[section]\n", 1, "TOML 语法错误："),
        (b'slug = """', 1, "TOML 语法错误："),
        ('name = "表"'.encode("gbk"), 1, "不是 UTF-8 编码，请用 UTF-8 另存"),
        (b"x = " + b"[" * 50_000, 1, "TOML 读不了："),
        (b"x = " + b"1" * 5_000, 1, "TOML 读不了："),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path, content, line, message):
    file = tmp_path / "x.toml"
    file.write_bytes(content)
    with pytest.raises(LayoutError) as error:
        load_layout(file)
    first = error.value.mistakes[0]
    assert first.line == line
    assert first.message.startswith(message)


def test_an_empty_file_lacks_everything(mistakes):
    found = mistakes("")
    assert {line for line, _ in found} == {1}
    missing = [*("application", "issued"), *("slug", "version", "name", "framework")]
    assert {message.rpartition(" ")[2] for _, message in found} == {*missing, "[[section]]"}


def test_a_file_that_cannot_be_opened_is_a_mistake_too(tmp_path):
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(LayoutError) as error:
            load_layout(path)
        assert error.value.mistakes[0].message.startswith("文件读不了：")


# --- Anything at all ---------------------------------------------------------------------


def toml(value: Any) -> str:
    """A TOML document of a plain value; tables below the top are written inline."""
    return "\n".join(f"{json.dumps(key)} = {_inline(member)}" for key, member in value.items())


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_inline(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else str(value)


odd_values = st.recursive(
    st.booleans()
    | st.integers(-3, 200)
    | st.floats()
    | st.dates(min_value=date(1900, 1, 1))
    | st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8)
    | st.sampled_from(["{year}", "{", "{x}", "project.name", "indicators", "level1", "weight", "", "cover", "plain"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["label", "field", "text", "span", "down", "value", "head", "key"]), inner, max_size=4
        )
    ),
    max_leaves=6,
)
KEYS = [
    *("span", "label_span", "down", "required", "printed", "help", "pattern", "choices", "boxes", "centred", "text"),
    *("tree", "blank_rows", "side", "starts", "title", "minimum", "total", "again", "under", "weight_total", "scope"),
    *("money_unit", "money_places", "landscape", "label", "rows", "table", "columns", "lines", "field", "nonsense"),
]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a nested value."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, member in members for place in [(value, key), *_places(member)]]


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_stands_anywhere_is_read_or_explained(data, tmp_path_factory):
    layout = deepcopy(tomllib.loads(TINY))
    for _ in range(data.draw(st.integers(1, 4))):
        container, key = data.draw(st.sampled_from(_places(layout)))
        what = data.draw(st.sampled_from(["replace", "remove", "repeat", "add"]))
        if what == "replace":
            container[key] = data.draw(odd_values)
        elif what == "remove":
            del container[key]
        elif isinstance(container, list):
            container.insert(key, data.draw(odd_values) if what == "add" else deepcopy(container[key]))
        else:
            container[data.draw(st.sampled_from(KEYS))] = data.draw(odd_values)
        if not layout:
            break
    _read_or_explained(tmp_path_factory, toml(layout).encode())


@settings(max_examples=100)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_explained(content, tmp_path_factory):
    _read_or_explained(tmp_path_factory, content)


def _read_or_explained(folders: Any, content: bytes) -> None:
    file: Path = folders.getbasetemp() / "any.toml"
    file.write_bytes(content)
    lines = content.count(b"\n") + 1
    try:
        loaded = load_layout(file)
    except LayoutError as error:
        found = error.mistakes
        assert found
        assert all(re.search("[一-鿿]", mistake.message) for mistake in found)
        assert all(1 <= mistake.line <= lines + content.count(b"\r") + 1 for mistake in found)
    else:
        assert isinstance(loaded, Layout)
