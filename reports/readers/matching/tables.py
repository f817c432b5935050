"""Line tables: telling their heads, and which cell of a row belongs under which head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from indicators.framework import Framework
from projects.layouts.model import TREE_COLUMNS, LineColumn
from reports.readers.matching.alignment import joined, overlap
from reports.readers.matching.categories import Categories
from reports.readers.matching.draft import Draft, Read, Row
from reports.readers.matching.labels import LONGEST_LABEL, is_like, key_of, money_unit_in, stem_of
from reports.readers.matching.lines import Line
from reports.readers.matching.script import TableStep
from reports.readers.source import SourceCell

_LEAST_HEADS = 0.6
_OTHER_HEAD = "表头与表样不同，按位置读入"
_UNSURE_COLUMN = "这一行的格数与表头不同，不能确定是哪一列"
_CARRIED = "纸上这一格是空的，按上一行读入"


@dataclass(slots=True)
class HeadCell:
    """A head of the table as one cell of the head row: a column, or several under a common head."""

    text: str
    columns: tuple[LineColumn, ...]
    is_group: bool = False
    is_side: bool = False


@dataclass(slots=True)
class ColumnPlace:
    """Where a column stands: sheet columns ``start`` to ``end``, and the how-many-th of its row it is."""

    column: LineColumn
    start: int
    end: int
    order: int
    doubt: str = ""


@dataclass(slots=True)
class OpenTable:
    """A table whose head has been seen, while its rows are read."""

    step: TableStep
    places: list[ColumnPlace]
    width: int
    block: int
    last: int
    head_lines: int = 1
    waiting: list[HeadCell] = field(default_factory=list)
    carried: Row = field(default_factory=dict)
    carried_block: int = -1
    has_merges: bool = False


def head_of(step: TableStep, line: Line) -> OpenTable | None:
    """The table that begins with this line, if it is its head."""
    cells = line.filled
    if len(cells) < 2 and len(step.columns) > 1:
        return None
    entries = _entries(step)
    if line.has_columns:
        cells = tuple(joined(cells, lambda text: any(_is_head(text, entry) for entry in entries if entry.text)))
    matched = _matched(entries, cells)
    wanted = [number for number, entry in enumerate(entries) if not entry.is_side]
    found = [number for number in wanted if number in matched]
    if len(found) < min(2, len(wanted)) or len(found) < _LEAST_HEADS * len(wanted):
        return None
    doubtful = _fill_gaps(entries, matched, cells)
    table = OpenTable(step, [], len(line.cells), line.block, line.number)
    order = 0
    for number, entry in enumerate(entries):
        cell = matched.get(number)
        if cell is None:
            continue
        place = next(number for number, own in enumerate(line.cells) if own.column == cell.column)
        if entry.is_group:
            table.waiting.append(entry)
        if not entry.is_side:
            _place(table, entry, cell, place + order, doubtful=number in doubtful)
        order += len(entry.columns) - 1 if entry.is_group else 0
    table.width += order
    return table


def _place(table: OpenTable, entry: HeadCell, cell: SourceCell, order: int, *, doubtful: bool) -> None:
    """Columns under a common head share its width evenly until their own heads are seen."""
    share = cell.col_span / len(entry.columns)
    for number, column in enumerate(entry.columns):
        start = cell.column + round(number * share)
        end = max(cell.column + round((number + 1) * share), start + 1)
        doubt = _OTHER_HEAD if doubtful else ""
        table.places.append(ColumnPlace(column, start, end, order + number, doubt))


def _entries(step: TableStep) -> list[HeadCell]:
    entries = [HeadCell(step.table.side.head, (), is_side=True)] if step.table.side else []
    for under, run in groupby(step.columns, key=lambda column: column.under):
        columns = tuple(run)
        if under:
            entries.append(HeadCell(under, columns, is_group=True))
        else:
            entries += [HeadCell(column.head, (column,)) for column in columns]
    return entries


def _matched(entries: Sequence[HeadCell], cells: Sequence[SourceCell]) -> dict[int, SourceCell]:
    """Cells by the number of their entry; both go from left to right."""
    matched: dict[int, SourceCell] = {}
    at = 0
    for number, entry in enumerate(entries):
        if not entry.text:
            continue
        for index in range(at, len(cells)):
            text = cells[index].text
            if len(text) <= LONGEST_LABEL and _is_head(text, entry):
                matched[number] = cells[index]
                at = index + 1
                break
    return matched


def _is_head(text: str, entry: HeadCell) -> bool:
    """The same in full where a bracket tells heads apart (``指标值（上年）``), else but for the brackets."""
    if key_of(text) == key_of(entry.text):
        return True
    return stem_of(text) == stem_of(entry.text) and not (_bracketed(text) and _bracketed(entry.text))


def _bracketed(text: str) -> bool:
    return key_of(text) != stem_of(text) and not money_unit_in(text)


def _fill_gaps(entries: Sequence[HeadCell], matched: dict[int, SourceCell], cells: Sequence[SourceCell]) -> set[int]:
    """Heads that the paper words otherwise, where as many are missing as strange cells stand there; in doubt."""
    doubtful: set[int] = set()
    by_cell = {id(cell): number for number, cell in matched.items()}
    at = 0
    strangers: list[SourceCell] = []
    for cell in [*cells, None]:
        if cell is not None and id(cell) not in by_cell:
            strangers.append(cell)
            continue
        end = by_cell[id(cell)] if cell is not None else len(entries)
        missing = [number for number in range(at, end) if not entries[number].is_side]
        if missing and len(missing) == len(strangers):
            for number, stranger in zip(missing, strangers, strict=True):
                matched[number] = stranger
                if not is_like(stranger.text, entries[number].text):
                    doubtful.add(number)
        strangers, at = [], end + 1
    return doubtful


def take_sub_heads(table: OpenTable, line: Line) -> bool:
    """The second line of a head, where columns stand under common ones. Whether this line is it."""
    columns = [column for entry in table.waiting for column in entry.columns]
    cells = joined(line.filled, lambda text: any(key_of(text) == key_of(column.head) for column in columns))
    matched = _matched([HeadCell(column.head, (column,)) for column in columns], cells)
    if not columns or len(matched) < len(columns) / 2:
        return False
    by_column = {id(columns[number]): cell for number, cell in matched.items()}
    for place in table.places:
        cell = by_column.get(id(place.column))
        if cell is not None:
            place.start, place.end = cell.column, cell.column + cell.col_span
    table.waiting, table.last = [], line.number
    return True


def is_same_head(table: OpenTable, line: Line) -> bool:
    """Whether the line repeats the head of the table, as on every page; then its places are taken anew."""
    again = head_of(table.step, line)
    if again is None or len(again.places) < len(table.places):
        return False
    table.places, table.width, table.block, table.last = again.places, again.width, again.block, line.number
    table.waiting = again.waiting
    return True


class RowReader:
    """Reads the rows of one table into a draft."""

    def __init__(self, table: OpenTable, framework: Framework, draft: Draft) -> None:
        self._table = table
        self._draft = draft
        self._categories = Categories(framework)
        self._members = [place.column.value for place in table.places if not place.column.again]
        self._carried_now: set[str] = set()
        self.rows = draft.rows.setdefault(table.step.table.lines, [])

    def read(self, line: Line) -> None:
        """One row: a line of the table, the rest of the line above, or a total."""
        is_new_block = line.block != self._table.block
        self._table.block, self._table.last = line.block, line.number
        row, rest = self._cells(line)
        if self._is_total(line):
            self._tell_total(line)
            return
        for cell in rest:
            self._draft.left_over(line, cell)
        self._take(row, line, is_new_block=is_new_block)

    # --- Which cell is in which column ----------------------------------------------------

    def _cells(self, line: Line) -> tuple[Row, list[SourceCell]]:
        if not line.has_columns:
            return self._by_order(line)
        return self._by_place(line)

    def _by_place(self, line: Line) -> tuple[Row, list[SourceCell]]:
        row: Row = {}
        rest: list[SourceCell] = []
        own = line.filled
        for cell in [*own, *line.inherited]:
            if not cell.text.strip():
                continue
            inherits = cell not in own
            place = max(self._table.places, key=lambda place: overlap(cell, (place.start, place.end)))
            if not overlap(cell, (place.start, place.end)):
                if not inherits and not self._is_side(cell):
                    rest.append(cell)
                continue
            if place.column.again or (inherits and place.column.value in row):
                continue
            if cell.row_span > 1:
                self._table.has_merges = True
            self._put(row, place, line, cell)
        return row, rest

    def _by_order(self, line: Line) -> tuple[Row, list[SourceCell]]:
        places = sorted(self._table.places, key=lambda place: place.order)
        cells = list(line.cells)
        first = places[0].order
        if len(cells) == self._table.width:
            cells = cells[first:] if all(self._is_side(cell) or not cell.text for cell in cells[:first]) else cells
        else:
            while cells and self._is_side(cells[0]):
                cells = cells[1:]
        doubt = ""
        if len(cells) != len(places):
            skipped, cells, doubt = self._shift(places, cells)
            places = places[skipped:]
        row: Row = {}
        for place, cell in zip(places, cells, strict=False):
            if not place.column.again and (cell.text.strip() or cell.doubt):
                self._put(row, place, line, cell)
                if doubt:
                    row[place.column.value].doubts.append(doubt)
        return row, [cell for cell in cells[len(places) :] if cell.text.strip()]

    def _shift(self, places: Sequence[ColumnPlace], cells: list[SourceCell]) -> tuple[int, list[SourceCell], str]:
        """How many columns a row of another length leaves out at its beginning; merged cells may be missing."""
        while cells and len(cells) > len(places) and not cells[-1].text.strip():
            cells = cells[:-1]
        while cells and len(cells) > len(places) and not cells[0].text.strip():
            cells = cells[1:]
        if len(cells) == len(places):
            return 0, cells, ""
        filled = next((cell for cell in cells if cell.text.strip()), None)
        if filled is None:
            return 0, cells, ""
        blanks = cells.index(filled)
        for number, place in enumerate(places):
            if place.column.value in TREE_COLUMNS and self._categories.knows(place.column.value, filled.text):
                rest = cells[blanks:]
                return number, rest, "" if len(rest) == len(places) - number else _UNSURE_COLUMN
        own = [number for number, place in enumerate(places) if place.column.value not in TREE_COLUMNS]
        if blanks == 0 and self._table.step.table.is_tree and len(cells) == len(places) - own[0]:
            return own[0], cells, ""
        return 0, cells, _UNSURE_COLUMN

    def _put(self, row: Row, place: ColumnPlace, line: Line, cell: SourceCell) -> None:
        read = Read.of(line, cell)
        if place.doubt:
            read.doubts.append(place.doubt)
        known = row.get(place.column.value)
        if known is None:
            row[place.column.value] = read
        elif read.text != known.text:
            known.go_on(read)

    def _is_side(self, cell: SourceCell) -> bool:
        side = self._table.step.table.side
        return side is not None and stem_of(cell.text) in (stem_of(side.text), stem_of(side.head), "")

    # --- What the row is -----------------------------------------------------------------

    def _take(self, row: Row, line: Line, *, is_new_block: bool) -> None:
        table = self._table.step.table
        is_indicators = table.lines == "indicators"
        if is_indicators:
            self._carry(row, line)
        own = {member for member in row if not (is_indicators and member in TREE_COLUMNS)}
        if not own:
            return
        naming = self._naming()
        is_cut = is_new_block and not ({"level1", "level2"} & set(row) - self._carried_now)
        if self.rows and naming not in own and ("target" not in own or is_cut):
            self._go_on(row, own, is_cut=is_cut and "target" in own)
            return
        if self.rows and is_cut and is_indicators and own == {naming} and "target" in self._members:
            self._go_on(row, own, is_cut=True)
            return
        self.rows.append(row)

    def _naming(self) -> str:
        """The member that a line cannot be without; where it is blank the line above goes on."""
        table = self._table.step.table
        if table.lines == "indicators":
            return "level3"
        return next((column for column in table.columns if column.required), table.columns[0]).value

    def _go_on(self, row: Row, own: set[str], *, is_cut: bool) -> None:
        last = self.rows[-1]
        for member in own:
            if is_cut:
                row[member].doubts.append("这一行在换页处断开，接在上一行后面")
            if member in last:
                last[member].go_on(row[member])
            else:
                last[member] = row[member]

    def _carry(self, row: Row, line: Line) -> None:
        """Merged 一级 and 二级 cells that were taken apart are blank below the first."""
        self._carried_now = set()
        carried = self._table.carried
        for member in [member for member in TREE_COLUMNS if member in self._members]:
            if member in row:
                row[member].text = row[member].text.removesuffix("（续）")
                if member == TREE_COLUMNS[0] and not _same(row.get(member), carried.get(member)):
                    carried.pop(TREE_COLUMNS[1], None)
                carried[member] = row[member]
                self._table.carried_block = line.block
            elif member in carried:
                self._carried_now.add(member)
                copy = carried[member]
                doubts = [_CARRIED] if self._is_odd_blank(line) else []
                row[member] = Read(copy.text, copy.place, copy.raw, doubts=[*copy.doubts, *doubts])

    def _is_odd_blank(self, line: Line) -> bool:
        """Blank although merged cells of this table are still whole, or the table is no tree."""
        table = self._table.step.table
        is_same_page = line.block == self._table.carried_block
        return not table.is_tree or (line.has_columns and self._table.has_merges and is_same_page)

    # --- Totals --------------------------------------------------------------------------

    def _is_total(self, line: Line) -> bool:
        table = self._table.step.table
        if not any(place.column.field.kind == "money" for place in self._table.places):
            return False
        first = next((cell for cell in line.filled if not self._is_side(cell)), None)
        names = {stem_of(table.total_label), "合计", "总计"} - {""}
        return first is not None and stem_of(first.text) in names

    def _tell_total(self, line: Line) -> None:
        """A total is computed, so it is no value; on a paper without a place for it it is told."""
        if not self._table.step.table.has_total:
            for cell in line.filled:
                self._draft.left_over(line, cell)


def _same(read: Read | None, other: Read | None) -> bool:
    return read is not None and other is not None and read.text == other.text
