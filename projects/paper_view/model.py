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

    ``mark`` is the word in the margin (改, 增, 删); ``note`` a remark of the system on the value;
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
    place: str = ""
    star: bool = False
    mark: str = ""
    note: str = ""
    is_blank: bool = False
    remarks: CellRemarks | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. The remarks ``below`` get a row each, whose cells are ``below_spans``:

    (columns, whether the remarks stand there).
    """

    cells: tuple[SheetCell, ...]
    classes: str = ""
    below: tuple[CellRemarks, ...] = ()
    below_spans: tuple[tuple[int, bool], ...] = ()


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its title lines."""

    title: str
    left_note: str
    centre_note: str
    right_note: str
    bands: tuple[SheetBand, ...]
