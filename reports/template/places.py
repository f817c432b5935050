"""The places of a paper that are filled in: their paths, their columns, their values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from projects.document import FormDocument
from projects.layouts import FieldCell, Layout, LineColumn

_ROW_PATH = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\]\.(?P<member>.+)")


@dataclass(frozen=True, slots=True)
class Place:
    """One value cell. ``lines``, ``index`` and ``member`` are set for a cell of a table."""

    path: str
    source: FieldCell | LineColumn
    lines: str = ""
    index: int = 0
    member: str = ""

    @property
    def label(self) -> str:
        return self.source.label if isinstance(self.source, FieldCell) else self.source.name

    @property
    def is_input(self) -> bool:
        return self.source.field.editable

    def value_in(self, document: FormDocument) -> Any:
        """The value in a document; ``None`` where it has no such row."""
        if not self.lines:
            return document.at(self.path)
        rows = getattr(document, self.lines)
        if self.index >= len(rows):
            return None
        return self.source.field.of_line(rows[self.index], self.member, document.fiscal_year)


def place_of(layout: Layout, path: str) -> Place | None:
    """The place a path of a paper names; ``None`` where the layout has none."""
    match = _ROW_PATH.fullmatch(path)
    if match is None:
        cell = layout.cell(path)
        return Place(path, cell) if cell else None
    table = layout.table(match["lines"])
    column = table.column(match["member"]) if table else None
    return Place(path, column, match["lines"], int(match["index"]), match["member"]) if column else None
