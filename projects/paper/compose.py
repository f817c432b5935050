"""Layout + document + framework = paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, groupby

from indicators.framework import Framework
from projects.catalog import Kind
from projects.document import FormDocument, Indicator
from projects.layouts.model import FieldCell, Layout, LineColumn, LineTable, Section
from projects.money import shown_places, to_unit
from projects.paper.grid import Band, Cell, CellStyle, Grid, Paper, Row, RowGroup
from projects.values import Shown, edited, printed

_STYLES = {Kind.NARRATIVE: CellStyle.NARRATIVE, Kind.MONEY: CellStyle.MONEY}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the form's state adds to its paper."""

    title: str = "application"
    watermark: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class PlacedIndicator:
    """An indicator with its index in the document's list."""

    index: int
    indicator: Indicator


def compose(layout: Layout, framework: Framework, document: FormDocument, standing: Standing) -> Paper:
    """The paper of ``document`` as ``layout`` prints it."""
    composer = _Composer(layout, framework, document)
    year = document.fiscal_year
    grid = Grid(
        title=layout.title(standing.title, year),
        columns=composer.columns,
        bands=tuple(composer.band(section) for section in layout.sections),
        left_note=layout.note("left", year),
        centre_note=layout.note("centre", year),
        right_note=layout.note("right", year),
    )
    name = document.project.name or layout.name
    return Paper(name=name, grids=(grid,), watermark=standing.watermark, footer=standing.footer)


def indicators_by_category(
    framework: Framework, indicators: Sequence[Indicator]
) -> Iterator[tuple[str, list[tuple[str, list[PlacedIndicator]]]]]:
    """(一级, [(二级 as printed, rows)]) in the order of the paper, blank categories included.

    Rows whose 一级/二级 the framework does not have follow at the end under their own names.
    """
    placed = [PlacedIndicator(index, indicator) for index, indicator in enumerate(indicators)]
    known = {(category.level1, category.level2) for category in framework.categories}
    strange = [place for place in placed if _category(place) not in known]
    for level1 in framework.level1_names():
        rows = [
            (category.printed, [place for place in placed if _category(place) == (level1, category.level2)])
            for category in framework.under(level1)
        ]
        yield level1, rows
    for level1, rest in groupby(sorted(strange, key=lambda place: _category(place)[0]), lambda p: _category(p)[0]):
        by_level2 = groupby(rest, lambda place: _category(place)[1])
        yield level1, [(level2, list(rows)) for level2, rows in by_level2]


def _category(place: PlacedIndicator) -> tuple[str, str]:
    return place.indicator.level1 or "", place.indicator.level2 or ""


class _Composer:
    """Holds what every row needs: the common columns that all sections' edges fall on."""

    def __init__(self, layout: Layout, framework: Framework, document: FormDocument) -> None:
        self._layout = layout
        self._framework = framework
        self._document = document
        self._shown = Shown.by(layout)
        edges = sorted({edge for section in layout.sections for edge in accumulate(section.columns)})
        self._edge_index = {edge: index + 1 for index, edge in enumerate(edges)} | {0: 0}
        self.columns = tuple(Decimal(right - left) for left, right in zip([0, *edges[:-1]], edges, strict=True))

    def band(self, section: Section) -> Band:
        if section.table is None:
            groups = (RowGroup((Row(tuple(self._field_row(section, row))),)) for row in section.rows)
            return Band(tuple(groups), key=section.key)
        head = Row(
            tuple(
                Cell(column.head, CellStyle.HEAD, self._span(section, at, 1))
                for at, column in enumerate(section.table.columns)
            )
        )
        rows = self._tree(section, section.table) if section.table.is_tree else self._lines(section, section.table)
        return Band(tuple(rows), head=(head,), key=section.key)

    def _span(self, section: Section, start: int, width: int) -> int:
        """How many common columns ``width`` columns of the section cover from ``start``."""
        edges = [0, *accumulate(section.columns)]
        return self._edge_index[edges[start + width]] - self._edge_index[edges[start]]

    def _field_row(self, section: Section, cells: Iterable[FieldCell]) -> Iterator[Cell]:
        at = 0
        for cell in cells:
            yield Cell(
                self._layout.printed_label(cell), CellStyle.LABEL, self._span(section, at, cell.label_span)
            )
            at += cell.label_span
            yield self._value(cell, self._span(section, at, cell.span))
            at += cell.span

    def _value(self, cell: FieldCell, span: int) -> Cell:
        value = self._document.at(cell.path)
        is_money = cell.field.kind is Kind.MONEY and value is not None
        return Cell(
            text=printed(cell, value, self._shown),
            style=_STYLES.get(cell.field.kind, CellStyle.VALUE),
            col_span=span,
            number=to_unit(value, self._shown.money_unit) if is_money else None,
            decimals=shown_places(value, self._shown.money_unit, self._shown.money_places) if is_money else 0,
            path=cell.path,
        )

    def _tree(self, section: Section, table: LineTable) -> Iterator[RowGroup]:
        """One group per 一级指标, with the whole tree of the framework, blank rows included."""
        for level1, categories in indicators_by_category(self._framework, self._document.indicators):
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
        for at, column in enumerate(table.columns):
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
        for index, line in enumerate(getattr(self._document, table.lines)):
            cells = (
                self._line_cell(column, line, f"{table.lines}[{index}]", self._span(section, at, 1))
                for at, column in enumerate(table.columns)
            )
            yield RowGroup((Row(tuple(cells)),))

    def _line_cell(self, column: LineColumn, line: object, path: str, span: int) -> Cell:
        value = getattr(line, column.value)
        is_money = column.field.kind is Kind.MONEY and value is not None
        return Cell(
            text=edited(column.field, value, self._shown),
            style=_column_style(column),
            col_span=span,
            number=to_unit(value, self._shown.money_unit) if is_money else None,
            decimals=shown_places(value, self._shown.money_unit, self._shown.money_places) if is_money else 0,
            path=f"{path}.{column.value}",
        )


def _column_style(column: LineColumn) -> CellStyle:
    if column.centred:
        return CellStyle.CENTRE
    return _STYLES.get(column.field.kind, CellStyle.VALUE)
