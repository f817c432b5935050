"""Numbers of target values and the units behind them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from indicators.target import Measure, Operator
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind
from projects.review.names import Measures, unit_in_name, unit_of_count
from projects.review.reading import Row
from projects.review.rule import Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import plain
from projects.review.wording import number

_WHOLE = Decimal(100)
_OPENING = "（(【["


def glued_words(figure: Measure) -> str:
    """The words behind a figure that has no unit; one sign may be an unusual unit, brackets explain."""
    words = figure.trailing.removeprefix("百分比")
    is_something = len(words) > 1 and words[0].isalnum() and figure.number != 0  # 0投诉, 1+X, 10（场）
    return words if is_something and not figure.unit else ""


def check_mixed(subject: Subject, _: Thresholds) -> Verdicts:
    """Numbers glued to words that are no unit of measure."""
    for row in subject.reading.rows_with_target:
        words = next(filter(None, map(glued_words, row.figures)), "")
        if words:
            figure = next(each for each in row.figures if glued_words(each))
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值“{row.written}”把数字{number(figure.number)}和“{words}”写在一起，后者不是计量单位",
                _split_advice(subject, row, figure, words),
                row.written,
                tuple(_split_repairs(subject, row, figure, words)),
            )


def check_unit(subject: Subject, _: Thresholds) -> Verdicts:
    """Counts, amounts and rates whose number has no unit."""
    for row in subject.reading.rows_with_target:
        if not _needs_unit(row) or unit_in_name(row.name):
            continue
        figure = next((each for each in row.figures if _lacks_unit(row, each)), None)
        if figure is None:
            continue
        unit = _unit_for(subject, row, figure)
        advice = f"请写成“{_with_unit(figure, unit)}”" if unit else "请在数字后写明计量单位或百分号"
        repairs = [
            Repair(f"改为“{_with_unit(figure, unit)}”", (Correction(row.target_path, _with_unit(figure, unit)),))
        ]
        yield Flaw(
            row.target_path,
            f"{row.label}的指标值“{row.written}”中，数字{number(figure.number)}没有计量单位",
            advice,
            row.written,
            tuple(repairs) if unit and len(row.figures) == 1 else (),
        )


_ONLY_CATEGORY = frozenset("数量 成本 满意度 服务对象满意度".split())


def _needs_unit(row: Row) -> bool:
    if row.measures in (Measures.COUNT, Measures.AMOUNT, Measures.RATE, Measures.DEGREE):
        return True
    bare = plain(row.name).removesuffix("指标")
    return bare in _ONLY_CATEGORY or (row.kind is Kind.SATISFACTION and bare.endswith("满意"))


def _lacks_unit(row: Row, figure: Measure) -> bool:
    """Nothing needs a unit where nothing is promised (=0); 45万 of money says 元 by itself."""
    if figure.unit or len(figure.trailing) == 1 or figure.trailing.startswith(tuple(_OPENING)):
        return False
    if not figure.number and figure.operator in (Operator.EQ, Operator.NONE, Operator.LE):
        return False
    is_money = row.kind is Kind.COST or row.measures is Measures.AMOUNT
    return not (is_money and figure.quantities[0].multiplier)


def _unit_for(subject: Subject, row: Row, figure: Measure) -> str:
    """The unit that the number must have meant; "" where it cannot be told."""
    bare = plain(row.name).removesuffix("指标")
    if row.measures.is_percentage or row.kind is Kind.SATISFACTION or bare.endswith(("满意度", "满意")):
        return "%" if figure.number <= _WHOLE else ""
    if row.measures is Measures.AMOUNT or row.kind is Kind.COST:
        budget = subject.reading.budget
        scales = {"元": 1, "万元": 10_000}
        return next((unit for unit, scale in scales.items() if budget and figure.number * scale == budget), "")
    if row.measures is Measures.COUNT or row.kind is Kind.QUANTITY:
        return unit_of_count(row.name) or unit_of_count(row.indicator.description)
    return ""


def _with_unit(figure: Measure, unit: str) -> str:
    written = "～".join(quantity.written + quantity.multiplier for quantity in figure.quantities)
    operator = "" if figure.operator is Operator.RANGE else figure.operator.value
    return f"{operator}{written}{unit}"


def _split_advice(subject: Subject, row: Row, figure: Measure, words: str) -> str:
    unit = _unit_for(subject, row, figure)
    if unit:
        rest = "名称不必在指标值里重复" if plain(words) == plain(row.name) else f"“{words}”可移到指标描述"
        return f"请只写数值和单位，例如“{_with_unit(figure, unit)}”；{rest}"
    return f"请把数值和文字分开：能量化的写成“数值+单位”，不能量化的只写“{words}”"


def _split_repairs(subject: Subject, row: Row, figure: Measure, words: str) -> Iterator[Repair]:
    unit = _unit_for(subject, row, figure)
    if unit:
        text = _with_unit(figure, unit)
        yield Repair(f"改为“{text}”", (Correction(row.target_path, text),))
    if row.kind not in (Kind.QUANTITY, Kind.COST) and not row.measures.is_percentage:
        yield Repair(f"去掉数字，只写“{words}”", (Correction(row.target_path, words),))


TARGET_MIXED = Rule(
    "target-mixed",
    "数字与文字混写",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "数字后面只能跟计量单位或百分号；跟着一句话，就分不清是定量还是定性。",
    "≥90发放及时率",
    "≥90%",
    check_mixed,
)
UNIT_MISSING = Rule(
    "unit-missing",
    "数字没有单位",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "计数、金额、比率和满意度的数值必须带单位或百分号；等于0和与上年的比值不用。",
    "参训人数：≥120",
    "参训人数：≥120人",
    check_unit,
)
