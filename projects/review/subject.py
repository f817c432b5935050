"""What the rules look at: one form with its layout, its framework and the forms around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from indicators.framework import Framework
from projects.document import FormDocument
from projects.layouts.model import Layout
from projects.review.reading import FormReading


@dataclass(frozen=True, slots=True)
class ReaderNote:
    """What a reader saw on paper and the value no longer shows; ``code`` as in ``unit-contradicts-label``."""

    field: str
    code: str
    text: str


@dataclass(frozen=True)
class Neighbour:
    """Another form: one of the same unit and year, or the same project's of an earlier year.

    ``key`` identifies it for the caller, ``name`` is what people are told.
    """

    key: str
    name: str
    document: FormDocument

    @cached_property
    def reading(self) -> FormReading:
        return FormReading(self.document)


@dataclass(frozen=True)
class Subject:
    """One form under review. ``neighbours`` are forms of the same unit and year, without the form itself;

    ``earlier`` the forms of the same project in earlier years. Both are empty where nothing is known of them.
    """

    document: FormDocument
    layout: Layout
    framework: Framework
    notes: tuple[ReaderNote, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    earlier: tuple[Neighbour, ...] = ()

    @cached_property
    def reading(self) -> FormReading:
        """Everything derived from the document alone."""
        return FormReading(self.document)
