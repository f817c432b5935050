"""What must be right before a form is sent up: required fields, arithmetic, dates.

Pure functions over a document; everything is reported at once, each with its field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from indicators.framework import Framework
from projects.catalog import Kind
from projects.document import Amounts, FormDocument, Indicator, plain_number
from projects.layouts import Layout, Section
from projects.values import Shown, why_unread

_TEXT_KINDS = (Kind.TEXT, Kind.NARRATIVE)
_SUMS = (
    ("current_year", "年度资金总额", ("fiscal", "other")),
    ("total", "项目总金额", ("total_fiscal", "total_other")),
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>")
_BLANK_RULES = ("required-field-blank", "target-missing", "schedule-blank", "history-blank")


class _Found(NamedTuple):
    path: str
    message: str
    said_by: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that is wrong: where (exchange path and Chinese name), what, and the remedy.

    ``said_by`` names the rules of :mod:`projects.review` that may say the same at this path (with ``about`` in
    their words), so that nobody reads it twice.
    """

    path: str
    label: str
    message: str
    section: str
    said_by: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far a section is: required cells filled, and what is missing by name."""

    key: str
    title: str
    required: int
    filled: int
    missing: tuple[str, ...]
    lines: int | None

    @property
    def is_complete(self) -> bool:
        return self.filled == self.required


def submission_problems(
    layout: Layout,
    framework: Framework,
    document: FormDocument,
    unread: Mapping[str, str],
    unconfirmed: Sequence[str] = (),
) -> list[FieldProblem]:
    """Everything that keeps the form from being sent up, in the order of the paper.

    ``unread`` are texts that could not be taken, ``unconfirmed`` the paths of copied targets that nobody has looked
    at; both name rows by their key.
    """
    found = [
        *_unread_problems(layout, unread),
        *_unconfirmed_problems(unconfirmed),
        *(problem for problem in _blank_required(layout, document) if problem.path not in unread),
        *_amount_problems(_shown_amounts(layout, document)),
        *_date_problems(layout, document),
        *_table_problems(layout, document),
        *_indicator_problems(layout, framework, document),
        *_markup_problems(layout, document),
    ]
    order = [section.key for section in layout.sections]
    problems = []
    for path, message, said_by, about in dict.fromkeys(found):
        section = layout.section_of(path)
        label, key = layout.label_of(path), section.key if section else ""
        problems.append(FieldProblem(path, label, message, key, said_by, about))
    return sorted(problems, key=lambda problem: order.index(problem.section) if problem.section in order else -1)


def progress(layout: Layout, document: FormDocument) -> list[SectionProgress]:
    """What the side list of the wizard shows."""
    return [_section_progress(section, document) for section in layout.sections_to_fill()]


def _section_progress(section: Section, document: FormDocument) -> SectionProgress:
    required = [cell for cell in section.cells() if cell.required]
    missing = tuple(cell.label for cell in required if _is_blank(document.at(cell.path)))
    total, lines = len(required), None
    if section.table:
        lines = len(getattr(document, section.table.lines))
        total = section.table.minimum
        missing = (section.title,) * max(total - lines, 0)
    return SectionProgress(section.key, section.title, total, total - len(missing), missing, lines)


def _is_blank(value: object) -> bool:
    return value is None or value == ()


def _unread_problems(layout: Layout, unread: Mapping[str, str]) -> Iterator[_Found]:
    for path, text in unread.items():
        yield _Found(path, unread_reason(layout, path, text) or f"“{text[:30]}”不能识别，请改写")


def _unconfirmed_problems(paths: Sequence[str]) -> Iterator[_Found]:
    """One problem for all of them: they can be confirmed at once."""
    if paths:
        message = (
            f"有 {len(paths)} 个指标值是从上年复制来的，还没有核对，请在填报页逐个改写或点“确认”，也可以全部确认沿用"
        )
        yield _Found(paths[0], message)


def unread_reason(layout: Layout, path: str, text: str) -> str:
    """Why the cell at ``path`` (rows by their key) cannot take ``text``; "" when it can."""
    source = layout.shown_by(path)
    return why_unread(source.field, text, Shown.by(layout).for_cell(source)) if source else ""


def _blank_required(layout: Layout, document: FormDocument) -> Iterator[_Found]:
    for cell in layout.cells():
        if cell.required and _is_blank(document.at(cell.path)):
            yield _Found(cell.path, "必填，还没有填写", _BLANK_RULES)


def _shown_amounts(layout: Layout, document: FormDocument) -> Amounts:
    """The amounts that the form shows: nobody can put right what they cannot see."""
    hidden = [name for name in Amounts.__dataclass_fields__ if layout.cell(f"amounts.{name}") is None]
    return replace(document.amounts, **dict.fromkeys(hidden))


def _amount_problems(amounts: Amounts) -> Iterator[_Found]:
    for name in Amounts.__dataclass_fields__:
        value = getattr(amounts, name)
        if value is not None and value < 0:
            yield _Found(f"amounts.{name}", "金额不能是负数，请核对")
    if amounts.total is not None and amounts.current_year is not None and amounts.current_year > amounts.total:
        yield _Found(
            "amounts.current_year",
            f"本年度金额 {_yuan(amounts.current_year)} 大于项目总金额 {_yuan(amounts.total)}，请核对两栏",
        )
    for whole, name, parts in _SUMS:
        total, given = getattr(amounts, whole), [getattr(amounts, part) for part in parts]
        if total is not None and None not in given and sum(given) != total:
            message = f"财政拨款与其他资金合计 {_yuan(sum(given))}，与{name} {_yuan(total)} 不等，请核对"
            yield _Found(f"amounts.{whole}", message, ("sum-mismatch",))


def _yuan(amount: object) -> str:
    return f"{amount:,.2f} 元"


def _date_problems(layout: Layout, document: FormDocument) -> Iterator[_Found]:
    start, end = document.project.start_date, document.project.end_date
    path = "project.period" if layout.cell("project.period") else "project.end_date"
    if start and end and end < start and layout.cell(path):
        yield _Found(path, f"结束时间 {end} 早于开始时间 {start}，请改其中一个", ("period-conflict",))


def _table_problems(layout: Layout, document: FormDocument) -> Iterator[_Found]:
    for table in layout.tables():
        rows = getattr(document, table.lines)
        if len(rows) < table.minimum:
            yield _Found(table.lines, f"至少要有 {table.minimum} 条，现有 {len(rows)} 条")
        for column in table.columns:
            for index, row in enumerate(rows):
                if column.required and _is_blank(column.field.of_line(row, column.value, document.fiscal_year)):
                    yield _Found(f"{table.lines}[{index}].{column.value}", "必填，还没有填写", _BLANK_RULES)
        if table.weight_total and rows:
            yield from _weight_problems(table.lines, table.weight_total, rows)


def _weight_problems(lines: str, total: int, rows: Sequence[Any]) -> Iterator[_Found]:
    """Weights are points: each above zero, all together exactly what the form divides."""
    for index, row in enumerate(rows):
        if row.weight is not None and row.weight <= 0:
            yield _Found(f"{lines}[{index}].weight", f"权重是 {plain_number(row.weight)}，应大于 0，请改正")
    given = sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    if given != total:
        difference = f"还差 {plain_number(total - given)}" if given < total else f"多了 {plain_number(given - total)}"
        yield _Found(lines, f"权重合计 {plain_number(given)}，应为 {total}，{difference}，请调整各指标的权重")


def _indicator_problems(layout: Layout, framework: Framework, document: FormDocument) -> Iterator[_Found]:
    if layout.table("indicators") is None:
        return
    counts: dict[tuple[str | None, str | None], int] = {}
    for index, indicator in enumerate(document.indicators):
        place = (indicator.level1, indicator.level2)
        counts[place] = counts.get(place, 0) + 1
        yield from _row_problems(index, indicator, framework)
    for category in framework.categories:
        count = counts.get((category.level1, category.level2), 0)
        if count < category.minimum:
            message = f"“{category.level2}”至少要有 {category.minimum} 条指标，现有 {count} 条"
            yield _Found("indicators", message, ("required-category-empty",), category.level2)


def _row_problems(index: int, indicator: Indicator, framework: Framework) -> Iterator[_Found]:
    path = f"indicators[{index}]"
    if not indicator.level3:
        yield _Found(f"{path}.level3", f"有目标值“{indicator.target}”，但没有指标名称，请补填")
    if not indicator.target:
        yield _Found(f"{path}.target", f"指标“{indicator.level3}”没有目标值，请补填", ("target-missing",))
    if framework.find(indicator.level1, indicator.level2) is None:
        where = f"指标“{indicator.level3}”所在的“{indicator.level2}”"
        yield _Found(f"{path}.level2", f"{where}不在本表的指标框架中，请移到合适的二级指标下")


def _markup_problems(layout: Layout, document: FormDocument) -> Iterator[_Found]:
    for path, text in _texts(layout, document):
        match = _MARKUP.search(text or "")
        if match:
            yield _Found(path, f"含有网页标记“{match[0][:20]}”，请删去标记只留文字", ("template-residue",))


def _texts(layout: Layout, document: FormDocument) -> Iterator[tuple[str, str | None]]:
    """Everything of the form that is free text, by path."""
    for cell in layout.cells():
        if cell.field.kind in _TEXT_KINDS:
            yield cell.path, document.at(cell.path)
    for table in layout.tables():
        columns = [column for column in table.columns if column.field.kind in _TEXT_KINDS]
        for index, row in enumerate(getattr(document, table.lines)):
            for column in columns:
                text = column.field.of_line(row, column.value, document.fiscal_year)
                yield f"{table.lines}[{index}].{column.value}", text
