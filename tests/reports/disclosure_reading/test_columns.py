from __future__ import annotations

import re

from reports.disclosure_reading.columns import columns_of
from reports.readers.source import SourceCell, SourceTable

KNOWN = re.compile("来源|名称|资金|数量|金额|总计|合计|拨款")


def by_order(*rows: list[str]) -> SourceTable:
    cells = [SourceCell(at, number, text) for at, row in enumerate(rows) for number, text in enumerate(row)]
    return SourceTable(tuple(cells), has_columns=False)


def test_without_places_blanks_are_merged_with_the_heading_above() -> None:
    table = by_order(
        ["采购项目来源", "物品名称", "数量", "采购金额"],
        ["项目名称", "预算资金", "", "", "总计", "本年资金", "其他资金"],
        ["", "", "", "", "", "合计", "一般拨款", "基金拨款", ""],
        ["甲", "1", "书", "2", "3", "3", "3", "", ""],
    )
    columns = columns_of(table, KNOWN, least=3)
    assert columns is not None
    assert [column.name for column in columns.columns] == [
        "项目名称", "预算资金", "物品名称", "数量", "总计", "合计", "一般拨款", "基金拨款", "其他资金",
    ]  # fmt: skip
    [row] = columns.below
    assert [cell.text if (cell := columns.cell(row, column)) else None for column in columns.columns] == [
        "甲", "1", "书", "2", "3", "3", "3", None, None,
    ]  # fmt: skip


def test_with_places_the_lowest_heading_counts() -> None:
    cells = (
        SourceCell(0, 0, "项目来源", col_span=2),
        SourceCell(0, 2, "数 量", row_span=2),
        SourceCell(1, 0, "项目名称"),
        SourceCell(1, 1, "预算资金"),
        SourceCell(2, 0, "甲"),
        SourceCell(2, 2, "7"),
    )
    columns = columns_of(SourceTable(cells), KNOWN, least=2)
    assert columns is not None
    assert [(column.name, column.start, column.end) for column in columns.columns] == [
        ("项目名称", 0, 1), ("预算资金", 1, 2), ("数量", 2, 3),
    ]  # fmt: skip
    assert [cell.text for cell in columns.below[0]] == ["甲", "7"]


def test_other_tables_are_not_taken() -> None:
    assert columns_of(by_order(["甲", "乙"], ["1", "2"]), KNOWN, least=1) is None
