"""Reading ``[section.table]``: the tables of lines, their columns and choices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from projects.catalog import LINE_FIELDS, Kind, line_fields
from projects.layouts.checked import COUNT, LIST, NAME, TABLE, TEXT, YES_NO, CheckedReader
from projects.layouts.mistakes import Place
from projects.layouts.model import Choice, LineColumn, LineTable, SideLabel
from projects.money import YUAN_PER_UNIT, Places

_TABLE_KEYS = {
    *("lines", "columns", "minimum", "tree", "blank_rows", "side"),
    *("weight_total", "total_label"),
}
_SIDE_KEYS = {"head", "text"}
_COLUMN_KEYS = {
    *("value", "head", "centred", "required", "help", "under", "choices"),
    *("total", "again", "money_unit", "money_places"),
}
_CHOICE_KEYS = {"value", "printed"}
_TOTAL_LABEL = "合计"
_WEIGHT = "weight"


class TableReader(CheckedReader):
    """Builds the line table of a section."""

    def _table(self, data: dict[str, Any], width: int, index: int) -> LineTable:
        here = Place(index, "lines")
        self._known_keys(data, _TABLE_KEYS, here)
        lines = self._needed_value(data, "lines", TEXT, "", here)
        if lines not in LINE_FIELDS:
            self._mistake(f"没有“{lines}”这种表格，可用：{'、'.join(LINE_FIELDS)}", here)
        self._once("lines", lines, here)
        entries = self._needed_value(data, "columns", LIST, [], here)
        read = [self._column(entry, lines, here) for entry in entries if self._is_table(entry, here)]
        side = self._side(data, here)
        if len(read) + bool(side) != width:
            self._mistake(f"表格有 {len(read) + bool(side)} 列，但 columns 写了 {width} 个列宽", here)
        table = LineTable(
            lines=lines,
            printed=tuple(column for column in read if column),
            minimum=self._value(data, "minimum", COUNT, 0, here),
            is_tree=self._value(data, "tree", YES_NO, lines == "indicators", here),
            blank_rows=self._value(data, "blank_rows", YES_NO, True, here),
            side=side,
            weight_total=self._value(data, "weight_total", COUNT, 0, here),
            total_label=self._value(data, "total_label", NAME, _TOTAL_LABEL, here),
        )
        self._check_columns(table, here)
        return table

    def _check_columns(self, table: LineTable, here: Place) -> None:
        """What one column alone cannot say."""
        seen: set[str] = set()
        for column in table.printed:
            place = Place(here.section, column.value)
            if column.again and column.value not in seen:
                self._mistake(f"again 的列“{column.value}”前面要有同样的一列", place)
            elif not column.again:
                self._once(f"{table.lines} 的列", column.value, Place(here.section, column.value, again=True))
            seen.add(column.value)
        if table.printed and table.printed[0].total:
            self._mistake("第一列要留给合计的名称，不能写 total", Place(here.section, table.printed[0].value))
        if table.weight_total and _WEIGHT not in seen:
            self._mistake(f"weight_total 要有 {_WEIGHT} 这一列", Place(here.section, "weight_total"))
        self._check_groups([column.under for column in table.printed], here)

    def _check_groups(self, names: Sequence[str], here: Place) -> None:
        """Columns under one head stand side by side, else the head would be printed twice."""
        runs = [name for name, _ in groupby(names) if name]
        for name in dict.fromkeys(name for name in runs if runs.count(name) > 1):
            self._mistake(f"under “{name}”的各列要挨在一起", Place(here.section, name))

    def _side(self, data: dict[str, Any], here: Place) -> SideLabel | None:
        side = self._value(data, "side", TABLE, None, here)
        if side is None:
            return None
        here = Place(here.section, "side")
        self._known_keys(side, _SIDE_KEYS, here)
        return SideLabel(
            self._needed_value(side, "head", TEXT, "", here), self._needed_value(side, "text", NAME, "", here)
        )

    def _column(self, data: dict[str, Any], lines: str, here: Place) -> LineColumn | None:
        value = self._needed_value(data, "value", TEXT, "", here)
        here = Place(here.section, value)
        self._known_keys(data, _COLUMN_KEYS, here)
        fields = line_fields(lines)
        field = fields.get(value)
        if field is None and lines in LINE_FIELDS:
            self._mistake(f"{lines} 没有“{value}”这一列，可用：{'、'.join(fields)}", here)
        total = self._value(data, "total", YES_NO, False, here)
        if total and field and field.kind is not Kind.MONEY:
            self._mistake("total 只能用在金额的列", here)
        head = self._needed_value(data, "head", TEXT, "", here)
        unit, places = self._money(data, here)
        if field is None:
            return None
        return LineColumn(
            value=value,
            head=head,
            field=field,
            centred=self._value(data, "centred", YES_NO, False, here),
            required=self._value(data, "required", YES_NO, False, here),
            help=self._value(data, "help", TEXT, "", here),
            under=self._value(data, "under", TEXT, "", here),
            choices=self._choices(data, here),
            total=total,
            again=self._value(data, "again", YES_NO, False, here),
            money_unit=unit,
            money_places=places,
        )

    # --- What cells and columns share ----------------------------------------------------

    def _money(self, data: dict[str, Any], here: Place) -> tuple[str, Places | None]:
        unit = self._one_of(data, "money_unit", "", YUAN_PER_UNIT, here)
        places = self._one_of(data, "money_places", "", list(Places), here)
        return unit, Places(places) if places else None

    def _choices(self, data: dict[str, Any], here: Place) -> tuple[Choice, ...]:
        return tuple(self._choice(choice, here) for choice in self._value(data, "choices", LIST, [], here))

    def _choice(self, data: Any, here: Place) -> Choice:
        if isinstance(data, str):
            return Choice(data, data)
        if not self._is_table(data, here):
            return Choice("", "")
        self._known_keys(data, _CHOICE_KEYS, here)
        value = self._needed_value(data, "value", NAME, "", here)
        return Choice(value, self._value(data, "printed", TEXT, value, here))
