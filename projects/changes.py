"""What changed between two documents of one form: pure, in the order of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from projects.document import FormDocument
from projects.layouts.model import FieldCell, Layout, LineTable, Section
from projects.row_matching import RowFace, match_rows
from projects.values import Shown, printed, printed_in_row


class ChangeKind(StrEnum):
    """What happened at a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def mark(self) -> str:
        """The word in the margin of the paper."""
        return {"changed": "改", "added": "增", "removed": "删"}[self.value]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference, with both texts as the paper prints them.

    ``path`` is an exchange path of the new document: of a cell, or of a whole row that was added
    (``indicators[3]``). For a removed row it is a path of the old document, and ``before`` is the
    index of the new row in front of which it stood. ``label`` is the Chinese name of the place.
    """

    kind: ChangeKind
    path: str
    label: str
    old: str
    new: str
    before: int = 0

    @property
    def is_row(self) -> bool:
        """Whether a whole row came or went."""
        return self.path.endswith("]")


def compare(old: FormDocument, new: FormDocument, layout: Layout) -> list[Change]:
    """Everything that the paper of ``new`` says otherwise than the paper of ``old``."""
    shown = Shown.by(layout)
    changes: list[Change] = []
    for section in layout.sections:
        changes += (change for cell in section.cells() if (change := _cell_change(cell, old, new, shown)))
        if section.table:
            changes += _TableComparison(section, section.table, old, new, shown).changes()
    return changes


def _kind(old: str, new: str) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    return ChangeKind.CHANGED if new else ChangeKind.REMOVED


def _cell_change(cell: FieldCell, old: FormDocument, new: FormDocument, shown: Shown) -> Change | None:
    was, now = (printed(cell, document.at(cell.path), shown) for document in (old, new))
    return None if was == now else Change(_kind(was, now), cell.path, cell.label, was, now)


class _TableComparison:
    """The rows of one table in both documents."""

    def __init__(self, section: Section, table: LineTable, old: FormDocument, new: FormDocument, shown: Shown) -> None:
        self._section = section
        self._table = table
        self._shown = shown
        self._own = [column.value for column in table.own_columns()]
        self._old = [self._texts(row, old.fiscal_year) for row in getattr(old, table.lines)]
        self._new = [self._texts(row, new.fiscal_year) for row in getattr(new, table.lines)]

    def changes(self) -> Iterator[Change]:
        """By the order of the new rows, removed rows where they stood."""
        matched = match_rows([self._face(row) for row in self._old], [self._face(row) for row in self._new])
        removed = list(self._removed(matched))
        for index, old_index in enumerate(matched):
            yield from (change for change in removed if change.before == index)
            yield from self._row_changes(index, old_index)
        yield from (change for change in removed if change.before == len(matched))

    def _texts(self, row: Any, fiscal_year: int) -> dict[str, str]:
        return {column.value: printed_in_row(column, row, fiscal_year, self._shown) for column in self._table.columns}

    def _face(self, row: dict[str, str]) -> RowFace:
        category = (row.get("level1", ""), row.get("level2", "")) if self._table.is_tree else ("", "")
        return RowFace(category, row[self._own[0]], tuple(row[column] for column in self._own[1:]))

    def _removed(self, matched: Sequence[int | None]) -> Iterator[Change]:
        new_index = {old: new for new, old in enumerate(matched) if old is not None}
        for index, row in enumerate(self._old):
            if index not in new_index:
                above = [new_index[old] + 1 for old in range(index) if old in new_index]
                path = f"{self._table.lines}[{index}]"
                yield Change(ChangeKind.REMOVED, path, self._place(row), self._summary(row), "", max(above, default=0))

    def _row_changes(self, index: int, old_index: int | None) -> Iterator[Change]:
        now, path = self._new[index], f"{self._table.lines}[{index}]"
        if old_index is None:
            yield Change(ChangeKind.ADDED, path, self._place(now), "", self._summary(now))
            return
        was = self._old[old_index]
        for column in self._table.columns:
            old, new = was[column.value], now[column.value]
            if old != new:
                label = self._table.cell_label(column.value, now[self._own[0]])
                yield Change(_kind(old, new), f"{path}.{column.value}", label, old, new)

    def _place(self, row: dict[str, str]) -> str:
        return row.get("level2") or self._section.title if self._table.is_tree else self._section.title

    def _summary(self, row: dict[str, str]) -> str:
        return " ".join(row[column] for column in self._own if row[column])
