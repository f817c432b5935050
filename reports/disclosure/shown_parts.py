"""The texts and tables of a disclosure as its page shows them: in pieces, every amount a piece of its own.

What an amount leads to is decided elsewhere (``proof_links``); here it gets its anchor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from projects.disclosure.checks.forms import form_amount, form_name
from projects.disclosure.checks.tracing import FigureTrace
from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import EditedSection, section_of
from projects.disclosure.labels import label_of
from projects.document import FormDocument
from reports.disclosure.places import Mark, anchor_of, words_before
from reports.disclosure.tables import TABLES, TableColumn, amount, cell_text, unit_of

PARTS = (
    "legal_basis",
    "duties",
    "institutions",
    "budget.preface",
    "budget.income",
    "budget.expenditure",
    "budget.change",
    "operating_costs",
    "three_public",
    "performance.overall_goal",
    "performance.sections",
    "performance.safeguards",
    "procurement",
    "assets",
    "glossary",
    "other_matters",
)
"""What the page shows, in the order of the booklet."""

_TOLD = (".text", ".preface", ".note", ".definition", ".duty_description", ".duty_goal", "]")
_TOLD_ONCE_MORE = (".points[", ".performance_goal.items[")  # the points of a text that is shown as a whole


class Standing(StrEnum):
    """How a sum or a figure stands; the values name the style of it."""

    HOLDS = "holds"
    FAILS = "fails"
    PARTIAL = "partial"  # the terms are only examples, and no more than the sum
    UNKNOWN = "unknown"  # a figure from nowhere
    PLAIN = "plain"  # a figure that is itself a source, or zero


@dataclass(frozen=True, slots=True)
class FigureLink:
    """What a figure rests on, in words, and the anchor that shows it, "" for none."""

    standing: Standing
    origin: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; an amount has an ``anchor`` and a ``link``."""

    text: str
    anchor: str = ""
    link: FigureLink | None = None


@dataclass(frozen=True, slots=True)
class ShownText:
    """One text; ``label`` is blank where the title of its part says enough, ``anchor`` where the part has it."""

    anchor: str
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table: its columns, and for every row an anchor and its cells."""

    label: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the booklet and the section in which its figures are typed."""

    anchor: str
    title: str
    section: EditedSection | None
    texts: tuple[ShownText, ...]
    table: ShownTable | None


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A project's form with what it asks for; ``number`` counts from 0."""

    number: int
    anchor: str
    name: str
    amount: Piece


Links = Mapping[str, FigureLink]
"""What the amounts lead to, by their anchors."""


class Parts:
    """The parts of one disclosure, their amounts as ``marks``, and the paths of all that has an anchor."""

    def __init__(
        self, document: DisclosureDocument, forms: Sequence[FormDocument], traces: Sequence[FigureTrace]
    ) -> None:
        self._document = document
        self._forms = forms
        self._unit = unit_of(document)
        self._texts = {part: [*_texts(document, part)] for part in PARTS}
        self._rows = {path.partition(".")[0]: path for path in TABLES if document.at(path)}
        self.traces = {f"figure-{number}": trace for number, trace in enumerate(sorted(traces, key=_in_order), start=1)}
        self.marks = tuple(self._marks())
        self.anchors = tuple(self._anchors())

    def shown(self, links: Links) -> Iterator[ShownPart]:
        """Every part that has something to show."""
        by_field: dict[str, list[str]] = {}
        for anchor, trace in self.traces.items():
            by_field.setdefault(trace.field, []).append(anchor)
        for part in PARTS:
            title = label_of(part)
            texts = tuple(
                ShownText(
                    anchor_of(path) if path != part else "",
                    label_of(path, self._document).removeprefix(title).removesuffix(label_of("text")),
                    tuple(self._pieces(text, by_field.get(path, ()), links)),
                )
                for path, text in self._texts[part]
            )
            table = self._table(part, links) if part in self._rows else None
            if texts or table:
                yield ShownPart(anchor_of(part), title, section_of(part), texts, table)

    def forms(self, links: Links) -> Iterator[ShownForm]:
        """The projects' forms."""
        for number, form in enumerate(self._forms):
            piece = self._cell(_form_path(number), amount(form_amount(form), self._unit), links)
            yield ShownForm(number, anchor_of(f"forms[{number}]"), form_name(form), piece)

    def _marks(self) -> Iterator[Mark]:
        for anchor, trace in self.traces.items():
            before = words_before(self._document.at(trace.field) or "", trace.start)
            yield Mark(anchor, trace.field, trace.amount, before)
        for path, columns in TABLES.items():
            for index, row in enumerate(self._document.at(path)):
                for column in columns:
                    value = getattr(row, column.member)
                    if column.is_money and value is not None:
                        field = f"{path}[{index}].{column.member}"
                        yield Mark(anchor_of(field), field, value, getattr(row, columns[0].member) or "")
        for number, form in enumerate(self._forms):
            asked = form_amount(form)
            if asked is not None:
                yield Mark(anchor_of(_form_path(number)), _form_path(number), asked, form_name(form))

    def _anchors(self) -> Iterator[str]:
        for part in PARTS:
            if self._texts[part] or part in self._rows:
                yield part
            yield from (path for path, _ in self._texts[part] if path != part)
            if part in self._rows:
                path = self._rows[part]
                yield from (f"{path}[{index}]" for index in range(len(self._document.at(path))))
        yield from (f"forms[{number}]" for number in range(len(self._forms)))

    def _pieces(self, text: str, anchors: Sequence[str], links: Links) -> Iterator[Piece]:
        done = 0
        for anchor in anchors:
            trace = self.traces[anchor]
            if trace.start > done:
                yield Piece(text[done : trace.start])
            done = trace.start + len(trace.text)
            yield Piece(trace.text, anchor, links[anchor])
        if done < len(text):
            yield Piece(text[done:])

    def _table(self, part: str, links: Links) -> ShownTable:
        path = self._rows[part]
        rows = self._document.at(path)
        columns = tuple(
            column for column in TABLES[path] if any(getattr(row, column.member) is not None for row in rows)
        )
        return ShownTable(
            label_of(part),
            columns,
            tuple(
                (
                    anchor_of(f"{path}[{index}]"),
                    tuple(
                        self._cell(f"{path}[{index}].{column.member}", cell_text(row, column, self._unit), links)
                        for column in columns
                    ),
                )
                for index, row in enumerate(rows)
            ),
        )

    def _cell(self, field: str, text: str, links: Links) -> Piece:
        link = links.get(anchor_of(field))
        return Piece(text, anchor_of(field), link) if link else Piece(text)


def _texts(document: DisclosureDocument, part: str) -> Iterator[tuple[str, str]]:
    told = document.at(part)
    if isinstance(told, str):
        yield part, told
        return
    if told is None:
        return
    texts = [(path, text) for path, text in document.texts(part) if path.endswith(_TOLD)]
    paths = {path for path, _ in texts}
    for path, text in texts:
        again = next((mark for mark in _TOLD_ONCE_MORE if mark in path), None)
        if not (again and f"{path.partition(again)[0]}{again.rpartition('.')[0]}.text" in paths):
            yield path, text


def _form_path(number: int) -> str:
    return f"forms[{number}].amounts"


def _in_order(trace: FigureTrace) -> tuple[int, str, int]:
    part = next((number for number, part in enumerate(PARTS) if trace.field.startswith(part)), len(PARTS))
    return part, trace.field, trace.start
