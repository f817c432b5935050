"""A small form written by hand, row by row, as files of all kinds may hold it."""

from __future__ import annotations

from decimal import Decimal

from reports.readers.matching import match
from reports.readers.result import FileReading, ReadForm
from reports.readers.source import SourceBlock, SourceCell, SourceFile, SourceTable, SourceText

Row = list["str | Decimal | None"]

TITLE = "西夏区部门项目支出预算绩效目标申报表"
NOTE = "(2020年度)"
HEAD: Row = ["名称", "一级指标", "二级指标", "三级指标", "指标值"]
BASIC: list[Row] = [
    ["项目名称", "水渠维修"],
    ["主管部门及代码", "【103】水务局", "实施单位", "【103001】水利站"],
    ["项目属性", "03-延续性项目", "项目期", "2020-2021"],
    ["项目资金 (万元)", "年度资金总额:", "40"],
    ["", "其中: 财政拨款", "40"],
    ["", "其他资金", ""],
    ["年度总体目标", "修好三条水渠。"],
]
INDICATORS: list[Row] = [
    HEAD,
    ["绩效指标", "产出指标", "数量指标 (必填硬性指标)", "维修水渠", "3条"],
    ["", "", "质量指标 (必填)", "验收合格率", "≥95%"],
    ["", "效益指标", "社会效益指标 (必填)", "受益村庄", "12个"],
]


def table(rows: list[Row], *, columns: bool = False, place: str = "表") -> SourceTable:
    """Rows of texts and numbers; with ``columns`` the how-many-th cell is a place on the paper."""
    cells = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text is None:
                continue
            value = text if isinstance(text, Decimal) else None
            shown = format(text, "f") if isinstance(text, Decimal) else text
            cells.append(SourceCell(row, column, shown, value=value, place=f"{row + 1}-{column + 1}"))
    return SourceTable(tuple(cells), place, has_columns=columns)


def source(*blocks: SourceBlock | str | list[Row], kind: str = "txt") -> SourceFile:
    made = [
        SourceText(block) if isinstance(block, str) else table(block) if isinstance(block, list) else block
        for block in blocks
    ]
    return SourceFile(f"表.{kind}", kind, tuple(made))


def read(*blocks: SourceBlock | str | list[Row]) -> FileReading:
    return match(source(*blocks))


def read_form(*blocks: SourceBlock | str | list[Row]) -> ReadForm:
    """The only form that stands there."""
    [form] = read(*blocks).forms
    return form


def basic(**changes: Row) -> list[Row]:
    """The upper rows with some of them changed, by their first label without blanks."""
    return [changes.get(str(row[0]), row) for row in BASIC]


def paths(form: ReadForm) -> list[str]:
    """What is doubtful."""
    return [doubt.path for doubt in form.doubts]
