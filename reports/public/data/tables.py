"""The tables of open data. Labels and kinds come from where they are defined: catalogue, models and disclosure."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Field as ModelField
from django.db.models import Model

from projects.catalog import FIELDS, LINE_FIELDS, Field, Kind
from projects.disclosure.codec import MONEY, members
from projects.disclosure.labels import MEMBER_LABELS, label_of
from projects.disclosure.subject_lines import SubjectIncome, SubjectSpending
from projects.document import FormDocument, Indicator
from projects.models import LINE_MODELS, PerformanceForm, PublishedForm
from projects.money import Places
from projects.values import Shown, edited
from reports.public.data.table import Column, PublishedVersion, Table, YearData, figure, text

MONEY_KIND: Final = "金额（元）"
KIND_WORDS: Final = {
    Kind.MONEY: MONEY_KIND,
    Kind.PERCENT: "百分比（不带 %）",
    Kind.POINTS: "分值",
    Kind.NUMBER: "整数",
    Kind.DATE: "日期",
    Kind.FLAG: "是或否",
}
"""What the dictionary calls the kinds of the catalogue; every other one is text."""

PEOPLE: Final = frozenset({"project.leader", "project.filler", "project.phone"})
"""Of persons nothing is published, not even an empty column."""

_SHOWN: Final = Shown("元", Places.FIXED)
_TOTALS: Final = (
    "budget.income.total",
    "budget.expenditure.total",
    "budget.change.total",
    "operating_costs.total",
    "three_public.total",
    "procurement.total",
    "assets.fixed_assets_total",
)


@dataclass(frozen=True, slots=True)
class _Form:
    version: PublishedVersion
    form: PublishedForm
    document: FormDocument


@dataclass(frozen=True, slots=True)
class _Indicator:
    of: _Form
    number: int
    indicator: Indicator


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of income or expenditure; ``whole`` names what it is a part of."""

    version: PublishedVersion
    side: str
    whole: str | None
    line: Any


@dataclass(frozen=True, slots=True)
class _Subject:
    version: PublishedVersion
    side: str
    line: SubjectIncome | SubjectSpending


def _versions(data: YearData) -> Iterator[PublishedVersion]:
    yield from data.publications


def _forms(data: YearData) -> Iterator[_Form]:
    for version in data.publications:
        yield from (_Form(version, form, document) for form, document in version.forms)


def _indicators(data: YearData) -> Iterator[_Indicator]:
    for form in _forms(data):
        rows = enumerate(form.document.indicators, 1)
        yield from (_Indicator(form, number, indicator) for number, indicator in rows)


def _budget_lines(data: YearData) -> Iterator[_Line]:
    for version in data.publications:
        budget = version.document.budget
        for side, items in (("收入", budget.income.items), ("支出", budget.expenditure.items)):
            for item in items:
                yield _Line(version, side, None, item)
                yield from (_Line(version, side, item.name, part) for part in getattr(item, "parts", ()))


def _subject_lines(data: YearData) -> Iterator[_Subject]:
    for version in data.publications:
        lines = version.document.subject_lines
        yield from (_Subject(version, "收入", line) for line in lines.income)
        yield from (_Subject(version, "支出", line) for line in lines.spending)


def _place(version: Callable[[Any], PublishedVersion]) -> tuple[Column, ...]:
    """What every table begins with; ``version`` is the way from a row to its version."""

    def disclosure(row: Any) -> Any:
        return version(row).publication.disclosure

    return (
        text("region", "地区", lambda row: disclosure(row).department.region.name),
        figure(
            "fiscal_year", label_of("fiscal_year"), KIND_WORDS[Kind.NUMBER], lambda row: disclosure(row).fiscal_year
        ),
        figure("department_id", "部门编号", KIND_WORDS[Kind.NUMBER], lambda row: disclosure(row).department_id),
        text("department", "部门", lambda row: disclosure(row).department.name),
        figure("version", "版次", KIND_WORDS[Kind.NUMBER], lambda row: version(row).publication.version),
    )


def _form_facts(form: Callable[[Any], _Form]) -> tuple[Column, ...]:
    number = KIND_WORDS[Kind.NUMBER]
    return (
        figure("form", "绩效目标表序号", number, lambda row: form(row).form.number),
        figure("project_id", "项目编号", number, lambda row: form(row).form.project_id),
        text("unit", "预算单位", lambda row: form(row).document.unit and form(row).document.unit.name),  # type: ignore[union-attr]
    )


