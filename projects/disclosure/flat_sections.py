"""A section of a disclosure as single values and flat tables, derived from what is typed into it (:mod:`editing`).

A list whose rows have one list below them with the same columns is one table: the rows below follow their row and
name it as their 上级. Any other list below a list is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection, Field, FieldKind, ListShape, shape_of
from projects.disclosure.editing import Control, ControlRows, controls
from projects.disclosure.labels import label_of

ABOVE = "↑"
"""As 上级: the row above, which has no name."""
_INDEX = re.compile(r"\[\d+\]")
_NAMES = ("name", "duty", "project", "term")


@dataclass(frozen=True, slots=True)
class FlatRow:
    """One entry: its path, the name of the entry it belongs to, and its values by member."""

    path: str
    parent: str
    cells: Mapping[str, Control]

    def text(self, member: str) -> str:
        """Blank where the row has no such member."""
        return self.cells[member].text if member in self.cells else ""


@dataclass(frozen=True, slots=True)
class FlatTable:
    """A list (``path`` with ``[]`` for every index) and its ``columns`` by member.

    ``nested`` is the member of the list that stands between its rows; ``above`` is the path of the table whose rows
    those of this one belong to.
    """

    path: str
    title: str
    columns: Mapping[str, Field]
    nested: str = ""
    above: str = ""
    rows: tuple[FlatRow, ...] = ()

    @property
    def has_parents(self) -> bool:
        """Whether it needs the column 上级."""
        return bool(self.nested or self.above)

    @property
    def name_member(self) -> str:
        """What its rows are called by."""
        texts = [member for member, column in self.columns.items() if column.kind is not FieldKind.MONEY]
        return next((member for member in texts if member in _NAMES), texts[0])


@dataclass(frozen=True, slots=True)
class FlatSection:
    """What is typed for a section."""

    section: EditedSection
    singles: tuple[Control, ...]
    tables: tuple[FlatTable, ...]


def flat_section(
    document: DisclosureDocument, section: EditedSection, in_force: DisclosureDocument | None = None
) -> FlatSection:
    """The section as the document has it; ``in_force`` is the same with what is computed."""
    shown = controls(document, section, in_force)
    lists = {each.path: _entries(document, each) for each in shown if isinstance(each, ControlRows)}
    tables: dict[str, FlatTable] = {}
    for table in _tables(section):
        tables[table.path] = replace(table, rows=tuple(_rows(table, lists, tables.get(table.above))))
    return FlatSection(section, tuple(each for each in shown if isinstance(each, Control)), tuple(tables.values()))


def pattern_of(path: str) -> str:
    """A path with ``[]`` for every index."""
    return _INDEX.sub("[]", path)


def parent_name(rows: Sequence[FlatRow], row: FlatRow, name_member: str) -> str:
    """How rows of another table name the one that they belong to."""
    name = row.text(name_member)
    is_unique = [each.text(name_member) for each in rows].count(name) == 1
    return name if name and is_unique else f"第 {rows.index(row) + 1} 项"


def _entries(document: DisclosureDocument, shown: ControlRows) -> list[FlatRow]:
    """Without the blank row that the page offers."""
    paths = [(f"{shown.path}[{row.index}]", row) for row in shown.rows]
    return [
        FlatRow(path, "", {control.path.removeprefix(f"{path}."): control for control in row.controls})
        for path, row in paths
        if document.at(path) is not None
    ]


def _rows(table: FlatTable, lists: Mapping[str, Sequence[FlatRow]], above: FlatTable | None) -> Iterator[FlatRow]:
    for row in (row for path, rows in lists.items() if pattern_of(path) == table.path for row in rows):
        if above:
            parent = next(each for each in above.rows if row.path.startswith(f"{each.path}."))
            yield replace(row, parent=parent_name(above.rows, parent, above.name_member))
            continue
        yield row
        if table.nested:
            name = row.text(table.name_member) or ABOVE
            yield from (replace(each, parent=name) for each in lists.get(f"{row.path}.{table.nested}", ()))


@cache
def _tables(section: EditedSection) -> tuple[FlatTable, ...]:
    """The tables without rows."""
    return tuple(table for each in shape_of(section) if isinstance(each, ListShape) for table in _flattened(each, ""))


def _flattened(shape: ListShape, above: str) -> Iterator[FlatTable]:
    table = FlatTable(shape.path, label_of(shape.path), _columns(shape), above=above)
    inner = shape.lists[0] if len(shape.lists) == 1 and not above else None
    if inner and not inner.lists and _columns(inner).keys() <= table.columns.keys():
        yield replace(table, nested=inner.path.removeprefix(f"{shape.path}[]."))
        return
    yield table
    for each in shape.lists:
        yield from _flattened(each, shape.path)


def _columns(shape: ListShape) -> dict[str, Field]:
    return {field.path.removeprefix(f"{shape.path}[]."): field for field in shape.columns}
