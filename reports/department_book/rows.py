"""A filled sheet as the document's lists in their new shape, and the texts that stand at its paths."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from projects.catalog import Kind
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import FieldKind
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.flat_sections import ABOVE, FlatSection, pattern_of
from projects.values import BadValue
from reports.department_book.carried import PARENT, CarriedSheet, CarriedTable
from reports.department_book.typed import as_typed
from reports.template.book import RawCell
from reports.template.cell_texts import result_of, taken_result, told
from reports.template.located import Located
from reports.template.model import CellMistake
from reports.writers.xlsx_looks import legal

_ROW = re.compile(r"table(?P<table>\d+)\[(?P<row>\d+)\]\.(?P<member>.+)")
_STEP = re.compile(r"[a-z_]+|\[\d+\]")
_NUMBERED = re.compile(r"第\s*(\d+)\s*[项行]")


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell of the sheet with the path that it fills."""

    cell: str
    label: str
    text: str


@dataclass(slots=True)
class _Row:
    """A row of the sheet: its table, its path in the former document (blank: it is new) and its cells by member."""

    table: CarriedTable
    former: str
    sheet_row: int
    cells: dict[str, RawCell] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    path: str = ""

    @property
    def is_filled(self) -> bool:
        return any(text for member, text in self.texts.items() if member != PARENT)

    @property
    def parent(self) -> str:
        return self.texts.get(PARENT, "")


class FilledSheet:
    """What one sheet says; ``places`` tells of every path which cell fills it."""

    def __init__(self, sheet: CarriedSheet, located: Located, document: DisclosureDocument) -> None:
        self._sheet = sheet
        self._located = located
        self._former = document.to_json()
        self.mistakes: list[CellMistake] = []
        self.notes: list[str] = []
        self.places: dict[str, FilledCell] = {}
        self._spoilt: set[str] = set()
        self._rows = [self._with_texts(row) for row in self._in_order()]

    def shaped(self) -> DisclosureDocument:
        """The former document with the rows that the sheet has: old ones as they were, new ones blank."""
        data = copy.deepcopy(self._former)
        for table in self._sheet.tables:
            own = [row for row in self._rows if row.table is table and self._counts(row)]
            if table.above:
                self._hang(data, table, own)
            else:
                self._put(data, table.path, self._listed(table, own))
        return disclosure_from(data)

    def typed(self, section: FlatSection) -> dict[str, str]:
        """What differs from the shaped document, by path; ``section`` is that of it."""
        former = {control.path: control.text for control in section.singles}
        former |= {
            f"{row.path}.{member}": control.text
            for table in section.tables
            for row in table.rows
            for member, control in row.cells.items()
        }
        typed: dict[str, str] = {}
        for path, text, filled in self._values():
            if path not in former:
                if text:
                    self._tell(filled.cell, filled.label, f"“其中”的行没有“{filled.label}”，请清空这一格", text)
            elif text != legal(former[path]).strip():
                typed[path] = text
            self.places[path] = filled
        return {path: typed[path] for path in sorted(typed, key=_in_document) if path not in self._spoilt}

    def _values(self) -> Iterator[tuple[str, str, FilledCell]]:
        for path, label in self._sheet.singles.items():
            if path in self._located.cells:
                cell = self._located.contents.get(path)
                coordinate = RawCell(*self._located.cells[path], None).coordinate
                text = self._text(cell, label, path, kind=FieldKind(self._sheet.kinds[path])) if cell else ""
                yield path, text, FilledCell(coordinate, label, text)
        for row in self._rows:
            for member, text in row.texts.items():
                if row.path and member != PARENT:
                    cell = row.cells.get(member)
                    yield (
                        f"{row.path}.{member}",
                        text,
                        FilledCell(cell.coordinate if cell else "", row.table.labels[member], text),
                    )

    def _in_order(self) -> Iterator[_Row]:
        """The rows of all tables in the order of the sheet."""
        rows: dict[tuple[int, int], _Row] = {}
        for path, (sheet_row, column) in self._located.cells.items():
            match = _ROW.fullmatch(path)
            if path in self._sheet.computed:
                self._look_at_computed(path)
            elif match:
                table = self._sheet.tables[int(match["table"])]
                former = table.rows.get(int(match["row"]), "")
                row = rows.setdefault((int(match["table"]), sheet_row), _Row(table, former, sheet_row))
                row.cells[match["member"]] = self._located.contents.get(path) or RawCell(sheet_row, column, None)
        for inserted in self._located.inserted:
            number = int(inserted.line.lines.removeprefix("table"))
            table = self._sheet.tables[number]
            rows[number, inserted.sheet_row] = _Row(table, "", inserted.sheet_row, dict(inserted.cells))
        yield from sorted(rows.values(), key=lambda row: row.sheet_row)

    def _look_at_computed(self, path: str) -> None:
        cell = self._located.contents.get(path)
        if cell and cell.text(Kind.MONEY) != self._sheet.computed[path]:
            place = f"工作表“{self._sheet.title}”{cell.coordinate}"
            self.notes.append(f"{place} 由系统计算，写的“{cell.text(Kind.MONEY)[:40]}”没有采用")

    def _with_texts(self, row: _Row) -> _Row:
        for member, cell in row.cells.items():
            label = row.table.labels[member]
            row.texts[member] = self._text(cell, label, "", kind=FieldKind(row.table.kinds.get(member, FieldKind.TEXT)))
        return row

    def _text(self, cell: RawCell, label: str, path: str, *, kind: FieldKind) -> str:
        """What a person sees there; formulas without result and errors are mistakes."""
        is_money = kind is FieldKind.MONEY
        text = cell.text(Kind.MONEY if is_money else Kind.TEXT)
        try:
            if cell.formula:
                result = result_of(cell, text, is_text=not is_money)
                if cell.value is not None and result == text and not cell.is_error:
                    self.notes.append(f"工作表“{self._sheet.title}”{taken_result(cell, text)}")
                text = result
            if cell.is_error:
                raise BadValue(f"单元格是错误值“{text}”，请改写成数字或文字")
        except BadValue as error:
            self._tell(cell.coordinate, label, str(error), text)
            self._spoilt.add(path)
            return ""
        return as_typed(text, kind)

    def _counts(self, row: _Row) -> bool:
        if row.parent and not row.is_filled:
            label = row.table.labels[PARENT]
            self._tell(row.cells[PARENT].coordinate, label, "这一行只写了上级，请补上内容，或者清空这一行", row.parent)
        return row.is_filled

    def _listed(self, table: CarriedTable, rows: list[_Row]) -> list[Any]:
        """The entries of a list, each with those that stand below it."""
        listed: list[Any] = []
        tops: list[_Row] = []
        waiting = [row for row in rows if not (table.nested and row.parent)]
        for index, row in enumerate(waiting):
            row.path = f"{table.path}[{index}]"
            entry = self._entry(row, table.path)
            if table.nested:
                entry[table.nested] = []
            for other in self._sheet.tables:
                if other.above == table.path:
                    entry[other.path.removeprefix(f"{table.path}[].")] = []
            listed.append(entry)
            tops.append(row)
        for row in rows:
            if table.nested and row.parent:
                self._below(table, row, tops, listed)
        return listed

    def _below(self, table: CarriedTable, row: _Row, tops: list[_Row], listed: list[Any]) -> None:
        index = _find(row, tops, table.name_member)
        if index is None:
            self._no_parent(row)
            return
        entries = listed[index][table.nested]
        row.path = f"{tops[index].path}.{table.nested}[{len(entries)}]"
        entries.append(self._entry(row, f"{table.path}[].{table.nested}"))

    def _hang(self, data: Any, table: CarriedTable, rows: list[_Row]) -> None:
        """Entries of a table of their own go below the entries of the table that they name."""
        member = table.path.removeprefix(f"{table.above}[].")
        above = next(each for each in self._sheet.tables if each.path == table.above)
        tops = [row for row in self._rows if row.table is above and row.path]
        for row in rows:
            index = _numbered(row.parent, tops, above.name_member)
            if index is None:
                self._no_parent(row)
                continue
            entries = _at(data, tops[index].path).setdefault(member, [])
            row.path = f"{tops[index].path}.{member}[{len(entries)}]"
            entry = self._entry(row, table.path)
            for other in self._sheet.tables:
                if other.above == table.path:
                    entry[other.path.removeprefix(f"{table.path}[].")] = []
            entries.append(entry)

    def _entry(self, row: _Row, pattern: str) -> Any:
        """What it was, where it stays in the same kind of list."""
        if row.former and pattern_of(row.former) == f"{pattern}[]":
            return copy.deepcopy(_at(self._former, row.former))
        return {}

    def _put(self, data: Any, path: str, listed: list[Any]) -> None:
        *steps, last = path.split(".")
        for step in steps:
            if data.get(step) is None:
                if not listed:
                    return
                data[step] = {}
            data = data[step]
        data[last] = listed

    def _no_parent(self, row: _Row) -> None:
        label = row.table.labels[PARENT]
        cell = row.cells.get(PARENT) or next(iter(row.cells.values()))
        explanation = f"没有叫“{row.parent[:30]}”的上级，请从下拉框中选" if row.parent else "没有写上级，请填写"
        self._tell(cell.coordinate, label, explanation, row.parent)

    def _tell(self, cell: str, label: str, explanation: str, text: str) -> None:
        message, remedy = told(explanation)
        self.mistakes.append(CellMistake(self._sheet.title, cell, label, message, remedy, text))


