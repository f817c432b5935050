"""A year against earlier years, and against the unit's other projects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from projects.review.finding import Criterion, Severity
from projects.review.kinds import Kind
from projects.review.names import Measures
from projects.review.reading import FormReading, Row
from projects.review.rule import Abstention, Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Neighbour, Subject
from projects.review.texts import plain
from projects.review.wording import money, number, yuan

_WHOLE = Decimal(100)
_EXPLAINED = re.compile(
    r"(?:较|比|与)(?:上年|去年|上一年|往年|20\d\d年)[^。；]{0,20}(?:增|多|扩|提高|上调|变化)"
    r"|因(?!地|人|此|为)[^。；]{1,30}(?:增加|增长|上涨|上调|扩大)"
    r"|(?:新增|增加|扩增|增设|新建|新设)[^。；]{2,24}(?:需|经费|费用|资金|支出|预算)[^。；]{0,8}[0-9]"
    r"|(?:新增|增加|扩增|增设|新建|新设)[^，。；]{0,12}[0-9一二两三四五六七八九十]+[^，。；]{0,4}[人名个项处所家次期场户套台辆部]"
    r"|(?:标准|单价|价格|人数|名额|次数|期数|班次|工作量|补贴|补助|成本)[^，。；]{0,6}(?:提高|上调|增加|上涨|增长|调整)"
    r"|(?:提高|上调)[^，。；]{0,6}(?:标准|单价|待遇|补贴|补助)"
    r"|(?:增加|扩大)[^，。；]{0,6}(?:人数|名额|次数|期数|班次|规模|范围|工作量|任务|经费|预算|资金)"
    r"|由[^，。；]{1,12}(?:提高|增加|调整|上调)(?:到|至|为)|扩面|提标|追加|调增|经费不足|缺口"
    r"|翻[番倍]|(?:物价|价格|费用|单价|工资|人工)[^，。；]{0,8}(?:上涨|上升|增加|增长)|由[^，。；]{1,16}(?:扩大|扩展|延伸|拓展)(?:到|至|为)"
    r"|(?:首次|新|将)[^，。；]{0,16}纳入|(?:上年|去年|上一年)[^。；]{0,20}(?:疫情|未(?:能|开展|实施|安排|全部|列))"
)
_TEXTS = ("overview", "necessity", "implementation_plan", "fund_use", "overall_goal", "annual_goal", "remarks")


def check_execution_against_budget(subject: Subject, _: Thresholds) -> Verdicts:
    """Executed more than was budgeted."""
    document = subject.document
    years = [
        (
            f"{document.fiscal_year - 1}年",
            document.amounts.prior_year_budget,
            document.amounts.prior_year_executed,
            "amounts.prior_year_executed",
        )
    ]
    for each in document.budget_history:
        back = (each.year or document.fiscal_year) - document.fiscal_year
        years.append((f"{each.year}年", each.budget, each.executed, f"budget_history[{back}].executed"))
    known = False
    is_explained = any("追加" in text or "调增" in text for text in _texts(subject))
    for name, budget, executed, path in years:
        if budget is None or executed is None:
            continue
        known = True
        if executed > budget:
            yield Flaw(
                path,
                f"{name}执行数{money(subject.layout, executed)}大于预算数{money(subject.layout, budget)}，"
                f"超出{money(subject.layout, executed - budget)}",
                "请核对两个数；年中追加过预算的，预算数填调整后的数，或在说明中写明",
                f"{yuan(executed)} > {yuan(budget)}",
                severity=Severity.HINT if is_explained else None,
            )
    if not known:
        yield Abstention("没有上年的预算数和执行数")


def _last_budget(subject: Subject) -> tuple[Decimal, str] | None:
    """Last year's budget and where it is known from."""
    document = subject.document
    if document.amounts.prior_year_budget is not None:
        return document.amounts.prior_year_budget, "本表所填上年度预算"
    for each in document.budget_history:
        if each.year == document.fiscal_year - 1 and each.budget is not None:
            return each.budget, "本表所填上年度预算"
    for form in subject.earlier:
        budget = form.reading.budget
        if form.document.fiscal_year == document.fiscal_year - 1 and budget is not None:
            return budget, "上年度绩效目标表"
    return None


def check_increase(subject: Subject, limits: Thresholds) -> Verdicts:
    """Much more than last year, and no text says why."""
    last, budget = _last_budget(subject), subject.reading.budget
    if last is None or not last[0] or budget is None:
        yield Abstention("不知道上年的预算数")
        return
    rise = (budget - last[0]) / last[0] * _WHOLE
    if rise < limits["rise"] or _explains(subject):
        return
    yield Flaw(
        subject.reading.budget_path,
        f"预算由上年{money(subject.layout, last[0])}增加到{money(subject.layout, budget)}，"
        f"增长{number(rise.quantize(Decimal('0.1')))}%，文中没有说明原因",
        "请在项目概况或需要说明的问题中写明增加的原因，例如新增人数、提高的标准及其依据",
        f"{last[1]}{yuan(last[0])}，本年{yuan(budget)}",
    )


