"""The fields that the texts of a booklet may name, and what they are for one disclosure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.checks.proofs import SOURCES
from projects.disclosure.document import (
    ChangedLine,
    ChangedSpending,
    DisclosureDocument,
    Line,
    Parted,
    ProjectLine,
    Spending,
)
from projects.disclosure.official_tables import TABLE_COUNT
from projects.disclosure.project_spending import project_lines
from projects.disclosure.subject_amounts import added
from projects.money import Places, format_amount


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One thing that a template may name; ``help_text`` says in Chinese what it is."""

    name: str
    help_text: str
    value: Callable[[DisclosureDocument], str]


def fields() -> tuple[TemplateField, ...]:
    """Every field that a template may name."""
    return _FIELDS


def field_values(document: DisclosureDocument) -> dict[str, str]:
    """What the fields are for this disclosure; "" where there is nothing."""
    return {field.name: field.value(document) for field in _FIELDS}


def _listed_table(number: int) -> TemplateField:
    """The title of a public table in a contents that lists all of them."""

    def title(document: DisclosureDocument) -> str:
        return document.contents[number - 1] if len(document.contents) == TABLE_COUNT else ""

    return TemplateField(f"目录表{number}", f"本部门的目录里第 {number} 张公开表的名称", title)


def _money(document: DisclosureDocument, amount: Decimal | None) -> str:
    unit = document.printed_unit or "万元"
    return f"{format_amount(amount, unit, Places.TRIM)}{unit}" if amount is not None else ""


def _difference(document: DisclosureDocument, amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return f"{'减少' if amount < 0 else '增加'}{_money(document, abs(amount))}" if amount else "持平"


def _list(document: DisclosureDocument, lines: Iterable[Line | ProjectLine], separator: str = "，") -> str:
    given = (line for line in lines if line.amount is not None)
    return separator.join(f"{line.name or ''}{_money(document, line.amount)}" for line in given)


def _nested(document: DisclosureDocument, lines: Iterable[Spending | Parted]) -> str:
    """Each with its parts in brackets."""
    told = []
    for line in lines:
        if line.amount is not None:
            parts = _list(document, line.parts, "、")
            text = f"{line.name or ''}{_money(document, line.amount)}"
            told.append(f"{text}（其中：{parts}）" if parts else text)
    return "；".join(told)


def _changes(document: DisclosureDocument, lines: Iterable[ChangedSpending | ChangedLine]) -> str:
    """Each with its parts and the reason: ``项目支出减少78.02万元，主要是…``."""
    told = []
    for line in lines:
        parts = getattr(line, "parts", ())
        listed = "、".join(f"{part.name or ''}{_difference(document, part.amount)}" for part in parts)
        text = f"{line.name or ''}{_difference(document, line.amount)}"
        told.append("，".join(filter(None, (text, f"主要是{listed}" if listed else "", line.reason))))
    return "；".join(told)


def _state_of_assets(document: DisclosureDocument) -> str:
    as_of = document.assets.as_of
    if as_of:
        return f"{as_of.year}年{as_of.month}月{as_of.day}日"
    return f"{document.fiscal_year - 1}年末" if document.fiscal_year else ""


def _assets(document: DisclosureDocument) -> str:
    rows = [row for row in document.assets.rows if row.value is not None and "其中" not in (row.name or "")]
    named = [Line((row.name or "").partition("、")[2] or row.name, row.value) for row in rows]
    return _list(document, (line for line in named if "总额" not in (line.name or "")))


def _spent_on(document: DisclosureDocument, word: str) -> str:
    """The sum of the kinds of expenditure whose name has ``word``."""
    items = document.budget.expenditure.items
    return _money(document, added(item.amount for item in items if word in (item.name or "")))


def _before(total: Decimal | None, change: Decimal | None) -> Decimal | None:
    """Last year's amount."""
    return total - change if total is not None and change is not None else None


def _percentage(total: Decimal | None, change: Decimal | None) -> str:
    """How much the change is of last year's amount, without a sign: ``10.71%``; nothing is no part of zero."""
    before = _before(total, change)
    if not before or change is None:
        return ""
    share = (abs(change) * 100 / before).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share:f}".rstrip("0").rstrip(".") + "%"


def _changed_expenses(document: DisclosureDocument) -> Decimal | None:
    return document.three_public.change.total if document.three_public.change else None


def _count(rows: Iterable[object]) -> str:
    """How many there are; nothing for none."""
    return str(len(tuple(rows)) or "")


def _sources(document: DisclosureDocument) -> str:
    bought = [row for row in document.procurement.rows if row.kind == "item"]
    sums = (Line(name, added(getattr(row, member) for row in bought)) for member, name in SOURCES)
    return _list(document, (line for line in sums if line.amount), "、")


