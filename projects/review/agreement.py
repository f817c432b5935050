"""相关性 between texts and indicators: promises that are kept, forgotten or contradicted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.names import Measures, is_growth
from projects.review.promises import (
    Promise,
    figure_of,
    is_carried_by,
    is_countable_as,
    is_deliverable,
    is_kept,
    is_of_this_year,
    is_same_rate_of_same_thing,
    promises,
    says_the_same,
    shared_words,
    speaks_of,
    sums_and_products,
)
from projects.review.quantities import Family, quantities
from projects.review.reading import GOALS, Row
from projects.review.rule import Abstention, Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import plain
from projects.review.wording import number

_PLANS = ("implementation_plan", "overview")
_WHOLE = Decimal(100)


def check_conflicts(subject: Subject, _: Thresholds) -> Verdicts:
    """Figures of the goals, the plan or the overview against the indicators of the same things."""
    reading = subject.reading
    rows = [row for row in reading.rows_with_target if row.figures]
    if not rows:
        yield Abstention("没有可比较的定量指标")
        return
    told: set[int] = set()
    for narrative in (*GOALS, *_PLANS):
        text = reading.narrative(narrative)
        found = [each for each in promises(text) if each.stated.family is not Family.MONEY] if text else []
        is_goal = narrative in GOALS
        candidates = [each for each in found if (is_of_this_year if is_goal else is_deliverable)(each)]
        about = _by_row(candidates, rows)
        for row in rows:
            conflict = _conflict(row, about[row.index], found, is_goal=is_goal)
            if conflict and row.index not in told:
                told.add(row.index)
                yield _flaw(subject, row, conflict, f"narratives.{narrative}")
    yield from _unspent(subject, rows)


def _by_row(candidates: list[Promise], rows: list[Row]) -> dict[int, list[Promise]]:
    """The figures that are compared with each row, by its index: each with the one that speaks of it most clearly."""
    about: dict[int, list[Promise]] = defaultdict(list)
    for promise in candidates:
        row = _best(promise, rows)
        if row and _is_one_thing(promise, row):
            about[row.index].append(promise)
    return about


def _conflict(row: Row, about: list[Promise], everything: list[Promise], *, is_goal: bool) -> Promise | None:
    """The promise that the row contradicts; ``None`` where one agrees, or the parts add up to the target."""
    alike = [each for each in everything if is_countable_as(each, row)]
    if not about or (not is_goal and len(alike) > 1 and about[0].stated.family is not Family.PERCENT):
        return None  # a plan tells the parts, one after the other
    related = [each for each in everything if speaks_of(each, row)]
    figures = [(each, figure_of(each.stated, row)) for each in [*about, *related]]
    if any(figure and says_the_same(each.stated, figure) for each, figure in figures):
        return None
    conflict = about[0]
    figure = figure_of(conflict.stated, row)
    if figure is None:
        return None
    totals = sums_and_products(each.stated for each in related) | {
        sum((each.stated.value for each in alike), Decimal(0))
    }
    is_sum = conflict.stated.family is not Family.PERCENT and figure.values[0] in totals
    return None if is_sum else conflict


def _is_one_thing(promise: Promise, row: Row) -> bool:
    return promise.stated.family is not Family.PERCENT or is_same_rate_of_same_thing(promise, row)


def _best(promise: Promise, rows: list[Row]) -> Row | None:
    """The indicator that speaks most clearly of what the figure counts; one that agrees goes first."""
    about = [row for row in rows if speaks_of(promise, row)]
    if not about:
        return None

    def closeness(row: Row) -> tuple[bool, bool, int]:
        figure = figure_of(promise.stated, row)
        agrees = figure is not None and says_the_same(promise.stated, figure)
        has_same_unit = figure is not None and figure.unit == promise.stated.unit
        return agrees, has_same_unit, len(shared_words(promise, row))

    return max(about, key=closeness)


def _flaw(subject: Subject, row: Row, promise: Promise, path: str) -> Flaw:
    layout = subject.layout
    label = layout.label_of(path)
    stated = promise.stated
    figure = figure_of(stated, row)
    assert figure
    bound = "=" if stated.family is Family.PERCENT and stated.value == _WHOLE else "≥"
    operator = bound if not stated.operator else stated.operator.value.replace("约", "≥").replace("～", "≥")
    text = f"{operator}{number(stated.value.scaleb(-figure.quantities[0].power))}"
    text += f"{figure.quantities[0].multiplier}{figure.unit or stated.unit}"
    whole: str = subject.document.at(path)
    told = f"{figure.quantities[0].written}{figure.quantities[0].multiplier}"
    renewed = stated.written.replace(_figure_in(stated.written), told, 1)
    is_possible = stated.family is not Family.PERCENT or stated.value <= _WHOLE or is_growth(row.name)
    repairs = [Repair(f"指标值改为“{text}”（按{label}）", (Correction(row.target_path, text),))] if is_possible else []
    if whole.count(stated.written) == 1 and _figure_in(stated.written):
        renewed_text = whole.replace(stated.written, renewed)
        repairs.append(Repair(f"{label}改为“{renewed}”（按指标）", (Correction(path, renewed_text),)))
    return Flaw(
        row.target_path,
        f"{label}写“{promise.shown}”，{row.label}的指标值却是“{row.written}”，两处不一致",
        f"请核实后统一：指标值改为“{text}”，或把{label}改为“{renewed}”",
        f"{label}：{promise.shown}；{row.name}：{row.written}",
        tuple(repairs),
        severity=Severity.WARNING if is_kept(stated, figure) else None,
    )


_FIGURE = re.compile(r"[0-9,.]+\s*[百千万亿]*|[一二两三四五六七八九十百千]+[万亿]?")


def _figure_in(written: str) -> str:
    found = _FIGURE.match(written)
    return found.group().strip() if found else ""


_SPENDING = re.compile(r"预算|资金|经费|支出|拨付|使用|执行")


def _unspent(subject: Subject, rows: list[Row]) -> Iterator[Flaw]:
    """The plan spends everything, and 预算执行率 promises less."""
    text = subject.reading.narrative("implementation_plan")
    planned = next(
        (q for q in quantities(text) if q.unit == "%" and q.value == _WHOLE and _SPENDING.search(q.phrase)), None
    )
    if planned is None:
        return
    for row in rows:
        name = plain(row.name)
        if row.measures is not Measures.RATE or not name.endswith("执行率") or not _SPENDING.search(name[:-3]):
            continue
        if row.figures[0].value < _WHOLE:
            yield Flaw(
                row.target_path,
                f"实施计划要完成{planned.written}的支出，{row.label}的指标值只有“{row.written}”",
                "请统一为“=100%”，或按实际调整计划",
                f"{planned.before}{planned.written}{planned.after}；{row.name}：{row.written}",
                (Repair("改为“=100%”", (Correction(row.target_path, "=100%"),)),),
            )


def check_forgotten(subject: Subject, _: Thresholds) -> Verdicts:
    """Promises of the annual goal that no indicator carries."""
    text = subject.reading.narrative("annual_goal")
    if not text or subject.layout.table("indicators") is None:
        return
    rows = subject.reading.rows
    totals = {value for row in rows for figure in row.figures for value in figure.values}
    promised = [each for each in promises(text) if is_deliverable(each)]
    carried_together = _families_carried_together(promised, totals)
    for promise in promised:
        if promise.stated.family in carried_together or is_carried_by(promise, rows):
            continue
        yield Flaw(
            "narratives.annual_goal",
            f"{subject.layout.label_of('narratives.annual_goal')}承诺“{promise.shown}”，没有对应的指标",
            _new_indicator(promise),
            promise.shown,
        )


def _families_carried_together(promised: list[Promise], totals: set[Decimal]) -> set[Family]:
    """The families of units whose figures add up to a target (80人 and 40人 to ≥120人)."""
    families = {promise.stated.family for promise in promised}
    parts = {family: [each.stated.value for each in promised if each.stated.family is family] for family in families}
    return {family for family, values in parts.items() if len(values) > 1 and sum(values, Decimal(0)) in totals}


def _new_indicator(promise: Promise) -> str:
    stated = promise.stated
    sign = "=" if stated.value == _WHOLE and stated.family is Family.PERCENT else "≥"
    kind = "质量" if stated.family is Family.PERCENT else "数量"
    return f"请在{kind}指标下增加一条，指标值写“{sign}{stated.written.removesuffix('以上').removesuffix('左右')}”"


GOAL_INDICATOR_CONFLICT = Rule(
    "goal-indicator-conflict",
    "目标与指标数字不一致",
    Criterion.RELEVANCE,
    Severity.ERROR,
    "同一件事在目标、计划、概况里的数字应与指标值一致；“左右”相近、确定的数满足“不少于”、分项之和相等都不算矛盾。",
    "目标：培训8期；指标：培训期数≥5期",
    "目标：培训8期；指标：培训期数≥8期",
    check_conflicts,
)
GOAL_WITHOUT_INDICATOR = Rule(
    "goal-without-indicator",
    "目标中的承诺没有指标",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "年度目标里有数量的承诺都要有指标来考核；年龄、名称、标准和金额不算承诺。",
    "目标：评选20名先进个人；指标中没有评选人数",
    "数量指标：评选先进个人≥20名",
    check_forgotten,
)
