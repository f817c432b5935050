"""What a document asks of the database and of its layout, beyond being valid exchange JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from indicators.framework import Framework
from projects.catalog import FIELDS, LINE_FIELDS, LINE_LENGTH, MOST_ROWS, YEAR_FIELDS, Field, Kind, slot_of
from projects.document import FormDocument, plain_number
from projects.exchange import Problem
from projects.layouts import Layout
from projects.models import LINE_MODELS, PerformanceForm
from projects.money import LARGEST_AMOUNT

_LARGEST_PERCENT = 99_999
_PERCENT_PLACES = 4


def storage_problems(document: FormDocument) -> Iterator[Problem]:
    """Values that are too long, too large or too many to be stored as they are."""
    for path, field in FIELDS.items():
        if field.column:
            yield from _value_problems(path, field, document.at(path))
    for lines, members in LINE_FIELDS.items():
        rows = getattr(document, lines)
        if len(rows) > MOST_ROWS:
            yield Problem(lines, f"有 {len(rows)} 行，最多 {MOST_ROWS} 行")
            continue
        for index, row in enumerate(rows):
            for member, field in members.items():
                yield from _value_problems(f"{lines}[{index}].{member}", field, getattr(row, member))


def _value_problems(path: str, field: Field, value: Any) -> Iterator[Problem]:
    if value is None:
        return
    match field.kind:
        case Kind.TEXT | Kind.NARRATIVE:
            if len(value) > field.max_length:
                yield Problem(path, f"写了 {len(value)} 个字，最多 {field.max_length} 个字，请删减")
            if field.kind is Kind.TEXT and "\n" in value:
                yield Problem(path, "这一栏只能写一行，请删去换行")
        case Kind.MONEY if abs(value) > LARGEST_AMOUNT:
            yield Problem(path, f"金额太大，最多 {LARGEST_AMOUNT:,} 元，请核对")
        case Kind.PERCENT | Kind.POINTS if abs(value) > _LARGEST_PERCENT or value != round(value, _PERCENT_PLACES):
            name = "百分比" if field.kind is Kind.PERCENT else "分值"
            yield Problem(path, f"{name}“{plain_number(value):.20}”太大，或小数多于 {_PERCENT_PLACES} 位，请核对")
        case Kind.CODED | Kind.SUBJECTS:
            for coded in value if field.kind is Kind.SUBJECTS else [value]:
                if max(len(coded.code or ""), len(coded.name or "")) > LINE_LENGTH:
                    yield Problem(path, f"编码和名称各最多 {LINE_LENGTH} 个字，请删减")


def unshown_values(layout: Layout, framework: Framework, document: FormDocument) -> Iterator[Problem]:
    """Notes on values that are stored, but have no place on this layout's paper."""
    shown = layout.shown_paths()
    for path, field in FIELDS.items():
        if field.column and document.at(path) not in (None, ()) and path not in shown:
            name = _column_name(PerformanceForm, field)
            yield Problem(path, f"表样“{layout.name}”没有“{name}”这一栏，已照存，不会印出")
    for lines in LINE_FIELDS:
        if getattr(document, lines):
            yield from _unshown_in_rows(layout, lines, document)
    for index, indicator in enumerate(document.indicators):
        if layout.table("indicators") and framework.find(indicator.level1, indicator.level2) is None:
            place = f"{indicator.level1 or '（空）'}／{indicator.level2 or '（空）'}"
            yield Problem(f"indicators[{index}].level2", f"“{place}”不在指标框架中，会印在表末，送审前须移到框架内")


def _unshown_in_rows(layout: Layout, lines: str, document: FormDocument) -> Iterator[Problem]:
    rows: tuple[Any, ...] = getattr(document, lines)
    table, model = layout.table(lines), LINE_MODELS[lines]
    if table is None:
        lost = _rows_without_slot(layout, lines, document)
        if lost:
            name = model._meta.verbose_name
            yield Problem(lines, f"表样“{layout.name}”没有“{name}”中 {lost} 行的位置，已照存，不会印出")
        return
    shown = {column.value for column in table.columns}
    for member, field in LINE_FIELDS[lines].items():
        count = sum(getattr(row, member) is not None for row in rows)
        if count and member not in shown:
            name = _column_name(model, field)
            yield Problem(lines, f"表样“{layout.name}”没有“{name}”这一列，{count} 行的内容已照存，不会印出")
    years = {str(document.fiscal_year - YEAR_FIELDS[lines][value].years_back) for value in shown & _year_columns(lines)}
    told = {year for row in rows for year, text in (getattr(row, "history", None) or {}).items() if text}
    for year in sorted(told - years):
        yield Problem(lines, f"表样“{layout.name}”没有 {year} 年指标值这一列，已照存，不会印出")


def _rows_without_slot(layout: Layout, lines: str, document: FormDocument) -> int:
    """How many rows stand at none of the fixed places that the layout has for such rows."""
    slots = {slot for cell in layout.cells() if (slot := slot_of(cell.path)) and slot.lines == lines}
    placed = [document.slot_row(slot) for slot in slots]
    return sum(not any(row is shown for shown in placed) for row in getattr(document, lines))


def _year_columns(lines: str) -> set[str]:
    return set(YEAR_FIELDS.get(lines, ()))


def _column_name(model: type[models.Model], field: Field) -> str:
    """The Chinese name of a value that no layout at hand names."""
    column = model._meta.get_field(field.column)
    assert isinstance(column, models.Field), "the catalogue names columns"
    return str(column.verbose_name)
