"""A table of open data as a description, and its CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from projects.disclosure.document import DisclosureDocument
from projects.document import FormDocument
from projects.models import Publication, PublishedForm

BOM: Final = "\ufeff"
"""Tells Excel and WPS that the file is UTF-8."""

_GUARD: Final = "'"
_STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "\uff20")

GUARD_NOTE: Final = (
    "CSV 中以 = + - @（含全角）、制表符、回车或单引号开头的文字，前面加了一个单引号，使表格软件不把它当作公式；"
    "程序读取文字列时，去掉开头的一个单引号即得原文。金额、数字、日期列不加。JSON 中一律是原文。"
)


@dataclass(frozen=True, slots=True)
class YearData:
    """What all departments of a region have published for a year: versions in force with their forms."""

    publications: tuple[PublishedVersion, ...]


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version with its content, read once."""

    publication: Publication
    document: DisclosureDocument
    forms: tuple[tuple[PublishedForm, FormDocument], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """``kind`` is the word of the dictionary for what stands in it; ``value`` takes a row of the table."""

    key: str
    label: str
    kind: str
    value: Callable[[Any], str]
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``key`` is the name of its file; ``about`` says what a row is."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[YearData], Iterator[Any]]


def text(key: str, label: str, value: Callable[[Any], object]) -> Column:
    """A column of words."""
    return Column(key, label, "文字", lambda row: _plain(value(row)), is_text=True)


def figure(key: str, label: str, kind: str, value: Callable[[Any], object]) -> Column:
    """A column of numbers or dates."""
    return Column(key, label, kind, lambda row: _plain(value(row)))


def csv_of(columns: Sequence[Column], rows: Iterator[Any]) -> str:
    """Labels in the first row; text that a spreadsheet would take for a formula is guarded as ``GUARD_NOTE`` says."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([_cell(column, row) for column in columns])
    return out.getvalue()


def _cell(column: Column, row: Any) -> str:
    value = column.value(row)
    return f"{_GUARD}{value}" if column.is_text and value.startswith((_GUARD, *_STARTS_FORMULA)) else value


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
