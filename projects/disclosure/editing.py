"""A section of a disclosure as controls to type into, and back: everything wrong is reported at once, by path.

The controls follow from the shape of the document. A row is added by typing into the blank one behind the last,
and removed by emptying it. Texts that the booklet words itself are not typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from projects.disclosure.codec import MONEY, members
from projects.disclosure.composed_texts import GENERATED
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.labels import MEMBER_LABELS, label_of
from projects.exchange import ExchangeError, Problem
from projects.money import BadAmount, Places, format_amount, parse_amount


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A part of the document that is changed at once; ``path`` is a member, ``title`` what people call it."""

    key: str
    title: str
    path: str


SECTIONS = tuple(
    EditedSection(path.replace(".", "-").replace("_", "-"), label_of(path), path)
    for path in (
        "duties",
        "institutions",
        "budget.income",
        "budget.expenditure",
        "budget.change",
        "operating_costs",
        "three_public",
        "assets",
        "glossary",
        "other_matters",
    )
)
"""What is typed, in the order of the booklet."""

_LONG = ("text", "preface", "definition", "other_matters", "reason")


@dataclass(frozen=True, slots=True)
class Control:
    """One value: its path, its label, what it shows; ``is_money`` amounts are in the printed unit."""

    path: str
    label: str
    text: str
    is_money: bool = False
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class ControlRows:
    """A list: one row of controls for each entry, and a blank one."""

    title: str
    rows: tuple[tuple[Control, ...], ...]


def controls(document: DisclosureDocument, section: EditedSection) -> tuple[Control | ControlRows, ...]:
    """What is typed for a section, in the order of the paper."""
    return tuple(_Walk(document).at(section.path))


def edited(document: DisclosureDocument, section: EditedSection, typed: Mapping[str, str]) -> DisclosureDocument:
    """The document with what was typed; other paths are not looked at.

    Raises :class:`~projects.exchange.ExchangeError`.
    """
    data = document.to_json()
    problems: list[Problem] = []
    for control in _all(controls(document, section)):
        if control.path in typed:
            _set(data, control, typed[control.path], _unit(document), problems)
    _drop_blank_rows(data, section.path)
    try:
        changed = disclosure_from(data)
    except ExchangeError as error:
        raise ExchangeError([*problems, *error.problems]) from error
    if problems:
        raise ExchangeError(problems)
    return changed


def _all(shown: tuple[Control | ControlRows, ...]) -> Iterator[Control]:
    for each in shown:
        if isinstance(each, Control):
            yield each
        else:
            yield from (control for row in each.rows for control in row)


class _Walk:
    def __init__(self, document: DisclosureDocument) -> None:
        self._document = document

    def at(self, path: str) -> Iterator[Control | ControlRows]:
        parent, _, name = path.rpartition(".")
        holder = self._document.at(parent) if parent else self._document
        member = next(member for member in members(holder) if member.name == name)
        yield from self._member(member, getattr(holder, name), path)

    def _member(self, member: Any, value: Any, path: str) -> Iterator[Control | ControlRows]:
        metadata = member.metadata
        if path in GENERATED.values() or metadata.get("extra") or "items" in metadata:
            return
        if "kind" in metadata:
            holder = value if value is not None else metadata["kind"]()
            for each in members(holder):
                yield from self._member(each, getattr(holder, each.name), f"{path}.{each.name}")
        elif "rows" in metadata:
            yield from self._rows(metadata["rows"], value, path)
        else:
            yield self._control(member, value, path, label_of(path))

    def _rows(self, kind: Any, values: tuple[Any, ...], path: str) -> Iterator[ControlRows]:
        plain = [each for each in members(kind) if "codec" in each.metadata and not each.metadata.get("extra")]
        rows = tuple(
            tuple(
                self._control(each, getattr(value, each.name), f"{path}[{index}].{each.name}", _head(each.name))
                for each in plain
            )
            for index, value in enumerate((*values, kind()))
        )
        yield ControlRows(label_of(path, self._document), rows)
        for each in members(kind):
            for index, value in enumerate(values):
                if "rows" in each.metadata:
                    yield from self._rows(
                        each.metadata["rows"], getattr(value, each.name), f"{path}[{index}].{each.name}"
                    )

    def _control(self, member: Any, value: Any, path: str, label: str) -> Control:
        codec = member.metadata["codec"]
        is_money = codec is MONEY
        if value is None:
            text = ""
        elif is_money:
            text = format_amount(value, _unit(self._document), Places.TRIM)
        else:
            text = str(codec.write(value))
        return Control(path, label, text, is_money=is_money, is_long=member.name in _LONG)


def _head(name: str) -> str:
    return MEMBER_LABELS.get(name) or name


def _unit(document: DisclosureDocument) -> str:
    return document.printed_unit or "万元"


def _set(data: Any, control: Control, typed: str, unit: str, problems: list[Problem]) -> None:
    text = typed.replace("\r\n", "\n").strip()
    if text == control.text:
        return
    holder, steps = data, control.path.replace("[", ".[").split(".")
    for step, following in pairwise(steps):
        key: Any = int(step[1:-1]) if step.startswith("[") else step
        if isinstance(key, int) and key == len(holder):
            holder.append({})
        elif holder[key] is None:
            holder[key] = [] if following.startswith("[") else {}
        holder = holder[key]
    holder[steps[-1]] = _read(control, text, unit, problems) if text else None


def _read(control: Control, text: str, unit: str, problems: list[Problem]) -> Any:
    if control.is_money:
        try:
            return format(parse_amount(text, unit), ".2f")
        except BadAmount as problem:
            problems.append(Problem(control.path, str(problem)))
            return None
    return int(text) if control.path.endswith("year_printed") and text.isdecimal() and len(text) <= 4 else text


def _drop_blank_rows(data: Any, path: str) -> None:
    steps = path.split(".")
    for step in steps[:-1]:
        data = data[step]
    data[steps[-1]] = _without_blank(data[steps[-1]])


def _without_blank(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blank(each) for key, each in value.items()}
    if isinstance(value, list):
        return [row for each in value if not _is_blank(row := _without_blank(each))]
    return value


def _is_blank(row: Any) -> bool:
    return all(_is_blank(each) for each in row.values()) if isinstance(row, dict) else row in (None, [])
