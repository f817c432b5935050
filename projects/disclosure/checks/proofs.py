"""Every sum of a disclosure, proven or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.checks.forms import form_amount, form_name, forms_of_projects
from projects.disclosure.checks.last_year import prove_against
from projects.disclosure.checks.proof import Coverage, Proof, Term
from projects.disclosure.checks.table_proofs import prove_tables
from projects.disclosure.document import (
    AssetRow,
    Assets,
    ChangedLine,
    ChangedSpending,
    DisclosureDocument,
    Line,
    Procurement,
    ProcurementRow,
    ProjectLine,
)
from projects.document import FormDocument

Rows = Sequence[Line | ProjectLine | ChangedSpending | ChangedLine]

_MARKS = re.compile(r"其中|分别|包括|主要")
_TOTAL_ROW = re.compile(r"总额|合计|总计|小计")
_OF_WHICH = re.compile(r"^\s*(?:其中|[（(]?其中)")
_PROJECTS = re.compile(r"项目")
_PUBLIC_COSTS = re.compile(r"公用经费")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
SOURCES = (
    ("general_public_budget", "一般公共预算拨款"),
    ("government_fund_budget", "政府性基金预算拨款"),
    ("state_capital_budget", "国有资本经营预算拨款"),
    ("special_account", "财政专户资金"),
    ("own_funds", "单位资金"),
)
"""Where procurement is paid from: member of the row, and its name."""


def prove(
    document: DisclosureDocument,
    forms: Sequence[FormDocument] = (),
    last_year: DisclosureDocument | None = None,
) -> tuple[Proof, ...]:
    """Every sum that the disclosure claims and whose terms are given, in the order of the document.

    ``forms`` are the performance forms of the department's projects, ``last_year`` is its disclosure of the year
    before, where they are known.
    """
    return (
        *_budget(document),
        *_projects(document, forms),
        *_operating_costs(document),
        *_three_public(document),
        *_changes(document),
        *_procurement(document.procurement),
        *_assets(document),
        *prove_tables(document, forms),
        *prove_against(document, last_year),
    )


def _terms(path: str, rows: Sequence[object], member: str = "amount") -> tuple[Term, ...]:
    return tuple(
        Term(getattr(row, "name", None) or "（没有名称）", f"{path}[{index}].{member}", getattr(row, member))
        for index, row in enumerate(rows)
        if getattr(row, member) is not None
    )


def _proof(
    field: str, title: str, claimed: Decimal | None, terms: tuple[Term, ...], coverage: Coverage = Coverage.WHOLE
) -> Iterator[Proof]:
    if claimed is not None and terms:
        yield Proof(field, title, claimed, terms, coverage)


def _budget(document: DisclosureDocument) -> Iterator[Proof]:
    income, spent = document.budget.income, document.budget.expenditure
    yield from _proof("budget.income", "收入总额与各项收入", income.total, _terms("budget.income.items", income.items))
    if income.total is not None and spent.total is not None:
        of_income = (Term("收入总额", "budget.income.total", income.total),)
        yield Proof("budget.expenditure.total", "支出总额与收入总额", spent.total, of_income)
    items = _terms("budget.expenditure.items", spent.items)
    yield from _proof("budget.expenditure", "支出总额与各项支出", spent.total, items)
    for index, item in enumerate(spent.items):
        path = f"budget.expenditure.items[{index}]"
        coverage = _coverage(spent.text, item.name, item.parts)
        title = f"{item.name or '支出'}与其各项"
        yield from _proof(path, title, item.amount, _terms(f"{path}.parts", item.parts), coverage)


def _projects(document: DisclosureDocument, forms: Sequence[FormDocument]) -> Iterator[Proof]:
    """The projects that the text names, and the sum of all, against the projects' own forms."""
    for index, item in enumerate(document.budget.expenditure.items):
        if not (item.name and _PROJECTS.search(item.name)):
            continue
        path = f"budget.expenditure.items[{index}]"
        for number, position in forms_of_projects(item.parts, forms).items():
            part, amount = item.parts[number], form_amount(forms[position])
            if part.amount is not None and amount is not None:
                yield Proof(
                    f"{path}.parts[{number}]",
                    f"{part.name}与其绩效目标表",
                    part.amount,
                    (Term(form_name(forms[position]), f"forms[{position}].amounts", amount),),
                )
        terms = tuple(
            Term(form_name(form), f"forms[{number}].amounts", amount)
            for number, form in enumerate(forms)
            if (amount := form_amount(form)) is not None
        )
        if not item.parts and item.amount is not None and terms:
            title = f"{item.name}与各项目的绩效目标表"
            yield Proof(f"{path}.amount", title, item.amount, terms, Coverage.MAIN)


