"""A document with one value, row or category changed: pure, by exchange paths and typed texts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from projects.catalog import MOST_ROWS, SLOT_KEYS, Field, slot_of
from projects.document import FormDocument
from projects.layouts.model import FieldCell, Layout, LineColumn, LineTable
from projects.values import BadValue, Shown, edited, parse

_ROW = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\](?:\.(?P<member>[a-z0-9_]+(?:\[-\d\])?))?")


class NoSuchCell(KeyError):
    """A path that the layout does not show, or a row that is not there."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a document that can be written: where it is and how its text is read.

    ``lines`` and ``index`` are set for a cell of a row.
    """

    path: str
    label: str
    field: Field
    source: FieldCell | LineColumn
    shown: Shown
    lines: str = ""
    index: int = 0
    member: str = ""


def spot_at(layout: Layout, document: FormDocument, path: str) -> Spot:
    """The cell at ``path``. Raises :class:`NoSuchCell`, also for cells that are never typed."""
    cell = layout.cell(path)
    if cell and cell.field.editable:
        return Spot(path, cell.label, cell.field, cell, Shown.by(layout).for_cell(cell))
    table, index, member = _row_place(layout, document, path)
    column = table.column(member)
    if column is None or not column.field.editable:
        raise NoSuchCell(path)
    name = _naming_text(table, document, index)
    label = table.cell_label(member, name)
    return Spot(path, label, column.field, column, Shown.by(layout).for_cell(column), table.lines, index, member)


def text_at(document: FormDocument, spot: Spot) -> str:
    """The text of a cell as it is edited."""
    return edited(spot.field, _value(document, spot), spot.shown)


def with_text(document: FormDocument, spot: Spot, text: str) -> FormDocument:
    """The document with another text in a cell. Raises :class:`~projects.values.BadValue`."""
    value = parse(spot.field, text, spot.shown)
    if spot.lines:
        rows = list(getattr(document, spot.lines))
        rows[spot.index] = _row_with(rows[spot.index], spot, value, document.fiscal_year)
        return _with_rows(document, spot.lines, rows)
    slot = slot_of(spot.path)
    if slot:
        rows, found = list(getattr(document, slot.lines)), document.slot_row(slot)
        if found is None:
            found = _row_kind(slot.lines)(**{SLOT_KEYS[slot.lines]: slot.row_key(document.fiscal_year)})
            rows.append(found)
        rows = [replace(row, **{slot.member: value}) if row is found else row for row in rows]
        return _with_rows(document, slot.lines, rows)
    group, _, member = spot.path.rpartition(".")
    parts = spot.field.parts
    values = dict(zip(parts, value or (None,) * len(parts), strict=True)) if parts else {member: value}
    if not group:
        return replace(document, **values)
    return replace(document, **{group: replace(getattr(document, group), **values)})


def with_new_row(
    document: FormDocument, layout: Layout, lines: str, index: int, values: Mapping[str, str]
) -> FormDocument:
    """The document with a row put in before row ``index``. Raises :class:`NoSuchCell` or ``BadValue``."""
    if layout.table(lines) is None:
        raise NoSuchCell(lines)
    rows = list(getattr(document, lines))
    if len(rows) >= MOST_ROWS:
        raise BadValue(f"这张表已有 {len(rows)} 行，不能再加")
    rows.insert(index, _row_kind(lines)(**values))
    return _with_rows(document, lines, rows)


def without_row(document: FormDocument, layout: Layout, path: str) -> FormDocument:
    """The document without the row at ``path`` (``indicators[3]``). Raises :class:`NoSuchCell`."""
    table, index, _ = _row_place(layout, document, path)
    rows = list(getattr(document, table.lines))
    del rows[index]
    return _with_rows(document, table.lines, rows)


def with_category(document: FormDocument, path: str, level1: str, level2: str) -> FormDocument:
    """The document with the indicator at ``path`` under another 一级/二级指标."""
    match = _ROW.fullmatch(path)
    rows = list(document.indicators)
    if not match or int(match["index"]) >= len(rows):
        raise NoSuchCell(path)
    index = int(match["index"])
    rows[index] = replace(rows[index], level1=level1, level2=level2)
    return replace(document, indicators=tuple(rows))


def exchange_path(document: FormDocument, path: str) -> str:
    """``payment_schedule[3月底].percent`` as the exchange format counts it: ``payment_schedule[0].percent``."""
    slot = slot_of(path)
    if slot is None:
        return path
    found = document.slot_row(slot)
    rows = getattr(document, slot.lines)
    index = next((number for number, row in enumerate(rows) if row is found), None)
    return path if index is None else f"{slot.lines}[{index}].{slot.member}"


def path_after(path: str, lines: str, index: int, shift: int) -> str | None:
    """What a path is called once a row of ``lines`` came in at ``index`` (``shift`` 1) or went there (-1).

    ``None`` for a path in the row that went.
    """
    match = re.match(rf"{lines}\[(\d+)\]", path)
    if not match or int(match[1]) < index:
        return path
    if shift < 0 and int(match[1]) == index:
        return None
    return f"{lines}[{int(match[1]) + shift}]{path[match.end() :]}"


def _row_place(layout: Layout, document: FormDocument, path: str) -> tuple[LineTable, int, str]:
    match = _ROW.fullmatch(path)
    table = layout.table(match["lines"]) if match else None
    if match is None or table is None or int(match["index"]) >= len(getattr(document, table.lines)):
        raise NoSuchCell(path)
    return table, int(match["index"]), match["member"] or ""


def _naming_text(table: LineTable, document: FormDocument, index: int) -> str:
    naming = table.own_columns()[0]
    row = getattr(document, table.lines)[index]
    return str(naming.field.of_line(row, naming.value, document.fiscal_year) or "")


def _value(document: FormDocument, spot: Spot) -> Any:
    if spot.lines:
        row = getattr(document, spot.lines)[spot.index]
        return spot.field.of_line(row, spot.member, document.fiscal_year)
    return document.at(spot.path)


def _row_with(row: Any, spot: Spot, value: Any, fiscal_year: int) -> Any:
    if not spot.field.years_back:
        return replace(row, **{spot.member: value})
    return replace(row, history={**(row.history or {}), str(fiscal_year - spot.field.years_back): value})


def _row_kind(lines: str) -> Any:
    return next(member.metadata["kind"] for member in dataclasses.fields(FormDocument) if member.name == lines)


def _with_rows(document: FormDocument, lines: str, rows: list[Any]) -> FormDocument:
    return replace(document, **{lines: tuple(rows)})  # type: ignore[arg-type]
