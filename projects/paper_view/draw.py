"""Paper to sheet: the grid of the form with changes, remarks and unread texts at their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from indicators.framework import Framework
from projects.changes import Change, ChangeKind
from projects.document import FormDocument
from projects.layouts.model import STAR, Layout
from projects.paper.compose import Standing, compose
from projects.paper.grid import Band, Cell, CellStyle, Grid, Row, RowGroup
from projects.paper_view.model import CellRemarks, Sheet, SheetBand, SheetCell, SheetRow, anchor_of
from projects.paper_view.removed_rows import Origin, with_removed_rows
from projects.text_changes import Part, plain, text_changes

_ROW_PATH = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\]\.(?P<member>[a-z0-9_]+)")
_WIDE = 0.6  # share of the sheet from which a cell has room for remarks; else they stand under the row
_CLASSES = {
    CellStyle.LABEL: "label",
    CellStyle.NARRATIVE: "narrative",
    CellStyle.MONEY: "amount",
    CellStyle.CENTRE: "centre",
    CellStyle.GROUP: "second-level",
}


@dataclass(frozen=True, slots=True)
class SheetSource:
    """What a sheet is drawn from.

    ``old`` and ``changes`` (see :func:`projects.changes.compare`) mark what changed. ``row_keys``
    are the keys of the document's rows by list, ``remarks`` and ``unread`` go by place
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


def draw(source: SheetSource) -> tuple[Sheet, ...]:
    """One sheet per grid of the paper."""
    merged = with_removed_rows(source.document, source.old, source.changes)
    paper = compose(source.layout, source.framework, merged.document, Standing(title=source.title))
    artist = _Artist(source, merged.origins)
    return tuple(artist.sheet(grid) for grid in paper.grids)


@dataclass(frozen=True, slots=True)
class _Spot:
    """What a value cell of the merged paper is: a cell of the document, or of a removed row."""

    path: str
    place: str
    label: str
    row_path: str = ""
    is_removed: bool = False


class _Artist:
    def __init__(self, source: SheetSource, origins: Mapping[str, Sequence[Origin]]) -> None:
        self._source = source
        self._origins = origins
        self._changes = {change.path: change for change in source.changes if not _is_removed_row(change)}
        self._columns: tuple[float, ...] = ()

    def sheet(self, grid: Grid) -> Sheet:
        whole = float(sum(grid.columns))
        self._columns = tuple(float(width) / whole for width in grid.columns)
        return Sheet(
            title=grid.title,
            left_note=grid.left_note,
            centre_note=grid.centre_note,
            right_note=grid.right_note,
            columns=tuple(f"{share:.4%}" for share in self._columns),
            bands=tuple(self._band(band) for band in grid.bands),
        )

    def _band(self, band: Band) -> SheetBand:
        section = next(section for section in self._source.layout.sections if section.key == band.key)
        head = (SheetRow(tuple(_head_cell(cell) for cell in row.cells)) for row in band.head)
        groups = tuple(self._group(group) for group in band.groups)
        return SheetBand(band.key, section.title, section.table is not None, tuple(head), groups)

    def _group(self, group: RowGroup) -> tuple[SheetRow, ...]:
        """The rows, with merged cells grown by the remarks that stand inside their span."""
        rows = [self._row(row) for row in group.rows]
        added = [len(row.below) for row in rows]
        placed: dict[int, list[Cell]] = {}
        covered = [0] * len(rows)
        for index, _, cell in Grid(title="", columns=(), bands=(Band(groups=(group,)),)).placed():
            placed.setdefault(index, []).append(cell)
            if cell.style is CellStyle.GROUP:
                for below in range(index, index + cell.row_span):
                    covered[below] += cell.col_span
        width = len(self._columns)
        finished = []
        for index, row in enumerate(rows):
            cells = []
            for drawn, cell in zip(row.cells, placed.get(index, []), strict=True):
                grown = sum(added[index : index + cell.row_span]) if cell.style is CellStyle.GROUP else 0
                cells.append(replace(drawn, row_span=drawn.row_span + grown))
            finished.append(replace(row, cells=tuple(_first_levels(cells)), below_span=width - covered[index]))
        return tuple(finished)

    def _row(self, row: Row) -> SheetRow:
        spots = [self._spot(cell) for cell in row.cells]
        cells = [self._cell(cell, spot) for cell, spot in zip(row.cells, spots, strict=True)]
        values = [spot for spot in spots if spot]
        mark = next((mark for spot in values if (mark := self._mark(spot))), "")
        if mark:
            _set_mark(cells, row, mark)
        below = []
        for index, (cell, spot) in enumerate(zip(row.cells, spots, strict=True)):
            remarks = self._remarks(spot, cell.text)
            if remarks and self._is_wide(cell):
                cells[index] = replace(cells[index], remarks=remarks, classes=f"{cells[index].classes} has-thread")
            elif remarks:
                below.append(remarks)
        return SheetRow(
            cells=tuple(cells),
            anchor=anchor_of(values[0].row_path) if values and values[0].row_path else "",
            classes=_row_class(row, values),
            below=tuple(below),
        )

    def _spot(self, cell: Cell) -> _Spot | None:
        if not cell.path:
            return None
        match = _ROW_PATH.fullmatch(cell.path)
        if not match:
            return _Spot(cell.path, cell.path, self._source.layout.label_of(cell.path))
        lines, index, member = match["lines"], int(match["index"]), match["member"]
        order = self._origins.get(lines)
        origin = order[index] if order else Origin(index, is_removed=False)
        row_path = f"{lines}[{origin.index}]"
        if origin.is_removed:
            return _Spot("", "", "", f"gone.{row_path}", is_removed=True)
        table = self._source.layout.table(lines)
        assert table is not None, "the paper has only the layout's tables"
        row = getattr(self._source.document, lines)[origin.index]
        name = str(getattr(row, table.own_columns()[0].value) or "")
        keys = self._source.row_keys.get(lines, ())
        place = f"{lines}[{keys[origin.index]}].{member}" if origin.index < len(keys) else ""
        return _Spot(f"{row_path}.{member}", place, table.cell_label(member, name), row_path)

    def _cell(self, cell: Cell, spot: _Spot | None) -> SheetCell:
        classes = _CLASSES.get(cell.style, "")
        if spot is None:
            return _fixed_cell(cell, classes)
        unread = self._source.unread.get(spot.place, "")
        change = self._changes.get(spot.path) or self._changes.get(spot.row_path)
        if spot.is_removed:
            pieces = plain(cell.text, Part.OLD)
        elif change and not change.is_row:
            pieces = text_changes(change.old, change.new)
        elif change:
            pieces = plain(cell.text, Part.NEW)
        else:
            pieces = plain(unread or cell.text)
        return SheetCell(
            is_head=False,
            classes=classes,
            col_span=cell.col_span,
            row_span=cell.row_span,
            pieces=pieces,
            anchor=anchor_of(spot.path) if spot.path else "",
            path=spot.path,
            label=spot.label,
            place=spot.place if self._source.can_comment else "",
            note="不能识别，送审前要改写" if unread else self._move_note(spot),
            is_blank=not cell.text and not unread and not spot.is_removed,
        )

    def _move_note(self, spot: _Spot) -> str:
        """Said at a row's first own cell when its 一级 or 二级 is another one than before."""
        if not spot.row_path or not spot.path.endswith(".level3"):
            return ""
        for level in ("level2", "level1"):
            change = self._changes.get(f"{spot.row_path}.{level}")
            if change:
                return f"原在“{change.old}”"
        return ""

    def _mark(self, spot: _Spot) -> str:
        if spot.is_removed:
            return ChangeKind.REMOVED.mark
        change = self._changes.get(spot.path) or self._changes.get(spot.row_path)
        if change:
            # A blank cell that was filled in is new on the paper, a cell of a known row is changed.
            return change.kind.mark if change.is_row or not spot.row_path else ChangeKind.CHANGED.mark
        return ChangeKind.CHANGED.mark if self._move_note(spot) else ""

    def _remarks(self, spot: _Spot | None, text: str) -> CellRemarks | None:
        if spot is None or not spot.place:
            return None
        remarks = tuple(self._source.remarks.get(spot.place, ()))
        is_writing = self._source.can_comment and spot.place == self._source.writing
        return CellRemarks(spot.place, spot.label, text, remarks, is_writing) if remarks or is_writing else None

    def _is_wide(self, cell: Cell) -> bool:
        """Value cells start after their label, so a cell's own span says enough."""
        whole = len(self._columns)
        narrowest = sorted(self._columns)[: cell.col_span]
        return cell.col_span == whole or (cell.style is CellStyle.NARRATIVE and sum(narrowest) >= 0) or _WIDE <= 0


