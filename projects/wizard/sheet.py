"""The sheet of the wizard: the sections of the layout with what stands in every cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from indicators.framework import Framework
from projects.document import FormDocument, Indicator
from projects.layouts import Layout, LineColumn, LineTable, Section
from projects.layouts.model import Entry, TextCell
from projects.models import Line, PerformanceForm
from projects.paper.compose import indicators_by_category, pattern_names
from projects.storage import line_value, lines_of
from projects.values import Shown
from projects.wizard.controls import NEW_ROW, Control, cell_control, new_control, row_control, unit_of
from projects.wizard.readings import TARGET


@dataclass(frozen=True, slots=True)
class PaperCell:
    """A label cell and its value cell, or a fixed ``text`` alone. The label covers ``down`` rows."""

    span: int
    label_span: int = 0
    down: int = 1
    text: str = ""
    control: Control | None = None


@dataclass(frozen=True, slots=True)
class RowCell:
    """The place of one column in a row: 一级 and 二级 (``level``) are merged cells and have no control."""

    at: int
    level: str
    control: Control | None


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table."""

    key: str
    cells: tuple[RowCell, ...]

    @property
    def controls(self) -> list[Control]:
        return [cell.control for cell in self.cells if cell.control]


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


NARROW_NAMES = 5  # characters of a 二级 that fit beside the button that adds a row
MOST_COLUMNS = 2  # free columns that leave room for the readings in a column of their own
CROWDED_COLUMNS = 9


@dataclass(frozen=True, slots=True)
class ColumnView:
    """A column; ``share`` is its part, in per cent, of what the merged columns leave."""

    column: LineColumn
    level: str
    share: int
    unit: str = ""

    @property
    def is_target(self) -> bool:
        return self.column.value == TARGET


@dataclass(frozen=True, slots=True)
class TableView:
    """A line table. ``groups`` for the tree, ``rows`` for a plain one; ``prototype`` is copied for a new row."""

    lines: str
    columns: tuple[ColumnView, ...]
    prototype: RowView
    groups: tuple[GroupView, ...] = ()
    rows: tuple[RowView, ...] = ()
    is_tree: bool = False

    @property
    def reads_beside(self) -> bool:
        """Whether readings of targets have a column of their own; in a wide table they stand under the text."""
        return any(view.is_target for view in self.columns) and len(self.free_cells) <= MOST_COLUMNS

    @property
    def is_crowded(self) -> bool:
        """Whether the table is wider than a small screen, so that it scrolls sideways there."""
        return len(self.columns) > CROWDED_COLUMNS

    @property
    def has_long_names(self) -> bool:
        names = (category.printed for group in self.groups for category in group.categories)
        return any(len(name) > NARROW_NAMES for name in names)

    @property
    def helps(self) -> list[LineColumn]:
        return [view.column for view in self.columns if view.column.help]

    @property
    def width(self) -> int:
        """How many cells a whole row has."""
        return len(self.columns) + self.reads_beside + 1

    @property
    def free_cells(self) -> list[RowCell]:
        return [cell for cell in self.prototype.cells if not cell.level]

    @property
    def note_span(self) -> int:
        """How many cells a row has beside 一级 and 二级, reading and tools included."""
        return len(self.free_cells) + self.reads_beside + 1

    @property
    def cells_before_levels(self) -> list[RowCell]:
        """Free cells that stand left of 二级; a blank row leaves them empty."""
        last = max((cell.at for cell in self.prototype.cells if cell.level), default=-1)
        return [cell for cell in self.free_cells if cell.at < last]

    @property
    def blank_span(self) -> int:
        """How many cells the invitation to add a row covers in a blank row."""
        return self.note_span - len(self.cells_before_levels)


@dataclass(frozen=True, slots=True)
class SectionView:
    """One section: rows of cells, or one table."""

    key: str
    title: str
    widths: tuple[int, ...]
    rows: tuple[tuple[PaperCell, ...], ...] = ()
    table: TableView | None = None
    heading: str = ""


def sheet_of(form: PerformanceForm, framework: Framework, document: FormDocument) -> list[SectionView]:
    """Every section in the order of the layout."""
    return [_section(form, framework, document, section) for section in form.layout.sections_to_fill()]


def _section(form: PerformanceForm, framework: Framework, document: FormDocument, section: Section) -> SectionView:
    names = pattern_names(document)
    heading = form.layout.filled(section.starts.title, form.fiscal_year, names) if section.starts else ""
    if section.table:
        table = _table(form, framework, section, section.table)
        return SectionView(section.key, section.title, section.columns, table=table, heading=heading)
    rows = tuple(tuple(_paper_cell(form, document, entry, names) for entry in row) for row in section.rows)
    return SectionView(section.key, section.title, section.columns, rows, heading=heading)


def _paper_cell(form: PerformanceForm, document: FormDocument, entry: Entry, names: Mapping[str, str]) -> PaperCell:
    if isinstance(entry, TextCell):
        return PaperCell(entry.span, down=entry.down, text=form.layout.filled(entry.text, form.fiscal_year, names))
    return PaperCell(entry.span, entry.label_span, entry.down, control=cell_control(form, entry, document))


def _table(form: PerformanceForm, framework: Framework, section: Section, table: LineTable) -> TableView:
    lines = lines_of(form, table.lines)
    views = [_row(str(line.key), table, partial(row_control, form, table.lines, line)) for line in lines]
    prototype = _row(NEW_ROW, table, partial(new_control, form, table.lines))
    groups = tuple(_tree(framework, lines, views)) if table.is_tree else ()
    rows = () if table.is_tree else tuple(views)
    return TableView(table.lines, _columns(form.layout, section, table), prototype, groups, rows, table.is_tree)


def _columns(layout: Layout, section: Section, table: LineTable) -> tuple[ColumnView, ...]:
    # A text beside all rows says nothing that the name of the section in the margin does not.
    own, shown = table.own_columns(), Shown.by(layout)
    free = sum(width for column, width in section.column_widths() if column in own)
    return tuple(
        ColumnView(column, "" if column in own else column.value, width * 100 // free, unit_of(column, shown))
        for column, width in section.column_widths()
    )


def _row(key: str, table: LineTable, control: Callable[[LineColumn], Control]) -> RowView:
    cells = []
    for at, column in enumerate(table.columns):
        level = "" if column in table.own_columns() else column.value
        cells.append(RowCell(at, level, None if level else control(column)))
    return RowView(key, tuple(cells))


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
