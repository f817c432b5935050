"""A section of a disclosure as controls to type into, and back: everything wrong is reported at once, by path.

A row is added by typing into a blank one behind the last, removed by emptying it, and moved by sending it earlier or
later: rows are known by the index that they are stored at, their order is the one in which they are sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from projects.disclosure.codec import encoded
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection, Field, FieldKind, ListShape, fields_of, shape_of
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.labels import label_of
from projects.disclosure.standards import read_standard
from projects.exchange import ExchangeError, Problem
from projects.money import BadAmount, Places, format_amount, parse_amount

MOST_ROWS = 1000  # of one list: nobody types more

_INDEX = re.compile(r"\[(\d{1,4})\]")
_LAST_INDEX = re.compile(r"\[\d+\]$")
_SIGNS = re.compile(r"[\[\]._]+")


@dataclass(frozen=True, slots=True)
class Control:
    """One value as it is shown; ``computed`` is what it is in force where that is not what is stored.

    ``message`` says what is wrong with it, ``suggested`` is what last year's disclosure makes of it.
    """

    path: str
    field: Field
    text: str
    computed: str = ""
    message: str = ""
    suggested: str = ""

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def is_money(self) -> bool:
        return self.field.kind is FieldKind.MONEY

    @property
    def is_long(self) -> bool:
        """Whether its text may have several lines."""
        return self.field.kind in (FieldKind.LONG, FieldKind.LINES, FieldKind.STANDARDS)

    @property
    def id(self) -> str:
        """The id of its element on the page."""
        return _SIGNS.sub("-", self.path).strip("-")

    @property
    def is_decided(self) -> bool:
        """Whether it is computed and not typed; lines by subject may part what is computed for them."""
        return bool(self.computed) and not self.path.startswith("subject_lines")


@dataclass(frozen=True, slots=True)
class ControlRow:
    """The controls of one row, known by the index that it is stored at."""

    index: int
    controls: tuple[Control, ...]


@dataclass(frozen=True, slots=True)
class ControlRows:
    """A list: one row for each entry and a blank one. ``derived``: how many rows are computed behind them."""

    title: str
    shape: ListShape
    path: str
    rows: tuple[ControlRow, ...]
    derived: int = 0


def controls(
    document: DisclosureDocument,
    section: EditedSection,
    in_force: DisclosureDocument | None = None,
    typed: Mapping[str, str] | None = None,
    decided: AbstractSet[str] = frozenset(),
) -> tuple[Control | ControlRows, ...]:
    """What is typed for a section, in the order of the paper, with what was ``typed`` in place of what is stored.

    ``decided`` are paths of amounts that the projects' forms decide, whatever is stored.
    """
    walk = _Walk(document, in_force or document, typed or {}, decided)
    return tuple(control for shape in shape_of(section) for control in walk.of(shape, shape.path))


def texts_of(document: DisclosureDocument, section: EditedSection) -> dict[str, str]:
    """Every control's text by its path, as a browser sends it where nothing was changed."""
    return {control.path: control.text for control in all_controls(controls(document, section))}


def all_controls(shown: Sequence[Control | ControlRows]) -> Iterator[Control]:
    """Every control, those of the rows too."""
    for each in shown:
        yield from (each,) if isinstance(each, Control) else (one for row in each.rows for one in row.controls)


def edited(document: DisclosureDocument, section: EditedSection, typed: Mapping[str, str]) -> DisclosureDocument:
    """The document with what was typed; other paths are not looked at.

    Raises :class:`~projects.exchange.ExchangeError`, by the paths that were typed.
    """
    data = document.to_json()
    problems: list[Problem] = []
    now = texts_of(document, section)
    sent = {path: text.replace("\r\n", "\n").strip() for path, text in typed.items() if _field_at(section, path)}
    for path, text in sent.items():
        if text != now.get(path, ""):
            _set(data, path, _read(document, section, path, text, problems) if text else None)
    try:
        disclosure_from(data)  # before rows are moved and dropped: the paths of problems are those that were typed
    except ExchangeError as error:
        problems += error.problems
    if problems:
        raise ExchangeError(problems)
    for path, order in sorted(_orders(sent).items(), key=lambda each: -len(each[0])):
        if order != sorted(order):
            _reorder(data, path, order)
    for path in section.paths:
        _drop_blank_rows(data, path)
    return disclosure_from(data)


def is_typed(section: EditedSection, path: str) -> bool:
    """Whether the value at a path, which may be one of a list of texts, is typed in the section."""
    return _field_at(section, _LAST_INDEX.sub("", path)) is not None


def _field_at(section: EditedSection, path: str) -> Field | None:
    field = fields_of(section).get(_INDEX.sub("[]", path))
    return field if field and all(int(index) < MOST_ROWS for index in _INDEX.findall(path)) else None


