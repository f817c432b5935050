"""The sheet 填表说明: how to fill in, and what every column wants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from projects.disclosure.edit_shape import Field, FieldKind
from projects.disclosure.flat_sections import ABOVE, FlatSection
from reports.template.guide import write_guide_sheet
from reports.writers.xlsx_looks import Painter

PARENT_LABEL = "上级"
PARENT_HINT = f"属于哪一行：写那一行的名称，从下拉框中选；自己就是大项的空着。“{ABOVE}”是上面最近的大项。"
ABOVE_HINT = "属于上一张表的哪一行：写那一行第一栏的内容，或者“第 2 项”。"
_HINTS = {
    FieldKind.LONG: "可以换行（Alt+Enter）。",
    FieldKind.LINES: "一行一条（Alt+Enter 换行）。",
    FieldKind.STANDARDS: "一行一条，如：90%（含）以上为优；80%（含）-90%为良；60%（含）-80%为中；60%以下为差。",
    FieldKind.MONTH: "年月，如 2026-01。",
    FieldKind.DAY: "日期，如 2026-01-31。",
}
_HEAD = ("工作表", "栏目", "", "填写说明")
_RULES = (
    "只在浅蓝色的格里填写；白色的格是表头，灰色的格不用填。",
    "金额是数字，单位见表头；减少写负数；没有就空着，零是零。",
    "行不够时，在两行之间插入新行接着填；不要的行清空就是，上传时不算。行的先后就是公开时的先后。",
    "可以从别的表格复制后“选择性粘贴—数值”，这样格子的样式不变。",
    "不要删除列和工作表，也不要给工作表改名；隐藏的标记记着每一格对应哪一栏。",
    "灰色的金额由系统算出（如有已下达绩效目标表的项目，金额总是照表）；说明文字由系统按数据生成，不在这里填。",
    "填好后保存为 .xlsx，在该部门的部门预算公开页面点“导入 Excel”；先看清改了什么，确认后才存入。",
    "格里写错了，系统会逐格指出是哪个工作表、哪一格、错在哪里、怎样改，并可下载标好错误的副本。",
)


def write_book_guide(sheet: Worksheet, sections: Sequence[FlatSection], unit: str, painter: Painter) -> None:
    """Fill the sheet."""
    write_guide_sheet(sheet, "部门预算公开数据填报说明", _RULES, (_HEAD, *_fields(sections, unit)), painter)


def hint(field: Field, unit: str) -> str:
    """What to write into a cell; may be blank."""
    if field.kind is FieldKind.MONEY:
        return f"金额，单位：{unit}，只写数字。"
    if field.choices:
        return f"从下拉框中选：{'、'.join(label for _, label in field.choices)}。"
    return _HINTS.get(field.kind, "")


def _fields(sections: Sequence[FlatSection], unit: str) -> Iterator[tuple[str, ...]]:
    for section in sections:
        title = section.section.title
        for control in section.singles:
            yield title, control.label, "", hint(control.field, unit)
        for table in section.tables:
            if table.has_parents:
                yield table.title, PARENT_LABEL, "", PARENT_HINT if table.nested else ABOVE_HINT
            for column in table.columns.values():
                yield table.title, column.label, "", hint(column, unit)
