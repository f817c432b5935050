"""A filled template back to a document, exactly; everything wrong is told at once, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from projects.catalog import Kind
from projects.document import FormDocument
from projects.exchange import ExchangeError, document_from
from projects.layouts import Layout, find_layout
from projects.values import BadValue, Shown, parse, plain_text
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.result import FileReading, Leftover, Note, Sighting
from reports.readers.source import Unreadable
from reports.template.book import RawCell, hidden_texts, read_book
from reports.template.carried import Carried, read_carried, read_stamp
from reports.template.cell_texts import result_of, taken_result, told
from reports.template.filled import ROW_NAME, FilledForm, RowKey
from reports.template.located import Located, locate
from reports.template.marked import marked_copy
from reports.template.model import CellMistake, FilledTemplate, Stamp, TemplateReading
from reports.template.places import Place, place_of
from reports.template.sheet_values import sheet_value
from reports.writers.xlsx_looks import legal

_RESTORE = "请撤销这处改动，或重新下载模板填写"
_ONLY_TEMPLATES = "这不是本系统的填报模板，或者模板里隐藏的标识已被改动。请重新下载模板填写，或按普通 Excel 文件导入。"


def stamp_of(content: bytes, limits: Limits = DEFAULT_LIMITS) -> Stamp | None:
    """The stamp of a template made here; ``None`` for every other file, readable or not."""
    try:
        return read_stamp(hidden_texts(content, limits))
    except Unreadable:
        return None


def read_template(content: bytes, limits: Limits = DEFAULT_LIMITS) -> TemplateReading:
    """What was filled in. Raises :class:`Unreadable` for a file that is no template of this installation."""
    book = read_book(content, limits)
    carried = read_carried(book.hidden)
    if carried is None:
        raise Unreadable(_ONLY_TEMPLATES)
    try:
        layout = find_layout(carried.stamp.layout, carried.stamp.version)
    except KeyError as error:
        raise Unreadable("系统中已没有这份模板所用的表样，请重新下载模板填写。") from error
    located = locate(book, carried)
    if located is None:
        raise Unreadable("模板中隐藏的行列标记已被删除，认不出各格是哪一栏。请重新下载模板，把内容复制过去。")
    return _Reader(layout, carried, located).reading()


def read_if_template(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> FileReading | None:
    """A template as the readers of other files give theirs; ``None`` for every other file.

    A :class:`FilledTemplate` unless the template cannot be read at all.
    """
    if stamp_of(content, limits) is None:
        return None
    try:
        reading = read_template(content, limits)
        if not reading.mistakes:
            return FilledTemplate(name, (reading.as_read_form(),), stamp=reading.stamp)
        return FilledTemplate(
            name,
            (),
            problems=tuple(map(str, reading.mistakes)),
            stamp=reading.stamp,
            mistakes=reading.mistakes,
            marked=marked_copy(content, reading.mistakes, limits),
        )
    except Unreadable as error:
        return FileReading(name, (), problems=(error.message,))


@dataclass(frozen=True, slots=True)
class _Filled:
    """A cell with content, or the blank one of an input, on its way into the form."""

    place: Place
    key: RowKey | None
    coordinate: str
    raw: RawCell | None


class _Reader:
    """Reads one located sheet."""

    def __init__(self, layout: Layout, carried: Carried, located: Located) -> None:
        self._layout = layout
        self._carried = carried
        self._located = located
        self._shown = Shown.by(layout)
        self._form = FilledForm(carried)
        self._mistakes: list[CellMistake] = []
        self._notes: list[Note] = []
        self._spoilt: set[RowKey] = set()

    def reading(self) -> TemplateReading:
        filled = list(self._inputs())
        for each in filled:
            self._take(each)
        document, paths = self._form.document(self._spoilt)
        self._mistakes += [*self._lost(), *self._changed()]
        placed = ((self._form.path_of(each.place, each.key, paths), each) for each in filled)
        places = {path: each for path, each in placed if path}
        self._mistakes += [*self._invalid(document, places), *self._nameless(filled)]
        self._mistakes.sort(key=lambda mistake: coordinate_to_tuple(mistake.cell or "A1"))
        sightings = {path: seen for path, each in places.items() if (seen := self._sighting(each))}
        return TemplateReading(
            stamp=self._carried.stamp,
            document=document,
            mistakes=tuple(self._mistakes),
            sightings=sightings,
            notes=tuple(self._notes),
            leftovers=tuple(self._leftovers()),
            sheet=self._located.sheet,
        )

    def _inputs(self) -> Iterator[_Filled]:
        """Every input in the order of the sheet, those of inserted rows included."""
        found = []
        for path, (row, column) in self._located.cells.items():
            place = place_of(self._layout, path)
            assert place is not None, "the layout of the stamp has written it"
            key = self._form.key_of(place)
            found.append(((row, column), place, key, self._located.contents.get(path)))
        for inserted in self._located.inserted:
            key = self._form.insert(inserted)
            for member, raw in inserted.cells:
                place = place_of(self._layout, f"{inserted.line.lines}[0].{member}")
                assert place is not None, "columns of the template"
                found.append(((raw.row, raw.column), place, key, raw))
        for at, place, key, content in sorted(found, key=lambda each: each[0]):
            yield _Filled(place, key, RawCell(*at, None).coordinate, content)

    def _take(self, each: _Filled) -> None:
        """Put the value of one cell into the form, or tell what is wrong with it."""
        place, raw = each.place, each.raw
        text = raw.text(place.source.field.kind) if raw else ""
        try:
            if raw and raw.formula:
                text = self._of_formula(place, raw, text)
            if raw and raw.is_error:
                raise BadValue(f"单元格是错误值“{text}”，请改写成数字或文字")
            value = self._value(place, each.key, text)
        except BadValue as error:
            self._spoil(each, str(error), text)
            return
        self._form.put(place, each.key, value)

    def _of_formula(self, place: Place, raw: RawCell, text: str) -> str:
        result = result_of(raw, text, is_text=place.source.field.kind in (Kind.TEXT, Kind.NARRATIVE))
        if raw.value is not None and result == text and not raw.is_error:
            self._notes.append(Note(place.path, "formula", taken_result(raw, text)))
        return result

    def _value(self, place: Place, key: RowKey | None, text: str) -> Any:
        """The value of a text: the former one where the cell still says what was written there."""
        former = self._form.former(place, key)
        if former is not None and text and text == legal(sheet_value(place.source, former, self._shown).text):
            return former
        value = parse(place.source.field, text, self._shown.for_cell(place.source))
        choices = place.source.choices
        if not choices or value is None:
            return value
        for choice in choices:
            if value in (choice.value, choice.printed):
                return choice.value
        raise BadValue(f"“{str(value)[:30]}”不在可选的内容中，请从下拉框中选：{'、'.join(c.value for c in choices)}")

    def _spoil(self, each: _Filled, explanation: str, text: str) -> None:
        """The text goes with the mistake; a row that it stands in counts as filled."""
        if each.key:
            self._spoilt.add(each.key)
        self._form.put(each.place, each.key, None)
        self._mistakes.append(self._mistake(each.coordinate, each.place.label, explanation, text, each.place.path))

    def _mistake(self, cell: str, label: str, explanation: str, text: str = "", path: str = "") -> CellMistake:
        """``explanation`` says what is wrong and, behind its last 请, what to do."""
        message, remedy = told(explanation)
        return CellMistake(self._located.sheet, cell, label, message, remedy, text, path)

    def _lost(self) -> Iterator[CellMistake]:
        """Inputs outside tables whose row or column was deleted; a deleted row of a table is simply no more."""
        gone = {column for _, column, _ in self._carried.inputs} - self._located.marks.columns.keys()
        if gone:
            yield self._mistake("", "", f"工作表中有 {len(gone)} 列被删除了，{_RESTORE}")
        for path in self._located.lost:
            place = place_of(self._layout, path)
            if place and not place.lines and not gone:
                yield self._mistake("", place.label, f"“{place.label}”所在的行被删除了，{_RESTORE}", path=path)

    def _changed(self) -> Iterator[CellMistake]:
        for cell, printed in self._located.changed:
            was = f"“{printed[:30]}”" if printed else "空白"
            yield self._mistake(
                cell.coordinate, "", f"这里是表样的文字（原来是{was}），不能改写，{_RESTORE}", cell.text()
            )

    def _invalid(self, document: FormDocument, places: dict[str, _Filled]) -> Iterator[CellMistake]:
        """What single cells do not show: blanks that make a row worthless, markup in texts."""
        told = {mistake.cell for mistake in self._mistakes}
        try:
            document_from(document.to_json())
        except ExchangeError as error:
            for problem in error.problems:
                each = places.get(problem.path) or places.get(problem.path.rpartition(".")[0])
                if each is None:
                    yield self._mistake("", self._layout.label_of(problem.path), problem.message, path=problem.path)
                elif each.coordinate not in told:
                    told.add(each.coordinate)
                    text = each.raw.text() if each.raw else ""
                    message = problem.message if text else f"“{each.place.label}”没有填写，请填写"
                    yield self._mistake(each.coordinate, each.place.label, message, text, problem.path)

    def _nameless(self, filled: list[_Filled]) -> Iterator[CellMistake]:
        """Rows that say something but not of what."""
        for key in self._form.nameless:
            named = [each for each in filled if each.key == key and each.place.member == ROW_NAME]
            each = next(iter(named), next(each for each in filled if each.key == key))
            label = each.place.label
            yield self._mistake(each.coordinate, label, f"这一行没有写“{label}”，请填写", path=each.place.path)

    def _sighting(self, each: _Filled) -> Sighting | None:
        text = each.raw.text(each.place.source.field.kind) if each.raw else ""
        return Sighting(f"工作表“{self._located.sheet}”{each.coordinate}", text) if text else None

    def _leftovers(self) -> Iterator[Leftover]:
        """Everything typed outside the inputs."""
        for sheet, cell in self._located.others:
            text = plain_text(cell.text())
            if text:
                yield Leftover(f"工作表“{sheet}”{cell.coordinate}", text)
