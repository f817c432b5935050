from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from reports.disclosure_reading.reading import DisclosureReading, read_disclosure
from reports.readers.opening import open_files
from reports.readers.source import SourceFile
from tests.reports.disclosure_reading.booklet import BLOCKS, TITLE, as_cells, as_docx, as_html, as_rows


def read(content: bytes) -> DisclosureReading:
    [(_, source)] = open_files("公开.txt", content)
    assert isinstance(source, SourceFile)
    return read_disclosure(source)


@pytest.fixture(scope="module")
def reading() -> DisclosureReading:
    return read(as_rows(BLOCKS))


def test_identity(reading: DisclosureReading) -> None:
    document = reading.document
    assert (document.title, document.fiscal_year, document.issued, document.printed_unit) == (
        TITLE, 2023, "2023-02", "万元",
    )  # fmt: skip
    assert (document.region.name, document.department.name) == ("青石市河东区", "文化和旅游局")
    assert document.legal_basis == "根据《中华人民共和国预算法》的规定，现将2023年部门预算公开如下："


def test_duties_and_institutions(reading: DisclosureReading) -> None:
    document = reading.document
    assert [(duty.number, duty.text) for duty in document.duties.items] == [
        ("1", "管理全区公共文化服务，组织惠民演出和展览。"),
        ("2", "指导文物保护和非物质文化遗产传承。"),
    ]
    assert [(each.name, each.level) for each in document.institutions] == [
        ("青石市河东区文化和旅游局", "正科级"),
        ("青石市河东区图书馆", "股级"),
    ]


def test_money(reading: DisclosureReading) -> None:
    document = reading.document
    assert document.budget.income.total == Decimal("4208000.00")
    assert [part.name for part in document.budget.expenditure.items[1].parts] == [
        "图书购置经费", "馆舍维修经费", "文化惠民演出经费",
    ]  # fmt: skip
    assert document.budget.change.items[0].amount == Decimal("-40000.00")
    assert document.three_public.items[1].parts[1].amount == Decimal("100000.00")
    assert document.operating_costs.total == Decimal("400000.00")


def test_procurement_and_assets(reading: DisclosureReading) -> None:
    procurement, assets = reading.document.procurement, reading.document.assets
    assert [row.kind for row in procurement.rows] == ["total", "item", "item"]
    assert procurement.total == Decimal("186000.00")
    assert (procurement.rows[1].unit_price, procurement.rows[1].quantity) == (Decimal("21.00"), "6000")
    assert assets.fixed_assets_total == Decimal("1205000.00")
    assert [row.value for row in assets.rows][-1] == Decimal("250000.00")


def test_glossary_and_performance(reading: DisclosureReading) -> None:
    document = reading.document
    assert [(term.code, term.level, term.term) for term in document.glossary] == [
        (None, None, "基本支出"),
        ("207", "类", "文化旅游体育与传媒支出"),
        ("20701", "款", "文化和旅游"),
        ("2070104", "项", "图书馆"),
    ]
    performance = document.performance
    assert performance.overall_goal.points == ("一是全年组织惠民演出120场。", "二是新增藏书6000册。")
    assert performance.sections[0].indicators == ("演出场次≥120场", "观众满意度≥90%")
    assert performance.sections[1].standards[0].thresholds[1].max == Decimal(85)
    assert next((item.name, item.text) for item in performance.safeguards.items) == (
        "加强领导", "成立工作专班，局长任组长。",
    )  # fmt: skip


def test_nothing_is_lost_or_doubted(reading: DisclosureReading) -> None:
    assert (reading.leftovers, reading.doubts, reading.is_disclosure) == ((), (), True)


def test_text_with_a_cell_on_each_line_and_word_say_the_same(reading: DisclosureReading) -> None:
    assert read(as_cells(BLOCKS)).document == reading.document
    assert read(as_docx(BLOCKS)).document == reading.document


def test_a_pdf_says_the_same(reading: DisclosureReading) -> None:
    assert read(weasyprint.HTML(string=as_html(BLOCKS)).write_pdf()).document == reading.document


