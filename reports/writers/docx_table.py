"""Bands of a grid as a Word table.

Written as XML elements: python-docx's own cell access walks the whole table for every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from projects.paper.grid import Band, Cell, CellStyle, Grid

TWIPS_PER_MM = 1440 / 25.4
_FRAME, _RULE = "12", "6"  # eighths of a point: 1.5 pt and 0.75 pt
_CELL_MARGIN = "85"  # twips
_JOINED_ROWS = 10  # a group of more rows may break over pages
_ALIGNED = {
    CellStyle.CENTRED_LABEL: "center",
    CellStyle.MONEY: "right",
    CellStyle.HEAD: "center",
    CellStyle.GROUP: "center",
    CellStyle.CENTRE: "center",
}
_ALIGNED_FIELDS = _ALIGNED | {CellStyle.MONEY: "left"}


@dataclass(frozen=True, slots=True)
class Frame:
    """Which lines a table has: none, or all with a heavy frame that may be open to the table above or below."""

    ruled: bool = True
    heavy_top: bool = True
    heavy_bottom: bool = True


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell in one of the rows it covers; it ``starts`` in the first of them and ``ends`` in the last."""

    column: int
    cell: Cell
    starts: bool
    ends: bool


class TableWriter:
    """Writes bands over columns of the given ``widths`` (twips); ``clean`` makes texts fit for XML."""

    def __init__(self, widths: Sequence[int], clean: Callable[[str], str], *, half_points: int = 0) -> None:
        self._widths = widths
        self._clean = clean
        self._half_points = half_points

    def table(self, bands: Sequence[Band], frame: Frame) -> Any:
        """One table; only a head of the first band is repeated on every page."""
        table = OxmlElement("w:tbl")
        table.append(self._properties())
        grid = add(table, "w:tblGrid")
        for width in self._widths:
            add(grid, "w:gridCol", w=str(width))
        rows = [row for band in bands for row in _rows(band)]
        joined = _joined_rows(bands)
        for index, places in enumerate(rows):
            row = add(table, "w:tr")
            properties = add(row, "w:trPr")
            if all(place.cell.style is not CellStyle.NARRATIVE for place in places):
                add(properties, "w:cantSplit")
            if index < len(bands[0].head):
                add(properties, "w:tblHeader")
            at_top, at_bottom = index == 0, index == len(rows) - 1
            aligned = _ALIGNED if bands[0].head else _ALIGNED_FIELDS
            for place in places:
                sides = self._sides(place, frame, at_top=at_top, at_bottom=at_bottom)
                row.append(self._cell(place, sides, aligned.get(place.cell.style, ""), keeps_next=index in joined))
        return table

    def _properties(self) -> Any:
        properties = OxmlElement("w:tblPr")
        add(properties, "w:tblW", w=str(sum(self._widths)), type="dxa")
        add(properties, "w:jc", val="center")
        add(properties, "w:tblLayout", type="fixed")
        margins = add(properties, "w:tblCellMar")
        for side in ("left", "right"):
            add(margins, f"w:{side}", w=_CELL_MARGIN, type="dxa")
        return properties

    def _sides(self, place: _Place, frame: Frame, *, at_top: bool, at_bottom: bool) -> dict[str, str]:
        """The line on every side of a cell, in the order of the schema; covered sides have none."""
        if not frame.ruled:
            return {}
        at_right = place.column + place.cell.col_span == len(self._widths)
        sides = {
            "top": (_FRAME if frame.heavy_top else "") if at_top else _RULE if place.starts else "",
            "left": _RULE if place.column else _FRAME,
            "bottom": (_FRAME if frame.heavy_bottom else _RULE) if at_bottom else _RULE if place.ends else "",
            "right": _FRAME if at_right else _RULE,
        }
        return {side: size for side, size in sides.items() if size}

    def _cell(self, place: _Place, sides: dict[str, str], aligned: str, *, keeps_next: bool) -> Any:
        cell = place.cell
        element = OxmlElement("w:tc")
        properties = add(element, "w:tcPr")
        width = sum(self._widths[place.column : place.column + cell.col_span])
        add(properties, "w:tcW", w=str(width), type="dxa")
        if cell.col_span > 1:
            add(properties, "w:gridSpan", val=str(cell.col_span))
        if cell.row_span > 1:
            add(properties, "w:vMerge", val="restart" if place.starts else "continue")
        if sides:
            # On every cell: a frame of the table alone is not drawn beside the last rows of a merged cell.
            borders = add(properties, "w:tcBorders")
            for side, size in sides.items():
                add(borders, f"w:{side}", val="single", sz=size, space="0", color="000000")
        add(properties, "w:vAlign", val="center")
        text = self._clean(cell.text) if place.starts else ""
        for line in text.split("\n"):
            element.append(self._paragraph(line, aligned, is_bold=cell.style is CellStyle.HEAD, keeps_next=keeps_next))
        return element

    def _paragraph(self, text: str, aligned: str, *, is_bold: bool, keeps_next: bool) -> Any:
        element = OxmlElement("w:p")
        properties = add(element, "w:pPr")
        if keeps_next:
            add(properties, "w:keepNext")
        if self._half_points:
            add(properties, "w:spacing", line=str(self._half_points * 20), lineRule="exact")
        if aligned:
            add(properties, "w:jc", val=aligned)
        if text:
            run = add(element, "w:r")
            look = add(run, "w:rPr")
            if is_bold:
                add(look, "w:b")
            if self._half_points:
                add(look, "w:sz", val=str(self._half_points))
            content = add(run, "w:t")
            content.text = text
            content.set(qn("xml:space"), "preserve")
        return element


def column_widths(grid: Grid, whole: int) -> list[int]:
    """Column widths that add up to ``whole``."""
    total, done, widths = sum(grid.columns), 0, []
    for number in range(1, len(grid.columns) + 1):
        edge = round(whole * sum(grid.columns[:number]) / total)
        widths.append(edge - done)
        done = edge
    return widths


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """Append a new element; attribute names are those of the ``w`` namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _rows(band: Band) -> Iterator[list[_Place]]:
    """Every row of the band with all its places from left to right, covered ones included."""
    grid = Grid(title="", columns=(), bands=(band,))
    rows: list[dict[int, _Place]] = [{} for _ in grid.rows()]
    for row, column, cell in grid.placed():
        last = row + cell.row_span - 1
        for covered in range(row, last + 1):
            rows[covered][column] = _Place(column, cell, starts=covered == row, ends=covered == last)
    for places in rows:
        yield [places[column] for column in sorted(places)]


def _joined_rows(bands: Sequence[Band]) -> set[int]:
    """Indexes of the rows that stay on the page of the row below."""
    joined: set[int] = set()
    index = 0
    for band in bands:
        joined |= set(range(index, index + len(band.head)))
        index += len(band.head)
        for group in band.groups:
            if len(group.rows) <= _JOINED_ROWS:
                joined |= set(range(index, index + len(group.rows) - 1))
            index += len(group.rows)
    return joined
