"""Between a value of a form and what an Excel cell holds: real numbers and dates, texts that stay texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from projects.catalog import Kind
from projects.layouts import FieldCell, LineColumn
from projects.money import Places, shown_places, to_unit
from projects.values import NO, YES, Shown, edited
from reports.readers.excel.number_formats import general
from reports.readers.excel.number_formats import shown as shown_number
from reports.writers.xlsx_looks import EXACT_DIGITS

TEXT_FORMAT = "@"  # what is typed there stays text: =100%, 007, 1-2
DATE_FORMAT = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)  # Excel counts a 29 February 1900
_LITERALS = re.compile(r'"[^"]*"|\\.')
_TEXT_KINDS = (Kind.TEXT, Kind.NARRATIVE, Kind.CODED, Kind.SUBJECTS, Kind.PERIOD)

RawValue = str | bool | int | float | date | None


@dataclass(frozen=True, slots=True)
class SheetValue:
    """What a cell gets: a number, a date or a text (blank: "") and its display format."""

    number_format: str
    text: str = ""
    number: Decimal | None = None
    day: date | None = None


def sheet_value(source: FieldCell | LineColumn, value: Any, shown: Shown) -> SheetValue:
    """What the cell of ``source`` holds for ``value``; ``shown`` is that of the layout."""
    kind, own = source.field.kind, shown.for_cell(source)
    match kind:
        case Kind.MONEY:
            number = None if value is None else to_unit(value, own.money_unit)
            return _number(number, _money_format(value, own), edited(source.field, value, own))
        case Kind.PERCENT:
            places = 0 if value is None else max(-_exponent(value), 0)
            number = None if value is None else value / 100
            return _number(number, f"0.{'0' * places}%" if places else "0%", edited(source.field, value, own))
        case Kind.POINTS | Kind.NUMBER:
            number = None if value is None else Decimal(value)
            return _number(number, "General", edited(source.field, value, own))
        case Kind.DATE if value is None or value >= _FIRST_DAY:
            return SheetValue(DATE_FORMAT, day=value)
    return SheetValue(TEXT_FORMAT, edited(source.field, value, own))


def _number(number: Decimal | None, number_format: str, text: str) -> SheetValue:
    if number is not None and len(number.normalize().as_tuple().digits) > EXACT_DIGITS:
        return SheetValue(TEXT_FORMAT, text)
    return SheetValue(number_format, number=number)


def _money_format(value: Decimal | None, shown: Shown) -> str:
    if shown.money_places is Places.TRIM:
        return "General"
    places = 2 if value is None else shown_places(value, shown.money_unit, shown.money_places)
    return f"0.{'0' * places}" if places else "0"


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def typed_text(value: RawValue, number_format: str, kind: Kind) -> str:
    """What a person sees in a cell, as the text that the field of this kind would be filled with by hand.

    Amounts and percentages in full, however few places the cell shows; a date as 2026-01-31.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    number = Decimal(f"{value:.{EXACT_DIGITS}g}")
    if kind in _TEXT_KINDS:
        return shown_number(number, number_format)
    return general(number * 100) + "%" if "%" in _LITERALS.sub("", number_format) else general(number)
