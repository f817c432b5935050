"""A made-up form of a department that uses everything tables can do."""

from __future__ import annotations

from pathlib import Path

from projects.layouts import Layout, LineTable, load_layout
from tests.layouts import write_layout

HEAD = """\
slug = "made-up"
version = 1
name = "试表"
framework = "weihai"
scope = "department"
landscape = true
centred_labels = true

[titles]
application = "申报表"
issued = "下达表"

[[section]]
key = "basic"
title = "基本信息"
columns = [30, 70]
rows = [
  [{ label = "项目属性", field = "project.nature", choices = ["新增项目", "延续项目"], boxes = true, label_centred = false }],
  [{ text = "说明", centred = true }, { text = "{start_year}—{end_year}" }],
]

"""
TASKS = """\
[[section]]
key = "tasks"
title = "任务"
columns = [40, 30, 30]

[section.table]
lines = "tasks"
total_label = "金额合计"
columns = [
  { value = "name", head = "任务", required = true },
  { value = "amount", head = "总额", under = "预算金额", total = true },
  { value = "fiscal", head = "财政拨款", under = "预算金额", total = true },
]
"""
INDICATORS = """\
[[section]]
key = "indicators"
title = "指标"
columns = [10, 10, 20, 20, 10, 20, 10]

[section.table]
lines = "indicators"
weight_total = 90
side = { head = "", text = "绩效指标" }
columns = [
  { value = "level1", head = "一级" },
  { value = "level2", head = "二级" },
  { value = "level3", head = "三级" },
  { value = "weight", head = "权重" },
  { value = "level3", head = "三级", again = true },
  { value = "standard", head = "依据", choices = ["计划标准", { value = "历史标准", printed = "2-历史标准" }] },
]
"""


def read(folder: Path, text: str = HEAD + TASKS + INDICATORS) -> Layout:
    return load_layout(write_layout(folder, text, "made-up.toml"))


def table_of(layout: Layout, lines: str) -> LineTable:
    table = layout.table(lines)
    assert table is not None
    return table
