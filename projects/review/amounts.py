"""适当性: amounts against each other, against the texts, against earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.document import FormDocument
from projects.money import YUAN_PER_UNIT
from projects.review.arithmetic import calculation_of
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind
from projects.review.quantities import Family, Stated, family_of, quantities
from projects.review.reading import Row
from projects.review.rule import Abstention, Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import plain
from projects.review.wording import money, number, yuan
from indicators.target import Measure, Operator

_TEN_THOUSAND = Decimal(10_000)
_SPOKEN_OF = ("fund_use", "overview", "implementation_plan", "overall_goal", "annual_goal", "remarks")


# --- Parts and totals ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sum:
    """Parts that should add up to the amount at ``path``."""

    path: str
    label: str
    parts: tuple[tuple[str, Decimal], ...]


def check_sums(subject: Subject, _: Thresholds) -> Verdicts:
    """Parts that do not add up to their total."""
    document = subject.document
    checked = list(_sums(subject))
    for each in checked:
        total = document.at(each.path)
        added = sum((amount for _, amount in each.parts), Decimal(0))
        if total is None or added == total:
            continue
        difference = "多" if added > total else "少"
        shown = " + ".join(f"{name}{yuan(amount)}" for name, amount in each.parts[:12])
        yield Flaw(
            each.path,
            f"{each.label}合计{money(subject.layout, added)}，与{subject.layout.label_of(each.path)}"
            f"{money(subject.layout, total)}不等，{difference}{money(subject.layout, abs(added - total))}",
            f"请核对各分项；各分项无误的，{subject.layout.label_of(each.path)}应为{money(subject.layout, added)}",
            f"{shown} = {yuan(added)}",
            (Repair(f"按分项合计改为{money(subject.layout, added)}", (Correction(each.path, f"{added}元"),)),)
            if subject.layout.cell(each.path)
            else (),
        )
    yield from _parts_of_parts(subject)
    if not checked and not document.funding_sources:
        yield Abstention("没有可以相加的分项金额")


def _sums(subject: Subject) -> Iterator[_Sum]:
    document = subject.document
    amounts = document.amounts
    if amounts.fiscal is not None:
        parts = [("财政资金", amounts.fiscal)] + ([("其他资金", amounts.other)] if amounts.other is not None else [])
        if amounts.current_year is not None:
            yield _Sum("amounts.current_year", "财政资金与其他资金", tuple(parts))
    if amounts.total_fiscal is not None and amounts.total is not None:
        other = [("其他资金", amounts.total_other)] if amounts.total_other is not None else []
        yield _Sum("amounts.total", "财政资金与其他资金", (("财政资金", amounts.total_fiscal), *other))
    path = subject.reading.budget_path
    sources = [(each.name or "", each.amount) for each in document.funding_sources if not each.of_which]
    spent = [(each.subject.name or "" if each.subject else "", each.amount) for each in document.expenditures]
    for label, lines in (("资金来源", sources), ("支出明细", spent)):
        given = tuple((name, amount) for name, amount in lines if amount is not None)
        if any(amount for _, amount in given):
            yield _Sum(path, label, given)
    for index, task in enumerate(document.tasks):
        parts = [
            (name, amount)
            for name, amount in (("财政资金", task.fiscal), ("其他资金", task.other))
            if amount is not None
        ]
        if task.amount is not None and parts:
            yield _Sum(f"tasks[{index}].amount", "财政资金与其他资金", tuple(parts))


def _parts_of_parts(subject: Subject) -> Iterator[Flaw]:
    """其中 lines that exceed the line above them; purchases that exceed the budget."""
    above = None
    for source in subject.document.funding_sources:
        if not source.of_which:
            above = source
        elif above and above.amount is not None and source.amount is not None and source.amount > above.amount:
            yield Flaw(
                f"funding_sources[{source.name}].amount",
                f"“{source.name}”{yuan(source.amount)}大于“{above.name}”{yuan(above.amount)}",
                "其中项不能大于它所属的一项，请核对",
                f"{yuan(source.amount)} > {yuan(above.amount)}",
            )
    bought = [each.amount for each in subject.document.procurements if each.amount is not None]
    budget = subject.reading.budget
    if bought and budget is not None and sum(bought) > max(budget, subject.document.amounts.total or budget):
        yield Flaw(
            "procurements",
            f"采购金额合计{yuan(sum(bought, Decimal(0)))}，超过项目预算{yuan(budget)}",
            "请核对采购金额",
            f"{' + '.join(map(yuan, bought))} = {yuan(sum(bought, Decimal(0)))}",
        )


# --- Units of money ---------------------------------------------------------------------


def check_unit_of_money(subject: Subject, _: Thresholds) -> Verdicts:
    """Ten thousand times too much or too little, by the texts, the cost indicators or the reader's note."""
    noted = False
    for note in subject.notes:
        if note.code == "unit-contradicts-label":
            noted = True
            yield Flaw(
                note.field,
                f"原表“{subject.layout.label_of(note.field)}”的单位与数字不符：{note.text}",
                "请核对金额单位，本系统已按元读入，确认无误即可",
                note.text,
            )
    budget = subject.reading.budget
    if noted or not budget:
        return
    told = [each for each in _claims(subject) if each.value] + _cost_amounts(subject)
    values = {each.value for each in told}
    if budget in values:
        return
    for each in told:
        right = each.value
        if budget in (right * _TEN_THOUSAND, right / _TEN_THOUSAND):
            path = subject.reading.budget_path
            shown = money(subject.layout, right)
            yield Flaw(
                path,
                f"{subject.layout.label_of(path)}为{money(subject.layout, budget)}，"
                f"文字和指标中却是{each.shown}，相差一万倍",
                f"疑似把元和万元弄混，应为{shown}",
                f"{yuan(budget)} 与 {yuan(right)}",
                (Repair(f"改为{shown}", (Correction(path, f"{right:f}元"),)),) if subject.layout.cell(path) else (),
            )
            return


