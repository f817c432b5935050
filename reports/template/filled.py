"""The form while a template is read: what the cells change, laid over the document the template was made of.

What the layout does not show stays as it was, and a cell that says what it said changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from projects.catalog import FIELDS, SLOT_KEYS, Slot, slot_of
from projects.document import FormDocument, Indicator
from reports.template.carried import Carried
from reports.template.located import InsertedRow
from reports.template.places import Place
from reports.template.spare_rows import row_kind

RowKey = tuple[str, int]
"""A row of a table: its list and its index in the template; inserted rows have indexes beyond."""

ROW_NAME = "level3"
"""What an indicator is called by."""
_INSERTED_FROM = 1_000_000


@dataclass(slots=True)
class _Row:
    """A row: what it was (``None``: it is new), and what its cells say, by member."""

    former: Any
    base: Any
    cells: dict[str, tuple[Place, Any]] = field(default_factory=dict)


class FilledForm:
    """Collects the values of one form; rows are to be put in the order of the sheet."""

    def __init__(self, carried: Carried) -> None:
        self._document = carried.document
        self._categories = {
            path.partition("]")[0]: carried.lines[row] for row, _, path in carried.inputs if row in carried.lines
        }
        self._values: list[tuple[Place, Any]] = []
        self._rows: dict[RowKey, _Row] = {}
        self._inserted = _INSERTED_FROM
        self.nameless: list[RowKey] = []

    def insert(self, row: InsertedRow) -> RowKey:
        """A new row, with the category of its neighbour on the sheet."""
        self._inserted += 1
        key = row.line.lines, self._inserted
        self._categories[f"{key[0]}[{key[1]}"] = row.line
        return key

    @staticmethod
    def key_of(place: Place) -> RowKey | None:
        """The row of a place of the template."""
        return (place.lines, place.index) if place.lines else None

    def former(self, place: Place, key: RowKey | None) -> Any:
        """What the document says there; ``None`` in a new row."""
        if key is None:
            return place.value_in(self._document)
        row = self._row(key)
        return None if row.former is None else self._of(row.former, place)

    def put(self, place: Place, key: RowKey | None, value: Any) -> None:
        """What the sheet says there."""
        if key is None:
            self._values.append((place, value))
        else:
            self._row(key).cells[place.member] = place, value

    def document(self, spoilt: AbstractSet[RowKey]) -> tuple[FormDocument, dict[RowKey, int]]:
        """The whole document, and the final index of every row that is in it; ``spoilt`` rows count as filled."""
        document = self._document
        for place, value in self._values:
            if value != place.value_in(self._document):
                document = _changed(document, place.path, value)
        indexes: dict[RowKey, int] = {}
        for lines in dict.fromkeys(lines for lines, _ in self._rows):
            kept = sorted(self._kept(lines, spoilt), key=lambda each: each[0])
            indexes |= {key: index for index, (_, key, _) in enumerate(kept)}
            rows: dict[str, Any] = {lines: tuple(row for _, _, row in kept)}
            document = replace(document, **rows)
        return document, indexes

    @staticmethod
    def path_of(place: Place, key: RowKey | None, indexes: dict[RowKey, int]) -> str:
        """The exchange path in the whole document; blank for a row that is not in it."""
        if key is None:
            return place.path
        return f"{key[0]}[{indexes[key]}].{place.member}" if key in indexes else ""

    def _row(self, key: RowKey) -> _Row:
        if key not in self._rows:
            lines, index = key
            rows = getattr(self._document, lines)
            former = rows[index] if index < len(rows) else None
            self._rows[key] = _Row(former, former or self._blank(key))
        return self._rows[key]

    def _blank(self, key: RowKey) -> Any:
        line = self._categories.get(f"{key[0]}[{key[1]}")
        kind = row_kind(key[0])
        return kind(level1=line.level1, level2=line.level2) if line and line.level1 else kind()

    def _of(self, row: Any, place: Place) -> Any:
        return place.source.field.of_line(row, place.member, self._document.fiscal_year)

    def _kept(self, lines: str, spoilt: AbstractSet[RowKey]) -> Iterator[tuple[tuple[int, int], RowKey, Any]]:
        """The rows with content: old ones in their old order, a new one behind the old one above it on the sheet."""
        anchor = -1
        for number, (key, row) in enumerate(each for each in self._rows.items() if each[0][0] == lines):
            made = self._made(row)
            if row.former is not None:
                anchor = key[1]
            order = (anchor, 0 if row.former is not None else number + 1)
            if made is row.former or key in spoilt:
                yield order, key, made
                continue
            is_filled = any(value not in (None, ()) for _, value in row.cells.values())
            if is_filled and not _has_name(made):
                self.nameless.append(key)
            elif is_filled:
                yield order, key, made

    def _made(self, row: _Row) -> Any:
        """The row with what its cells change; the former one itself where they change nothing."""
        made = row.base
        for place, value in row.cells.values():
            if value == self._of(row.base, place):
                continue
            source = place.source.field
            if source.years_back:
                year = str(self._document.fiscal_year - source.years_back)
                made = replace(made, history={**(made.history or {}), year: value})
            else:
                made = replace(made, **{place.member: value})
        return made


def _has_name(row: Any) -> bool:
    """Whether a row with content counts: an indicator needs a name or a target."""
    return not isinstance(row, Indicator) or bool(row.level3 or row.target)


def _changed(document: FormDocument, path: str, value: Any) -> FormDocument:
    slot = slot_of(path)
    if slot:
        rows: dict[str, Any] = {slot.lines: tuple(_slot_rows(document, slot, value))}
        return replace(document, **rows)
    group, _, name = path.rpartition(".")
    parts = FIELDS[path].parts
    members: dict[str, Any] = (
        dict(zip(parts, value or (None,) * len(parts), strict=True)) if parts else {name or path: value}
    )
    whole: dict[str, Any] = {group: replace(getattr(document, group), **members)} if group else members
    return replace(document, **whole)


def _slot_rows(document: FormDocument, slot: Slot, value: Any) -> Iterator[Any]:
    """The rows of a slot's list with the value in its place; a row that says nothing any more is left out."""
    former = document.slot_row(slot)
    key_member = SLOT_KEYS[slot.lines]
    for row in getattr(document, slot.lines):
        if row is not former:
            yield row
            continue
        changed = replace(row, **{slot.member: value})
        if any(getattr(changed, name) is not None for name in changed.__dataclass_fields__ if name != key_member):
            yield changed
    if former is None and value is not None:
        yield row_kind(slot.lines)(**{key_member: slot.row_key(document.fiscal_year), slot.member: value})
