"""What can be typed of a disclosure: sections, and in each the fields and lists that follow from the document's shape.

Texts that the booklet words itself, and what only describes the paper that a disclosure was read from, are not typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from projects.disclosure import codec
from projects.disclosure.composed_texts import GENERATED
from projects.disclosure.document import DisclosureDocument, Standard
from projects.disclosure.labels import CHOICE_LABELS, FIELD_LABELS, MEMBER_LABELS, label_of
from projects.money import YUAN_PER_UNIT

_NOT_TYPED = frozenset({*GENERATED.values(), "budget.income.year_printed", "procurement.note", "assets.note"})
_NOT_TYPED_MEMBERS = frozenset({"form", "unit_line", "columns"})
_LONG = frozenset(
    {"text", "preface", "definition", "other_matters", "reason", "legal_basis", "duty_goal", "duty_description"}
)
_STACKED = frozenset({"performance.sections"})
_UNITS = tuple((unit, unit) for unit in YUAN_PER_UNIT)


class FieldKind(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "long"
    MONEY = "money"  # in the printed unit
    LINES = "lines"  # a list of texts, one a line
    STANDARDS = "standards"  # a list of sentences, one a line, whose grades are understood
    CHOICE = "choice"
    MONTH = "month"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One value; ``path`` has ``[]`` for the rows that it is in. ``choices`` are stored words with their labels."""

    path: str
    label: str
    kind: FieldKind
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def subjects(self) -> str:
        """Which classification a subject code is looked up in; "" for everything else."""
        member = self.path.rpartition(".")[2]
        if not self.path.startswith("subject_lines"):
            return ""
        return {"code": "functional", "economic_code": "economic"}.get(member, "")


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of rows: its columns, and the lists inside each row. ``is_stacked``: a row is too much for one line."""

    path: str
    columns: tuple[Field, ...]
    lists: tuple[ListShape, ...]

    @property
    def is_stacked(self) -> bool:
        return self.path in _STACKED


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A part of the document that is typed on one page; ``paths`` are members, ``title`` what people call it."""

    key: str
    title: str
    paths: tuple[str, ...]


def _section(*paths: str, title: str = "") -> EditedSection:
    key = paths[0].replace(".", "-").replace("_", "-")
    return EditedSection(key, title or label_of(paths[0]), paths)


SECTIONS = (
    _section("title", "issued", "printed_unit", "legal_basis", title="标题和依据"),
    _section("subject_lines.income"),
    _section("subject_lines.spending"),
    _section("duties"),
    _section("institutions"),
    _section("budget.income"),
    _section("budget.expenditure"),
    _section("budget.change"),
    _section("operating_costs"),
    _section("three_public"),
    _section("performance.overall_goal"),
    _section("performance.sections"),
    _section("performance.safeguards"),
    _section("procurement"),
    _section("assets"),
    _section("glossary"),
    _section("other_matters"),
)
"""What is typed, in the order of the booklet."""


@cache
def section_of(path: str) -> EditedSection | None:
    """The section in which the value at a path is typed."""
    return next(
        (each for each in SECTIONS for own in each.paths if path == own or path.startswith((f"{own}.", f"{own}["))),
        None,
    )


def shape_of(section: EditedSection) -> tuple[Field | ListShape, ...]:
    """The fields and lists of a section, in the order of the paper."""
    return tuple(each for path in section.paths for each in _at(path))


@cache
def fields_of(section: EditedSection) -> dict[str, Field]:
    """Every field of a section by its path."""
    return {field.path: field for field in _flat(shape_of(section))}


def _flat(shapes: tuple[Field | ListShape, ...]) -> Iterator[Field]:
    for each in shapes:
        yield from (each,) if isinstance(each, Field) else _flat((*each.columns, *each.lists))


def _at(path: str) -> Iterator[Field | ListShape]:
    kind: Any = DisclosureDocument
    *steps, last = path.split(".")
    for step in steps:
        kind = next(member for member in codec.members(kind) if member.name == step).metadata["kind"]
    yield from _member(next(member for member in codec.members(kind) if member.name == last), path)


def _member(member: Any, path: str) -> Iterator[Field | ListShape]:
    metadata = member.metadata
    if path in _NOT_TYPED or member.name in _NOT_TYPED_MEMBERS:
        return
    if "kind" in metadata:
        for each in codec.members(metadata["kind"]):
            yield from _member(each, f"{path}.{each.name}")
    elif "rows" in metadata and metadata["rows"] is not Standard:
        inner = [shape for each in codec.members(metadata["rows"]) for shape in _member(each, f"{path}[].{each.name}")]
        columns = tuple(each for each in inner if isinstance(each, Field))
        yield ListShape(path, columns, tuple(each for each in inner if isinstance(each, ListShape)))
    else:
        yield _field(member, path)


def _field(member: Any, path: str) -> Field:
    own = FIELD_LABELS.get(path) or (MEMBER_LABELS.get(member.name) if "[]" in path else "")
    return Field(path, own or label_of(path), _kind_of(member), _choices(member, path))


def _kind_of(member: Any) -> FieldKind:
    if "rows" in member.metadata:
        return FieldKind.STANDARDS
    if "items" in member.metadata:
        return FieldKind.LINES
    how = member.metadata["codec"]
    if how.words or member.name == "printed_unit":
        return FieldKind.CHOICE
    kinds = {codec.MONEY: FieldKind.MONEY, codec.DAY: FieldKind.DAY, codec.MONTH: FieldKind.MONTH}
    return kinds.get(how) or (FieldKind.LONG if member.name in _LONG else FieldKind.TEXT)


def _choices(member: Any, path: str) -> tuple[tuple[str, str], ...]:
    if path == "printed_unit":
        return _UNITS
    how = member.metadata.get("codec")
    return tuple((word, CHOICE_LABELS.get(word, word)) for word in how.words) if how else ()