class _Walk:
    def __init__(
        self,
        document: DisclosureDocument,
        in_force: DisclosureDocument,
        typed: Mapping[str, str],
        decided: AbstractSet[str],
    ) -> None:
        self._document, self._in_force, self._typed, self._decided = document, in_force, typed, decided
        self._orders = _orders({path: text for path, text in typed.items() if text.strip()})

    def of(self, shape: Field | ListShape, path: str) -> Iterator[Control | ControlRows]:
        if isinstance(shape, Field):
            yield self._control(shape, path)
        else:
            yield from self._rows(shape, path)

    def _rows(self, shape: ListShape, path: str) -> Iterator[ControlRows]:
        stored = len(self._document.at(path) or ())
        sent = self._orders.get(path, [])
        indexes = [*sent, *(index for index in range(stored) if index not in sent)]
        if not self._typed or sent == sorted(sent):
            indexes.sort()
        rows = tuple(
            ControlRow(
                index, tuple(self._control(field, self._below(shape, path, index, field)) for field in shape.columns)
            )
            for index in (*indexes, max((*indexes, -1)) + 1)
        )
        derived = max(len(self._in_force.at(path) or ()) - stored, 0)
        yield ControlRows(label_of(path, self._document), shape, path, rows, derived)
        for inner in shape.lists:
            for index in range(stored):
                yield from self._rows(inner, self._below(shape, path, index, inner))

    @staticmethod
    def _below(shape: ListShape, path: str, index: int, inner: Field | ListShape) -> str:
        return f"{path}[{index}]{inner.path[len(shape.path) + 2 :]}"

    def _control(self, field: Field, path: str) -> Control:
        stored = self._text(field, self._document.at(path))
        computed = self._text(field, self._in_force.at(path)) if self._is_comparable(field, path) else ""
        return Control(
            path, field, self._typed.get(path, stored), computed if computed != stored or path in self._decided else ""
        )

    def _is_comparable(self, field: Field, path: str) -> bool:
        """Only amounts are computed; a row that 合计 was put before is no longer at its index."""
        if field.kind is not FieldKind.MONEY:
            return False
        row = path.rpartition("].")[0]
        names = (
            [getattr(each.at(f"{row}]"), "project", None) for each in (self._document, self._in_force)] if row else []
        )
        return not names or names[0] == names[1]

    def _text(self, field: Field, value: Any) -> str:
        if value is None:
            return ""
        if field.kind is FieldKind.MONEY:
            return format_amount(value, _unit(self._document), Places.TRIM)
        if field.kind is FieldKind.CHOICE:
            return dict(field.choices).get(value, str(value))
        if field.kind is FieldKind.LINES:
            return "\n".join(value)
        if field.kind is FieldKind.STANDARDS:
            return "\n".join(each.text or "" for each in value)
        return str(value)


def _orders(typed: Mapping[str, str]) -> dict[str, list[int]]:
    """By the path of a list: the indexes of its rows in the order in which they were sent."""
    orders: dict[str, dict[int, None]] = {}
    for path in typed:
        for index in _INDEX.finditer(path):
            orders.setdefault(path[: index.start()], {}).setdefault(int(index[1]))
    return {path: list(order) for path, order in orders.items()}


def _unit(document: DisclosureDocument) -> str:
    return document.printed_unit or "万元"


def _set(data: Any, path: str, value: Any) -> None:
    holder, steps = data, path.replace("[", ".[").split(".")
    for step, following in pairwise(steps):
        key: Any = int(step[1:-1]) if step.startswith("[") else step
        if isinstance(key, int):
            holder.extend({} for _ in range(key + 1 - len(holder)))
        elif holder.get(key) is None:
            holder[key] = [] if following.startswith("[") else {}
        holder = holder[key]
    holder[steps[-1]] = value


def _read(document: DisclosureDocument, section: EditedSection, path: str, text: str, problems: list[Problem]) -> Any:
    field = _field_at(section, path)
    kind = field.kind if field else FieldKind.TEXT
    if kind is FieldKind.MONEY:
        try:
            return format(parse_amount(text, _unit(document)), ".2f")
        except BadAmount as problem:
            problems.append(Problem(path, str(problem)))
            return None
    if kind is FieldKind.CHOICE and field:
        words = {label: word for word, label in field.choices}
        if text not in words:
            problems.append(Problem(path, f"应是 {'、'.join(words)} 之一"))
        return words.get(text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if kind is FieldKind.STANDARDS:
        known = {each.text: each for each in document.at(path) or ()}
        return [encoded(known.get(line) or read_standard(line)) for line in lines]
    return lines if kind is FieldKind.LINES else text


def _reorder(data: Any, path: str, order: Sequence[int]) -> None:
    rows = data
    for step in path.replace("[", ".[").split("."):
        rows = rows[int(step[1:-1])] if step.startswith("[") else rows.get(step)
        if rows is None:
            return
    rows[:] = [rows[index] for index in (*order, *(i for i in range(len(rows)) if i not in order)) if index < len(rows)]


def _drop_blank_rows(data: Any, path: str) -> None:
    steps = path.split(".")
    for step in steps[:-1]:
        data = data.get(step) or {}
    if data.get(steps[-1]) is not None:
        data[steps[-1]] = _without_blank(data[steps[-1]])


def _without_blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blank(each) for key, each in value.items()}
    if isinstance(value, list):
        return [row for each in value if not _is_blank(row := _without_blank(each))]
    return value


def _is_blank(row: Any) -> bool:
    return all(_is_blank(each) for each in row.values()) if isinstance(row, dict) else row in (None, [])
