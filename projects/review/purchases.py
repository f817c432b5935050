"""Purchases against the expenditure, and against what the texts say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from projects.document import FormDocument
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.rule import Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.wording import number, yuan

_TEN_THOUSAND = Decimal(10_000)

_BUYING = re.compile(r"采购|购买服务|招投?标|竞争性(?:磋商|谈判)|政采")
_NOT_BUYING = re.compile(
    r"(?:不|无|未|没有)(?:需|涉及|含|包含|包括|进行|属于|实行)?[^，。；]{0,4}(?:采购|购买服务|招投?标|政采)"
)
_BUYING_TEXTS = ("overview", "implementation_plan", "safeguards", "necessity", "fund_use", "annual_goal", "remarks")


def check_purchases(subject: Subject, _: Thresholds) -> Verdicts:
    """Purchases without a line of expenditure, and texts that buy where the form says no."""
    document, layout = subject.document, subject.layout
    flag = "project.government_procurement"
    if layout.cell(flag) and document.project.government_procurement is False and not document.procurements:
        for place, text in _buying_texts(subject):
            found = _BUYING.search(_NOT_BUYING.sub("", re.sub(r"《[^》]{0,100}》", "", text)))
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
    purchases = subject.document.procurements
    patterns = [_words_of_item(purchase.item or "") for purchase in purchases]
    spent_on = _spent_by_item(subject.document, patterns)
    for index, (purchase, pattern) in enumerate(zip(purchases, patterns, strict=True)):
        if pattern is None or purchase.amount is None:
            continue
        spent = sum((value for _, value in spent_on[index]), Decimal(0))
        if not spent_on[index]:
            yield Flaw(
                f"procurements[{index}]",
                f"采购“{purchase.item}”{yuan(purchase.amount)}，支出明细里没有对应的内容",
                "请在支出明细中补列，或从采购中删去",
                f"采购{yuan(purchase.amount)}；支出明细：无",
            )
        elif spent < purchase.amount:
            shown = " + ".join(f"{text[-12:]}{number(value / _TEN_THOUSAND)}万元" for text, value in spent_on[index])
            yield Flaw(
                f"procurements[{index}]",
                f"采购“{purchase.item}”{yuan(purchase.amount)}，支出明细中相关各项合计只有{yuan(spent)}",
                f"请核对采购金额，或补列支出明细的差额{yuan(purchase.amount - spent)}",
                f"{shown} = {yuan(spent)}",
            )


def _spent_by_item(
    document: FormDocument, patterns: Sequence[re.Pattern[str] | None]
) -> list[list[tuple[str, Decimal]]]:
    """The amounts of the breakdown for each purchase; each counts for the one that its last words name."""
    spent: list[list[tuple[str, Decimal]]] = [[] for _ in patterns]
    for text, value in _breakdown(document):
        ends = [
            max((match.end() for match in pattern.finditer(text)), default=0) if pattern else 0 for pattern in patterns
        ]
        if max(ends, default=0):
            spent[ends.index(max(ends))].append((text, value))
    return spent


_ITEM_WORDS = re.compile(r"服务|采购|购置|费用?|其他|[和与及、，,（）()]|等|类|工程|货物")
_OTHER_WORDS: dict[str, str] = {
    # words that name the same purchase in a breakdown
    "印刷": "印制|印刷|打印",
    "出版": "出版|编印",
    "会议": "会议|会务|大会|推进会|座谈会|部署会",
    "展览": "展览|展板|展示|会展",
    "培训": "培训|轮训",
    "维修": "维修|维护|修缮",
    "维护": "维修|维护",
    "租赁": "租赁|租用|租金",
    "宣传": "宣传|广告",
    "设计": "设计|策划",
}


def _words_of_item(item: str) -> re.Pattern[str] | None:
    """What a purchase is called in a breakdown; ``None`` for an item without a telling word."""
    words = [word for word in _ITEM_WORDS.split(item) if len(word) > 1]
    return re.compile("|".join(_OTHER_WORDS.get(word, re.escape(word)) for word in words)) if words else None


_AMOUNT = re.compile(r"(?P<figure>[0-9][0-9,]*(?:\.[0-9]+)?)\s*(?P<unit>万元?|元)")
_BREAK = re.compile(r"[：:；;。，,、\n（）()]")


def _breakdown(document: FormDocument) -> Iterator[tuple[str, Decimal]]:
    """(what for, yuan) of every amount that the lines of expenditure tell, or else the line itself."""
    for line in document.expenditures:
        name = line.subject.name or "" if line.subject else ""
        basis = line.basis or ""
        found = list(_AMOUNT.finditer(basis))
        for match in found:
            before = basis[: match.start()]
            what_for = _BREAK.split(before)[-1].strip() or _BREAK.split(before.rstrip("：:，, "))[-1]
            scale = Decimal(1) if match["unit"] == "元" else _TEN_THOUSAND
            yield what_for, Decimal(match["figure"].replace(",", "")) * scale
        if not found and line.amount is not None:
            yield f"{name}{basis}", line.amount


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
