"""One cell of the paper with what is said about it: changes, remarks, texts that could not be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.framework import Framework
from projects.changes import Change, ChangeKind
from projects.document import FormDocument
from projects.layouts.model import STAR, Layout
from projects.paper.grid import Cell, CellStyle
from projects.paper_view.model import CellRemarks, SheetCell, anchor_of
from projects.paper_view.removed_rows import Origin
from projects.text_changes import Part, Piece, plain, text_changes

_ROW_PATH = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\]\.(?P<member>[a-z0-9_]+(?:\[-\d\])?)")
_CLASSES = {
    CellStyle.LABEL: "label",
    CellStyle.NARRATIVE: "narrative",
    CellStyle.MONEY: "amount",
    CellStyle.CENTRE: "centre",
}


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What a sheet is drawn from.

    ``old`` and ``changes`` (see :func:`projects.changes.compare`) mark what changed. ``row_keys``
    are the keys of the document's rows by list; ``remarks`` and ``unread`` go by place
    (:mod:`projects.remarks`); ``writing`` is the place where a new remark is being written.
    """

    layout: Layout
    framework: Framework
    document: FormDocument
    title: str = "application"
    old: FormDocument | None = None
    changes: Sequence[Change] = ()
    row_keys: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    writing: str = ""
    can_comment: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """What a value cell is: a cell of the document, or (without a path) of a row that is gone."""

    path: str = ""
    place: str = ""
    label: str = ""
    row_path: str = ""
    head: str = ""

    @property
    def is_removed(self) -> bool:
        return not self.path


class Painter:
    """Knows what is said about each cell. ``origins`` tells rows that are gone from those that are there."""

    def __init__(self, source: SheetSource, origins: Mapping[str, Sequence[Origin]]) -> None:
        self._source = source
        self._origins = origins
        self._changes = {
            change.path: change
            for change in source.changes
            if not (change.is_row and change.kind is ChangeKind.REMOVED)
        }

    def spot(self, cell: Cell) -> Spot | None:
        """What a cell of the merged paper shows; ``None`` for labels and blanks of the tree."""
        if not cell.path:
            return None
        match = _ROW_PATH.fullmatch(cell.path)
        if not match:
            label = self._source.layout.label_of(cell.path)
            return Spot(cell.path, cell.path, label, head=label)
        lines, index, member = match["lines"], int(match["index"]), match["member"]
        order = self._origins.get(lines)
        origin = order[index] if order else Origin(index, is_removed=False)
        if origin.is_removed:
            return Spot()
        table = self._source.layout.table(lines)
        assert table is not None, "the paper has only the layout's tables"
        naming = table.own_columns()[0]
        row = getattr(self._source.document, lines)[origin.index]
        name = str(naming.field.of_line(row, naming.value, self._source.document.fiscal_year) or "")
        keys = self._source.row_keys.get(lines, ())
        place = f"{lines}[{keys[origin.index]}].{member}" if keys else ""
        row_path = f"{lines}[{origin.index}]"
        head = next(column.head for column in table.columns if column.value == member)
        return Spot(f"{row_path}.{member}", place, table.cell_label(member, name), row_path, head)

    def value(self, cell: Cell, spot: Spot) -> SheetCell:
        """A cell that holds a value."""
        unread = self._source.unread.get(spot.place, "")
        return SheetCell(
            is_head=False,
            classes=_CLASSES.get(cell.style, ""),
            col_span=cell.col_span,
            row_span=cell.row_span,
            pieces=plain(unread) if unread else self._pieces(cell, spot),
            anchor=anchor_of(spot.path) if spot.path else "",
            path=spot.path,
            label=spot.label,
            head=spot.head,
            place=spot.place if self._source.can_comment else "",
            note="不能识别，送审前要改写" if unread else self._move_note(spot),
            is_blank=not cell.text and not unread,
        )

    def mark(self, spot: Spot) -> str:
        """The word in the margin beside this cell, or nothing."""
        if spot.is_removed:
            return ChangeKind.REMOVED.mark
        change = self._change(spot)
        if change:
            # In a row that stays, a filled-in blank is a change of the row.
            return change.kind.mark if change.is_row or not spot.row_path else ChangeKind.CHANGED.mark
        return ChangeKind.CHANGED.mark if self._move_note(spot) else ""

    def remarks(self, cell: Cell, spot: Spot) -> CellRemarks | None:
        """The remarks at this cell, if there are any or one is being written."""
        if not spot.place:
            return None
        remarks = tuple(self._source.remarks.get(spot.place, ()))
        is_writing = self._source.can_comment and spot.place == self._source.writing
        return CellRemarks(spot.place, spot.label, cell.text, remarks, is_writing) if remarks or is_writing else None

    def _change(self, spot: Spot) -> Change | None:
        return self._changes.get(spot.path) or self._changes.get(spot.row_path)

    def _pieces(self, cell: Cell, spot: Spot) -> tuple[Piece, ...]:
        if spot.is_removed:
            return plain(cell.text, Part.OLD)
        change = self._change(spot)
        if change is None:
            return plain(cell.text)
        return plain(cell.text, Part.NEW) if change.is_row else text_changes(change.old, change.new)

    def _move_note(self, spot: Spot) -> str:
        """Said at a row's name when its 一级 or 二级 is another one than before."""
        if spot.path.endswith(".level3"):
            for level in ("level2", "level1"):
                change = self._changes.get(f"{spot.row_path}.{level}")
                if change:
                    return f"原在“{change.old}”"
        return ""


def fixed(cell: Cell, column: int) -> SheetCell:
    """A label, a column head, a merged 一级/二级 name, or a blank of the tree."""
    pieces, star = plain(cell.text), False
    match cell.style:
        case CellStyle.LABEL | CellStyle.CENTRED_LABEL:
            text = cell.text.rstrip(":：")
            classes, scope, star = "label", "row", text.endswith(STAR)
            pieces = plain(text.removesuffix(STAR))
        case CellStyle.HEAD:
            classes, scope = "", "col"
        case CellStyle.GROUP:
            classes, scope = ("second-level", "row") if column else ("first-level", "rowgroup")
        case _:
            classes, scope = "", ""
    return SheetCell(bool(scope), classes, cell.col_span, cell.row_span, pieces, scope=scope, star=star)
