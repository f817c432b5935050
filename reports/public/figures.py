"""What the pages say of a department's figures; everything follows from the published document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from projects.disclosure.checks.forms import form_amount
from projects.disclosure.checks.proof import Proof
from projects.disclosure.checks.proofs import prove
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.project_spending import lines_without_form
from projects.disclosure.subject_amounts import added
from projects.document import FormDocument, Indicator
from projects.money import Places, format_amount
from projects.review.kinds import Kind, kind_of
from reports.public.charts import MONEY_UNIT, Chart, Item, largest_first, percentage

_PROJECTS = re.compile(r"项目支出")
_SENTENCE_END = re.compile(r"(?<=[。；;])|\n")
_NUMBERED = re.compile(r"^\s*[（(]?[0-9一二三四五六七八九十]{1,2}[)）.、．]\s*")
_BENEFIT = "效益"
_KINDS_ORDER = (*(kind.value for kind in Kind if not kind.is_benefit),)
_MOST_TARGETS = 2
_LONGEST_GOAL = 60


def money(amount: Decimal | None) -> str:
    """An amount in the unit of the pages, without the unit; a dash where there is none."""
    return "–" if amount is None else format_amount(amount, MONEY_UNIT, Places.FIXED, grouped=True)


def spending_by_kind(document: DisclosureDocument) -> Chart:
    """人员经费, 公用经费, 项目支出: the parts of 基本支出 where they are all of it."""
    items: list[Item] = []
    for kind in document.budget.expenditure.items:
        parts = [part for part in kind.parts if part.amount is not None]
        is_whole = added(part.amount for part in parts) == kind.amount and not _PROJECTS.search(kind.name or "")
        shown = parts if parts and is_whole else [kind]
        items += [Item(each.name or "其他支出", each.amount) for each in shown if each.amount]
    return Chart("支出构成", "支出", MONEY_UNIT, tuple(items))


def project_spending(document: DisclosureDocument) -> Decimal | None:
    """项目支出 as the budget gives it."""
    items = document.budget.expenditure.items
    return added(item.amount for item in items if _PROJECTS.search(item.name or ""))


def total_proof(document: DisclosureDocument) -> Proof | None:
    """How 支出总额 comes about, term by term."""
    return next((proof for proof in prove(document) if proof.field == "budget.expenditure"), None)


def change_in_words(document: DisclosureDocument) -> str:
    """``比 2021 年的 1,221.66 万元减少 130.78 万元（10.7%），主要是…``; empty where the paper does not say."""
    change, now = document.budget.change, document.budget.expenditure.total
    if change.total is None or now is None or document.fiscal_year is None:
        return ""
    before = now - change.total
    last_year = f"比 {document.fiscal_year - 1} 年的 {money(before)} {MONEY_UNIT}"
    if not change.total:
        return f"与 {document.fiscal_year - 1} 年持平"
    share = percentage(abs(change.total), before)
    words = f"{last_year}{_more(change.total)}{f'（{share}）' if share else ''}"
    given = [(item.amount, item.name, item.reason) for item in change.items if item.reason and item.amount is not None]
    if not given:
        return words
    amount, name, reason = max(given, key=lambda item: abs(item[0]))
    return f"{words}；其中{name}{_more(amount)}，{reason.rstrip('。')}"


@dataclass(frozen=True, slots=True)
class PublicExpense:
    """A line of the “三公”经费, and in words how it changed."""

    name: str
    figure: str
    change: str


def public_expenses(document: DisclosureDocument) -> tuple[PublicExpense, ...]:
    """The narrowest lines that the paper gives."""
    change_of_all = document.three_public.change
    changes = {item.name: item.amount for item in change_of_all.items} if change_of_all else {}
    lines = [
        (part.name, part.amount)
        for item in document.three_public.items
        for part in (item.parts if len(item.parts) > 1 else (item,))
    ]
    return tuple(
        PublicExpense(name or "", money(amount), f"比上年{_more(change)}" if (change := changes.get(name)) else "")
        for name, amount in lines
    )


def projects_without_form(document: DisclosureDocument, forms: Sequence[FormDocument]) -> list[Item]:
    """The projects that stand in the text by name and amount alone."""
    lines = lines_without_form(document, forms)
    return [Item(line.name or "（没有名称的项目）", line.amount or Decimal(0)) for line in lines]


def targets_by_kind(forms: Iterable[FormDocument]) -> Chart:
    """How many 绩效指标 there are of each kind, in the usual order."""
    counted = Counter(
        _kind_name(indicator) for form in forms for indicator in form.indicators if indicator.level3 or indicator.target
    )
    order = [*_KINDS_ORDER[:4], _BENEFIT, *_KINDS_ORDER[4:]]
    items = tuple(Item(name, Decimal(counted[name])) for name in order if counted[name])
    return Chart("绩效指标", "类别", "条", items, most=len(items))


def _kind_name(indicator: Indicator) -> str:
    kind = kind_of(indicator.level1, indicator.level2)
    return _BENEFIT if kind.is_benefit else kind.value


def promise(form: FormDocument) -> str:
    """What a project is to achieve in one line: the first sentence of its goal, or its first targets."""
    goal = form.narratives.annual_goal or form.narratives.overall_goal or ""
    first = next(
        (plain for part in _SENTENCE_END.split(goal) if (plain := _NUMBERED.sub("", part).strip("。；; "))), ""
    )
    if first and len(first) <= _LONGEST_GOAL:
        return first
    targets = [f"{each.level3} {each.target}" for each in form.indicators if each.level3 and each.target]
    return "，".join(targets[:_MOST_TARGETS]) or (f"{first[:_LONGEST_GOAL]}…" if first else "")


def by_functional_class(documents: Iterable[DisclosureDocument], names: dict[str, str]) -> Chart:
    """支出 of all of them by 类 of the functional subjects; ``names`` by code."""
    sums: dict[str, Decimal] = {}
    for document in documents:
        for line in document.subject_lines.spending:
            if line.code and line.amount is not None:
                code = line.code[:3]
                sums[code] = sums.get(code, Decimal(0)) + line.amount
    items = (Item(names.get(code, f"{code} 类科目"), amount) for code, amount in sums.items())
    return Chart("按功能科目", "科目", MONEY_UNIT, largest_first(items))


def more_or_less(change: Decimal | None) -> str:
    """``增加 3.00 万元``; a dash where the paper does not say."""
    if change is None:
        return "–"
    return _more(change) if change else "持平"


def given_amount(form: FormDocument) -> Decimal | None:
    """What a project gets; ``None`` where its form does not say."""
    return form_amount(form)


def amount_of(form: FormDocument) -> Decimal:
    """The same for drawing."""
    return form_amount(form) or Decimal(0)


def _more(amount: Decimal) -> str:
    return f"{'增加' if amount > 0 else '减少'} {money(abs(amount))} {MONEY_UNIT}"