def _changes(document: DisclosureDocument) -> Iterator[Proof]:
    change = document.budget.change
    yield from _of_change(_Breakdown("budget.change", "items", "比上年增减", change.text), change.total, change.items)
    for index, item in enumerate(change.items):
        title = f"{item.name or '支出'}的增减"
        breakdown = _Breakdown(f"budget.change.items[{index}]", "parts", title, change.text, item.name)
        yield from _of_change(breakdown, item.amount, item.parts)
    expenses = document.three_public
    if expenses.change:
        breakdown = _Breakdown("three_public.change", "items", "“三公”经费的增减", expenses.text)
        yield from _of_change(breakdown, expenses.change.total, expenses.change.items, otherwise=Coverage.MAIN)


@dataclass(frozen=True, slots=True)
class _Breakdown:
    """Where the parts of an amount stand (``path.member``), and the text that leads to them from ``name`` on."""

    path: str
    member: str
    title: str
    text: str | None
    name: str | None = None


def _of_change(
    breakdown: _Breakdown, claimed: Decimal | None, rows: Rows, otherwise: Coverage = Coverage.SOME
) -> Iterator[Proof]:
    """What changed most explains a change; only what is given as all of it must add up."""
    is_whole = _coverage(breakdown.text, breakdown.name, rows) is Coverage.WHOLE
    terms = _terms(f"{breakdown.path}.{breakdown.member}", rows)
    coverage = Coverage.WHOLE if is_whole else otherwise
    yield from _proof(breakdown.path, f"{breakdown.title}与各项增减", claimed, terms, coverage)


def _operating_costs(document: DisclosureDocument) -> Iterator[Proof]:
    costs = document.operating_costs
    coverage = _coverage(costs.text, None, costs.items)
    items = _terms("operating_costs.items", costs.items)
    yield from _proof("operating_costs", "机关运行经费与各项经费", costs.total, items, coverage)
    for number, item in enumerate(document.budget.expenditure.items):
        for index, part in enumerate(item.parts):
            is_same = part.name and _PUBLIC_COSTS.search(part.name) and part.amount == costs.total
            if is_same and costs.total is not None and part.amount is not None:
                # Institutions have public costs that are no 机关运行经费: only agreement says something.
                field = f"budget.expenditure.items[{number}].parts[{index}].amount"
                term = Term(part.name or "", field, part.amount)
                yield Proof("operating_costs.total", f"机关运行经费与{part.name}", costs.total, (term,))


def _three_public(document: DisclosureDocument) -> Iterator[Proof]:
    expenses = document.three_public
    items = _terms("three_public.items", expenses.items)
    yield from _proof("three_public", "“三公”经费与各项经费", expenses.total, items)
    for index, item in enumerate(expenses.items):
        path = f"three_public.items[{index}]"
        coverage = _coverage(expenses.text, item.name, item.parts)
        title = f"{item.name or '“三公”经费'}与其各项"
        yield from _proof(path, title, item.amount, _terms(f"{path}.parts", item.parts), coverage)


