"""The sheet of the wizard: the sections of the layout with what stands in every cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indicators.framework import Framework
from projects.document import FormDocument, Indicator
from projects.layouts import LineColumn, LineTable, Section
from projects.models import Line, PerformanceForm
from projects.paper.compose import indicators_by_category
from projects.storage import line_value, lines_of
from projects.wizard.controls import NEW_ROW, Control, cell_control, new_control, row_control
from projects.wizard.readings import TARGET

LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A label cell and its value cell."""

    control: Control
    label_span: int
    span: int


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table; ``values`` are its 一级 and 二级 where it hangs on the tree."""

    key: str
    controls: tuple[Control, ...]
    level1: str = ""
    level2: str = ""


@dataclass(frozen=True, slots=True)
class CategoryView:
    """A 二级指标 with its rows; ``id`` is unique on the page. Rows cannot be added where it is ``strange``."""

    id: str
    level1: str
    level2: str
    printed: str
    rows: tuple[RowView, ...]
    strange: bool = False

    @property
    def height(self) -> int:
        return max(len(self.rows), 1)


@dataclass(frozen=True, slots=True)
class GroupView:
    """A 一级指标 with its categories."""

    level1: str
    categories: tuple[CategoryView, ...]

    @property
    def height(self) -> int:
        return sum(category.height for category in self.categories)


@dataclass(frozen=True, slots=True)
class TableView:
    """A line table. ``groups`` for the tree, ``rows`` for a plain one; ``prototype`` is copied for a new row."""

    lines: str
    columns: tuple[LineColumn, ...]
    widths: tuple[int, ...]
    prototype: RowView
    groups: tuple[GroupView, ...] = ()
    rows: tuple[RowView, ...] = ()
    is_tree: bool = False

    @property
    def has_reading(self) -> bool:
        return any(column.value == TARGET for column in self.columns)

    @property
    def blank_span(self) -> int:
        """How many cells a row has beside 一级 and 二级, the tools included."""
        return len(self.columns) - (len(LEVELS) if self.is_tree else 0) + self.has_reading + 1


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: rows of cells, or one table."""

    key: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[tuple[PaperCell, ...], ...] = ()
    table: TableView | None = None


def sheet_of(form: PerformanceForm, framework: Framework, document: FormDocument) -> list[SectionView]:
    """Every section in the order of the layout."""
    return [_section(form, framework, document, section) for section in form.layout.sections]


def _section(form: PerformanceForm, framework: Framework, document: FormDocument, section: Section) -> SectionView:
    if section.table:
        table = _table(form, framework, section, section.table)
        return SectionView(section.key, section.title, section.columns, table=table)
    rows = tuple(
        tuple(PaperCell(cell_control(form, cell, document), cell.label_span, cell.span) for cell in row)
        for row in section.rows
    )
    return SectionView(section.key, section.title, section.columns, rows)


def _table(form: PerformanceForm, framework: Framework, section: Section, table: LineTable) -> TableView:
    lines = lines_of(form, table.lines)
    columns = [column for column in table.columns if not (table.is_tree and column.value in LEVELS)]
    views = [_row(form, table.lines, line, columns) for line in lines]
    prototype = RowView(NEW_ROW, tuple(new_control(form, table.lines, column) for column in columns))
    groups = tuple(_tree(framework, lines, views)) if table.is_tree else ()
    rows = () if table.is_tree else tuple(views)
    return TableView(table.lines, table.columns, section.columns, prototype, groups, rows, table.is_tree)


def _row(form: PerformanceForm, lines: str, line: Line, columns: Sequence[LineColumn]) -> RowView:
    controls = tuple(row_control(form, lines, line, column) for column in columns)
    return RowView(str(line.key), controls, getattr(line, "level1", ""), getattr(line, "level2", ""))


def _tree(framework: Framework, lines: Sequence[Line], views: Sequence[RowView]) -> Iterator[GroupView]:
    """The whole tree of the framework, then what hangs on none of its branches."""
    indicators: list[Indicator] = [line_value("indicators", line) for line in lines]
    known = len(framework.level1_names())
    for number, (level1, branches) in enumerate(indicators_by_category(framework, indicators)):
        names = [category.level2 for category in framework.under(level1)] if number < known else []
        yield GroupView(
            level1,
            tuple(
                CategoryView(
                    id=f"category-{number}-{at}",
                    level1=level1,
                    level2=names[at] if names else printed,
                    printed=printed,
                    rows=tuple(views[place.index] for place in places),
                    strange=not names,
                )
                for at, (printed, places) in enumerate(branches)
            ),
        )