def _is_removed_row(change: Change) -> bool:
    return change.is_row and change.kind is ChangeKind.REMOVED


def _head_cell(cell: Cell) -> SheetCell:
    return SheetCell(True, "", cell.col_span, cell.row_span, plain(cell.text), scope="col")


def _fixed_cell(cell: Cell, classes: str) -> SheetCell:
    """A label, a merged 一级/二级 name, or a blank of the tree."""
    if cell.style is CellStyle.LABEL:
        text = cell.text.rstrip(":：")
        star = text.endswith(STAR)
        return SheetCell(
            True, classes, cell.col_span, cell.row_span, plain(text.removesuffix(STAR)), scope="row", star=star
        )
    if cell.style is CellStyle.GROUP:
        return SheetCell(True, classes, cell.col_span, cell.row_span, plain(cell.text), scope="row")
    return SheetCell(False, classes, cell.col_span, cell.row_span, ())


def _first_levels(cells: list[SheetCell]) -> Iterator[SheetCell]:
    """The first of two merged cells in a row is the 一级."""
    merged = [index for index, cell in enumerate(cells) if "second-level" in cell.classes]
    for index, cell in enumerate(cells):
        if len(merged) == 2 and index == merged[0]:
            yield replace(cell, classes="first-level", scope="rowgroup")
        else:
            yield cell


def _set_mark(cells: list[SheetCell], row: Row, mark: str) -> None:
    """The mark stands in the label of a row of fields, else in the first cell that is not merged."""
    index = next(n for n, cell in enumerate(row.cells) if cell.style is not CellStyle.GROUP)
    classes = f"{cells[index].classes} marks-row" if row.cells[index].style is CellStyle.LABEL else cells[index].classes
    cells[index] = replace(cells[index], mark=mark, classes=classes)


def _row_class(row: Row, values: Sequence[_Spot]) -> str:
    if any(spot.is_removed for spot in values):
        return "is-removed"
    if not values and any(cell.style is CellStyle.GROUP for cell in row.cells):
        return "blank-row"
    return ""
