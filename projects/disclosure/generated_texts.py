"""The explanations one to nine of a disclosure, worded by templates and filled in from its data.

Every figure in them is one of the data, so that text and tables agree by construction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.document import (
    ChangedLine,
    ChangedSpending,
    DisclosureDocument,
    Line,
    Parted,
    ProjectLine,
    Spending,
)
from projects.disclosure.templates import filled
from projects.money import Places, format_amount


@dataclass(frozen=True, slots=True)
class TemplateField:
    """One thing that a template may name; ``help_text`` says in Chinese what it is."""

    name: str
    help_text: str
    value: Callable[[DisclosureDocument], str]


@dataclass(frozen=True, slots=True)
class TextTemplate:
    """One text of the explanations: where it belongs (``part``, ``subtitle``) and its wording.

    ``otherwise`` is the wording where the data leave nothing of ``wording``.
    """

    key: str
    part: str
    subtitle: str
    wording: str
    otherwise: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text of a part, with the title above it where it has one."""

    subtitle: str
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One of the nine parts, in the official order."""

    part: str
    title: str
    paragraphs: tuple[Paragraph, ...]


PARTS: tuple[tuple[str, str], ...] = (
    ("duties", "部门职责及机构设置情况"),
    ("budget", "部门预算安排的总体情况"),
    ("operating_costs", "机关运行经费安排情况"),
    ("three_public", "财政拨款“三公”经费预算情况及增减变化原因"),
    ("performance", "绩效预算信息"),
    ("procurement", "政府采购预算情况"),
    ("assets", "国有资产信息"),
    ("glossary", "名词解释"),
    ("other_matters", "其他需要说明的事项"),
)
"""The nine parts in the official order, with their titles."""

TEMPLATES: tuple[TextTemplate, ...] = (
    TextTemplate("budget", "budget", "", "{部门}的收入和支出全部列入部门预算。"),
    TextTemplate(
        "income", "budget", "收入说明", "{年度}年预算收入{收入总额}[，其中：{收入明细}]。", "{年度}年没有安排预算收入。"
    ),
    TextTemplate(
        "expenditure", "budget", "支出说明", "{年度}年预算支出{支出总额}[，其中：{支出明细}]。",
        "{年度}年没有安排预算支出。",
    ),
    TextTemplate(
        "change", "budget", "比上年增减情况",
        "{年度}年预算支出{支出总额}，与{上年}年相比{支出增减}[，其中：{支出增减明细}]。",
        "本部门没有{上年}年的预算数，不作比较。",
    ),
    TextTemplate(
        "operating_costs", "operating_costs", "",
        "{年度}年机关运行经费安排{机关运行经费}[，其中：{机关运行经费明细}]。", "{年度}年没有安排机关运行经费。",
    ),
    TextTemplate(
        "three_public", "three_public", "",
        "{年度}年财政拨款“三公”经费安排{三公经费}[，其中：{三公经费明细}]。"
        "与{上年}年相比{三公经费增减}[，其中：{三公经费增减明细}]。",
        "{年度}年没有安排“三公”经费。",
    ),
    TextTemplate(
        "procurement", "procurement", "", "{年度}年政府采购预算{政府采购}，共{政府采购行数}项，见下表。",
        "{年度}年没有安排政府采购预算。",
    ),
    TextTemplate(
        "assets", "assets", "",
        "截至{资产截止日期}，固定资产总额{固定资产}[，其中：{固定资产明细}]。本年拟购置固定资产{拟购置资产}[，其中：{拟购置资产明细}]。",
        "本部门没有固定资产数据。",
    ),
)  # fmt: skip
"""The official wording, until an administrator words it otherwise."""


def fields() -> tuple[TemplateField, ...]:
    """Every field that a template may name."""
    return _FIELDS


def field_values(document: DisclosureDocument) -> dict[str, str]:
    """What the fields are for this disclosure; "" where there is nothing."""
    return {field.name: field.value(document) for field in _FIELDS}


def explanations(
    document: DisclosureDocument, templates: Sequence[TextTemplate] = TEMPLATES
) -> tuple[Explanation, ...]:
    """The nine parts with their texts. Raises :class:`~projects.disclosure.templates.BadTemplate`."""
    values = field_values(document)
    worded = {part: _worded(part, templates, values) for part, _ in PARTS}
    own = _own_texts(document)
    return tuple(Explanation(part, title, (*worded[part], *own.get(part, ()))) for part, title in PARTS)


def _worded(part: str, templates: Iterable[TextTemplate], values: Mapping[str, str]) -> list[Paragraph]:
    paragraphs = []
    for template in templates:
        if template.part == part:
            text = filled(template.wording, values) or filled(template.otherwise, values)
            paragraphs += [Paragraph(template.subtitle, text)] if text else []
    return paragraphs


def _own_texts(document: DisclosureDocument) -> dict[str, list[Paragraph]]:
    """What is not worded by templates: duties, terms, other matters."""
    duties = [Paragraph("", document.duties.preface)] if document.duties.preface else []
    for duty in document.duties.items:
        number = f"{duty.number}、" if duty.number else ""
        duties.append(Paragraph(f"{number}{duty.name}" if duty.name else "", _numbered(number, duty.name, duty.text)))
    terms = [
        Paragraph("", f"{term.code or (term.number or '') + '、'}{term.term or ''}：{term.definition}")
        for term in document.glossary
        if term.definition
    ]
    other = Paragraph("", document.other_matters or "无其他需要说明的事项。")
    return {"duties": duties, "glossary": terms, "other_matters": [other]}


def _numbered(number: str, name: str | None, text: str | None) -> str:
    return (text or "") if name else f"{number}{text or ''}"


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


_FIELDS: tuple[TemplateField, ...] = (
    TemplateField("年度", "预算年度", lambda it: str(it.fiscal_year or "")),
    TemplateField("上年", "预算年度的上一年", lambda it: str(it.fiscal_year - 1) if it.fiscal_year else ""),
    TemplateField("地区", "地区名称", lambda it: it.region.name or ""),
    TemplateField("部门", "部门名称", lambda it: it.department.name or ""),
    TemplateField("收入总额", "预算收入，带单位", lambda it: _money(it, it.budget.income.total)),
    TemplateField("收入明细", "各项收入", lambda it: _list(it, it.budget.income.items)),
    TemplateField("支出总额", "预算支出，带单位", lambda it: _money(it, it.budget.expenditure.total)),
    TemplateField("支出明细", "基本支出、项目支出及其各项", lambda it: _nested(it, it.budget.expenditure.items)),
    TemplateField("支出增减", "比上年“增加…”“减少…”或“持平”", lambda it: _difference(it, it.budget.change.total)),
    TemplateField("支出增减明细", "各项支出的增减和原因", lambda it: _changes(it, it.budget.change.items)),
    TemplateField("机关运行经费", "机关运行经费总额", lambda it: _money(it, it.operating_costs.total)),
    TemplateField("机关运行经费明细", "各项机关运行经费", lambda it: _list(it, it.operating_costs.items, "、")),
    TemplateField("三公经费", "“三公”经费总额", lambda it: _money(it, it.three_public.total)),
    TemplateField("三公经费明细", "各项“三公”经费", lambda it: _nested(it, it.three_public.items)),
    TemplateField(
        "三公经费增减", "“三公”经费比上年的增减",
        lambda it: _difference(it, it.three_public.change.total) if it.three_public.change else "",
    ),
    TemplateField(
        "三公经费增减明细", "各项“三公”经费的增减和原因",
        lambda it: _changes(it, it.three_public.change.items) if it.three_public.change else "",
    ),
    TemplateField("政府采购", "政府采购预算总额", lambda it: _money(it, it.procurement.total)),
    TemplateField(
        "政府采购行数", "政府采购表的项数",
        lambda it: str(len([row for row in it.procurement.rows if row.kind == "item"]) or ""),
    ),
    TemplateField("资产截止日期", "资产数据的日期；没有日期时是上年末", _state_of_assets),
    TemplateField("固定资产", "固定资产总额", lambda it: _money(it, it.assets.fixed_assets_total)),
    TemplateField("固定资产明细", "各类固定资产的价值", _assets),
    TemplateField("拟购置资产", "本年拟购置固定资产的总额", lambda it: _money(it, it.assets.planned_purchases_total)),
    TemplateField("拟购置资产明细", "拟购置的各项", lambda it: _list(it, it.assets.planned_purchases, "、")),
    TemplateField("空表说明", "没有数据的表下注明的话", lambda _it: NOTE),
)  # fmt: skip
