"""What the places of a disclosure are called."""

from __future__ import annotations

import re

from projects.disclosure.document import DisclosureDocument

_STEP = re.compile(r"(?P<name>[a-z_]+)|\[(?P<index>\d+)\]")
_NAMES = ("name", "duty", "project", "term")  # members that name a row
_LONGEST_NAME = 24
_SECTIONS = {
    "title": "标题",
    "fiscal_year": "预算年度",
    "legal_basis": "公开依据",
    "contents": "目录",
    "duties": "部门职责",
    "institutions": "机构设置",
    "budget": "预算安排总体情况",
    "budget.income": "收入说明",
    "budget.expenditure": "支出说明",
    "budget.change": "比上年增减情况",
    "subject_lines": "按科目的收支",
    "subject_lines.income": "收入（按科目）",
    "subject_lines.spending": "支出（按科目）",
    "operating_costs": "机关运行经费",
    "three_public": "“三公”经费",
    "three_public.change": "“三公”经费增减",
    "procurement": "政府采购预算",
    "assets": "国有资产信息",
    "glossary": "名词解释",
    "other_matters": "其他需要说明的事项",
    "performance": "绩效信息",
    "performance.overall_goal": "总体绩效目标",
    "performance.sections": "分项绩效目标",
    "performance.safeguards": "工作保障措施",
    "duplicated_in_source": "原文重复之处",
    "forms": "项目绩效目标表",
}
MEMBER_LABELS = {
    "document": "文件标识",
    "region": "行政区划",
    "department": "部门",
    "form": "绩效目标表标识",
    "columns": "表头",
    "thresholds": "分档",
    "grade": "等级",
    "min": "下限",
    "max": "上限",
    "uncertain": "读得不确定之处",
    "total": "总额",
    "fixed_assets_total": "固定资产总额",
    "planned_purchases": "拟购置资产",
    "planned_purchases_total": "拟购置总额",
    "year_printed": "年度",
    "amount": "金额",
    "amounts": "预算数",
    "value": "价值",
    "unit_price": "单价",
    "general_public_budget": "一般公共预算拨款",
    "government_fund_budget": "政府性基金预算拨款",
    "state_capital_budget": "国有资本经营预算拨款",
    "special_account": "财政专户资金",
    "own_funds": "单位资金",
    "text": "正文",
    "preface": "引言",
    "note": "表下说明",
    "as_of": "截止时间",
    "name": "名称",
    "rows": "表格",
    "items": "",
    "parts": "其中",
    "duty_description": "主要职责",
    "duty_goal": "职责目标",
    "performance_goal": "绩效目标",
    "indicators": "绩效指标",
    "standards": "绩效标准",
    "points": "要点",
    "definition": "解释",
    "unit": "单位",
    "number": "编号",
    "nature": "单位性质",
    "level": "单位规格",
    "funding": "经费保障形式",
    "reason": "原因",
    "quantity": "数量",
    "code": "代码",
    "term": "名词",
    "unit_line": "表头单位",
    "issued": "公开年月",
    "printed_unit": "金额单位",
    "fund": "资金来源",
    "kind": "类别",
    "economic_code": "经济科目编码",
    "economic_name": "经济科目名称",
    "project": "项目名称",
    "budget": "预算资金",
    "item": "采购物品名称",
    "catalogue": "采购目录序号",
    "last_year": "上年预算数",
    "duty": "职责",
}
FIELD_LABELS = {
    "subject_lines.income[].code": "功能科目编码",
    "subject_lines.income[].name": "功能科目名称",
    "subject_lines.spending[].code": "功能科目编码",
    "subject_lines.spending[].name": "功能科目名称",
    "duties.items[].name": "职责名称",
    "duties.items[].text": "职责内容",
    "procurement.rows[].unit": "计量单位",
    "procurement.rows[].total": "合计",
    "glossary[].level": "科目级次",
    "performance.overall_goal.points": "总体绩效目标分条（一行一条）",
    "performance.sections[].performance_goal.text": "绩效目标",
    "performance.sections[].performance_goal.items": "绩效目标分条（一行一条）",
    "performance.sections[].indicators": "绩效指标（一行一条）",
    "performance.sections[].standards": "绩效标准（一行一条）",
}
"""What a value is called where it is typed, if it is not what its member is called elsewhere."""

CHOICE_LABELS = {"total": "合计", "subtotal": "小计", "item": "明细"}
"""Words that are stored, and what people read."""


def label_of(path: str, document: DisclosureDocument | None = None) -> str:
    """``performance.sections[3].standards[1]`` is 分项绩效目标第 4 项绩效标准第 2 项.

    With the document, rows are called by their names: 支出说明“项目支出”金额.
    """
    words: list[str] = []
    names = ""
    for step in _STEP.finditer(path):
        if step["index"]:
            words.append(_row_name(document, path[: step.end()]) or f"第 {int(step['index']) + 1} 项")
            continue
        names = f"{names}.{step['name']}" if names else step["name"]
        if names in _SECTIONS:
            words = [_SECTIONS[names]]
        else:
            words.append(MEMBER_LABELS.get(step["name"], ""))
    return "".join(words)


def _row_name(document: DisclosureDocument | None, path: str) -> str:
    if document is None or path.startswith("forms"):
        return ""
    row = document.at(path)
    name = next((text for member in _NAMES if (text := getattr(row, member, None))), "")
    return f"“{name[:_LONGEST_NAME]}{'…' if len(name) > _LONGEST_NAME else ''}”" if name else ""