_FIELDS: tuple[TemplateField, ...] = (
    TemplateField("年度", "预算年度", lambda it: str(it.fiscal_year or "")),
    TemplateField("上年", "预算年度的上一年", lambda it: str(it.fiscal_year - 1) if it.fiscal_year else ""),
    TemplateField("地区", "地区名称", lambda it: it.region.name or ""),
    TemplateField("部门", "部门名称", lambda it: it.department.name or ""),
    TemplateField("标题", "公开文件的标题", lambda it: it.title or ""),
    *(_listed_table(number) for number in range(1, TABLE_COUNT + 1)),
    TemplateField("公开依据", "本部门自己写的公开依据", lambda it: it.legal_basis or ""),
    TemplateField("职责引言", "本部门自己写的职责引言", lambda it: it.duties.preface or ""),
    TemplateField("职责项数", "职责的项数", lambda it: _count(it.duties.items)),
    TemplateField("单位数", "机构设置表里单位的个数", lambda it: _count(it.institutions)),
    TemplateField(
        "单位名单", "机构设置表里各单位的名称", lambda it: "、".join(each.name for each in it.institutions if each.name)
    ),
    TemplateField("收入总额", "预算收入，带单位", lambda it: _money(it, it.budget.income.total)),
    TemplateField("收入明细", "各项收入", lambda it: _list(it, it.budget.income.items)),
    TemplateField("支出总额", "预算支出，带单位", lambda it: _money(it, it.budget.expenditure.total)),
    TemplateField("支出明细", "基本支出、项目支出及其各项", lambda it: _nested(it, it.budget.expenditure.items)),
    TemplateField("基本支出", "基本支出的金额", lambda it: _spent_on(it, "基本支出")),
    TemplateField("项目支出", "项目支出的金额，等于各项目之和", lambda it: _spent_on(it, "项目支出")),
    TemplateField("项目个数", "项目支出里的项目个数", lambda it: _count(project_lines(it))),
    TemplateField(
        "上年支出总额", "上年预算支出：今年的减去增减数",
        lambda it: _money(it, _before(it.budget.expenditure.total, it.budget.change.total)),
    ),
    TemplateField(
        "支出增减比例", "支出增减占上年的百分比，不带增减二字",
        lambda it: _percentage(it.budget.expenditure.total, it.budget.change.total),
    ),
    TemplateField("支出增减", "比上年“增加…”“减少…”或“持平”", lambda it: _difference(it, it.budget.change.total)),
    TemplateField("支出增减明细", "各项支出的增减和原因", lambda it: _changes(it, it.budget.change.items)),
    TemplateField("机关运行经费", "机关运行经费总额", lambda it: _money(it, it.operating_costs.total)),
    TemplateField("机关运行经费明细", "各项机关运行经费", lambda it: _list(it, it.operating_costs.items, "、")),
    TemplateField("三公经费", "“三公”经费总额", lambda it: _money(it, it.three_public.total)),
    TemplateField("三公经费明细", "各项“三公”经费", lambda it: _nested(it, it.three_public.items)),
    TemplateField(
        "上年三公经费", "上年“三公”经费总额：今年的减去增减数",
        lambda it: _money(it, _before(it.three_public.total, _changed_expenses(it))),
    ),
    TemplateField(
        "三公经费增减比例", "“三公”经费增减占上年的百分比，不带增减二字",
        lambda it: _percentage(it.three_public.total, _changed_expenses(it)),
    ),
    TemplateField(
        "三公经费增减", "“三公”经费比上年的增减",
        lambda it: _difference(it, _changed_expenses(it)),
    ),
    TemplateField(
        "三公经费增减明细", "各项“三公”经费的增减和原因",
        lambda it: _changes(it, it.three_public.change.items) if it.three_public.change else "",
    ),
    TemplateField("政府采购", "政府采购预算总额", lambda it: _money(it, it.procurement.total)),
    TemplateField(
        "政府采购行数", "政府采购表的项数",
        lambda it: _count(row for row in it.procurement.rows if row.kind == "item"),
    ),
    TemplateField("政府采购资金来源", "政府采购各项按资金来源的合计，没有的不列", _sources),
    TemplateField("资产截止日期", "资产数据的日期；没有日期时是上年末", _state_of_assets),
    TemplateField("固定资产", "固定资产总额", lambda it: _money(it, it.assets.fixed_assets_total)),
    TemplateField("固定资产明细", "各类固定资产的价值", _assets),
    TemplateField("拟购置资产", "本年拟购置固定资产的总额", lambda it: _money(it, it.assets.planned_purchases_total)),
    TemplateField("拟购置资产明细", "拟购置的各项", lambda it: _list(it, it.assets.planned_purchases, "、")),
    TemplateField("其他事项", "本部门自己写的其他需要说明的事项", lambda it: it.other_matters or ""),
    TemplateField("空表说明", "没有数据的表下注明的话", lambda _it: NOTE),
)  # fmt: skip
