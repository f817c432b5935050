"""Whether an indicator stands under the 二级指标 where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from indicators.target import Operator
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.kinds import Kind, category_of
from projects.review.names import Measures
from projects.review.quantities import Family, family_of
from projects.review.reading import Row
from projects.review.rule import Flaw, Rule, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import plain
from projects.review.wording import money

_Misfit = tuple[str, Kind]
"""What is wrong, and the kind where the row belongs."""

_SATISFACTION = re.compile(r"满意")
_ENVIRONMENT = re.compile(
    r"生态|环境|环保|绿|节能|节约|节水|节电|节纸|资源|能耗|能源|污|排放|减排|垃圾|卫生|水质|水体|河|湖|林|草|空气|大气"
    r"|扬尘|噪|碳|回收|循环|清洁|整洁|秸秆|土壤|植|无纸|用纸|纸张|村容|市容|容貌|人居|美化|洁美|公园"
)
_OUTPUT_RATE = re.compile(
    r"(?:完成|及时|按时|准时|按期|如期|参与|参训|参学|参会|参加|参检|出席|出勤|到会|到课|到岗|报销|发放|到位|到账|执行|合格|通过|验收"
    r"|支付|拨付|兑现|缴纳|准确|投保|报送|投递|送达|征订|订阅|采购|购置|办结|开工|完工|竣工)(?:率|比率|比例)$"
)
_IMPACT = re.compile(r"影响力?$")
_EFFECT = re.compile(r"(?:影响力?|效果)$")
_ACCEPTANCE = re.compile(r"验收")
_ON_TIME = re.compile(r"及时|按时|准时|按期|如期|时间|时限|进度|期限|周期")
_TIME_COUNT = re.compile(r"(?:天|日|工作日|小时|月|年|时间|时长|周期|期限|天数)数?$")
_STATE = re.compile(r"(?:正常|有效|平稳|稳定|安全)(?:运转|运行|使用|运营|开展)")
_SAVING = re.compile(r"节约|节支|降低|压减|压缩|下降|减少")
_ADVERSE = re.compile(r"事故|投诉|差错|故障|违规|违纪|失误|错误|缺陷|纠纷|信访|上访|伤亡|遗漏")
_UNJUDGED = (Kind.MANAGEMENT, Kind.INFLUENCE, Kind.OTHER)
_BENEFITS = (
    (Kind.ECONOMIC, re.compile(r"经济效益")),
    (Kind.SOCIAL, re.compile(r"社会效益")),
    (Kind.ECOLOGICAL, re.compile(r"(?:生态|环境)效益|生态(?:环境|保护)|污染|节能减排")),
    (Kind.SUSTAINED, re.compile(r"可持续影响")),
)


def check_category(subject: Subject, _: Thresholds) -> Verdicts:
    """Every row against the 二级指标 under which it stands."""
    for row in subject.reading.rows:
        judges = (_satisfaction,) if row.kind in _UNJUDGED else _JUDGES
        misfit = next((found for judge in judges if row.name and (found := judge(row))), None)
        if misfit is None:
            continue
        reason, kind = misfit
        category = category_of(subject.framework, kind)
        where = f"“{category.level2}”" if category else f"{kind}指标"
        yield Flaw(
            row.path,
            f"“{row.name}”放在“{row.indicator.level2}”下不合适：{reason}",
            _advice(row, kind, where),
            f"{row.indicator.level2}：{row.name} {row.written}",
            tuple(_move(subject, row, kind)),
        )


def _advice(row: Row, kind: Kind, where: str) -> str:
    if _is_two_in_one(row):
        return f"请拆成两条：有单位的数量留在本行，比率移到{where}下"
    if row.kind is Kind.QUANTITY and row.measures is Measures.COUNT:
        return f"请把指标值改为有单位的数量；若要考核比例，请改名并移到{where}下"
    return f"请移到{where}下" if kind is not row.kind else "请核对指标的归类"


def _is_two_in_one(row: Row) -> bool:
    """Whether a target holds a count and a percentage."""
    return row.kind is Kind.QUANTITY and len({figure.unit == "%" for figure in row.figures}) > 1


def _move(subject: Subject, row: Row, kind: Kind) -> Iterator[Repair]:
    category = category_of(subject.framework, kind)
    is_count = row.kind is Kind.QUANTITY and row.measures is Measures.COUNT  # stands right but for its target
    if category and kind is not row.kind and not _is_two_in_one(row) and not is_count:
        label = f"移到“{category.level2}”"
        yield Repair(
            label,
            (Correction(f"{row.path}.level1", category.level1), Correction(f"{row.path}.level2", category.level2)),
        )


def _satisfaction(row: Row) -> _Misfit | None:
    if _SATISFACTION.search(row.name) and row.kind is not Kind.SATISFACTION:
        return "这是满意程度", Kind.SATISFACTION
    return None


def _named_benefit(row: Row) -> _Misfit | None:
    if not row.kind.is_benefit:
        return None
    for kind, pattern in _BENEFITS:
        lasts = row.kind is Kind.SUSTAINED and "效益" not in row.name  # 生态环境持续改善 lasts as well
        if kind is not row.kind and pattern.search(row.name) and not lasts:
            return f"名称说的是{kind}", kind
    return None


def _quantity(row: Row) -> _Misfit | None:
    if row.kind is not Kind.QUANTITY:
        return None
    home = Kind.TIMELINESS if _ON_TIME.search(row.name) else Kind.QUALITY
    if row.measures is Measures.RATE:
        return "这是比率，不是数量", home
    if any(figure.unit == "%" for figure in row.figures):
        return f"指标值{row.written}是比率，不是数量", home
    return None


def _count(row: Row) -> _Misfit | None:
    if row.kind not in (Kind.QUALITY, Kind.TIMELINESS, Kind.COST) or row.measures is not Measures.COUNT:
        return None
    if row.kind is Kind.TIMELINESS and (_TIME_COUNT.search(row.name) or _is_time(row)):
        return None
    if row.kind is Kind.QUALITY and _ADVERSE.search(row.name):
        return None  # 事故次数为0 speaks of quality
    return "这是数量", Kind.QUANTITY


def _is_time(row: Row) -> bool:
    return any(family_of(figure.unit) is Family.TIME for figure in row.figures)


def _cost(row: Row) -> _Misfit | None:
    if row.kind is not Kind.COST:
        return None
    if row.measures is Measures.RATE and not _SAVING.search(row.name):
        return "这是比率，不是成本", Kind.TIMELINESS if _ON_TIME.search(row.name) else Kind.QUALITY
    if _STATE.search(row.name):
        return "这是运行状态，不是成本", Kind.QUALITY
    return None


def _output_rate(row: Row) -> _Misfit | None:
    name = plain(row.name)
    if row.kind.is_benefit and _OUTPUT_RATE.search(name):
        return "这是产出的比率，不是效益", Kind.TIMELINESS if _ON_TIME.search(name) else Kind.QUALITY
    return None


def _ecological(row: Row) -> _Misfit | None:
    texts = (row.name, row.indicator.description or "", row.written)
    if row.kind is Kind.ECOLOGICAL and not any(_ENVIRONMENT.search(text) for text in texts):
        return "内容与生态环境无关", Kind.SOCIAL
    return None


def _impact(row: Row) -> _Misfit | None:
    pattern = _IMPACT if row.kind is Kind.QUALITY else _EFFECT
    if row.kind.is_output and pattern.search(plain(row.name).removesuffix("指标")):
        if pattern is _EFFECT and not _IMPACT.search(plain(row.name)):
            return "这是实施效果", Kind.QUALITY
        return "这是影响，不是产出", Kind.SOCIAL
    return None


def _acceptance(row: Row) -> _Misfit | None:
    is_timely = row.kind is Kind.TIMELINESS and _ON_TIME.search(row.name)
    if row.kind in (Kind.TIMELINESS, Kind.SATISFACTION) and _ACCEPTANCE.search(row.name) and not is_timely:
        return "验收说的是质量", Kind.QUALITY
    return None


_JUDGES: tuple[Callable[[Row], _Misfit | None], ...] = (
    *(_satisfaction, _named_benefit, _quantity, _cost, _count),
    *(_output_rate, _ecological, _impact, _acceptance),
)


# --- Costs ----------------------------------------------------------------------------------


def check_cost_direction(subject: Subject, _: Thresholds) -> Verdicts:
    """A lower bound on a cost; an amount without any sign."""
    for row in subject.reading.rows_with_target:
        if row.kind is not Kind.COST or _SAVING.search(plain(row.name)):
            continue
        if row.measures is Measures.RATE:
            continue  # category-mismatch
        figure = next(iter(row.figures), None)
        if figure is None:
            continue
        if figure.operator in (Operator.GE, Operator.GT):
            text = _upper_bound(subject, row)
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值“{row.written}”是下限，成本应当控制上限",
                f"请改为不超过，例如“{text}”",
                f"{row.name}：{row.written}",
                (Repair(f"改为“{text}”", (Correction(row.target_path, text),)),),
            )
        elif figure.operator is Operator.NONE and family_of(figure.unit) is Family.MONEY:
            text = "≤" + row.written[max(0, row.written.find(figure.quantities[0].written)) :]
            yield Flaw(
                row.target_path,
                f"{row.label}的指标值“{row.written}”没有写明是上限",
                f"请写成“{text}”",
                row.written,
                (Repair(f"改为“{text}”", (Correction(row.target_path, text),)),),
                severity=Severity.HINT,
            )


def _upper_bound(subject: Subject, row: Row) -> str:
    figure = row.figures[0]
    budget = subject.reading.budget
    if family_of(figure.unit) is Family.MONEY or budget is None or budget <= Decimal(0):
        return f"≤{figure.quantities[0].written}{figure.quantities[0].multiplier}{figure.unit}"
    return f"≤{money(subject.layout, budget)}"


# --- Names ----------------------------------------------------------------------------------


def check_names_of_categories(subject: Subject, _: Thresholds) -> Verdicts:
    """Names that are only the name of a 二级指标."""
    rows = subject.reading.rows
    names = {category.level2 for category in subject.framework.categories}
    names |= {row.indicator.level2 for row in rows if row.indicator.level2}
    known = {_bare(name) for name in names}
    for row in rows:
        if _bare(row.name) in known - {""}:
            described = row.indicator.description or ""
            hint = described if described and _bare(described) not in known else "培训合格率、参训人数"
            yield Flaw(
                f"{row.path}.level3",
                f"三级指标“{row.name}”只重复了二级指标的名称",
                f"请写明具体考核什么，例如“{hint}”",
                f"{row.indicator.level2}：{row.name}",
                (Repair(f"改为“{hint}”", (Correction(f"{row.path}.level3", hint),)),) if hint == described else (),
            )


def _bare(name: str | None) -> str:
    return plain(name).removesuffix("指标")


CATEGORY_MISMATCH = Rule(
    "category-mismatch",
    "指标归类不当",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "比率不是数量，人数次数不是质量、时效或成本，满意度只放在满意度下，完成率、及时率不是效益，生态效益要与环境有关。",
    "数量指标：党员教育覆盖率",
    "质量指标：党员教育覆盖率",
    check_category,
)
COST_DIRECTION = Rule(
    "cost-direction",
    "成本指标方向反了",
    Criterion.ADEQUACY,
    Severity.WARNING,
    "成本要控制上限，写成“≥”等于鼓励多花；金额不写符号的，建议写明“≤”。",
    "总成本 ≥20万元",
    "总成本 ≤20万元",
    check_cost_direction,
)
NAME_REPEATS_CATEGORY = Rule(
    "name-repeats-category",
    "三级指标照抄二级指标",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "三级指标应写明具体考核内容，只写“质量指标”看不出考核什么。",
    "质量指标 → 质量指标",
    "质量指标 → 设备验收合格率",
    check_names_of_categories,
)
