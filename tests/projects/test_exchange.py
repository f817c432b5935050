"""Reading exchange JSON: everything wrong is named by its path, with the remedy."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from projects.document import FormDocument
from projects.exchange import ExchangeError, document_from, read_exchange
from tests.factories import make_document
from tests.strategies import documents


def changed(path: str, value: Any) -> dict[str, Any]:
    """The JSON of a good document with another value at a path."""
    data = make_document().to_json()
    *way, last = (int(step) if step.isdigit() else step for step in re.findall(r"\w+", path))
    place: Any = data
    for step in way:
        place = place[step]
    place[last] = value
    return data


def problems_of(data: Any) -> list[str]:
    try:
        document_from(data)
    except ExchangeError as error:
        return [str(problem) for problem in error.problems]
    return []


@settings(max_examples=30)
@given(documents)
def test_what_is_written_is_read(document):
    assert read_exchange(json.dumps(document.to_json(), ensure_ascii=False).encode()) == document


def test_a_byte_order_mark_does_no_harm():
    document = make_document()
    assert read_exchange(json.dumps(document.to_json()).encode("utf-8-sig")) == document


def test_what_only_readers_write_is_left_out():
    data = changed("layout", "weihai") | {
        "uncertain": ["project.phone"],
        "notes": [{"field": "amounts.total", "code": "x", "text": "400000"}],
    }
    assert document_from(data) == make_document()


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        ("amounts.total", "20", 'amounts.total：金额应是以元为单位、两位小数的文字，如 "200000.00"（"20"）'),
        (
            "amounts.total",
            "2,000.00",
            'amounts.total：金额应是以元为单位、两位小数的文字，如 "200000.00"（"2,000.00"）',
        ),
        ("amounts.total", "abc", 'amounts.total：金额应是以元为单位、两位小数的文字，如 "200000.00"（"abc"）'),
        ("amounts.total", 20, "amounts.total：应是加引号的文字（20）"),
        ("amounts.total", "", 'amounts.total：金额应是以元为单位、两位小数的文字，如 "200000.00"（""）'),
        ("fiscal_year", "2020", 'fiscal_year：应是整数（"2020"）'),
        ("fiscal_year", 2020.5, "fiscal_year：应是整数（2020.5）"),
        ("fiscal_year", True, "fiscal_year：应是整数（true）"),
        ("fiscal_year", 1989, "fiscal_year：应不小于 1990（1989）"),
        ("fiscal_year", 2101, "fiscal_year：应不大于 2100（2101）"),
        ("layout", "Weihai 2020", 'layout：写法不对（"Weihai 2020"）'),
        ("project.start_date", "2020-02-30", 'project.start_date：没有这一天（"2020-02-30"）'),
        ("project.start_date", "20200101", 'project.start_date：日期应如 "2020-01-31"（"20200101"）'),
        ("project.start_date", "2020年1月1日", 'project.start_date：没有这一天（"2020年1月1日"）'),
        ("project.has_subprojects", "是", 'project.has_subprojects：应是 true/false 或null（"是"）'),
        ("project.name", None, "project.name：应是加引号的文字（null）"),
        ("project.name", "", 'project.name：不能是空文字，空白请用 null（""）'),
        ("project.name", " 课件", 'project.name：文字首尾不能有空白，中间不能有制表符（" 课件"）'),
        ("project.name", "课件\n", 'project.name：文字首尾不能有空白，中间不能有制表符（"课件\\n"）'),
        ("project.name", "课\t件", 'project.name：文字首尾不能有空白，中间不能有制表符（"课\\t件"）'),
        ("project.name", "课\x00件", "project.name：含有看不见的控制字符或残缺字符，请删去后重试"),
        ("project.name", "课\ud83d件", "project.name：含有看不见的控制字符或残缺字符，请删去后重试"),
        ("project.functional_subjects", [{"code": "1"}] * 2, "project.functional_subjects：有重复的项（[{"),
        ("narratives.basis", "<p>依据</p>", "narratives.basis：含有网页标记（如 <p>），请删去标记只留文字"),
        ("narratives.basis", ["依据"], 'narratives.basis：应是加引号的文字（["依据"]）'),
        ("narratives.summary", "概况", "narratives：有不认识的项：summary"),
        ("region", "临海区", 'region：应是对象（"临海区"）'),
        ("region", {"code": None, "name": None}, "region：至少要有其中一项：code、name"),
        ("unit.code", "", 'unit.code：不能是空文字，空白请用 null（""）'),
        ("indicators", None, "indicators：应是列表（null）"),
        ("indicators[1]", {"level1": "产出目标"}, "indicators[1]：至少要有其中一项：level3、target"),
        ("indicators[1].history", {"18": "3人"}, 'indicators[1].history：写法不对（"18"）'),
        ("funding_sources", [{"amount": None}], "funding_sources[0]：缺少必要的项：name"),
        (
            "payment_schedule",
            [{"by": "3月底", "percent": "25%"}],
            'payment_schedule[0].percent：百分比应是不带百分号的数字文字，如 "25"（"25%"）',
        ),
    ],
)
def test_a_wrong_value_is_named_once(path, value, problem):
    [found] = problems_of(changed(path, value))
    assert found.startswith(problem)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("amounts.total", "-0.01"),
        ("amounts.total", None),
        ("project.start_date", "2020-02-29"),
        ("project.name", "车辆 < 20 辆，宽>3 米"),
        ("project.name", "a<b"),
        ("narratives.basis", "第一段\n\n第二段"),
        ("narratives.basis", "😀 表情也是文字"),
        ("region", {"code": "371000", "name": None}),
        ("region", None),
        ("indicators", []),
        ("fiscal_year", 1990),
        ("fiscal_year", 2100),
    ],
)
def test_what_is_nearly_wrong_is_read(path, value):
    assert problems_of(changed(path, value)) == []


def test_everything_wrong_is_reported_at_once_in_the_order_of_rows():
    data = changed("amounts.total", 3) | {"fiscal_year": "x", "colour": "red"}
    for index in range(4):
        data["indicators"][index]["target"] = 100
    data["indicators"] *= 3
    paths = [problem.partition("：")[0] for problem in problems_of(data)]
    assert paths == ["（整个文件）", "amounts.total", "fiscal_year", *(f"indicators[{n}].target" for n in range(12))]


def test_missing_parts_are_named():
    assert problems_of({"schema": "perfbudget/1", "layout": "weihai", "fiscal_year": 2020}) == [
        f"（整个文件）：缺少必要的项：{name}" for name in ("project", "amounts", "narratives", "indicators")
    ]


@pytest.mark.parametrize("version", ["perfbudget/2", None, 1, {"a": 1}])
def test_another_version_is_not_guessed_at(version):
    [problem] = problems_of(make_document().to_json() | {"schema": version})
    assert problem == f"schema：版本是 {version!r}，本系统只认 'perfbudget/1'，请用新版导出"


def _workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (_workbook(), "这是 Excel、Word 或压缩文件，不是 JSON；请选择导出的 .json 文件"),
        ('{"name": "中"}'.encode("gbk"), "文件不是 UTF-8 编码的文字，请用 UTF-8 另存"),
        (b"\x89PNG\r\n", "文件不是 UTF-8 编码的文字，请用 UTF-8 另存"),
        (b"", "第 1 行第 1 列不是合法的 JSON"),
        (b'{"schema": "perfbudget/1",\n "layout": }', "第 2 行第 12 列不是合法的 JSON"),
        (b"[]", "最外层应是一个对象（一张表）"),
        (b'"perfbudget/1"', "最外层应是一个对象（一张表）"),
        (b'{"amounts": NaN}', "不是合法的 JSON"),
        (b"[" * 200_000, "不是合法的 JSON"),
        (b"1" * 10_000, "不是合法的 JSON"),
    ],
)
def test_what_is_no_exchange_file_is_said_to_be_what_it_is(content, problem):
    with pytest.raises(ExchangeError) as refused:
        read_exchange(content)
    assert [str(each) for each in refused.value.problems] == [f"（整个文件）：{problem}"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200)
@given(st.data())
def test_whatever_stands_in_one_place_is_read_or_explained(data):
    """No value anywhere, of whatever type, leads to anything but a document or Chinese problems."""
    document = make_document().to_json()
    paths = ["project", "amounts", "narratives", "indicators", "region", "layout", "fiscal_year", "schema"]
    key = data.draw(st.sampled_from([*paths, "funding_sources", "budget_history", "payment_schedule", "expenditures"]))
    if isinstance(document[key], dict) and data.draw(st.booleans()):
        member = data.draw(st.sampled_from(sorted(document[key])))
        document[key][member] = data.draw(json_values)
    elif isinstance(document[key], list) and data.draw(st.booleans()):
        document[key] = [*document[key], data.draw(json_values)]
    else:
        document[key] = data.draw(json_values)
    problems = problems_of(document)
    assert all(re.search("[一-鿿]", problem) for problem in problems)
    if not problems:
        assert isinstance(document_from(document), FormDocument)


@pytest.mark.parametrize("again", ['"project": {"name": "另一个"}', '"x": {"project": 1, "y": [{"k": 1, "k": 2}]}'])
def test_what_stands_twice_is_not_lost_but_refused(again):
    text = json.dumps(make_document().to_json())
    with pytest.raises(ExchangeError, match=r"“(project|k)”在同一处写了两次，只能有一个，请删去多余的"):
        read_exchange(f"{text[:-1]}, {again}}}".encode())
