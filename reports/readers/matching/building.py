"""From a draft to a document: every text becomes a value, a doubt or a leftover."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from indicators.framework import Framework
from projects.catalog import LINE_FIELDS, SLOT_KEYS, slot_of
from projects.document import SCHEMA, Coded, FormDocument, plain_number
from projects.layouts.model import FieldCell, Layout, LineColumn, LineTable, Scope
from projects.values import BadValue, Shown
from reports.readers.matching.categories import Categories
from reports.readers.matching.cleaning import one_line
from reports.readers.matching.draft import Draft, Read, Row
from reports.readers.matching.labels import stem_of
from reports.readers.matching.places import split_place
from reports.readers.matching.values import Unsure, as_unit, understood
from reports.readers.result import Leftover, ReadForm, Sighting

_OF_WHICH = re.compile(r"^其中")
_NEEDED = {"expenditures": "subject", "procurements": "item", "funding_sources": "name", "payment_schedule": "by"}
_DEPARTMENT_FORM = "部门整体绩效目标"


class Builder:
    """Makes the document of one draft."""

    def __init__(self, layout: Layout, framework: Framework, draft: Draft, fiscal_year: int, unit: str) -> None:
        self._layout = layout
        self._categories = Categories(framework)
        self._draft = draft
        self._year = fiscal_year
        self._shown = as_unit(Shown.by(layout), unit or layout.money_unit)
        self._forced = unit
        self._data: dict[str, Any] = {
            "schema": SCHEMA,
            "layout": layout.slug,
            "fiscal_year": fiscal_year,
            "project": {},
            "amounts": {},
            "narratives": {},
            "indicators": [],
        }
        self._sightings: dict[str, Sighting] = {}

    def form(self) -> ReadForm:
        """The form as it was understood."""
        self._fields()
        self._slots()
        for table in self._layout.tables():
            self._table(table)
        self._places()
        document = FormDocument.from_json(self._data)
        return ReadForm(
            document=document,
            place=self._draft.place,
            sightings=self._sightings,
            doubts=tuple(dict.fromkeys(self._draft.doubts)),
            notes=tuple(dict.fromkeys(self._draft.notes)),
            leftovers=tuple(self._draft.leftovers),
        )

    # --- Values ---------------------------------------------------------------------------

    def _value(self, path: str, source: FieldCell | LineColumn, read: Read) -> Any:
        """The value at ``path``; ``None`` with a doubt and a leftover where the text is none."""
        if read.text:
            self._sightings[path] = read.sighting
        for reason in read.doubts:
            self._draft.doubt(path, reason)
        try:
            return understood(source, read, self._unit_for(path, source))
        except Unsure as unsure:
            self._draft.doubt(path, str(unsure))
            return unsure.value
        except BadValue as error:
            self._draft.doubt(path, str(error))
            self._draft.leftovers.append(Leftover(read.place, read.raw))
            return None

    def _unit_for(self, path: str, source: FieldCell | LineColumn) -> Shown:
        """The unit that the paper names at the very place, else the layout's."""
        named = self._draft.units.get(path) or self._draft.units.get(re.sub(r"\[\d+\]", "", path))
        shown = self._shown.for_cell(source)
        return as_unit(shown, named) if named else shown

    def _fields(self) -> None:
        for path, read in self._draft.values.items():
            source = self._draft.sources[path]
            if slot_of(path):
                continue
            value = self._value(path, source, read)
            if value is None or value == ():
                continue
            if source.field.parts:
                group = path.rpartition(".")[0]
                for part, member in zip(source.field.parts, value, strict=True):
                    self._put(f"{group}.{part}", member)
                    self._sightings[f"{group}.{part}"] = self._sightings[path]
            elif path != "fiscal_year":
                self._put(path, value)

    def _put(self, path: str, value: Any) -> None:
        group, _, name = path.rpartition(".")
        target = self._data
        if group:
            if not isinstance(target.get(group), dict):
                target[group] = {}
            target = target[group]
        target[name] = encoded(value)

    def _slots(self) -> None:
        """Rows at fixed places; a list whose every place is blank has none."""
        found: dict[str, dict[str, dict[str, Any]]] = {}
        for path, read in self._draft.values.items():
            slot = slot_of(path)
            if slot is None:
                continue
            key_member = SLOT_KEYS[slot.lines]
            rows = found.setdefault(slot.lines, {})
            row = rows.setdefault(slot.key, {key_member: slot.row_key(self._year)})
            if slot.lines == "funding_sources" and _OF_WHICH.match(slot.key):
                row["of_which"] = True
            source = self._draft.sources[path]
            index = list(rows).index(slot.key)
            if slot.member in LINE_FIELDS[slot.lines]:
                at = f"{slot.lines}[{index}].{slot.member}"
                value = self._value(at, source, read)
                row[slot.member] = encoded(value)
            elif read.text:
                self._sightings[path] = read.sighting
        for lines, rows in found.items():
            members = {slot.member for slot in map(slot_of, self._draft.values) if slot and slot.lines == lines}
            if any(row.get(member) is not None for row in rows.values() for member in members):
                self._data[lines] = list(rows.values())

    # --- Tables ---------------------------------------------------------------------------

    def _table(self, table: LineTable) -> None:
        rows: list[dict[str, Any]] = []
        for draft_row in self._draft.rows.get(table.lines, []):
            row = self._row(table, draft_row, len(rows))
            if row is not None:
                rows.append(row)
        if rows:
            self._data[table.lines] = rows

    def _row(self, table: LineTable, reads: Row, index: int) -> dict[str, Any] | None:
        before = len(self._draft.doubts), dict(self._sightings)
        row: dict[str, Any] = {}
        for column in table.columns:
            read = reads.get(column.value)
            if read is None:
                continue
            field = column.field
            value = encoded(self._value(f"{table.lines}[{index}].{column.value}", column, read))
            if value is None or not (field.column or field.years_back):
                continue
            if field.years_back:
                row.setdefault(field.column, {})[str(self._year - field.years_back)] = value
            else:
                row[column.value] = value
        if table.lines == "indicators":
            self._place_indicator(table, row, index)
        if self._is_row(table, row):
            return row
        self._draft.doubts[before[0] :] = []
        self._sightings = before[1]
        self._draft.leftovers += [Leftover(read.place, read.raw) for read in reads.values() if read.raw]
        self._draft.doubt(table.lines, "表中有一行缺少名称，没有读入")
        return None

    def _is_row(self, table: LineTable, row: dict[str, Any]) -> bool:
        if table.lines == "indicators":
            return bool(row.get("level3") or row.get("target"))
        needed = _NEEDED.get(table.lines)
        return bool(row.get(needed)) if needed else bool(row)

    def _place_indicator(self, table: LineTable, row: dict[str, Any], index: int) -> None:
        """Names as the framework has them; a 二级 under the wrong 一级 goes where the framework says."""
        level1, level2 = row.get("level1"), row.get("level2")
        if level1:
            row["level1"] = level1 = self._categories.level1(level1)
        if not level2:
            return
        row["level2"] = level2 = self._categories.level2(level2)
        if not table.is_tree:
            return
        owner = self._categories.owner(level1 or "", level2)
        if owner and owner != level1:
            row["level1"] = owner
            path = f"indicators[{index}].level1"
            printed = f"“{level1}”下的“{level2}”" if level1 else f"没有一级指标的“{level2}”"
            self._draft.note(path, "level1-by-framework", f"纸上是{printed}，按指标框架归到“{owner}”")

    # --- Who and where --------------------------------------------------------------------

    def _places(self) -> None:
        """What titles and notes say of the region, the department, the unit and the project, where no field does."""
        names = self._draft.names
        self._split_unit(names)
        for name, path in (
            ("region_name", "region.name"),
            ("department_name", "department.name"),
            ("unit_code", "unit.code"),
            ("unit_name", "unit.name"),
            ("project_name", "project.name"),
        ):
            read = names.get(name) or names.get(path)
            if read is None or not read.text:
                continue
            text = one_line(read.text)
            group, _, member = path.partition(".")
            known = (self._data.get(group) or {}).get(member)
            if known is None:
                self._put(path, text)
                self._sightings[path] = read.sighting
                for reason in read.doubts:
                    self._draft.doubt(path, reason)
            elif stem_of(known) != stem_of(text) and name == "project_name":
                self._draft.note(path, "title-differs", f"标题中写的是“{text}”")
        if not self._data["project"].get("name"):
            is_department = self._layout.scope is Scope.DEPARTMENT
            self._data["project"]["name"] = _DEPARTMENT_FORM if is_department else "（未写项目名称）"
            if not is_department:
                self._draft.doubt("project.name", "纸上没有找到项目名称，请补写")

    def _split_unit(self, names: dict[str, Read]) -> None:
        """Department and unit printed one after the other, without anything between them."""
        joined = any("{department_name}{unit_name}" in text for text in self._layout.notes.values())
        unit = names.get("unit_name")
        if not joined or unit is None or names.get("department_name"):
            return
        department, name = split_place(one_line(unit.text))
        if department:
            reason = f"纸上部门和单位连写为“{department}{name}”，分开的地方是推断的"
            doubts = [*unit.doubts, reason]
            names["department_name"] = Read(department, unit.place, unit.raw, doubts=doubts)
            names["unit_name"] = Read(name, unit.place, unit.raw, doubts=doubts)


def encoded(value: Any) -> Any:
    """A value as it travels in the exchange format."""
    match value:
        case Coded():
            return {"code": value.code, "name": value.name}
        case tuple():
            return [encoded(member) for member in value]
        case Decimal():
            return plain_number(value)
        case date():
            return value.isoformat()
    return value
