"""Purchases against the expenditure, and against what the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.document import FormDocument
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.quantities import Family, quantities
from projects.review.rule import Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.wording import number, yuan

_TEN_THOUSAND = Decimal(10_000)

_BUYING = re.compile(r"采购|购买服务|招投标|公开招标")
_NOT_BUYING = re.compile(
    r"(?:不|无|未|没有)(?:需|涉及|含|包含|包括|进行|属于|实行)?[^，。；]{0,4}(?:采购|购买服务|招标)"
)
_BUYING_TEXTS = ("overview", "implementation_plan", "safeguards", "necessity", "fund_use", "annual_goal", "remarks")


def check_purchases(subject: Subject, _: Thresholds) -> Verdicts:
    """Purchases without a line of expenditure, and texts that buy where the form says no."""
    document, layout = subject.document, subject.layout
    flag = "project.government_procurement"
    if layout.cell(flag) and document.project.government_procurement is False and not document.procurements:
        for place, text in _buying_texts(subject):
            found = _BUYING.search(_NOT_BUYING.sub("", re.sub(r"《[^》]*》", "", text)))
            if found:
                at = text.find(found.group())
                shown = text[max(0, at - 10) : at + 14].replace("\n", " ")
                yield Flaw(
                    flag,
                    f"“{layout.label_of(flag)}”填“否”，{layout.label_of(place)}却写到“{shown}”",
                    "涉及政府采购的请改为“是”；不属于政府采购的请在文中说明",
                    shown,
                    (Repair("改为“是”", (Correction(flag, "是"),)),),
                )
                break
    if not document.procurements or not document.expenditures:
        return
    yield from _purchases_without_expenditure(subject)


def _buying_texts(subject: Subject) -> Iterator[tuple[str, str]]:
    for name in _BUYING_TEXTS:
        if text := subject.reading.narrative(name):
            yield f"narratives.{name}", text
    for row in subject.reading.rows:
        yield f"{row.path}.level3", row.name


def _purchases_without_expenditure(subject: Subject) -> Iterator[Flaw]:
    leaves = list(_breakdown(subject.document))
    if not leaves:
        return
    for index, purchase in enumerate(subject.document.procurements):
        words = _words_of_item(purchase.item or "")
        if not words or purchase.amount is None:
            continue
        matching = [(text, value) for text, value in leaves if any(word in text for word in words)]
        spent = sum((value for _, value in matching), Decimal(0))
        path = f"procurements[{index}]"
        if not matching:
            yield Flaw(
                path,
                f"采购“{purchase.item}”{yuan(purchase.amount)}，支出明细里没有对应的内容",
                "请在支出明细中补列，或从采购中删去",
                f"采购{yuan(purchase.amount)}；支出明细：无",
                severity=Severity.WARNING,
            )
        elif spent < purchase.amount:
            shown = " + ".join(f"{text[-12:]}{number(value / _TEN_THOUSAND)}万" for text, value in matching)
            yield Flaw(
                path,
                f"采购“{purchase.item}”{yuan(purchase.amount)}，支出明细中相关各项合计只有{yuan(spent)}",
                f"请核对采购金额，或补列支出明细的差额{yuan(purchase.amount - spent)}",
                f"{shown} = {yuan(spent)}",
            )


_ITEM_WORDS = re.compile(r"服务|采购|购置|费用?|其他|[和与及、，,（）()]|等|类|工程|货物")


def _words_of_item(item: str) -> tuple[str, ...]:
    return tuple(word for word in _ITEM_WORDS.split(item) if len(word) > 1)


def _breakdown(document: FormDocument) -> Iterator[tuple[str, Decimal]]:
    """(what for, yuan) of every amount that the lines of expenditure tell, or else the line itself."""
    for line in document.expenditures:
        name = line.subject.name or "" if line.subject else ""
        parts = [each for each in quantities(line.basis) if each.family is Family.MONEY]
        for each in parts:
            yield each.before[-20:], each.value
        if not parts and line.amount is not None:
            yield f"{name}{line.basis or ''}", line.amount


PROCUREMENT_MISMATCH = Rule(
    "procurement-mismatch",
    "采购与支出明细不符",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "列了采购的要有相应支出；文中写明采购或购买服务的，“是否包含政府采购”不能填“否”。",
    "是否包含政府采购：否；实施计划：上半年公开采购设备",
    "是否包含政府采购：是",
    check_purchases,
)
