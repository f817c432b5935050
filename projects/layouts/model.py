"""A layout (表样): what stands where on one official form, free of any filled-in value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from projects.catalog import Field
from projects.money import Places

STAR = "*"
NO_NAMES: Mapping[str, str] = MappingProxyType({})
TREE_COLUMNS = ("level1", "level2")  # where an indicator hangs in its framework
_NAME_SHOWN = 30  # characters of a row's name in the name of its cells
TITLE_KINDS = ("application", "issued")
NOTE_PLACES = ("left", "centre", "right")
PATTERN_NAMES = (
    *("year", "last_year", "year_before_last", "money_unit", "number"),
    *("region_name", "department_name", "unit_code", "unit_name", "project_name"),
    *("start_year", "end_year"),
)
"""What titles, notes and fixed texts of a layout may be filled with."""


class Scope(StrEnum):
    """What a form speaks of."""

    PROJECT = "project"
    DEPARTMENT = "department"  # 部门整体绩效目标: one form of a unit and year, no project of its own


class SheetForm(StrEnum):
    """How a part of the paper is drawn."""

    RULED = "ruled"  # a table with lines
    PLAIN = "plain"  # the same without lines
    COVER = "cover"  # a page of its own with a large title


@dataclass(frozen=True, slots=True)
class SheetStart:
    """A section that begins a new ruled table (or cover) instead of continuing the one above."""

    title: str = ""
    form: SheetForm = SheetForm.RULED
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class TextCell:
    """A fixed text in the place of a label: it covers ``span`` columns and ``down`` rows.

    ``centred`` may say otherwise than the layout does for its labels.
    """

    text: str
    span: int = 1
    down: int = 1
    centred: bool | None = None

    @property
    def width(self) -> int:
        return self.span

    @property
    def head_width(self) -> int:
        """How many columns stay covered in the rows below."""
        return self.span

    @property
    def word(self) -> str:
        """What a mistake is looked up by."""
        return self.text


@dataclass(frozen=True, slots=True)
class Choice:
    """One allowed value; ``printed`` is how the paper writes it (``03-延续性项目``)."""

    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class FieldCell:
    """A label cell and the value cell beside it.

    ``span`` and ``label_span`` count columns of the section; without a label span the label is
    not printed, only used in messages. ``down`` is how many rows the label covers. ``printed``
    replaces the label on paper where the layout's label pattern does not fit; ``label_centred`` may
    say otherwise than the layout. ``pattern`` formats the value. With ``boxes`` the paper shows all
    ``choices`` with a box each, the chosen one ticked. An amount may have its own ``money_unit``
    and ``money_places``.
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
    boxes: bool = False
    down: int = 1
    money_unit: str = ""
    money_places: Places | None = None
    centred: bool = False
    label_centred: bool | None = None

    @property
    def width(self) -> int:
        return self.span + self.label_span

    @property
    def head_width(self) -> int:
        """How many columns stay covered in the rows below."""
        return self.label_span

    @property
    def word(self) -> str:
        """What a mistake is looked up by."""
        return self.path

    def printed_choice(self, value: str) -> str:
        return next((choice.printed for choice in self.choices if choice.value == value), value)


Entry = TextCell | FieldCell
"""What a row of a section is made of."""


@dataclass(frozen=True, slots=True)
class SideLabel:
    """A first column that holds one text beside all rows of a table."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of a line table; ``value`` is a member of the line (``level3``).

    Neighbouring columns with the same ``under`` share that head above their own. ``total`` is for
    amounts: the table ends with their sum. ``again`` columns print once more what an earlier column
    holds; they are on paper only.
    """

    value: str
    head: str
    field: Field
    centred: bool = False
    required: bool = False
    help: str = ""
    under: str = ""
    choices: tuple[Choice, ...] = ()
    total: bool = False
    again: bool = False
    money_unit: str = ""
    money_places: Places | None = None

    @property
    def name(self) -> str:
        """The head as it is understood when it stands alone: ``绩效标准·优``."""
        return f"{self.under}·{self.head}" if self.under else self.head


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table with one row per line of ``lines`` (``indicators``, ``procurements`` …).

    ``printed`` are the columns of the paper. ``is_tree`` says that the rows hang on the framework's
    一级/二级 tree; ``blank_rows`` that the paper shows categories without an indicator, too.
    ``weight_total`` is what the weights of all rows must add up to; 0 demands nothing.
    ``total_label`` is what the row of sums is called.
    """

    lines: str
    printed: tuple[LineColumn, ...]
    minimum: int = 0
    is_tree: bool = False
    blank_rows: bool = True
    side: SideLabel | None = None
    weight_total: int = 0
    total_label: str = ""

    @property
    def columns(self) -> tuple[LineColumn, ...]:
        """The columns that hold something of their own."""
        return tuple(column for column in self.printed if not column.again)

    @property
    def has_total(self) -> bool:
        return any(column.total for column in self.printed)

    def column(self, member: str) -> LineColumn | None:
        return next((column for column in self.columns if column.value == member), None)

    def own_columns(self) -> tuple[LineColumn, ...]:
        """The columns that say something of the row itself; the first one names it."""
        return tuple(column for column in self.columns if not self.is_tree or column.value not in TREE_COLUMNS)

    def cell_label(self, member: str, row_name: str) -> str:
        """The Chinese name of one cell of a row: ``培训班次 · 年度目标值``."""
        column = self.column(member)
        name = column.name if column else member
        if not row_name or member == self.own_columns()[0].value:
            return name
        return f"{row_name[:_NAME_SHOWN]}{'…' if len(row_name) > _NAME_SHOWN else ''} · {name}"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form: rows of cells, or one line table."""

    key: str
    title: str
    columns: tuple[int, ...]
    rows: tuple[tuple[Entry, ...], ...] = ()
    table: LineTable | None = None
    starts: SheetStart | None = None

    def column_widths(self) -> list[tuple[LineColumn, int]]:
        """The table's own columns with their widths, without what stands beside or is printed again."""
        if self.table is None:
            return []
        widths = self.columns[bool(self.table.side) :]
        return [(column, width) for column, width in zip(self.table.printed, widths, strict=True) if not column.again]

    def cells(self) -> Iterator[FieldCell]:
        """Every field cell, top to bottom."""
        for row in self.rows:
            yield from (entry for entry in row if isinstance(entry, FieldCell))


