"""A tiny made-up form (表样), for tests that a layout file alone makes a form."""

from __future__ import annotations

from pathlib import Path

TINY = """\
slug = "tiny"
version = 3
name = "小表"
framework = "weihai"
money_unit = "元"
money_places = "fixed"

[titles]
application = "{year}年小表（申报）"
issued = "{year}年小表（批复）"

[notes]
left = "单位：{money_unit}"

[[section]]
key = "head"
title = "项目"
columns = [20, 30, 20, 30]
rows = [
  [{ label = "名称", field = "project.name", required = true, span = 3 }],
  [{ label = "性质", field = "project.nature", choices = [{ value = "新增项目", printed = "01-新增项目" }, "延续性项目"] }, { label = "总额", field = "amounts.total" }],
  [{ label = "科目", field = "project.functional_subjects", pattern = "{code} {name}" }, { label = "采购", field = "project.government_procurement" }],
]

[[section]]
key = "purchases"
title = "采购"
columns = [50, 25, 25]

[section.table]
lines = "procurements"
columns = [{ value = "item", head = "品名" }, { value = "quantity", head = "数量", centred = true }, { value = "amount", head = "金额" }]

[[section]]
key = "indicators"
title = "指标"
columns = [20, 20, 35, 25]

[section.table]
lines = "indicators"
minimum = 1
columns = [
  { value = "level1", head = "一级" },
  { value = "level2", head = "二级" },
  { value = "level3", head = "三级" },
  { value = "target", head = "目标", centred = true },
]
"""


def write_layout(folder: Path, text: str = TINY, name: str = "tiny.toml") -> Path:
    """The text as a file in ``folder``."""
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