@dataclass(frozen=True, slots=True)
class _Told:
    """An amount in yuan that a text or an indicator tells of the whole project."""

    value: Decimal
    shown: str
    path: str
    operator: Operator = Operator.NONE


_CLAIM = re.compile(
    r"(?:预算(?:数|金额|总额|资金|经费)?|总金额|总预算|总经费|资金总额|经费总额|总计|共计|合计|总共|共需(?:要)?(?:支付|经费|资金)?|一共|所需(?:经费|资金)"
    r"|申请(?:预算|资金|经费)|项目(?:资金|经费)|财政资金|其他资金|安排(?:预算|资金|经费))(?:共|约|总计|合计|为|是|达)*\s*[:：]?$"
)


_OTHERS_MONEY = re.compile(r"上年|去年|往年|历年|上级|中央|省级|市级|总投资|已(?:支出|投入|安排|拨付)")


def _claims(subject: Subject) -> list[_Told]:
    """Amounts that a text calls the budget, the total or the sum."""
    found = []
    for narrative in _SPOKEN_OF:
        text = subject.reading.narrative(narrative)
        for each in quantities(text) if text else ():
            before = text[max(0, each.start - 14) : each.start].strip()
            before = before.removesuffix(each.operator.value) if each.operator else before
            is_whole = each.family is Family.MONEY and not each.each and "/" not in each.unit
            if is_whole and _CLAIM.search(before) and not _OTHERS_MONEY.search(before + each.before):
                shown = f"“{before[-8:]}{each.written}”"
                found.append(_Told(each.value, shown, f"narratives.{narrative}", each.operator))
    return found


_PER_UNIT = re.compile(r"每|人均|户均|单位|单价|均价|标准|单项|单次|日均|月均|平均")


def _cost_rows(subject: Subject) -> list[tuple[Row, Measure]]:
    """The rows under 成本 with an amount of money for the whole project."""
    rows = []
    for row in subject.reading.rows_with_target:
        if row.kind is not Kind.COST or _PER_UNIT.search(row.name) or _PER_UNIT.search(row.written):
            continue
        amounts = [f for f in row.figures if family_of(f.unit) is Family.MONEY and "/" not in f.unit]
        if len(amounts) == 1:
            rows.append((row, amounts[0]))
    return rows


def _cost_amounts(subject: Subject) -> list[_Told]:
    return [_Told(figure.value, f"“{row.name} {row.written}”", row.target_path) for row, figure in _cost_rows(subject)]


# --- Amounts of texts ---------------------------------------------------------------------


def check_amounts_of_texts(subject: Subject, limits: Thresholds) -> Verdicts:
    """What the texts and the cost indicators say the project costs, against the budget."""
    budget = subject.reading.budget
    if budget is None:
        yield Abstention("没有填写预算金额")
        return
    within = limits["places"] * YUAN_PER_UNIT.get(subject.layout.money_unit, Decimal(1))
    yield from _costs_against_budget(subject, budget, within)
    known = [value for value in _all_amounts(subject.document) if value is not None]
    told = [each for each in _claims(subject) if not _is_kept(each, known, within)]
    if not told:
        return
    texts = [subject.reading.narrative(name) for name in _SPOKEN_OF] + [
        row.indicator.description or "" for row in subject.reading.rows
    ]
    counts = [each for row in subject.reading.rows for each in quantities(row.written)]
    if calculation_of(budget, texts, counts, within=within) is not None:
        return
    for each in told:
        if each.value * _TEN_THOUSAND == budget or budget * _TEN_THOUSAND == each.value:
            continue  # amount-unit-suspect
        label, path = subject.layout.label_of(each.path), subject.reading.budget_path
        yield Flaw(
            each.path,
            f"{label}写{each.shown}，{subject.layout.label_of(path)}却是{money(subject.layout, budget)}，"
            f"相差{yuan(abs(each.value - budget))}",
            f"请核对后统一为{money(subject.layout, budget)}，或改正预算数",
            f"{each.shown}：{yuan(each.value)}；预算：{yuan(budget)}",
            _budget_repair(subject, each.value),
        )


