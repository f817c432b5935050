from __future__ import annotations

import struct
from pathlib import Path

import pytest

from reports.readers.limits import Limits
from reports.readers.source import SourceFile, SourceTable, SourceText, Unreadable
from reports.readers.word import doc, docx
from reports.readers.word.doc_numbers import lists_of
from tests.reports.readers.word97 import IN_TABLE, P, deep, row_end, word97


def cells_of(source: SourceFile) -> list[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of the cells of the only table."""
    [table] = [block for block in source.blocks if isinstance(block, SourceTable)]
    return [(cell.row, cell.column, cell.row_span, cell.col_span, cell.text) for cell in table.cells]


def cell(text: str) -> P:
    return P(f"{text}\x07", IN_TABLE)


def test_texts_and_tables_in_their_order() -> None:
    content = word97([P("标题\r"), cell("甲"), cell("乙"), row_end([0, 1000, 2000]), P("说明\r")])
    source = doc.read("表.doc", content)
    assert [block.place for block in source.blocks] == ["正文第 1 段", "第 1 个表", "第 1 个表后第 1 段"]
    assert cells_of(source) == [(0, 0, 1, 1, "甲"), (0, 1, 1, 1, "乙")]


def test_a_table_at_the_very_end_needs_no_paragraph_after_it() -> None:
    assert cells_of(doc.read("表.doc", word97([cell("甲"), row_end([0, 1000])]))) == [(0, 0, 1, 1, "甲")]


def test_merged_cells_keep_their_places() -> None:
    down, on = 3 << 5, 1 << 5
    content = word97(
        [
            *(cell("一级"), cell("数量"), row_end([0, 1000, 3000], [down, 0])),
            *(cell(""), cell("时效"), cell("≥90%"), row_end([0, 1000, 2000, 3000], [on, 0, 0])),
            *(cell("合计"), cell(""), cell("3"), row_end([0, 1000, 2000, 3000], [2, 1, 0])),
        ]
    )
    assert cells_of(doc.read("表.doc", content)) == [
        (0, 0, 2, 1, "一级"),
        (0, 1, 1, 2, "数量"),
        (1, 1, 1, 1, "时效"),
        (1, 2, 1, 1, "≥90%"),
        (2, 0, 1, 2, "合计"),
        (2, 2, 1, 1, "3"),
    ]


def test_a_table_within_a_cell_is_unfolded() -> None:
    inner_end = P("内乙\r", deep(2) + b"\x4b\x24\x01")
    content = word97(
        [
            cell("标签"),
            P("内甲\r", deep(2) + b"\x4b\x24\x01"),
            inner_end,
            row_end([0, 500, 1000], depth=2),
            cell(""),
            row_end([0, 1000, 2000]),
        ]
    )
    assert cells_of(doc.read("表.doc", content)) == [(0, 0, 1, 1, "标签"), (0, 1, 1, 1, "内甲"), (0, 2, 1, 1, "内乙")]


def test_codes_of_fields_deleted_and_hidden_text_are_no_text() -> None:
    paragraphs = [
        P("\x13 DATE \x142026年\x15完\r"),
        P("留删藏尾\r", characters=((1, 2, 0x0800), (2, 3, 0x083C))),
        P("图\x01\x08后\x0b新行\r"),
    ]
    texts = [block.text for block in doc.read("表.doc", word97(paragraphs)).blocks if isinstance(block, SourceText)]
    assert texts == ["2026年完", "留尾", "图后\n新行"]


def test_characters_beyond_the_basic_plane() -> None:
    [block] = doc.read("表.doc", word97([P("𠮷祥\r")])).blocks
    assert isinstance(block, SourceText)
    assert block.text == "𠮷祥"


def test_text_boxes_come_last() -> None:
    blocks = doc.read("表.doc", word97([P("正文\r")], box="框内\r")).blocks
    assert [block.text for block in blocks if isinstance(block, SourceText)] == ["正文", "框内"]


def test_too_many_cells_are_refused() -> None:
    content = word97([*(cell("x"), row_end([0, 1000])) * 8])
    with pytest.raises(Unreadable) as refused:
        doc.read("表.doc", content, Limits(cells=5))
    assert refused.value.message.startswith("到第 1 个表为止有 8 行")


@pytest.mark.parametrize("family", ["weihai", "xixia"])
def test_the_samples_say_the_same_in_both_formats(samples_dir: Path, family: str) -> None:
    old = doc.read("表", (samples_dir / "files" / f"{family}.doc").read_bytes())
    new = docx.read("表", (samples_dir / "files" / f"{family}.docx").read_bytes())
    assert old.blocks == new.blocks


def test_lists_count_on_and_begin_again_below_a_new_number() -> None:
    simple = [_level(0x25, "\x00、"), *[_level(0, "\x00.\x01", follows=1)] * 7, _level(0x17, "·")]
    lists = struct.pack("<H", 1) + struct.pack("<iI18xBx", 77, 0, 0)
    instances = struct.pack("<I", 2) + struct.pack("<i8xB3x", 77, 0) + struct.pack("<i8xB3x", 77, 1)
    table = lists + b"".join(simple) + instances
    counter = lists_of(table, (0, len(lists)), (len(table) - len(instances), len(instances)))
    asked = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1), ("2", 0), ("1", 8), ("0", 0)]
    assert [counter.label(*each) for each in asked] == ["一、", "一.1 ", "一.2 ", "二、", "二.1 ", "一、", "", ""]


def _level(form: int, text: str, follows: int = 0) -> bytes:
    return struct.pack("<iBx9xB12x", 1, form, follows) + struct.pack("<H", len(text)) + text.encode("utf-16-le")
