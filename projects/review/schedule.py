"""Time: the payment schedule, the project's period, and years that are over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from projects.catalog import slot_of
from projects.document import plain_number
from projects.review.finding import Correction, Criterion, Repair, Severity
from projects.review.rule import Abstention, Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Subject
from projects.review.texts import quoted
from projects.review.wording import listed

_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Period:
    path: str
    name: str
    percent: Decimal | None


def _periods(subject: Subject) -> tuple[_Period, ...]:
    """The periods that the layout prints, or else the rows of its table; none where it has no schedule."""
    document, layout = subject.document, subject.layout
    slots = [slot for cell in layout.cells() if (slot := slot_of(cell.path)) and slot.lines == "payment_schedule"]
    if slots:
        cells = [(f"payment_schedule[{slot.key}].percent", slot) for slot in slots if slot.member == "percent"]
        return tuple(_Period(path, slot.key, document.at(path)) for path, slot in cells)
    if layout.table("payment_schedule") is None:
        return ()
    rows = enumerate(document.payment_schedule)
    return tuple(_Period(f"payment_schedule[{index}].percent", row.by or "", row.percent) for index, row in rows)


def check_blank_periods(subject: Subject, _: Thresholds) -> Verdicts:
    """Periods without a percentage."""
    periods = _periods(subject)
    blank = [period for period in periods if period.percent is None]
    for period in blank:
        proposed = plain_number(_between(periods, periods.index(period)))
        yield Flaw(
            period.path,
            f"资金支出计划没有填写{period.name}的累计支出进度（空白：{listed(each.name for each in blank)}）",
            f"请按工作安排填写，例如{proposed}%",
            "、".join(
                f"{each.name}{'空白' if each.percent is None else plain_number(each.percent) + '%'}" for each in periods
            ),
            (Repair(f"填入{proposed}%", (Correction(period.path, proposed),)),),
        )


def _between(periods: Sequence[_Period], index: int) -> Decimal:
    """An even step between the periods around that are filled in; the last period ends at 100."""
    before = next((number for number in range(index - 1, -1, -1) if periods[number].percent is not None), -1)
    after = next((n for n in range(index + 1, len(periods)) if periods[n].percent is not None), len(periods) - 1)
    low = (periods[before].percent if before >= 0 else None) or Decimal(0)
    high = periods[after].percent if after > index else None
    high = _WHOLE if high is None else high
    if after <= index:
        return _WHOLE
    return (low + (high - low) * (index - before) / (after - before)).quantize(Decimal(1))


def check_shape(subject: Subject, limits: Thresholds) -> Verdicts:
    """A wholly filled cumulative schedule that falls, does not end at 100, or is spent at once."""
    periods = [(period, period.percent) for period in _periods(subject) if period.percent is not None]
    if not periods or len(periods) < len(_periods(subject)):
        return
    shown = "、".join(f"{period.name}{plain_number(percent)}%" for period, percent in periods)
    for (earlier, low), (later, high) in pairwise(periods):
        if high < low:
            yield Flaw(
                later.path,
                f"支出进度应逐期累计，{later.name}{plain_number(high)}%反而低于{earlier.name}{plain_number(low)}%",
                f"请填累计百分比，{later.name}不低于{plain_number(low)}%",
                shown,
                (Repair(f"改为{plain_number(low)}%", (Correction(later.path, plain_number(low)),)),),
            )
    last, percent = periods[-1]
    if percent != _WHOLE:
        yield Flaw(
            last.path,
            f"年底累计支出进度为{plain_number(percent)}%，应为100%",
            "请把最后一期改为100%",
            shown,
            (Repair("改为100%", (Correction(last.path, "100"),)),),
        )
    first, percent = periods[0]
    if len(periods) > 1 and percent >= limits["first"]:
        yield Flaw(
            first.path,
            f"{first.name}即支出{plain_number(percent)}%，进度过于集中在年初",
            "请按工作进度均衡安排，例如25%、50%、75%、100%；确需提前支付的说明理由",
            shown,
            severity=Severity.WARNING,
        )


_LASTING = re.compile(r"延续|跨年|多年")
_ONCE = re.compile(r"一次性")


def check_period(subject: Subject, _: Thresholds) -> Verdicts:
    """The period against itself and against the project's nature."""
    project = subject.document.project
    path = next((each for each in ("project.period", "project.end_date") if subject.layout.cell(each)), "")
    if not path:
        return
    if project.start_date is None or project.end_date is None:
        yield Abstention("没有填写项目起止时间")
        return
    shown = f"{project.nature or ''}，{project.start_date}至{project.end_date}"
    if project.end_date < project.start_date:
        yield Flaw(
            path,
            f"结束时间{project.end_date}早于开始时间{project.start_date}",
            "请核对起止时间",
            shown,
            severity=Severity.ERROR,
        )
        return
    years = project.end_date.year - project.start_date.year
    nature = project.nature or ""
    place = "project.nature" if subject.layout.cell("project.nature") else path
    if _LASTING.search(nature) and years == 0:
        yield Flaw(
            place,
            f"项目性质为“{nature}”，项目期却只有{project.start_date.year}年一年",
            f"延续性项目请把结束时间改到以后年度（如{project.end_date.year + 1}年）；当年就结束的请改项目性质",
            shown,
            tuple(_period_repairs(subject, path)),
        )
    if _ONCE.search(nature) and years > 0:
        yield Flaw(
            place,
            f"项目性质为“{nature}”，项目期却有{years + 1}年",
            "一次性项目请把项目期改为一年；分年实施的请把项目性质改为延续性项目",
            shown,
            tuple(_nature_repairs(subject, _LASTING)),
        )


