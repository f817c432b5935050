"""Where a finding belongs: from the exchange path of a rule to a cell of the stored form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from projects.catalog import SLOT_KEYS, slot_of
from projects.document import FormDocument
from projects.drafts import row_text, text_at
from projects.layouts import FieldCell
from projects.layouts.model import TREE_COLUMNS
from projects.models import Line, PerformanceForm
from projects.storage import has_content, lines_of

WHOLE_FORM = "整张表"
_NAME_SHOWN = 20

_KEYED = re.compile(r"(?P<lines>[a-z_]+)\[(?P<key>[0-9a-f-]{36})\]\.(?P<member>[a-z0-9_]+(?:\[-\d\])?)")
_ROW = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\](?:\.(?P<member>[a-z0-9_]+(?:\[-\d\])?))?")


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A cell of one form. ``key`` names it as edits do (rows by their key), ``path`` as the document does.

    What the paper shows as a whole only (a table) has a ``section`` and no ``key``; what it does not show has
    neither. ``is_blank`` says that its writer has left the cell empty.
    """

    key: str
    path: str
    label: str
    section: str = ""
    section_title: str = ""
    is_blank: bool = False

    @property
    def target(self) -> str:
        """The fragment of the page of filling in that leads there."""
        return self.key or self.section


class FieldPlaces:
    """The places of one form, whose shown rows are loaded."""

    def __init__(self, form: PerformanceForm, document: FormDocument) -> None:
        self._form = form
        self._document = document
        self._sections = {section.key: number for number, section in enumerate(form.layout.sections)}
        self._known: dict[str, FieldPlace] = {}
        self._rows: dict[str, list[Line]] = {
            table.lines: [row for row in lines_of(form, table.lines) if has_content(table.lines, row)]
            for table in form.layout.tables()
        }

    def of(self, field: str) -> FieldPlace:
        """The cell of an exchange path, or of a place as edits name it; of a row as a whole its first cell."""
        if field not in self._known:
            self._known[field] = self._found(field)
        return self._known[field]

    def _found(self, field: str) -> FieldPlace:
        cell = self._cell(field)
        if cell:
            is_blank = cell.field.editable and not text_at(self._form, cell.path)
            return self._placed(cell.path, cell.path, cell.label, is_blank=is_blank)
        match = _ROW.fullmatch(field)
        if match:
            return self._in_row(match["lines"], int(match["index"]), match["member"] or "")
        keyed = _KEYED.fullmatch(field)
        return self._by_key(keyed) if keyed else self._section(field)

    def key_of(self, path: str) -> str:
        """The place that a correction writes: a cell, or the 一级 or 二级 of a row of the tree; "" for none."""
        match = _ROW.fullmatch(path)
        if not match or match["member"] not in TREE_COLUMNS:
            return self.of(path).key
        rows, index = self._rows.get(match["lines"], []), int(match["index"])
        return f"{match['lines']}[{rows[index].key}].{match['member']}" if index < len(rows) else ""

    def order(self, place: FieldPlace) -> tuple[int, str]:
        """Sorts places as the paper shows them."""
        return self._sections.get(place.section, -1), place.path if place.key else ""

    def _cell(self, field: str) -> FieldCell | None:
        """The single cell that shows ``field``, alone, joined with another, or as a slot for a row."""
        layout = self._form.layout
        group, _, part = field.rpartition(".")
        joined = (cell for cell in layout.cells() if part in cell.field.parts and cell.path.startswith(f"{group}."))
        return layout.cell(field) or next(joined, None) or next(self._slots(field), None)

    def _slots(self, field: str) -> Iterator[FieldCell]:
        match = _ROW.fullmatch(field)
        if not match or match["lines"] not in SLOT_KEYS:
            return
        rows, index = getattr(self._document, match["lines"]), int(match["index"])
        key = getattr(rows[index], SLOT_KEYS[match["lines"]]) if index < len(rows) else None
        for cell in self._form.layout.cells():
            slot = slot_of(cell.path)
            if slot is None or slot.lines != match["lines"] or match["member"] not in (None, slot.member):
                continue
            if slot.row_key(self._form.fiscal_year) == key:
                yield cell

    def _in_row(self, lines: str, index: int, member: str) -> FieldPlace:
        table = self._form.layout.table(lines)
        rows = self._rows.get(lines, [])
        if table is None or index >= len(rows):
            return self._section(lines)
        own, row = table.own_columns(), rows[index]
        shown = {column.value for column in table.columns}
        if member not in shown or member not in {column.value for column in own}:
            member = own[0].value
        name = row_text(self._form, lines, row, own[0].value)
        is_blank = not row_text(self._form, lines, row, member)
        path, key = f"{lines}[{index}].{member}", f"{lines}[{row.key}].{member}"
        label = table.cell_label(member, name)
        if member == own[0].value and name:  # away from the paper the row has to be named here, too
            label = f"{name[:_NAME_SHOWN]}{'…' if len(name) > _NAME_SHOWN else ''} · {label}"
        return self._placed(key, path, label, is_blank=is_blank)

    def _by_key(self, match: re.Match[str]) -> FieldPlace:
        """A cell that a draft names by the key of its row, which may have no content yet."""
        for index, row in enumerate(self._rows.get(match["lines"], [])):
            if str(row.key) == match["key"]:
                return self._in_row(match["lines"], index, match["member"])
        return self._placed(match[0], "", self._form.layout.label_of(match[0]), is_blank=False)

    def _section(self, field: str) -> FieldPlace:
        section = self._form.layout.section_of(field)
        if section is None:
            return FieldPlace("", "", WHOLE_FORM)
        return FieldPlace("", "", section.title, section.key, section.title)

    def _placed(self, key: str, path: str, label: str, *, is_blank: bool) -> FieldPlace:
        section = self._form.layout.section_of(path or key)
        assert section is not None, "the cell is one of the layout"
        return FieldPlace(key, path, label, section.key, section.title, is_blank)
