"""Target values: measurable, with a unit, possible."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from indicators.target import Measure, Operator
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind
from projects.review.names import GRADES, Measures, is_growth, unit_of_count
from projects.review.quantities import Family, family_of, quantities
from projects.review.reading import Row
from projects.review.rule import Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import plain, quoted
from projects.review.wording import listed, money, number

_WHOLE = Decimal(100)
_OPENING = "（(【["
_FRACTION = re.compile(r"[一二三四五六七八九十]成|分之[一二三四五六七八九十]")
_AT_LEAST_WHOLE = re.compile(r"(?:≥|[>＞]\s*[=＝]?)\s*100\s*[%％]")


# --- A target without a number ------------------------------------------------------------


def check_measurable(subject: Subject, limits: Thresholds) -> Verdicts:
    """Counts and costs without a number; one bare word for everything."""
    rows = subject.reading.rows_with_target
    told: set[int] = set()
    for row in rows:
        if row.kind in (Kind.QUANTITY, Kind.COST) and not _has_number(row):
            told.add(row.index)
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值是“{row.written}”，没有数字，年底无法衡量",
                _measurable_advice(subject, row),
                f"{row.name}：{row.written}",
                tuple(_cost_repair(subject, row)),
            )
    for same in _bare_words(rows, int(limits["same"])):
        first = same[0]
        if first.index not in told:
            yield Flaw(
                first.target_path,
                f"“{first.indicator.level1}”下{len(same)}条指标的值都只写“{first.written}”，看不出要达到什么程度",
                "请分别写出可衡量的程度，例如“覆盖率≥85%”“群众知晓率≥90%”，确实无法量化的写明判断标准",
                listed(f"{row.name}：{row.written}" for row in same),
                severity=Severity.WARNING,
            )


def _has_number(row: Row) -> bool:
    """Whether a figure stands in the target; 一批 counts nothing."""
    if any(character.isdigit() for character in row.written) or _FRACTION.search(row.written):
        return True
    return any(figure.number != 1 for figure in row.figures)


def _measurable_advice(subject: Subject, row: Row) -> str:
    if row.kind is Kind.COST and subject.reading.budget is not None:
        return f"请写明成本上限，例如“≤{money(subject.layout, subject.reading.budget)}”"
    unit = unit_of_count(row.name) or "次"
    return f"请写明数量和单位，例如“≥10{unit}”"


def _cost_repair(subject: Subject, row: Row) -> Iterator[Repair]:
    if row.kind is Kind.COST and subject.reading.budget:
        text = f"≤{money(subject.layout, subject.reading.budget)}"
        yield Repair(f"改为“{text}”", (Correction(row.target_path, text),))


def _bare_words(rows: tuple[Row, ...], least: int) -> Iterator[list[Row]]:
    """The rows of each 一级指标 whose targets are all one and the same word without a number."""
    by_level1: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_level1[row.indicator.level1].append(row)
    for group in by_level1.values():
        word = plain(group[0].written)
        if len(group) < least or any(row.figures or plain(row.written) != word for row in group):
            continue
        if not (word in GRADES and all(row.measures is Measures.GRADE for row in group)):
            yield group


# --- One number for everything ------------------------------------------------------------


def check_constant(subject: Subject, limits: Thresholds) -> Verdicts:
    """The same number under three or more kinds, unless all of them are percentages of rates."""
    least = int(limits["kinds"])
    by_number: dict[Decimal, list[tuple[Row, Measure]]] = defaultdict(list)
    for row in subject.reading.rows_with_target:
        for value in dict.fromkeys(figure.number for figure in row.figures):
            by_number[value].append((row, next(figure for figure in row.figures if figure.number == value)))
    for value, uses in by_number.items():
        kinds = {(row.indicator.level1, row.indicator.level2) for row, _ in uses}
        units = [figure.unit for _, figure in uses]
        if len(kinds) < least or len(uses) < least or all(unit == "%" for unit in units):
            continue
        if all(units) and len({family_of(unit) for unit in units}) > 1:
            continue  # 1期, 1年, 1万元 agree by chance
        rows = [row for row, _ in uses]
        yield Flaw(
            rows[0].target_path,
            f"{len(rows)}条指标（分属{len(kinds)}个二级指标）的数值都是{number(value)}，像是随手填写",
            "请按每条指标自己的内容分别确定指标值",
            listed((f"{row.name}：{row.written}" for row in rows), 10),
        )


# --- Targets that cannot be ---------------------------------------------------------------


def check_range(subject: Subject, _: Thresholds) -> Verdicts:
    """Shares above the whole, ≥100 %, negative counts; in indicators and goals."""
    for row in subject.reading.rows_with_target:
        for figure in row.figures:
            is_share = figure.unit == "%" or (row.measures.is_percentage and not figure.unit)
            grows = is_growth(row.name) or is_growth(figure.name)
            upper = figure.values[-1]
            if is_share and not grows and _exceeds_whole(upper, figure.operator):
                yield _impossible(row.target_path, row.label, row.written)
                break
            if upper < 0 and family_of(figure.unit) in (Family.PEOPLE, Family.EVENTS, Family.THINGS):
                yield Flaw(row.target_path, f"{row.label}的指标值{row.written}是负数", "请改为不小于0的数", row.written)
                break
    for narrative, goals in subject.reading.goals:
        found = [
            each
            for goal in goals
            for each in quantities(goal)
            if each.unit == "%" and not is_growth(each.phrase) and _exceeds_whole(each.upper, each.operator)
        ]
        if found:
            shown = listed(f"{each.before}{each.operator.value}{number(each.value)}%" for each in found)
            path = f"narratives.{narrative}"
            yield _impossible(path, subject.layout.label_of(path), shown, tuple(_goal_repair(subject, path)))


def _exceeds_whole(value: Decimal, operator: Operator) -> bool:
    return value > _WHOLE or (value == _WHOLE and operator in (Operator.GE, Operator.GT))


def _impossible(path: str, where: str, written: str, repairs: tuple[Repair, ...] = ()) -> Flaw:
    fix = Repair("改为“=100%”", (Correction(path, "=100%"),))
    is_target = path.endswith(".target")
    return Flaw(
        path,
        f"{where}要求{written}，比例不可能超过100%",
        "达到全部的写“=100%”，其余请写实际能达到的比例",
        quoted(written, 80),
        repairs or ((fix,) if is_target else ()),
    )


def _goal_repair(subject: Subject, path: str) -> Iterator[Repair]:
    text: str = subject.document.at(path)
    corrected = _AT_LEAST_WHOLE.sub("=100%", text)
    if corrected != text:
        yield Repair("把“≥100%”改为“=100%”", (Correction(path, corrected),))


# --- Execution ----------------------------------------------------------------------------


def check_execution(subject: Subject, limits: Thresholds) -> Verdicts:
    """预算执行率 below what an office must reach."""
    least = limits["least"]
    for row in subject.reading.rows_with_target:
        name = plain(row.name)
        if not name.endswith("执行率") or not any(word in name for word in ("预算", "资金", "经费", "支出")):
            continue
        low = [f for f in row.figures if f.unit in ("%", "") and f.value < least and f.operator is not Operator.LT]
        if low:
            text = f"≥{number(least)}%"
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值为{row.written}，低于{number(least)}%",
                f"请提高到“{text}”以上，或核减预算",
                row.written,
                (Repair(f"改为“{text}”", (Correction(row.target_path, text),)),),
            )


TARGET_NOT_MEASURABLE = Rule(
    "target-not-measurable",
    "指标值无法衡量",
    Criterion.RELEVANCE,
    Severity.ERROR,
    "数量和成本指标必须有数字；一个一级指标下的各条都写同一个“完成”之类的词，也无法考核。“健全、合规”等定性等级不算。",
    "举办活动场次：圆满完成",
    "举办活动场次：≥6场",
    check_measurable,
    (Threshold("same", "同一个词出现多少条即提醒", Decimal(3), "条"),),
)
CONSTANT_TARGETS = Rule(
    "constant-targets",
    "各类指标数值雷同",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "三个以上二级指标用同一个数字，通常是没有逐条测算。全部是比率的百分数（如都要求100%）不算。",
    "数量≥10、时效≥10、满意度≥10",
    "数量≥10场、及时率=100%、满意度≥92%",
    check_constant,
    (Threshold("kinds", "涉及多少个二级指标即提醒", Decimal(3), "个"),),
)
TARGET_OUT_OF_RANGE = Rule(
    "target-out-of-range",
    "指标值不可能达到",
    Criterion.FEASIBILITY,
    Severity.ERROR,
    "比例不能超过100%，也不能“≥100%”；数量不能是负数。增长率不受此限。",
    "培训覆盖率 ≥100%",
    "培训覆盖率 =100%",
    check_range,
)
LOW_EXECUTION_TARGET = Rule(
    "low-execution-target",
    "预算执行率目标偏低",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "预算执行率的目标低于规定比例，等于申报时就准备花不完。",
    "预算执行率 ≥80%",
    "预算执行率 ≥95%",
    check_execution,
    (Threshold("least", "预算执行率最低目标", Decimal(90), "%"),),
)
