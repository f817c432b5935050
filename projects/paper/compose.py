"""Layout + document + framework = paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Any

from indicators.framework import Framework
from projects.catalog import Kind
from projects.document import FormDocument
from projects.layouts.model import (
    Entry,
    FieldCell,
    Layout,
    LineColumn,
    LineTable,
    Section,
    SheetStart,
    SideLabel,
    TextCell,
)
from projects.money import shown_places, to_unit
from projects.paper.grid import Band, Cell, CellStyle, Grid, GridForm, Paper, Row, RowGroup
from projects.paper.tree import PlacedIndicator, indicators_by_category, only_filled
from projects.values import Shown, edited, printed, printed_in_row

__all__ = ["Standing", "compose", "indicators_by_category"]

_STYLES = {Kind.NARRATIVE: CellStyle.NARRATIVE, Kind.MONEY: CellStyle.MONEY}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the form's state and its place in a list add to its paper.

    ``number`` is the form's number among several (``1.``), blank where it stands alone.
    """

    title: str = "application"
    watermark: str = ""
    footer: str = ""
    number: str = ""


def compose(layout: Layout, framework: Framework, document: FormDocument, standing: Standing) -> Paper:
    """The paper of ``document`` as ``layout`` prints it: one grid, or more where sections start new ones."""
    names = pattern_names(document, standing.number)
    grids: list[Grid] = []
    for sections in _parts(layout):
        starts = sections[0].starts or SheetStart()
        composer = _Composer(layout, framework, document, names, sections)
        year, is_first = document.fiscal_year, not grids
        title = layout.title(standing.title, year, names) if is_first else layout.filled(starts.title, year, names)
        notes = [layout.note(place, year, names) if is_first else "" for place in ("left", "centre", "right")]
        grids.append(
            Grid(
                title=title,
                columns=composer.columns,
                bands=tuple(composer.band(section) for section in sections),
                left_note=notes[0],
                centre_note=notes[1],
                right_note=notes[2],
                form=GridForm(starts.form),
                new_page=starts.new_page,
            )
        )
    name = document.project.name or layout.name
    return Paper(
        name=name,
        grids=tuple(grids),
        watermark=standing.watermark,
        footer=standing.footer,
        is_landscape=layout.is_landscape,
    )


def pattern_names(document: FormDocument, number: str = "") -> dict[str, str]:
    """What the titles, notes and fixed texts of a layout may name of a document."""
    region, department, unit = document.region, document.department, document.unit
    return {
        "number": number,
        "region_name": (region and region.name) or "",
        "department_name": (department and department.name) or "",
        "unit_code": (unit and unit.code) or "",
        "unit_name": (unit and unit.name) or "",
        "project_name": document.project.name or "",
        "start_year": str(document.project.start_date.year) if document.project.start_date else "",
        "end_year": str(document.project.end_date.year) if document.project.end_date else "",
    }


def _parts(layout: Layout) -> list[list[Section]]:
    """The sections, grouped by the grid they stand in."""
    parts: list[list[Section]] = []
    for section in layout.sections:
        if section.starts or not parts:
            parts.append([])
        parts[-1].append(section)
    return parts