def test_headings_with_their_text_on_the_same_line() -> None:
    text = "2023年收入预算100万元，全部为一般公共预算拨款收入。"
    blocks = [block for block in BLOCKS if not (isinstance(block, str) and block.startswith("2023年收入预算"))]
    blocks[blocks.index("（一）收入说明")] = f"1、收入说明：{text}"
    assert read(as_rows(blocks)).document.budget.income.text == text


def test_what_has_no_place_is_left_over_and_wrong_amounts_are_doubted() -> None:
    blocks = [*BLOCKS]
    blocks.insert(blocks.index("2023年部门预算绩效信息") + 1, "绩效管理有专人负责。")
    blocks.append([["附表", "甲", "丁"], ["乙", "丙", "戊"]])
    table = next(block for block in blocks if isinstance(block, list) and block[0][0] == "项目")
    blocks[blocks.index(table)] = [*table[:-1], ["3、其他固定资产", "46", "约25"]]
    reading = read(as_rows(blocks))
    assert [left.text for left in reading.leftovers] == [
        "约25",
        "绩效管理有专人负责。",
        "附表 | 甲 | 丁 | 乙 | 丙 | 戊",
    ]
    assert [doubt.path for doubt in reading.doubts] == ["assets.rows[4].value"]
    assert reading.document.uncertain == ("assets.rows[4].value",)


def test_paragraphs_that_the_source_repeats_stand_once() -> None:
    last = BLOCKS[-1]
    assert isinstance(last, str)
    reading = read(as_rows([*BLOCKS, last.removeprefix("（二）严格预算。")[3:]]))
    assert len(reading.document.performance.safeguards.items) == 2
    assert len(reading.document.duplicated_in_source) == 1


def test_state_of_the_assets_and_note_under_the_table() -> None:
    blocks = [*BLOCKS]
    table = next(number for number, block in enumerate(blocks) if isinstance(block, list) and block[0][0] == "项目")
    blocks[table:table] = ["编制部门：203001河东区文化和旅游局本级", "截止时间：2022年12月31日"]
    blocks.insert(table + 3, "无此项公开内容，空表列示。")
    assets = read(as_rows(blocks)).document.assets
    assert (assets.as_of, assets.unit_line, assets.note) == (
        date(2022, 12, 31), "203001河东区文化和旅游局本级", "无此项公开内容，空表列示。",
    )  # fmt: skip


def test_recognised_text_is_closed_up_and_torn_paragraphs_are_joined() -> None:
    text = as_rows(BLOCKS).decode().replace("2023年", "2023 年 ").replace("其中：", "其中: ").replace("经费", "经 费")
    text = text.replace("每季度通报一次执行情况", "每季度通报一次执行情\n\n况")
    document = read(text.encode()).document
    assert document.budget.income.year_printed == 2023
    assert document.operating_costs.items[1].name == "差旅费"
    assert (document.performance.safeguards.items[1].text or "").startswith("按进度支付资金，每季度通报一次")


def test_other_files_are_no_disclosure() -> None:
    assert not read("关于放假的通知\n今天放假。".encode()).is_disclosure


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, f"{path}.{key}")
    elif isinstance(value, list):
        for index, member in enumerate(value):
            yield from leaves(member, f"{path}[{index}]")
    else:
        yield path, value


# The id, what people noted beside it, and the ids of forms do not stand in the text.
NOT_IN_THE_TEXT = (".document", ".duplicated_in_source", ".uncertain")


@pytest.mark.parametrize(("name", "least"), [("shg", 1.0), ("qhd", 0.99)])
def test_samples_are_read(samples_dir: Path, name: str, least: float) -> None:
    truth = json.loads((samples_dir / "department" / f"{name}.json").read_text())
    content = (samples_dir / "text" / f"hebei-{name}.txt").read_bytes()
    got = dict(leaves(read(content).document.to_json()))
    wanted = {
        path: value for path, value in leaves(truth)
        if not path.startswith(NOT_IN_THE_TEXT) and not path.endswith(".form")
    }  # fmt: skip
    right = sum(path in got and got[path] == value for path, value in wanted.items())
    assert right / len(wanted) >= least
