from __future__ import annotations

from reports.disclosure_reading.spaced_tables import with_spaced_tables
from reports.readers.source import SourceBlock, SourceTable, SourceText


def told(*lines: str) -> list[SourceBlock]:
    return list(with_spaced_tables([SourceText(line, f"第 {number} 行") for number, line in enumerate(lines, 1)]))


def test_cells_belong_to_the_head_above_them() -> None:
    [table] = told("项目      数量    价值（万元）", "资产总额          96.30", "1、房屋   120     96.30")
    assert isinstance(table, SourceTable)
    assert table.has_columns
    assert [[(cell.column, cell.text) for cell in row] for _, row in table.rows()] == [
        [(0, "项目"), (1, "数量"), (2, "价值（万元）")],
        [(0, "资产总额"), (2, "96.30")],
        [(0, "1、房屋"), (1, "120"), (2, "96.30")],
    ]


def test_lines_that_are_no_table_stay_lines() -> None:
    lines = ("部门：档案馆    2024年", "收入 支出 结余", "甲    乙    丙", "正文。", "合计    12    13")
    assert [block.text for block in told(*lines) if isinstance(block, SourceText)] == list(lines)
