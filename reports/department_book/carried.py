"""The hidden sheet of the workbook: its stamp, what it was made of, and what every marked place means; signed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from reports.department_book.model import BookStamp
from reports.template.carried import LineRow
from reports.template.signing import read_signed, write_signed

HIDDEN_SHEET = "_department"
PARENT = "parent"
"""The column 上级, among the members of a table."""
_SALT = "reports.department_book"


@dataclass(frozen=True, slots=True)
class CarriedTable:
    """A table of a sheet; see :class:`~projects.disclosure.flat_sections.FlatTable`.

    ``labels`` are the heads of the columns by member, ``kinds`` how they are typed,
    ``rows`` the paths of its entries by their number in the sheet.
    """

    path: str
    labels: dict[str, str]
    kinds: dict[str, str]
    nested: str = ""
    above: str = ""
    name_member: str = ""
    rows: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CarriedSheet:
    """A sheet: its section and its marked places, as :class:`~reports.template.located.Places` wants them.

    The path of an input is that of a single value, or ``table[row].member`` with the numbers of table and row;
    ``computed`` are those that are not typed, with what stands there.
    """

    title: str
    section: str
    inputs: tuple[tuple[int, int, str], ...]
    labels: tuple[tuple[int, int, str], ...]
    lines: dict[int, LineRow]
    tables: tuple[CarriedTable, ...]
    computed: dict[str, str]
    singles: dict[str, str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class CarriedBook:
    """All of it."""

    stamp: BookStamp
    document: DisclosureDocument
    sheets: tuple[CarriedSheet, ...]


def write_carried(sheet: Worksheet, carried: CarriedBook) -> None:
    """Fill the hidden sheet."""
    stamp = json.dumps(dataclasses.asdict(carried.stamp), ensure_ascii=False)
    sheets = [dataclasses.asdict(each) for each in carried.sheets]
    content = json.dumps({"document": carried.document.to_json(), "sheets": sheets})
    write_signed(sheet, stamp, content, salt=_SALT)


def read_carried(texts: Sequence[str]) -> CarriedBook | None:
    """What the texts of column A hold; ``None`` where this installation has not written them."""
    signed = read_signed(texts, salt=_SALT)
    if signed is None:
        return None
    stamp, data = json.loads(signed[0]), json.loads(signed[1])
    return CarriedBook(
        BookStamp(**stamp), disclosure_from(data["document"]), tuple(_sheet_of(each) for each in data["sheets"])
    )


def _sheet_of(data: dict[str, Any]) -> CarriedSheet:
    return CarriedSheet(
        title=data["title"],
        section=data["section"],
        inputs=tuple((row, column, path) for row, column, path in data["inputs"]),
        labels=tuple((row, column, text) for row, column, text in data["labels"]),
        lines={int(row): LineRow(**line) for row, line in data["lines"].items()},
        tables=tuple(_table_of(each) for each in data["tables"]),
        computed=data["computed"],
        singles=data["singles"],
        kinds=data["kinds"],
    )


def _table_of(data: dict[str, Any]) -> CarriedTable:
    rows = {int(number): path for number, path in data["rows"].items()}
    return CarriedTable(**{**data, "rows": rows})
