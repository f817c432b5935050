"""适当性: amounts against each other, against the texts, against earlier years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from indicators.target import Measure, Operator
from projects.document import FormDocument
from projects.money import YUAN_PER_UNIT
from projects.review.arithmetic import calculation_of
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind
from projects.review.quantities import Family, Stated, family_of, quantities
from projects.review.reading import Row
from projects.review.rule import Abstention, Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.wording import money, yuan

_TEN_THOUSAND = Decimal(10_000)
_ROUNDING = Decimal("0.02")
_SPOKEN_OF = ("fund_use", "overview", "necessity", "implementation_plan", "overall_goal", "annual_goal", "remarks")


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
                severity=Severity.WARNING,
            )
    budget = subject.reading.budget
    if noted or not budget:
        return
    told = [each for each in _claims(subject) if each.value] + _cost_amounts(subject)
    if budget in {each.value for each in told}:
        return
    for each in told:
        right = each.value
        if _is_other_unit(budget, right):
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


def _is_other_unit(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are the same but for 元 and 万元, and a little rounding."""
    high, low = max(one, other), min(one, other)
    return low > 0 and abs(high / low / _TEN_THOUSAND - 1) < _ROUNDING


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


_WHOLE_CLAIM = re.compile(r"预算|共需|所需|申请|总(?:金额|经费|费用|计)")  # larger than the budget it is no part


_OTHERS_MONEY = re.compile(
    r"累计|(?<![0-9])[二两三四五六2-6]年(?:内|间|共|总|来)|上年|去年|往年|历年|上级|中央|省级|市级|总投资|配套|下拨|奖补|已(?:支出|投入|安排|拨付)"
)


def _claims(subject: Subject) -> list[_Told]:
    """Amounts that a text calls the budget, the total or the sum; or the only amount of money that it tells."""
    wholes: dict[tuple[str, Decimal], _Told] = {}  # each figure of a text once
    claimed: dict[tuple[str, Decimal], _Told] = {}
    for narrative in _SPOKEN_OF:
        text = subject.reading.narrative(narrative)
        for each in quantities(text) if text else ():
            before = text[max(0, each.start - 14) : each.start].strip()
            before = before.removesuffix(each.operator.value) if each.operator else before
            if each.family is not Family.MONEY or _is_part_or_foreign(subject, each, before):
                continue
            told = _Told(each.value, f"“{before[-8:]}{each.written}”", f"narratives.{narrative}", each.operator)
            wholes.setdefault((narrative, each.value), told)
            if _CLAIM.search(before):
                claimed.setdefault((narrative, each.value), told)
    first = next(iter(wholes.values()), None)
    if first and not claimed and len({value for _, value in wholes}) == 1 and _FUNDS.search(first.shown):
        return [first]
    return list(claimed.values())


_FUNDS = re.compile(r"经费|资金|预算|投入|安排")


def _is_part_or_foreign(subject: Subject, stated: Stated, before: str) -> bool:
    """A rate or standard, or somebody else's or another year's money."""
    if stated.each or "/" in stated.unit or stated.after.startswith(("标准", "的标准")):
        return True
    years = {int(year) for year in re.findall(r"20\d\d(?=年)", before + stated.before)}
    return bool(_OTHERS_MONEY.search(before + stated.before)) or bool(years - {subject.document.fiscal_year})


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
    is_made_up = calculation_of(budget, texts, counts, within=within) is not None
    for each in told:
        if is_made_up and not (each.value > budget + within and _WHOLE_CLAIM.search(each.shown)):
            continue  # a part of it
        if _is_other_unit(budget, each.value):
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
    amounts = subject.document.amounts
    own = (amounts.total, amounts.current_year, amounts.fiscal, amounts.total_fiscal)
    known = [value for value in own if value is not None]
    total = sum((figure.values[-1] for _, figure in rows), Decimal(0))
    one = [_Told(figure.value, "", "", figure.operator) for _, figure in rows]
    if abs(total - budget) <= within or any(_is_kept(each, known, within) for each in one):
        return
    if _is_other_unit(budget, total) and budget not in {each.value for each in _claims(subject)}:
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
    paths = [path]
    amounts, budget = subject.document.amounts, subject.reading.budget
    if amounts.fiscal == budget and not amounts.other and subject.layout.cell("amounts.fiscal"):
        paths.append("amounts.fiscal")  # all of it is fiscal, and stays so
    return (Repair(label, tuple(Correction(each, f"{value:f}元") for each in paths)),)


def _all_amounts(document: FormDocument) -> list[Decimal | None]:
    amounts = document.amounts
    lines = [line.amount for line in document.funding_sources]
    lines += [line.amount for line in document.expenditures] + [line.amount for line in document.procurements]
    years = [value for year in document.budget_history for value in (year.budget, year.executed)]
    own = (
        amounts.total,
        amounts.current_year,
        amounts.fiscal,
        amounts.other,
        amounts.total_fiscal,
        amounts.total_other,
    )
    return [*own, amounts.prior_year_budget, amounts.prior_year_executed, *years, *lines]


def _is_kept(told: _Told, known: list[Decimal], within: Decimal) -> bool:
    """Whether one of the form's amounts is what a text tells, or keeps its bound."""
    if any(abs(told.value - value) <= within for value in known):
        return True
    if told.operator in (Operator.GE, Operator.GT):
        return any(value >= told.value for value in known[:2])
    return not told.value or (
        told.operator is Operator.ABOUT and any(abs(told.value - value) * 20 <= value for value in known)
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