def _find(row: _Row, tops: list[_Row], name_member: str) -> int | None:
    """The entry above that the row names, else the first one below; equal names are those that stand nearer."""
    before = [index for index, top in enumerate(tops) if top.sheet_row < row.sheet_row]
    if before and row.parent == ABOVE:
        return before[-1]
    named = [
        index for index, top in enumerate(tops) if _squeezed(top.texts.get(name_member, "")) == _squeezed(row.parent)
    ]
    above = [index for index in named if index in before]
    return above[-1] if above else next(iter(named), None)


def _numbered(parent: str, tops: list[_Row], name_member: str) -> int | None:
    """The only entry of that name, else the one of that number."""
    named = [index for index, top in enumerate(tops) if _squeezed(top.texts.get(name_member, "")) == _squeezed(parent)]
    if parent and len(named) == 1:
        return named[0]
    match = _NUMBERED.fullmatch(parent)
    return int(match[1]) - 1 if match and 0 < int(match[1]) <= len(tops) else None


def _at(data: Any, path: str) -> Any:
    for step in _STEP.findall(path):
        data = data[int(step[1:-1])] if step.startswith("[") else data[step]
    return data


def _in_document(path: str) -> list[int]:
    """Rows are sent in their order, and so stay in it."""
    return [int(step[1:-1]) for step in _STEP.findall(path) if step.startswith("[")]


def _squeezed(text: str) -> str:
    return "".join(text.split())
