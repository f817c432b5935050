"""What the page of a form that was read says of single cells."""

from __future__ import annotations

from dataclasses import dataclass

from projects.catalog import Kind
from projects.layouts.model import Choice
from projects.values import NO, YES
from projects.wizard.controls import unit_of
from reports.imports.document_edits import Spot

_YES_NO = (Choice(YES, YES), Choice(NO, NO))


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a value stood and what stood there."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """A doubt with the name of its cell; ``anchor`` and ``cell`` are empty where the paper does not show it.

    ``seen`` is what stood there, for the doubts that no cell shows.
    """

    path: str
    label: str
    reason: str
    settled: str
    number: int
    cell: str = ""
    anchor: str = ""
    seen: Seen | None = None


@dataclass(frozen=True, slots=True)
class CellMark:
    """What is known of one cell of the paper beside its text."""

    seen: Seen | None = None
    doubts: tuple[ShownDoubt, ...] = ()
    can_edit: bool = False
    has_room: bool = True
    """Whether reasons can stand in the cell; those of narrow cells stand in the panel alone."""


@dataclass(frozen=True, slots=True)
class OpenCell:
    """The cell that is being corrected; ``message`` says why the typed ``text`` could not be taken."""

    spot: Spot
    text: str
    message: str = ""
    category: str = ""
    categories: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return self.spot.path

    @property
    def control(self) -> str:
        """Which kind of input: ``choice``, ``area`` or ``line``."""
        if self.choices:
            return "choice"
        if self.spot.field.kind is Kind.NARRATIVE or "\n" in self.text:
            return "area"
        # The columns of tables are narrow.
        return "area" if self.spot.lines and self.is_one_line else "line"

    @property
    def is_one_line(self) -> bool:
        """Whether Enter may end the writing."""
        return self.spot.field.kind is Kind.TEXT

    @property
    def choices(self) -> tuple[Choice, ...]:
        return _YES_NO if self.spot.field.kind is Kind.FLAG else self.spot.source.choices

    @property
    def has_own_text(self) -> bool:
        """Whether the text is none of the choices; it is kept as one more."""
        return bool(self.text) and all(choice.value != self.text for choice in self.choices)

    @property
    def unit(self) -> str:
        return unit_of(self.spot.source, self.spot.shown)


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text that could not be taken, and why."""

    path: str
    text: str
    message: str
    category: str = ""