def _explains(subject: Subject) -> bool:
    return any(_EXPLAINED.search(text) for text in _texts(subject))


def _texts(subject: Subject) -> list[str]:
    return [subject.reading.narrative(name) for name in _TEXTS] + [subject.document.budget_change_note or ""]


@dataclass(frozen=True, slots=True)
class _UnitCost:
    """Yuan for one counted thing."""

    value: Decimal
    count: Decimal
    unit: str
    row: Row


def _unit_costs(reading: FormReading) -> Iterator[_UnitCost]:
    if not reading.budget:
        return
    for row in reading.rows:
        figure = row.figures[0] if row.kind is Kind.QUANTITY and row.figures else None
        if (
            figure
            and figure.unit
            and figure.unit != "%"
            and figure.values[0] > 0
            and row.measures is not Measures.AMOUNT
        ):
            yield _UnitCost(reading.budget / figure.values[0], figure.values[0], figure.base_unit, row)


def check_unit_cost(subject: Subject, limits: Thresholds) -> Verdicts:
    """Budget by counted output, against projects that count the same thing."""
    others = [*subject.neighbours, *subject.earlier]
    own = list(_unit_costs(subject.reading))
    if not others or not own:
        yield Abstention("没有同类产出的其他项目或往年数据可比" if own else "没有带单位的数量指标，算不出单位成本")
        return
    for cost in own:
        for form in (each for each in others if _is_akin(subject.reading, each.reading)):
            times = limits["history"] if form in subject.earlier else limits["times"]
            for theirs in _unit_costs(form.reading):
                ratio = max(cost.value, theirs.value) / min(cost.value, theirs.value)
                if theirs.unit == cost.unit and _counts_same(cost.row, theirs.row) and ratio >= times:
                    yield _outlier(subject, cost, theirs, form, ratio)
                    return


_OF_MONEY = re.compile(r"(?:专项|工作)?(?:经费|资金|费用|费|补助|补贴|项目)$")


def _counts_same(one: Row, other: Row) -> bool:
    return plain(one.name).removesuffix("数量") == plain(other.name).removesuffix("数量")


def _is_akin(one: FormReading, other: FormReading) -> bool:
    """Whether two projects are of one kind: their names share a word besides 经费 and the like."""
    names = [_OF_MONEY.sub("", reading.project_name) for reading in (one, other)]
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in names]
    return bool(pairs[0] & pairs[1])


def _outlier(subject: Subject, own: _UnitCost, theirs: _UnitCost, form: Neighbour, ratio: Decimal) -> Flaw:
    budget = subject.reading.budget
    assert budget is not None
    mine, other = (value.quantize(Decimal(1)) for value in (own.value, theirs.value))
    return Flaw(
        subject.reading.budget_path,
        f"按“{own.row.name}”计算每{own.unit}{yuan(mine)}，“{form.name}”"
        f"（{form.document.fiscal_year}年）是{yuan(other)}，相差{number(ratio.quantize(Decimal('0.1')))}倍",
        "请核对预算和数量；确有差别的写明标准和原因",
        f"{yuan(budget)} ÷ {number(own.count)}{own.unit} = {yuan(mine)}",
        others=(form.key,),
    )


UNIT_COST_OUTLIER = Rule(
    "unit-cost-outlier",
    "单位成本明显偏离",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "预算除以产出数量，与本单位同类产出的其他项目或往年相差太多，需要说明。",
    "培训班每期12万元，本单位另一项目每期1万元",
    "写明标准：异地培训，含食宿交通",
    check_unit_cost,
    (
        Threshold("times", "与其他项目相差多少倍即提醒", Decimal(10), "倍"),
        Threshold("history", "与往年相差多少倍即提醒", Decimal(3), "倍"),
    ),
    is_cross_form=True,
)
PRIOR_EXECUTION = Rule(
    "prior-execution-exceeds-budget",
    "上年执行数大于预算数",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "执行数超过预算数，要么填错，要么年中追加过预算而预算数没有更新。",
    "上年预算20万元，执行28万元",
    "上年预算30万元（含追加10万元），执行28万元",
    check_execution_against_budget,
)
UNEXPLAINED_INCREASE = Rule(
    "unexplained-increase",
    "预算大幅增加没有说明",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "本年预算比上年增加一半以上，文中应说明原因。",
    "上年10万元，本年25万元，内容与上年相同",
    "上年10万元，本年25万元：新增3个站点，每个5万元",
    check_increase,
    (Threshold("rise", "比上年增加多少即需说明", Decimal(50), "%"),),
)