def _period_repairs(subject: Subject, path: str) -> Iterator[Repair]:
    start, end = subject.document.project.start_date, subject.document.project.end_date
    assert start
    assert end
    text = f"{start.year}-{end.year + 1}" if path == "project.period" else f"{end.year + 1}-12-31"
    yield Repair(f"结束时间延到{end.year + 1}年", (Correction(path, text),))
    yield from _nature_repairs(subject, _ONCE)


def _nature_repairs(subject: Subject, wanted: re.Pattern[str]) -> Iterator[Repair]:
    """The choices of the layout for the nature that would agree with the period."""
    cell = subject.layout.cell("project.nature")
    for choice in cell.choices if cell else ():
        if wanted.search(choice.value):
            yield Repair(f"项目性质改为“{choice.value}”", (Correction("project.nature", choice.value),))


_PAST_YEAR = re.compile(
    r"(?<![0-9〔\[【-])(?P<year>20[0-9]{2})(?:年度?|(?=[-—~～至]))(?P<span>\s*[-—~～至到]+\s*(?P<until>20[0-9]{2}))?"
)
_CITED = re.compile(r"《[^》]{0,100}》|[〔\[(（【]\s*20[0-9]{2}\s*[〕\])）】]|“[^”]{0,100}”")
_RIGHTLY_PAST = re.compile(
    r"结算|清算|结转|结余|决算|尾款|余款|欠|补发|补缴|下达|往年|上年|历年|考核|考评|评定|表彰|奖"
    r"|以来|年起|修订|修正|试行|印发|出台|下发|颁布|发布|规定|文件|通知|条例|规划|协议|合同|判决|裁"
    r"|届|毕业|入伍|退役|退休|招录|录用|招聘|选聘|选派|引进|在册|在岗|建成|成立|启动|投入使用|竣工|完工|遗留"
    r"|[较比]20|相比|同比|增长|基础上|数据|统计|名册|名单|汇总"
)
_AROUND = 14  # characters that decide what a year belongs to


def check_years(subject: Subject, _: Thresholds) -> Verdicts:
    """The name or a goal that still speaks of an earlier year."""
    document = subject.document
    name = document.project.name
    if name:
        yield from _past_years(subject, "project.name", name)
    for narrative, goals in subject.reading.goals:
        for goal in goals:
            yield from _past_years(subject, f"narratives.{narrative}", goal)


def _past_years(subject: Subject, path: str, text: str) -> Iterator[Flaw]:
    year = subject.document.fiscal_year
    masked = _CITED.sub(lambda match: "□" * len(match.group()), text)
    for match in _PAST_YEAR.finditer(masked):
        last = int(match["until"] or match["year"])
        if last >= year:
            continue
        around = masked[max(0, match.start() - _AROUND) : match.end() + _AROUND * 2]
        if _RIGHTLY_PAST.search(around):
            continue
        renewed = text[: match.start("year")] + str(year) + text[match.end("year") :]
        whole = subject.document.at(path)
        corrected = whole.replace(text, renewed) if isinstance(whole, str) else renewed
        yield Flaw(
            path,
            f"{subject.layout.label_of(path)}写的是{match.group()}，本表是{year}年度",
            f"请改为{year}年；确属往年事项的请写明原因（如结算、清算）",
            quoted(text, 60),
            (Repair(f"改为{year}年", (Correction(path, corrected),)),) if subject.layout.cell(path) else (),
        )
        return


SCHEDULE_BLANK = Rule(
    "schedule-blank",
    "资金支出计划有空白",
    Criterion.COMPLETENESS,
    Severity.ERROR,
    "表样要求分期填写资金支出进度，任何一期空白都无法监控执行。",
    "3月底（空白）、6月底30%、10月底60%、12月底100%",
    "3月底10%、6月底30%、10月底60%、12月底100%",
    check_blank_periods,
)
SCHEDULE_SHAPE = Rule(
    "schedule-shape",
    "资金支出进度不合理",
    Criterion.FEASIBILITY,
    Severity.ERROR,
    "支出进度是累计数：应逐期不减、年底到100%，也不宜年初就支出大半。",
    "25%、20%、75%、90%",
    "25%、50%、100%、100%",
    check_shape,
    (Threshold("first", "首期累计支出达到多少即提醒", Decimal(75), "%"),),
)
PERIOD_CONFLICT = Rule(
    "period-conflict",
    "项目期与项目性质矛盾",
    Criterion.FEASIBILITY,
    Severity.WARNING,
    "延续性项目不应只有一年，一次性项目不应跨年，结束不能早于开始；经常性项目按年申报是正常的。",
    "延续性项目，2023年1月至2023年12月",
    "延续性项目，2023年1月至2025年12月",
    check_period,
)
STALE_YEAR = Rule(
    "stale-year",
    "写着过去的年份",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "名称或目标还写着往年的年份，多半是照抄上年。结算往年资金、引用文件、届次以及跨度包含本年的规划不算。",
    "2024年度的表：开展2022年村干部轮训",
    "2024年度的表：开展2024年村干部轮训",
    check_years,
)
