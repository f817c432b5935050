"""What a layout prints, row by row: the knowledge by which torn rows are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from projects.catalog import Field
from projects.layouts.model import Entry, Layout, LineTable, Section, SheetForm, TextCell
from reports.readers.ocr.text import folded

_NAMES = re.compile(r"\{\w+\}")
_YEAR_NAMES = re.compile(r"\{(?:\w+_)?year(?:_\w+)?\}")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_ANY_YEAR = "2000"
_MARKS = "*:"


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a printed row: a fixed text, or the place of a value, which has ``path`` and ``field``.

    ``is_tail`` says that the text began in a row above and covers this one, ``names_year`` that it names a year.
    """

    text: str = ""
    is_tail: bool = False
    path: str = ""
    field: Field | None = None
    names_year: bool = False

    @property
    def is_value(self) -> bool:
        return self.field is not None

    @property
    def key(self) -> str:
        """The fixed text as it is compared."""
        return label_key(self.text)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One printed row; ``table`` is set for the head of a line table, whose lines follow it."""

    slots: tuple[Slot, ...]
    table: LineTable | None = None

    @property
    def labels(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.is_value and not slot.is_tail)

    @property
    def values(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.is_value)


@dataclass(frozen=True, slots=True)
class Template:
    """The rows of one layout, from the first to the last."""

    layout: Layout
    rows: tuple[TemplateRow, ...]

    def label_keys(self) -> set[str]:
        """Every fixed text of the paper, as it is compared."""
        return {slot.key for row in self.rows for slot in row.labels if slot.key}


def label_key(text: str) -> str:
    """A label without blanks, stars and its closing colon; every year is the same."""
    return _YEAR.sub(_ANY_YEAR, folded(text).strip(_MARKS))


def template_of(layout: Layout) -> Template:
    """The printed rows of ``layout``; covers and parts without lines are no tables."""
    rows: list[TemplateRow] = []
    is_ruled = True
    for section in layout.sections:
        if section.starts:
            is_ruled = section.starts.form is SheetForm.RULED
        if is_ruled:
            rows += _of_table(section.table) if section.table else _of_rows(layout, section)
    return Template(layout, tuple(rows))


def _of_table(table: LineTable) -> list[TemplateRow]:
    heads = [table.side.head] if table.side else []
    heads += [column.head for column in table.printed]
    return [TemplateRow(tuple(Slot(head) for head in heads), table)]


def _of_rows(layout: Layout, section: Section) -> Iterator[TemplateRow]:
    tails: list[tuple[Slot, int]] = []  # labels that cover further rows, with how many
    for row in section.rows:
        slots = [slot for slot, _ in tails]
        tails = [(slot, rows - 1) for slot, rows in tails if rows > 1]
        for entry in row:
            own = list(_slots(layout, entry))
            slots += own
            if entry.down > 1:
                tails.append((replace(own[0], is_tail=True), entry.down - 1))
        yield TemplateRow(tuple(slots))


def _slots(layout: Layout, entry: Entry) -> Iterator[Slot]:
    if isinstance(entry, TextCell):
        yield _label(layout, entry.text)
        return
    if entry.label_span:
        yield _label(layout, entry.printed or entry.label)
    yield Slot(path=entry.path, field=entry.field)


def _label(layout: Layout, text: str) -> Slot:
    return Slot(_fixed(layout, text), names_year=bool(_YEAR_NAMES.search(text)))


def _fixed(layout: Layout, text: str) -> str:
    """The text without what it names of a form; a year stands for any year."""
    return _NAMES.sub("", _YEAR_NAMES.sub(_ANY_YEAR, text.replace("{money_unit}", layout.money_unit)))
