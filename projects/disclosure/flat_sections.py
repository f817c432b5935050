"""A section of a disclosure as single values and flat tables, derived from what is typed into it (:mod:`editing`).

A list whose rows have one list below them with the same columns is one table: the rows below follow their row and
name it as their 上级. Any other list below a list is a table of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from projects.disclosure.codec import members
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.editing import Control, ControlRows, controls

ABOVE = "↑"
"""As 上级: the row above, which has no name."""
_PLACE = re.compile(r"(?P<list>.+)\[(?P<index>\d+)\]\.(?P<member>[a-z_.]+)")
_INDEX = re.compile(r"\[\d+\]")


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
    """A list (``path`` with ``[]`` for every index) and its ``columns``: of each member a control as a specimen.

    ``nested`` is the member of the list that stands between its rows, with the members that its rows have;
    ``above`` is the path of the table whose rows those of this one belong to.
    """

    path: str
    title: str
    columns: Mapping[str, Control]
    nested: str = ""
    nested_members: frozenset[str] = frozenset()
    above: str = ""
    rows: tuple[FlatRow, ...] = ()

    @property
    def has_parents(self) -> bool:
        """Whether it needs the column 上级."""
        return bool(self.nested or self.above)

    @property
    def name_member(self) -> str:
        """What its rows are called by."""
        return next(
            (member for member, column in self.columns.items() if not column.is_money), next(iter(self.columns))
        )


@dataclass(frozen=True, slots=True)
class FlatSection:
    """What is typed for a section."""

    section: EditedSection
    singles: tuple[Control, ...]
    tables: tuple[FlatTable, ...]


def flat_section(document: DisclosureDocument, section: EditedSection) -> FlatSection:
    """The section as the document has it."""
    shown = controls(document, section)
    lists = _rows_by_list(document, [each for each in shown if isinstance(each, ControlRows)])
    tables: dict[str, FlatTable] = {}
    for table in _shape(section, document.printed_unit):
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


@dataclass(slots=True)
class _Lists:
    """Rows of controls by the path of their list."""

    by_path: dict[str, list[FlatRow]] = field(default_factory=dict)

    def below(self, pattern: str) -> Iterator[FlatRow]:
        for path, rows in self.by_path.items():
            if pattern_of(path) == pattern:
                yield from rows


def _rows_by_list(document: DisclosureDocument, shown: Sequence[ControlRows]) -> _Lists:
    """Without the blank rows that the page offers."""
    lists = _Lists()
    for each in shown:
        for row in each.rows:
            place = _PLACE.fullmatch(row.controls[0].path)
            assert place is not None, "a row of a list"
            path = f"{place['list']}[{place['index']}]"
            if document.at(path) is not None:
                lists.by_path.setdefault(place["list"], []).append(FlatRow(path, "", _by_member(row.controls)))
    return lists


def _by_member(row: Sequence[Control]) -> dict[str, Control]:
    return {control.path.rpartition("].")[2]: control for control in row}


def _rows(table: FlatTable, lists: _Lists, above: FlatTable | None) -> Iterator[FlatRow]:
    for row in lists.below(table.path):
        if above:
            parent = next(each for each in above.rows if row.path.startswith(f"{each.path}."))
            yield replace(row, parent=parent_name(above.rows, parent, above.name_member))
            continue
        yield row
        if table.nested:
            name = row.text(table.name_member) or ABOVE
            yield from (replace(each, parent=name) for each in lists.by_path.get(f"{row.path}.{table.nested}", ()))


@cache
def _shape(section: EditedSection, printed_unit: str | None) -> tuple[FlatTable, ...]:
    """The tables without rows, found by looking at a document that has one entry in every list."""
    specimen = replace(_specimen(DisclosureDocument), printed_unit=printed_unit)
    found: dict[str, FlatTable] = {}
    for each in controls(specimen, section):
        if isinstance(each, ControlRows):
            columns = _by_member(each.rows[0].controls)
            path = each.shape.path
            found.setdefault(path, FlatTable(path, each.title, columns))
    return tuple(_joined(found))


def _joined(found: Mapping[str, FlatTable]) -> Iterator[FlatTable]:
    done: set[str] = set()
    for path, table in found.items():
        if path in done:
            continue
        below = [each for each in found if each.startswith(f"{path}[].")]
        nested = below[0] if len(below) == 1 else ""
        if "[]" not in path and nested and found[nested].columns.keys() <= table.columns.keys():
            done.add(nested)
            yield replace(
                table, nested=nested.removeprefix(f"{path}[]."), nested_members=frozenset(found[nested].columns)
            )
        else:
            yield replace(table, above=path.rpartition("[].")[0])


def _specimen(kind: Any) -> Any:
    """An instance with one entry in every list and nothing else."""
    values: dict[str, Any] = {}
    for member in members(kind):
        if "kind" in member.metadata:
            values[member.name] = _specimen(member.metadata["kind"])
        elif "rows" in member.metadata:
            values[member.name] = (_specimen(member.metadata["rows"]),)
    return kind(**values)
