"""What differs between two versions of the figures, and three versions put together: pure.

What is put together are single values and whole lists: a list that two people changed in different ways is theirs to
decide on, not ours to mix.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from projects.changes import ChangeKind
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS, EditedSection
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.flat_sections import FlatRow, FlatTable, flat_section
from projects.row_matching import RowFace, match_rows


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One difference, with both texts as they are typed; ``unit`` is what is put together as a whole."""

    unit: str
    section: str
    kind: ChangeKind
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A unit that was changed on both sides since ``base``, differently."""

    unit: str
    section: str
    stored: tuple[FigureChange, ...]
    mine: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """Three versions put together; where they conflict, the stored one stands unless asked otherwise."""

    document: DisclosureDocument
    meanwhile: tuple[FigureChange, ...]
    conflicts: tuple[Conflict, ...]


def figure_changes(old: DisclosureDocument, new: DisclosureDocument) -> list[FigureChange]:
    """Everything that is typed and differs, in the order of the booklet."""
    return [change for section in SECTIONS for change in _SectionComparison(old, new, section).changes()]


def merged(
    base: DisclosureDocument,
    mine: DisclosureDocument,
    stored: DisclosureDocument,
    take_mine: AbstractSet[str] = frozenset(),
) -> Merged:
    """``stored`` with what ``mine`` changes of ``base``; ``take_mine`` are units in which mine wins over stored."""
    by_me, meanwhile = figure_changes(base, mine), figure_changes(base, stored)
    source, result = mine.to_json(), copy.deepcopy(stored.to_json())
    conflicts = []
    for unit in dict.fromkeys(change.unit for change in by_me):
        others = tuple(change for change in meanwhile if change.unit == unit)
        if others and _get(source, unit) != _get(result, unit):
            own = tuple(change for change in by_me if change.unit == unit)
            conflicts.append(Conflict(unit, own[0].section, others, own))
            if unit not in take_mine:
                continue
        _put(result, unit, _get(source, unit))
    return Merged(disclosure_from(result), tuple(meanwhile), tuple(conflicts))


def _get(data: Any, path: str) -> Any:
    for step in path.split("."):
        data = data.get(step) if data is not None else None
    return data


def _put(data: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        if data.get(step) is None:
            if not value:
                return
            data[step] = {}
        data = data[step]
    data[last] = value


class _SectionComparison:
    """One section in both versions."""

    def __init__(self, old: DisclosureDocument, new: DisclosureDocument, section: EditedSection) -> None:
        self._old, self._new = flat_section(old, section), flat_section(new, section)
        self._title = section.title

    def changes(self) -> Iterator[FigureChange]:
        before = {control.path: control.text for control in self._old.singles}
        for control in self._new.singles:
            if before.get(control.path, "") != control.text:
                yield self._change(control.path, control.label, before.get(control.path, ""), control.text)
        for old, new in zip(self._old.tables, self._new.tables, strict=True):
            yield from self._of_table(old, new)

    def _of_table(self, old: FlatTable, new: FlatTable) -> Iterator[FigureChange]:
        unit = new.path.partition("[")[0]
        matched = match_rows([_face(old, row) for row in old.rows], [_face(new, row) for row in new.rows])
        found = 0
        for row, index in zip(new.rows, matched, strict=True):
            for change in self._of_row(new, row, None if index is None else old.rows[index]):
                found += 1
                yield change
        for index, row in enumerate(old.rows):
            if index not in matched:
                found += 1
                yield FigureChange(unit, self._title, ChangeKind.REMOVED, _name(old, row), _summary(row), "")
        kept = [index for index in matched if index is not None]
        if not found and kept != sorted(kept):
            label = f"{new.title}各行的顺序"
            yield FigureChange(unit, self._title, ChangeKind.CHANGED, label, _names(old.rows), _names(new.rows))

    def _of_row(self, table: FlatTable, row: FlatRow, was: FlatRow | None) -> Iterator[FigureChange]:
        unit = table.path.partition("[")[0]
        if was is None:
            yield FigureChange(unit, self._title, ChangeKind.ADDED, _name(table, row), "", _summary(row))
            return
        if row.parent != was.parent:
            yield self._change(unit, f"{_name(table, row)}上级", was.parent, row.parent)
        for member in row.cells.keys() | was.cells.keys():
            old, new = was.text(member), row.text(member)
            if old != new:
                yield self._change(unit, f"{_name(table, was)}{table.columns[member].label}", old, new)

    def _change(self, unit: str, label: str, old: str, new: str) -> FigureChange:
        kind = ChangeKind.CHANGED if old and new else ChangeKind.ADDED if new else ChangeKind.REMOVED
        return FigureChange(unit, self._title, kind, label, old, new)


def _face(table: FlatTable, row: FlatRow) -> RowFace:
    others = tuple(control.text for member, control in row.cells.items() if member != table.name_member)
    return RowFace((row.parent, ""), row.text(table.name_member), others)


def _name(table: FlatTable, row: FlatRow) -> str:
    name = row.text(table.name_member)
    return f"{table.title}“{name}”" if name else table.title


def _summary(row: FlatRow) -> str:
    return "，".join(control.text for control in row.cells.values() if control.text)


def _names(rows: Sequence[FlatRow]) -> str:
    return "、".join(next((control.text for control in row.cells.values() if control.text), "") for row in rows)
