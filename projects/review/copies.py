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
    """Against every other form of the unit and year; what several of them share is told once."""
    if not subject.neighbours:
        yield Abstention("没有本单位本年度的其他项目可比")
        return
    tables = [(form, rows) for form in subject.neighbours if (rows := _copied_rows(subject, form, int(limits["rows"])))]
    if tables:
        yield _copied_table(tables)
    told = {form.key for form, _ in tables}
    columns = [form for form in subject.neighbours if form.key not in told and _has_same_column(subject, form)]
    if columns:
        yield _copied_column(subject, columns)
    yield from _copied_texts(subject)


def _fingerprint(row: Row) -> tuple[str, str]:
    return plain(row.name), "".join(row.written.split())


def _copied_rows(subject: Subject, form: Neighbour, least: int) -> list[Row]:
    """The rows that return in another form, where they are enough to call it a copy."""
    rows, theirs = subject.reading.rows, form.reading.rows
    known = {_fingerprint(row) for row in theirs if row.name}
    same = [row for row in rows if row.name and _fingerprint(row) in known]
    own = [row for row in same if not is_stock(row)]
    is_whole = len(same) == len(rows) == len(theirs) >= _WHOLE_TABLE and bool(own)
    return same if is_whole else own if len(own) >= least else []


def _copied_table(tables: list[tuple[Neighbour, list[Row]]]) -> Flaw:
    _, rows = max(tables, key=lambda each: len(each[1]))
    forms = [form for form, _ in tables]
    return Flaw(
        rows[0].path,
        f"{len(rows)}条指标的名称和指标值与{_named(forms)}相同，例如“{rows[0].name} {rows[0].written}”",
        "请按本项目的内容重新设定指标和指标值",
        listed((f"{row.name} {row.written}" for row in rows), 10),
        others=tuple(form.key for form in forms),
    )


def _has_same_column(subject: Subject, form: Neighbour) -> bool:
    column = [row.written for row in subject.reading.rows]
    same = len(column) >= _WHOLE_TABLE and column == [row.written for row in form.reading.rows]
    return same and any(map(_is_peculiar, subject.reading.rows))


def _copied_column(subject: Subject, forms: list[Neighbour]) -> Flaw:
    peculiar = next(row for row in subject.reading.rows if _is_peculiar(row))
    return Flaw(
        peculiar.target_path,
        f"整列指标值与{_named(forms)}一模一样，连“{peculiar.written}”也相同",
        "请按本项目的内容重新测算指标值",
        listed((row.written for row in subject.reading.rows), 10),
        others=tuple(form.key for form in forms),
    )


def _named(forms: list[Neighbour]) -> str:
    return listed((f"“{form.name}”" for form in forms), 3)


def _is_peculiar(row: Row) -> bool:
    """A number that two projects hardly share by chance: three digits or more, not round."""
    return any(figure.number >= 100 and figure.number % 10 != Decimal(0) for figure in row.figures)


def _copied_texts(subject: Subject) -> Iterator[Flaw]:
    for name in ("fund_use", *_GOALS):
        own = _said(subject.reading, name)
        if len(own) < _SHORTEST_TEXT:
            continue
        forms = [form for form in subject.neighbours if _said(form.reading, name) == own]
        if forms:
            path = f"narratives.{name}"
            label = subject.layout.label_of(path)
            yield Flaw(
                path,
                f"{label}与{_named(forms)}完全相同",
                f"请写本项目自己的{label}",
                quoted(subject.document.at(path), 60),
                others=tuple(form.key for form in forms),
            )


_GOALS = ("annual_goal", "overall_goal")


def _said(reading: FormReading, name: str) -> str:
    """A text plain; a goal without numbers and repetitions."""
    if name not in _GOALS:
        return plain(reading.narrative(name))
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