@dataclass(frozen=True, slots=True)
class Layout:
    """One version of one official form, read from a TOML file (see ``docs/表样.md``)."""

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
    scope: Scope = Scope.PROJECT
    is_landscape: bool = False
    centred_labels: bool = False

    def sections_to_fill(self) -> tuple[Section, ...]:
        """The sections that hold values; a cover has none."""
        return tuple(section for section in self.sections if section.table or any(section.cells()))

    def cells(self) -> Iterator[FieldCell]:
        """Every field cell, top to bottom."""
        for section in self.sections:
            yield from section.cells()

    def shown_paths(self) -> set[str]:
        """The scalar exchange paths whose values the paper shows, single or joined; no path of a row.

        The form of a whole department has no project: its name only stands for one.
        """
        shown = {cell.path for cell in self.cells()}
        for cell in self.cells():
            group = cell.path.rpartition(".")[0]
            shown |= {f"{group}.{part}" for part in cell.field.parts}
        return shown | ({"project.name"} if self.scope is Scope.DEPARTMENT else set())

    def cell(self, path: str) -> FieldCell | None:
        return next((cell for cell in self.cells() if cell.path == path), None)

    def tables(self) -> Iterator[LineTable]:
        for section in self.sections:
            if section.table:
                yield section.table

    def table(self, lines: str) -> LineTable | None:
        return next((table for table in self.tables() if table.lines == lines), None)

    def shown_by(self, path: str) -> FieldCell | LineColumn | None:
        """The cell or the column that shows a path; rows go by index or key."""
        lines, _, rest = path.partition("[")
        table, member = self.table(lines), rest.partition("].")[2]
        return self.cell(path) or (table.column(member) if table else None)

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
        column = table.column(member)
        return section.title + row + (column.name if column else "")

    def names(self, place: str) -> bool:
        """Whether the paper says anything of a ``place``: ``region``, ``department`` or ``unit``."""
        texts = [*self.titles.values(), *self.notes.values()]
        texts += [section.starts.title for section in self.sections if section.starts]
        entries = [entry for section in self.sections for row in section.rows for entry in row]
        texts += [entry.text for entry in entries if isinstance(entry, TextCell)]
        in_texts = any(f"{{{place}_" in text for text in texts)
        return in_texts or any(cell.path.partition(".")[0] == place for cell in self.cells())

    def printed_label(self, cell: FieldCell) -> str:
        """The label as the paper writes it, with its star and colon."""
        star = STAR if cell.required else ""
        return cell.printed or self.label_pattern.format(label=cell.label, star=star)

    def title(self, kind: str, fiscal_year: int, names: Mapping[str, str] = NO_NAMES) -> str:
        """The printed title; ``kind`` is ``application`` (申报表) or ``issued`` (下达表)."""
        return self.filled(self.titles[kind], fiscal_year, names)

    def note(self, place: str, fiscal_year: int, names: Mapping[str, str] = NO_NAMES) -> str:
        """The small line at ``left``, ``centre`` or ``right`` above the grid."""
        return self.filled(self.notes.get(place, ""), fiscal_year, names)

    def filled(self, pattern: str, fiscal_year: int, names: Mapping[str, str] = NO_NAMES) -> str:
        """A pattern of the layout with its names filled in; unknown ones are left blank."""
        years = {"year": fiscal_year, "last_year": fiscal_year - 1, "year_before_last": fiscal_year - 2}
        own = {**years, "money_unit": self.money_unit}
        return pattern.format_map({name: names.get(name, "") for name in PATTERN_NAMES} | own)