class _Composer:
    """Makes the bands of one grid; all its sections' edges fall on the grid's common columns."""

    def __init__(
        self,
        layout: Layout,
        framework: Framework,
        document: FormDocument,
        names: dict[str, str],
        sections: list[Section],
    ) -> None:
        self._layout = layout
        self._framework = framework
        self._document = document
        self._names = names
        self._shown = Shown.by(layout)
        edges = sorted({edge for section in sections for edge in accumulate(section.columns)})
        self._edge_index = {edge: index + 1 for index, edge in enumerate(edges)} | {0: 0}
        self.columns = tuple(Decimal(right - left) for left, right in zip([0, *edges[:-1]], edges, strict=True))

    def band(self, section: Section) -> Band:
        table = section.table
        if table is None:
            return Band(tuple(self._field_groups(section)), key=section.key)
        groups = list(self._tree(section, table) if table.is_tree else self._lines(section, table))
        if table.has_total:
            groups.append(RowGroup((Row(tuple(self._total_row(section, table))),)))
        if table.side:
            groups = _beside(table.side, self._span(section, 0, 1), groups)
        return Band(tuple(groups), head=tuple(self._head(section, table)), key=section.key)

    def _head(self, section: Section, table: LineTable) -> Iterator[Row]:
        """One row of heads, or two where some columns share a head above their own."""
        names = [("", table.side.head)] if table.side else []
        names += [(column.under, column.head) for column in table.printed]
        height = 2 if any(under for under, _ in names) else 1
        upper: list[Cell] = []
        lower: list[Cell] = []
        at = 0
        for under, run in groupby(names, key=itemgetter(0)):
            heads = [head for _, head in run]
            own = upper if not under else lower
            if under:
                upper.append(Cell(under, CellStyle.HEAD, self._span(section, at, len(heads))))
            for number, head in enumerate(heads, at):
                own.append(Cell(head, CellStyle.HEAD, self._span(section, number, 1), 1 if under else height))
            at += len(heads)
        yield Row(tuple(upper))
        if lower:
            yield Row(tuple(lower))

    def _span(self, section: Section, start: int, width: int) -> int:
        """How many common columns ``width`` columns of the section cover from ``start``."""
        edges = [0, *accumulate(section.columns)]
        return self._edge_index[edges[start + width]] - self._edge_index[edges[start]]

    def _field_groups(self, section: Section) -> Iterator[RowGroup]:
        """One group a row; rows under a label that covers several stay in its group."""
        covered: list[tuple[int, int, int]] = []  # (first column, columns, rows still to cover)
        group: list[Row] = []
        for entries in section.rows:
            group.append(Row(tuple(self._field_row(section, entries, covered))))
            covered = [(at, columns, left - 1) for at, columns, left in covered if left > 1]
            if not covered:
                yield RowGroup(tuple(group))
                group = []

    def _field_row(
        self, section: Section, entries: Iterable[Entry], covered: list[tuple[int, int, int]]
    ) -> Iterator[Cell]:
        """The cells of one row; labels that go down are added to ``covered``."""
        taken = {column for at, columns, _ in covered for column in range(at, at + columns)}
        at = 0
        for entry in entries:
            while at in taken:
                at += 1
            if entry.down > 1:
                covered.append((at, entry.head_width, entry.down))
            if isinstance(entry, TextCell):
                text = self._layout.filled(entry.text, self._document.fiscal_year, self._names)
                yield Cell(text, self._label(entry.centred), self._span(section, at, entry.span), entry.down)
                at += entry.span
                continue
            if entry.label_span:
                text = self._layout.printed_label(entry)
                span = self._span(section, at, entry.label_span)
                yield Cell(text, self._label(entry.label_centred), span, entry.down)
                at += entry.label_span
            yield self._value(entry, self._span(section, at, entry.span))
            at += entry.span

    def _label(self, centred: bool | None) -> CellStyle:
        """``None``: as the layout has its labels."""
        is_centred = self._layout.centred_labels if centred is None else centred
        return CellStyle.CENTRED_LABEL if is_centred else CellStyle.LABEL

    def _value(self, cell: FieldCell, span: int) -> Cell:
        value = self._document.at(cell.path)
        text = printed(cell, value, self._shown)
        style = CellStyle.CENTRE if cell.centred else _STYLES.get(cell.field.kind, CellStyle.VALUE)
        return self._cell(text, value, cell, style, span, cell.path)

    def _cell(
        self, text: str, value: Any, source: FieldCell | LineColumn, style: CellStyle, span: int, path: str
    ) -> Cell:
        if source.field.kind is not Kind.MONEY or value is None:
            return Cell(text, style, span, path=path)
        shown = self._shown.for_cell(source)
        places = shown_places(value, shown.money_unit, shown.money_places)
        return Cell(text, style, span, number=to_unit(value, shown.money_unit), decimals=places, path=path)

    def _tree(self, section: Section, table: LineTable) -> Iterator[RowGroup]:
        """One group per 一级指标, with the framework's blank categories where the layout shows them."""
        tree = indicators_by_category(self._framework, self._document.indicators)
        for level1, categories in tree if table.blank_rows else only_filled(tree):
            height = sum(max(len(places), 1) for _, places in categories)
            rows: list[Row] = []
            for level2, places in categories:
                for number, place in enumerate(places or [None]):
                    merged = {"level1": (level1, height, not rows), "level2": (level2, len(places) or 1, number == 0)}
                    rows.append(Row(tuple(self._tree_row(section, table, merged, place))))
            yield RowGroup(tuple(rows))

    def _tree_row(
        self,
        section: Section,
        table: LineTable,
        merged: dict[str, tuple[str, int, bool]],
        place: PlacedIndicator | None,
    ) -> Iterator[Cell]:
        for at, column in enumerate(table.printed, start=1 if table.side else 0):
            span = self._span(section, at, 1)
            if column.value in merged:
                text, height, starts = merged[column.value]
                if starts:
                    yield Cell(text, CellStyle.GROUP, span, height)
            elif place is None:
                yield Cell("", _column_style(column), span)
            else:
                yield self._line_cell(column, place.indicator, f"indicators[{place.index}]", span)

    def _lines(self, section: Section, table: LineTable) -> Iterator[RowGroup]:
        """One group a line; a table without any shows a blank row, so that its place on the paper is seen."""
        places = list(enumerate(table.printed, start=1 if table.side else 0))
        if not getattr(self._document, table.lines):
            blanks = (Cell("", _column_style(column), self._span(section, at, 1)) for at, column in places)
            yield RowGroup((Row(tuple(blanks)),))
        for index, line in enumerate(getattr(self._document, table.lines)):
            cells = (
                self._line_cell(column, line, f"{table.lines}[{index}]", self._span(section, at, 1))
                for at, column in places
            )
            yield RowGroup((Row(tuple(cells)),))

    def _total_row(self, section: Section, table: LineTable) -> Iterator[Cell]:
        """What is summed, under its column; a column of blanks has no sum."""
        start = 1 if table.side else 0
        first = next(number for number, column in enumerate(table.printed) if column.total)
        yield Cell(table.total_label, CellStyle.GROUP, self._span(section, start, first))
        for at, column in enumerate(table.printed[first:], start + first):
            amounts = [getattr(line, column.value) for line in getattr(self._document, table.lines)]
            given = [amount for amount in amounts if amount is not None]
            value = sum(given, Decimal(0)) if column.total and given else None
            text = edited(column.field, value, self._shown.for_cell(column))
            yield self._cell(text, value, column, _column_style(column), self._span(section, at, 1), "")

    def _line_cell(self, column: LineColumn, line: Any, path: str, span: int) -> Cell:
        year = self._document.fiscal_year
        text = printed_in_row(column, line, year, self._shown)
        value = column.field.of_line(line, column.value, year)
        # Only one cell of the paper answers to a path; what is printed again is a mere text.
        place = "" if column.again else f"{path}.{column.value}"
        return self._cell(text, value, column, _column_style(column), span, place)


def _beside(side: SideLabel, span: int, groups: list[RowGroup]) -> list[RowGroup]:
    """All rows as one group with the side label in front of the first."""
    rows = [row for group in groups for row in group.rows]
    if not rows:
        return groups
    label = Cell(side.text, CellStyle.GROUP, span, len(rows))
    return [RowGroup((Row((label, *rows[0].cells)), *rows[1:]))]


def _column_style(column: LineColumn) -> CellStyle:
    if column.centred:
        return CellStyle.CENTRE
    return _STYLES.get(column.field.kind, CellStyle.VALUE)
