"""Papers built by hand: the labels and the tree of the 威海 form, invented texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup

TITLE = "2020年部门项目支出预算绩效目标下达表"
COLUMNS = tuple(map(Decimal, (134, 120, 78, 134, 49, 150)))
SENTENCE = (
    "现有课件内容单一，基层党组织排队使用。补充课件后，学习场次可由每月2场增至每周2场，党员能够就近完成规定学时。"
)

FIELDS = (
    ("预算单位:", "组织部"),
    ("项目名称*:", "VR党建宣教中心经费", "项目类别:", "[003001007001]组织部"),
    ("项目性质:", "经常性项目", "是否包含二级项目:", "否"),
    ("功能科目:", "[2013699]其他共产党事务支出", "部门经济科目:", "[31003]专用设备购置"),
    ("填报人:", "林晓舟", "联系电话", "5550126"),
    ("开始时间*:", "2020-01-01", "结束时间*:", "2020-12-31"),
    ("项目总金额:", "20", "本年度预算申请金额:", "20"),
    ("上年度项目预算金额:", "", "上年度项目执行数:", ""),
    ("是否包含政府采购:", "是", "是否包含五项经费:", "否"),
)
NARRATIVES = {
    "项目概况*:": "1. 项目背景：全区已建成一处VR党员教育点，课件偏少，需要补充。\n2. 项目范围：全区党员干部。",
    "项目立项依据*:": "2018年度“互联网+党建”和党员教育工作考核要求",
    "项目设立的必要性*:": SENTENCE,
    "保证项目实施制度、措施*:": "执行政府采购和固定资产管理规定；学习场次按月排期公示。",
    "项目实施计划*:": "1. 1至4月，完成课件采购和安装。\n2. 1至12月，分批组织党员学习，全年1万人次。",
    "项目总目标*:": "形成内容齐全、常年开放的VR党员教育点。",
    "年度绩效目标*:": "教育培训党员1万人次，党员参与率100%；参训党员满意度90%以上。",
    "需要说明的其他问题:": "无",
}
TREE = {
    "投入与目标管理": ("投入管理", "财务管理", "项目管理", "资产管理", "决策管理", "目标管理"),
    "产出目标": ("数量", "质量", "时效", "成本"),
    "效果目标": ("经济效益", "社会效益", "环境效益", "满意度"),
    "影响力目标": ("长效管理", "人力资源", "部门协助", "配套设施", "信息共享", "其它"),
}
INDICATORS = {
    "投入管理": (("预算执行率", "=100%"),),
    "财务管理": (("财务管理制度健全性", "健全"),),
    "数量": (("培训党员数量", ">=10000人次"),),
    "成本": (("课件采购总成本", "<=20万元"),),
}

Indicators = Mapping[str, Sequence[tuple[str, str]]]


def sample_paper(
    narratives: Mapping[str, str] | None = None, indicators: Indicators = INDICATORS, **paper: Any
) -> Paper:
    """A two-page form, with some of its texts exchanged."""
    fields = Band(tuple(field_group(*pairs) for pairs in FIELDS), key="basic")
    texts = NARRATIVES | dict(narratives or {})
    content = Band(tuple(narrative_group(label, text) for label, text in texts.items()), key="content")
    tree = Band(indicator_groups(indicators), head=(INDICATOR_HEAD,), key="indicators")
    grid = Grid(TITLE, COLUMNS, (fields, content, tree), centre_note="年份（2020）", right_note="金额单位：万元")
    return Paper(**{"name": "VR党建宣教中心经费", "grids": (grid,), "footer": "2020年1月20日下达　第1版"} | paper)


def field_group(*pairs: str) -> RowGroup:
    """A row of one label and value, or of two."""
    label, value, *second = pairs
    cells = [Cell(label, CellStyle.LABEL), Cell(value, col_span=2 if second else 5)]
    if second:
        cells += [Cell(second[0], CellStyle.LABEL), Cell(second[1], col_span=2)]
    return RowGroup((Row(tuple(cells)),))


def narrative_group(label: str, text: str) -> RowGroup:
    """A row of a label and a long text."""
    return RowGroup((Row((Cell(label, CellStyle.LABEL), Cell(text, CellStyle.NARRATIVE, col_span=5))),))


INDICATOR_HEAD = Row(
    (
        Cell("一级指标", CellStyle.HEAD),
        Cell("二级指标", CellStyle.HEAD),
        Cell("三级指标", CellStyle.HEAD, col_span=3),
        Cell("年度目标值", CellStyle.HEAD),
    )
)


def indicator_groups(indicators: Indicators) -> tuple[RowGroup, ...]:
    """The whole tree with merged cells; a 二级 without indicators has a blank row."""
    groups = []
    for level1, categories in TREE.items():
        listed = {level2: indicators.get(level2) or [("", "")] for level2 in categories}
        rows: list[Row] = []
        for level2, lines in listed.items():
            for at, (name, target) in enumerate(lines):
                cells = [Cell(name, col_span=3), Cell(target, CellStyle.CENTRE)]
                if at == 0:
                    cells.insert(0, Cell(level2, CellStyle.GROUP, row_span=len(lines)))
                if not rows:
                    cells.insert(0, Cell(level1, CellStyle.GROUP, row_span=sum(map(len, listed.values()))))
                rows.append(Row(tuple(cells)))
        groups.append(RowGroup(tuple(rows)))
    return tuple(groups)
