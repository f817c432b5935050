"""What the templates of the read-only paper are given."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from projects.text_changes import Piece


def anchor_of(path: str) -> str:
    """The element id of a cell or row, by its exchange path: ``amounts.total`` is ``at-amounts-total``."""
    return "at-" + re.sub(r"[^\w+-]+", "-", path).strip("-")


@dataclass(frozen=True, slots=True)
class CellRemarks:
    """The remarks at one cell, oldest first, and whether somebody is about to write another."""

    place: str
    label: str
    text: str
    remarks: tuple[Any, ...] = ()
    is_writing: bool = False


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One table cell.

    ``head`` names it on screens that cannot show columns. ``mark`` is the word in
    the margin (改, 增, 删); ``note`` a remark of the system on the value;
    ``place`` is set where a person may write a remark; ``remarks`` are those drawn inside the cell.
    """

    is_head: bool
    classes: str
    col_span: int
    row_span: int
    pieces: tuple[Piece, ...]
    scope: str = ""
    anchor: str = ""
    path: str = ""
    label: str = ""
    head: str = ""
    place: str = ""
    star: bool = False
    mark: str = ""
    note: str = ""
    is_blank: bool = False
    remarks: CellRemarks | None = None

    @property
    def is_tall(self) -> bool:
        return self.row_span > 1


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. The remarks ``below`` get a row each, whose cells are ``below_spans``:

    (columns, whether the remarks stand there).
    """

    cells: tuple[SheetCell, ...]
    classes: str = ""
    below: tuple[CellRemarks, ...] = ()
    below_spans: tuple[tuple[int, bool], ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether labels and values take turns, none of them taller than the row."""
        turns = [cell.is_head for cell in self.cells]
        return turns == [True, False] * (len(turns) // 2) and not any(cell.is_tall for cell in self.cells)


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """``width`` in per cent, empty where the column takes what the others leave or holds labels."""

    width: str
    is_label: bool


@dataclass(frozen=True, slots=True)
class SheetBand:
    """One section of the paper as one table; ``groups`` become a ``tbody`` each."""

    key: str
    title: str
    columns: tuple[SheetColumn, ...]
    head: tuple[SheetRow, ...]
    groups: tuple[tuple[SheetRow, ...], ...]

    @property
    def is_table(self) -> bool:
        """Whether it is a table of lines, not rows of labels and values."""
        return bool(self.head)

    @property
    def names_cells(self) -> bool:
        """Whether a narrow screen has to name every value.

        It need not in rows of labels and values, and in a table of names with one value each.
        """
        rows = [row for group in self.groups for row in group]
        if self.is_table:
            return any(sum(not cell.is_head for cell in row.cells) > 2 for row in rows)
        return not all(row.is_plain for row in rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its title lines; ``form`` is how it is drawn (:class:`projects.paper.grid.GridForm`)."""

    title: str
    left_note: str
    centre_note: str
    right_note: str
    form: str
    bands: tuple[SheetBand, ...]

    @property
    def has_notes(self) -> bool:
        return bool(self.left_note or self.centre_note or self.right_note)

    @property
    def name(self) -> str:
        """What the sheet is called, also where it has no title of its own."""
        return self.title or "、".join(band.title for band in self.bands)
