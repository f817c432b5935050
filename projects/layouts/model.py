"""A layout (表样): what stands where on one official form, free of any filled-in value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from projects.catalog import Field
from projects.money import Places

STAR = "*"
TREE_COLUMNS = ("level1", "level2")  # where an indicator hangs in its framework
_NAME_SHOWN = 30  # characters of a row's name in the name of its cells
TITLE_KINDS = ("application", "issued")
NOTE_PLACES = ("left", "centre", "right")


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value; ``printed`` is how the paper writes it (``03-延续性项目``)."""

    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class FieldCell:
    """A label cell and the value cell beside it.

    ``span`` and ``label_span`` count columns of the section; ``printed`` replaces the label on
    paper where the layout's label pattern does not fit; ``pattern`` formats a coded value.
    """

    path: str
    label: str
    field: Field
    span: int = 1
    label_span: int = 1
    required: bool = False
    printed: str = ""
    help: str = ""
    pattern: str = ""
    choices: tuple[Choice, ...] = ()

    def printed_choice(self, value: str) -> str:
        return next((choice.printed for choice in self.choices if choice.value == value), value)


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of a line table; ``value`` is a member of the line (``level3``)."""

    value: str
    head: str
    field: Field
    centred: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table with one row per line of ``lines`` (``indicators``, ``procurements`` …)."""

    lines: str
    columns: tuple[LineColumn, ...]
    minimum: int = 0

    @property
    def is_tree(self) -> bool:
        """Whether the rows hang on the framework's 一级/二级 tree."""
        return self.lines == "indicators"

    def own_columns(self) -> tuple[LineColumn, ...]:
        """The columns that say something of the row itself; the first one names it."""
        return tuple(column for column in self.columns if not self.is_tree or column.value not in TREE_COLUMNS)

    def cell_label(self, member: str, row_name: str) -> str:
        """The Chinese name of one cell of a row: ``培训班次 · 年度目标值``."""
        head = next((column.head for column in self.columns if column.value == member), member)
        if not row_name or member == self.own_columns()[0].value:
            return head
        return f"{row_name[:_NAME_SHOWN]}{'…' if len(row_name) > _NAME_SHOWN else ''} · {head}"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form: rows of cells, or one line table."""

    key: str
    title: str
    columns: tuple[int, ...]
    rows: tuple[tuple[FieldCell, ...], ...] = ()
    table: LineTable | None = None

    def cells(self) -> Iterator[FieldCell]:
        for row in self.rows:
            yield from row


@dataclass(frozen=True, slots=True)
class Layout:
    """One version of one official form, read from a TOML file (see ``docs/layouts.md``)."""

    slug: str
    version: int
    name: str
    framework: str
    money_unit: str
    money_places: Places
    label_pattern: str
    titles: dict[str, str]
    notes: dict[str, str]
    sections: tuple[Section, ...]
    source: Path

    def cells(self) -> Iterator[FieldCell]:
        """Every field cell, top to bottom."""
        for section in self.sections:
            yield from section.cells()

    def cell(self, path: str) -> FieldCell | None:
        return next((cell for cell in self.cells() if cell.path == path), None)

    def tables(self) -> Iterator[LineTable]:
        for section in self.sections:
            if section.table:
                yield section.table

    def table(self, lines: str) -> LineTable | None:
        return next((table for table in self.tables() if table.lines == lines), None)

    def section_of(self, path: str) -> Section | None:
        """The section that shows ``path``, which may point into a line (``indicators[2].target``)."""
        lines = path.partition("[")[0]
        for section in self.sections:
            if section.table and section.table.lines == lines:
                return section
            if any(cell.path == path for cell in section.cells()):
                return section
        return None

    def label_of(self, path: str) -> str:
        """The Chinese name of a path for messages; the path itself where the form has none."""
        cell = self.cell(path)
        if cell:
            return cell.label
        lines, bracket, rest = path.partition("[")
        table, section = self.table(lines), self.section_of(path)
        if not table or not section:
            return path
        if not bracket:
            return section.title
        index, _, member = rest.partition("].")
        index = index.rstrip("]")
        row = f"第 {int(index) + 1} 行" if index.isdigit() else "中一行的"  # rows of drafts go by their key
        return section.title + row + next((column.head for column in table.columns if column.value == member), "")

    def printed_label(self, cell: FieldCell) -> str:
        """The label as the paper writes it, with its star and colon."""
        star = STAR if cell.required else ""
        return cell.printed or self.label_pattern.format(label=cell.label, star=star)

    def title(self, kind: str, fiscal_year: int) -> str:
        """The printed title; ``kind`` is ``application`` (申报表) or ``issued`` (下达表)."""
        return self.titles[kind].format(year=fiscal_year, money_unit=self.money_unit)

    def note(self, place: str, fiscal_year: int) -> str:
        """The small line at ``left``, ``centre`` or ``right`` above the grid."""
        return self.notes.get(place, "").format(year=fiscal_year, money_unit=self.money_unit)
