"""A made-up disclosure without a flaw; tests change one thing at a time."""

from __future__ import annotations

import copy
from typing import Any

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.models import Department, Disclosure


def _line(name: str, amount: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "amount": amount, **more}


GRADES = "90%（含）以上为优；80%（含）-90%为良；60%（含）-80%为中；60%以下为差。"
FLAWLESS: dict[str, Any] = {
    "document": None,
    "title": "河东区文化和旅游局2023年部门预算公开",
    "fiscal_year": 2023,
    "region": {"code": None, "name": "青石市河东区"},
    "department": {"code": None, "name": "文化和旅游局"},
    "printed_unit": "万元",
    "issued": "2023-02",
    "legal_basis": "根据预算法的规定，现将2023年部门预算公开如下：",
    "duties": {
        "preface": None,
        "items": [
            {
                "unit": None,
                "number": "一",
                "name": "公共文化",
                "text": "组织全区的惠民演出、展览和读书活动，指导文化馆站。",
            }
        ],
    },
    "institutions": [{"name": "河东区文化和旅游局", "nature": "行政", "level": "正科级", "funding": "财政拨款"}],
    "budget": {
        "preface": "全部收入和支出都列入预算。",
        "income": {
            "year_printed": 2023,
            "total": "4208000.00",
            "items": [_line("一般公共预算拨款收入", "4008000.00"), _line("上年结转收入", "200000.00")],
            "text": "2023年预算收入420.80万元，其中：一般公共预算拨款收入400.80万元，上年结转收入20万元。",
        },
        "expenditure": {
            "total": "4208000.00",
            "items": [
                _line(
                    "基本支出",
                    "3000000.00",
                    parts=[_line("人员经费", "2600000.00"), _line("日常公用经费", "400000.00")],
                ),
                _line(
                    "项目支出",
                    "1208000.00",
                    parts=[_line("图书购置经费", "126000.00"), _line("惠民演出经费", "1082000.00")],
                ),
            ],
            "text": "2023年预算支出420.80万元，其中：基本支出300万元，包括人员经费260万元和日常公用经费40万元；"
            "项目支出120.80万元，主要为图书购置经费12.60万元、惠民演出经费108.20万元。",
        },
        "change": {
            "total": "108000.00",
            "items": [
                _line("基本支出", "-40000.00", reason="主要是人员减少", parts=[]),
                _line("项目支出", "148000.00", reason=None, parts=[]),
            ],
            "text": "2023年预算支出420.80万元，较2022年增加10.80万元，其中：基本支出减少4万元，主要是人员减少；项目支出增加14.80万元。",
        },
    },
    "operating_costs": {
        "total": "400000.00",
        "items": [_line("办公费", "225000.00"), _line("差旅费", "75000.00"), _line("公务用车运行维护费", "100000.00")],
        "text": "机关运行经费共计40万元，其中：办公费22.50万元、差旅费7.50万元、公务用车运行维护费10万元。",
    },
    "three_public": {
        "total": "112000.00",
        "items": [
            _line("因公出国（境）费", "0.00", parts=[]),
            _line(
                "公务用车购置及运行费",
                "100000.00",
                parts=[_line("公务用车购置费", "0.00"), _line("公务用车运行费", "100000.00")],
            ),
            _line("公务接待费", "12000.00", parts=[]),
        ],
        "change": None,
        "text": "2023年“三公”经费预算11.20万元，其中：因公出国（境）费0万元；公务用车购置及运行费10万元"
        "（其中：公务用车购置费0万元，公务用车运行费10万元）；公务接待费1.20万元。",
    },
    "procurement": {
        "unit_line": None,
        "columns": ["项目名称", "合计"],
        "total": "126000.00",
        "rows": [
            {"project": "合计", "total": "126000.00", "kind": "total"},
            {
                "project": "图书购置经费",
                "item": "图书",
                "quantity": "6000",
                "unit_price": "21.00",
                "total": "126000.00",
                "general_public_budget": "126000.00",
                "kind": "item",
            },
        ],
        "note": None,
    },
    "assets": {
        "text": "截至2022年末，固定资产总额120.50万元。",
        "fixed_assets_total": "1205000.00",
        "as_of": "2022-12-31",
        "unit_line": None,
        "rows": [
            {"name": "1、房屋（平方米）", "quantity": "300", "value": "800000.00"},
            {"name": "其中：办公用房", "quantity": "100", "value": "300000.00"},
            {"name": "2、车辆（台、辆）", "quantity": "1", "value": "405000.00"},
        ],
        "planned_purchases": [],
        "note": None,
    },
    "glossary": [{"number": "1", "code": None, "term": "基本支出", "definition": "指保障机构运转的支出。"}],
    "other_matters": "无其他需要说明的事项。",
    "performance": {
        "overall_goal": {"unit": None, "text": "2023年让群众就近享受文化服务，组织演出120场。", "points": []},
        "sections": [
            {
                "number": "一",
                "duty": "公共文化",
                "duty_description": "组织全区的惠民演出、展览和读书活动，指导文化馆站。",
                "duty_goal": "让演出走进每个社区。",
                "performance_goal": {"text": "办好惠民演出；办好各类展览。", "items": ["办好惠民演出", "办好各类展览"]},
                "indicators": ["演出场次≥120场", "观众满意度≥90%"],
                "standards": [{"text": GRADES, "unit": "%", "thresholds": []}],
            }
        ],
        "safeguards": {
            "unit": None,
            "preface": None,
            "items": [{"number": "一", "name": "加强领导", "text": "成立工作专班，每季度通报一次执行情况。"}],
        },
    },
    "duplicated_in_source": [],
    "uncertain": [],
}


def made(**changes: Any) -> DisclosureDocument:
    """The flawless disclosure with values at other paths: ``made(**{"budget.income.total": "1.00"})``."""
    return disclosure_from(made_json(**changes))


def made_json(**changes: Any) -> dict[str, Any]:
    """The same as JSON."""
    data = copy.deepcopy(FLAWLESS)
    for path, value in changes.items():
        *steps, last = path.replace("[", ".[").split(".")
        owner: Any = data
        for step in steps:
            owner = owner[int(step[1:-1])] if step.startswith("[") else owner[step]
        if last.startswith("["):
            owner[int(last[1:-1])] = value
        else:
            owner[last] = value
    return data


def make_disclosure(department: Department, fiscal_year: int = 2020) -> Disclosure:
    """The same, stored for a department."""
    return Disclosure.objects.create(department=department, fiscal_year=fiscal_year, content=made().to_json())
