"""Tables and texts that were taken over from another project of the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from projects.review.finding import Criterion, Severity
from projects.review.kinds import Kind
from projects.review.reading import FormReading, Row
from projects.review.rule import Abstention, Flaw, Rule, Threshold, Thresholds, Verdicts
from projects.review.subject import Neighbour, Subject
from projects.review.texts import plain, quoted
from projects.review.wording import listed

_WHOLE_TABLE = 4  # rows that make an identical table a copy even where some are stock rows
_SHORTEST_TEXT = 8
_LETTERS_OF_STOCK = re.compile(
    r"预算|资金|经费|财政|批复|金额|成本|控制数?|支出|到位|执行|拨付|支付|工作|任务|项目|各项|计划|目标|按|完成|及时|按时|时间|进度|质量|数量"
    r"|率|性|数|比|情况|度|管理|制度|机制|健全|规范|合规|完备|长效|财务|业务|合同|资产|使用|总|的|标准|达标|节约|有效|内"
)
_STOCK_KINDS = (Kind.MANAGEMENT, Kind.INFLUENCE)


def is_stock(row: Row) -> bool:
    """Rows that every project has: management, and names made of nothing but 工作, 预算, 完成, 及时率."""
    return row.kind in _STOCK_KINDS or not _LETTERS_OF_STOCK.sub("", plain(row.name))


def check_copies(subject: Subject, limits: Thresholds) -> Verdicts:
    """Against every other form of the unit and year."""
    if not subject.neighbours:
        yield Abstention("没有本单位本年度的其他项目可比")
        return
    for form in subject.neighbours:
        yield from _copied_table(subject, form, int(limits["rows"]))
        yield from _copied_texts(subject, form)


def _fingerprint(row: Row) -> tuple[str, str]:
    return plain(row.name), "".join(row.written.split())


def _copied_table(subject: Subject, form: Neighbour, least: int) -> Iterator[Flaw]:
    rows, theirs = subject.reading.rows, form.reading.rows
    known = {_fingerprint(row) for row in theirs if row.name}
    same = [row for row in rows if row.name and _fingerprint(row) in known]
    own = [row for row in same if not is_stock(row)]
    is_whole = len(same) == len(rows) == len(theirs) >= _WHOLE_TABLE and bool(own)
    if len(own) >= least or is_whole:
        for row in same if is_whole else own:
            yield Flaw(
                row.path,
                f"{len(same)}条指标的名称和指标值与“{form.name}”相同，其中有“{row.name} {row.written}”",
                "请按本项目的内容重新设定指标和指标值",
                listed(f"{each.name} {each.written}" for each in same),
                others=(form.key,),
            )
        return
    column = [row.written for row in rows]
    if len(column) >= _WHOLE_TABLE and column == [row.written for row in theirs]:
        peculiar = next((row for row in rows if _is_peculiar(row)), None)
        if peculiar:
            yield Flaw(
                peculiar.target_path,
                f"整列指标值与“{form.name}”一模一样，连“{peculiar.written}”也相同",
                "请按本项目的内容重新测算指标值",
                listed(column, 10),
                others=(form.key,),
            )


def _is_peculiar(row: Row) -> bool:
    """A number that two projects hardly share by chance: three digits or more, not round."""
    return any(figure.number >= 100 and figure.number % 10 != Decimal(0) for figure in row.figures)


def _copied_texts(subject: Subject, form: Neighbour) -> Iterator[Flaw]:
    for path, own, theirs in (
        ("narratives.fund_use", _use(subject.reading), _use(form.reading)),
        *((f"narratives.{name}", _goal(subject.reading, name), _goal(form.reading, name)) for name in _GOALS),
    ):
        if len(own) >= _SHORTEST_TEXT and own == theirs:
            label = subject.layout.label_of(path)
            yield Flaw(
                path,
                f"{label}与“{form.name}”完全相同",
                f"请写本项目自己的{label}",
                quoted(subject.document.at(path), 60),
                others=(form.key,),
            )


_GOALS = ("annual_goal", "overall_goal")


def _use(reading: FormReading) -> str:
    return plain(reading.document.narratives.fund_use)


def _goal(reading: FormReading, name: str) -> str:
    """The goal without numbers and repetitions."""
    goals = next((points for narrative, points in reading.goals if narrative == name), ())
    return "".join(dict.fromkeys(map(plain, goals)))


COPIED = Rule(
    "copied-from-other-project",
    "照抄其他项目",
    Criterion.RELEVANCE,
    Severity.WARNING,
    "同一单位两个项目的指标、目标或资金用途一样，至少有一个不是按自己的内容写的。通用的管理类指标不算。",
    "图书更新项目的指标值与电影放映项目完全一样（都是1044）",
    "图书更新≥900册，按更新清单测算",
    check_copies,
    (Threshold("rows", "相同的指标达到多少条即提醒", Decimal(3), "条"),),
    is_cross_form=True,
)