def _procurement(procurement: Procurement) -> Iterator[Proof]:
    rows = list(enumerate(procurement.rows))
    items = [(index, row) for index, row in rows if row.kind == "item"]
    subtotals = [(index, row) for index, row in rows if row.kind == "subtotal"]
    if procurement.total is not None and items:
        yield Proof("procurement", "政府采购合计与各行", procurement.total, _row_terms(items, "total"))
    for index, row in rows:
        if row.kind == "total":
            below = subtotals or items
        elif row.kind == "subtotal":
            end = next((later for later, _ in subtotals if later > index), len(rows))
            below = [(at, item) for at, item in items if index < at < end]
        else:
            yield from _of_one_row(index, row)
            continue
        for member in ("total", *(member for member, _ in SOURCES)):
            yield from _proof(
                f"procurement.rows[{index}].{member}",
                f"政府采购“{row.project or '合计'}”与其下各行",
                getattr(row, member),
                _row_terms(below, member),
            )


def _row_terms(rows: Sequence[tuple[int, ProcurementRow]], member: str) -> tuple[Term, ...]:
    return tuple(
        Term(
            row.item if row.kind == "item" and row.item else row.project or "",
            f"procurement.rows[{index}].{member}",
            amount,
        )
        for index, row in rows
        if (amount := getattr(row, member)) is not None
    )


def _of_one_row(index: int, row: ProcurementRow) -> Iterator[Proof]:
    path = f"procurement.rows[{index}]"
    name = row.project or row.item or "一行"
    quantity = _NUMBER.fullmatch(row.quantity.replace(",", "")) if row.quantity else None
    if quantity and row.unit_price is not None:
        product = (Decimal(quantity.group()) * row.unit_price).quantize(Decimal("0.01"))
        yield from _proof(
            f"{path}.total",
            f"政府采购“{name}”的数量乘单价",
            row.total,
            (Term(f"{row.quantity} × {row.unit_price} 元", f"{path}.unit_price", product),),
        )
    terms = tuple(
        Term(name_of_source, f"{path}.{member}", amount)
        for member, name_of_source in SOURCES
        if (amount := getattr(row, member)) is not None
    )
    yield from _proof(f"{path}.total", f"政府采购“{name}”与资金来源", row.total, terms)


def asset_parts(assets: Assets) -> Iterator[tuple[int, AssetRow]]:
    """The rows, with their index, that 固定资产总额 is the sum of: neither a sum themselves nor a part of another."""
    for index, row in enumerate(assets.rows):
        if not _TOTAL_ROW.search(row.name or "") and not _OF_WHICH.match(row.name or ""):
            yield index, row


def _assets(document: DisclosureDocument) -> Iterator[Proof]:
    assets = document.assets
    terms = tuple(
        Term(row.name or "", f"assets.rows[{index}].value", row.value)
        for index, row in asset_parts(assets)
        if row.value is not None
    )
    yield from _proof("assets", "固定资产总额与各类资产", assets.fixed_assets_total, terms)
    for index, row in enumerate(assets.rows):
        if row.value is not None and _TOTAL_ROW.search(row.name or ""):
            yield from _proof(f"assets.rows[{index}].value", f"资产表的{row.name}与各类资产", row.value, terms)
    yield from _proof(
        "assets.planned_purchases_total",
        "拟购置固定资产总额与各项",
        assets.planned_purchases_total,
        _terms("assets.planned_purchases", assets.planned_purchases),
    )


def _coverage(text: str | None, name: str | None, rows: Rows) -> Coverage:
    """What the words before the first part say of the parts; a single part behind 其中 is only one of them."""
    if not rows:
        return Coverage.WHOLE
    start = text.find(name) + len(name) if text and name and name in text else 0
    end = text.find(rows[0].name or "", start) if text else -1
    marks = _MARKS.findall((text or "")[start:end] if end > start else "")
    if marks and marks[-1] == "主要":
        return Coverage.MAIN
    return Coverage.SOME if len(rows) == 1 else Coverage.WHOLE