def _costs_against_budget(subject: Subject, budget: Decimal, within: Decimal) -> Iterator[Flaw]:
    rows = _cost_rows(subject)
    if not rows:
        return
    known = [value for value in _all_amounts(subject.document) if value is not None]
    total = sum((figure.values[-1] for _, figure in rows), Decimal(0))
    one = [_Told(figure.value, "", "", figure.operator) for _, figure in rows]
    if abs(total - budget) <= within or any(_is_kept(each, known, within) for each in one):
        return
    if budget in (total * _TEN_THOUSAND, total / _TEN_THOUSAND):
        return  # amount-unit-suspect
    shown = " + ".join(f"{row.name}{row.written}" for row, _ in rows)
    text = f"≤{money(subject.layout, budget)}"
    row = rows[0][0]
    repairs = [Repair(f"指标值改为“{text}”", (Correction(row.target_path, text),))] if len(rows) == 1 else []
    yield Flaw(
        row.target_path,
        f"成本指标合计{yuan(total)}，预算是{yuan(budget)}，相差{yuan(abs(total - budget))}",
        f"请核对后统一，例如成本指标写“{text}”",
        f"{shown} = {yuan(total)}",
        (*repairs, *_budget_repair(subject, total)),
    )


def _budget_repair(subject: Subject, value: Decimal) -> tuple[Repair, ...]:
    path = subject.reading.budget_path
    if subject.layout.cell(path) is None:
        return ()
    label = f"{subject.layout.label_of(path)}改为{money(subject.layout, value)}"
    return (Repair(label, (Correction(path, f"{value:f}元"),)),)


def _all_amounts(document: FormDocument) -> list[Decimal | None]:
    amounts = document.amounts
    lines = [*document.funding_sources, *document.expenditures, *document.procurements]
    years = [value for year in document.budget_history for value in (year.budget, year.executed)]
    own = (
        amounts.total,
        amounts.current_year,
        amounts.fiscal,
        amounts.other,
        amounts.total_fiscal,
        amounts.total_other,
    )
    return [*own, amounts.prior_year_budget, amounts.prior_year_executed, *years, *(line.amount for line in lines)]


def _is_kept(told: _Told, known: list[Decimal], within: Decimal) -> bool:
    """Whether one of the form's amounts is what a text tells, or keeps its bound."""
    if any(abs(told.value - value) <= within for value in known):
        return True
    if told.operator in (Operator.GE, Operator.GT):
        return any(value >= told.value for value in known[:1])
    return (
        not told.value
        or told.operator is Operator.ABOUT
        and any(abs(told.value - value) * 20 <= value for value in known)
    )


# --- Purchases ---------------------------------------------------------------------------

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
    return tuple(word for word in _ITEM_WORDS.split(plain(item) and item) if len(word) > 1)


def _breakdown(document: FormDocument) -> Iterator[tuple[str, Decimal]]:
    """(what for, yuan) of every amount that the lines of expenditure tell, or else the line itself."""
    for line in document.expenditures:
        name = line.subject.name or "" if line.subject else ""
        parts: list[Stated] = [each for each in quantities(line.basis) if each.family is Family.MONEY]
        for each in parts:
            yield each.before[-20:], each.value
        if not parts and line.amount is not None:
            yield f"{name}{line.basis or ''}", line.amount


SUM_MISMATCH = Rule(
    "sum-mismatch",
    "分项之和与总数不等",
    Criterion.ADEQUACY,
    Severity.ERROR,
    "资金来源、支出明细、财政资金加其他资金，都要与总数相等；“其中”项不重复相加。",
    "财政资金30万元 + 其他资金5万元，总额40万元",
    "财政资金35万元 + 其他资金5万元，总额40万元",
    check_sums,
)
AMOUNT_UNIT_SUSPECT = Rule(
    "amount-unit-suspect",
    "金额单位可能弄错",
    Criterion.ADEQUACY,
    Severity.ERROR,
    "金额与文字、成本指标相差一万倍，多半是把元填进了万元栏。",
    "预算数填200000万元，文中写20万元",
    "预算数填20万元，文中写20万元",
    check_unit_of_money,
)
AMOUNT_TEXT_MISMATCH = Rule(
    "amount-text-mismatch",
    "文字金额与预算不符",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "文中所说的预算、合计以及成本指标之和应等于预算数；能用文中的单价和数量算出来的不算矛盾。",
    "预算30万元，成本指标≤32.5万元",
    "预算30万元，成本指标≤30万元",
    check_amounts_of_texts,
    (Threshold("places", "允许相差（按表样金额单位）", Decimal("0.01")),),
)
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