def _of_field(key: str, label: str, field: Field, value: Callable[[Any], Any]) -> Column:
    def shown(row: Any) -> str:
        return edited(field, value(row), _SHOWN)

    word = KIND_WORDS.get(field.kind)
    return figure(key, label, word, shown) if word else text(key, label, shown)


def label_of_form(path: str) -> str:
    """What a value of a form is called, as its place in the database is."""
    return _verbose_name(PerformanceForm, FIELDS[path].column)


def label_of_line(lines: str, member: str) -> str:
    """What a member of a line is called."""
    return _verbose_name(LINE_MODELS[lines], LINE_FIELDS[lines][member].column)


def _verbose_name(model: type[Model], column: str) -> str:
    field = model._meta.get_field(column)
    assert isinstance(field, ModelField)
    return str(field.verbose_name)


def _form_values() -> Iterator[Column]:
    for path, field in FIELDS.items():
        if field.column and path not in PEOPLE:
            yield _of_field(path, label_of_form(path), field, _of_document(path))


def _indicator_values() -> Iterator[Column]:
    for member, field in LINE_FIELDS["indicators"].items():
        label = label_of_line("indicators", member)
        yield _of_field(member, label, field, _of_indicator(member))


def _totals() -> Iterator[Column]:
    for path in _TOTALS:
        yield figure(path, label_of(path), MONEY_KIND, _money_of_document(path))


def _of_document(path: str) -> Callable[[Any], Any]:
    return lambda row: row.document.at(path)


def _of_indicator(member: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row.indicator, member)


def _of_line(member: str) -> Callable[[Any], Any]:
    return lambda row: getattr(row.line, member, None)


def _money_of_document(path: str) -> Callable[[Any], str | None]:
    return lambda row: _money(row.document.at(path))


def _money_of_line(member: str) -> Callable[[Any], str | None]:
    return lambda row: _money(getattr(row.line, member))


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else str(MONEY.write(amount))


def _subject_values() -> Iterator[Column]:
    """Members of both sides, each once: income has no economic subject and no project."""
    names = dict.fromkeys(member.name for kind in (SubjectIncome, SubjectSpending) for member in members(kind))
    money = {member.name for member in dataclasses.fields(SubjectSpending) if member.metadata.get("codec") is MONEY}
    for name in sorted(names, key=lambda name: name in money):
        label = MEMBER_LABELS[name]
        if name in money:
            yield figure(name, label, MONEY_KIND, _money_of_line(name))
        else:
            yield text(name, label, _of_line(name))


TABLES: Final = (
    Table(
        "departments",
        "部门",
        "每个部门一行：公开的版次、日期和各项总额。",
        (
            *_place(lambda row: row),
            figure("published_on", "公开日期", KIND_WORDS[Kind.DATE], lambda row: row.publication.published_on),
            text("note", "更正说明", lambda row: row.publication.note),
            *_totals(),
        ),
        _versions,
    ),
    Table(
        "budget",
        "收入和支出",
        "收入、支出的每一项一行；“属于”写明它是哪一项的其中数。",
        (
            *_place(lambda row: row.version),
            text("side", "收支", lambda row: row.side),
            text("part_of", "属于", lambda row: row.whole),
            text("name", MEMBER_LABELS["name"], lambda row: row.line.name),
            figure(
                "amount",
                MEMBER_LABELS["amount"],
                MONEY_KIND,
                _money_of_line("amount"),
            ),
        ),
        _budget_lines,
    ),
    Table(
        "subjects",
        "按科目的收入和支出",
        "每笔收入按功能科目一行，每笔支出按功能科目和经济科目一行。",
        (*_place(lambda row: row.version), text("side", "收支", lambda row: row.side), *_subject_values()),
        _subject_lines,
    ),
    Table(
        "forms",
        "项目绩效目标表",
        "每张绩效目标表一行。",
        (*_place(lambda row: row.version), *_form_facts(lambda row: row), *_form_values()),
        _forms,
    ),
    Table(
        "indicators",
        "绩效指标",
        "每条绩效指标一行，指标值照原文。",
        (
            *_place(lambda row: row.of.version),
            *_form_facts(lambda row: row.of),
            text("project", label_of_form("project.name"), lambda row: row.of.form.name),
            figure("number", "指标序号", KIND_WORDS[Kind.NUMBER], lambda row: row.number),
            *_indicator_values(),
        ),
        _indicators,
    ),
)
"""Every table, in the order of the pages."""
