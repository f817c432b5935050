"""What the page shows on which a section of a disclosure is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from projects.disclosure.editing import Control, ControlRows, EditedSection, controls
from projects.disclosure.labels import label_of
from projects.exchange import Problem
from projects.models import Disclosure
from reports.disclosure.tables import unit_of


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """What is wrong, and the control that it is wrong in."""

    path: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """``revision`` is the one that the person has seen."""

    disclosure: Disclosure
    section: EditedSection
    unit: str
    revision: str
    singles: tuple[Control, ...]
    lists: tuple[ControlRows, ...]
    problems: tuple[PlacedProblem, ...]


def edit_page(
    disclosure: Disclosure,
    section: EditedSection,
    typed: Mapping[str, str] | None = None,
    problems: Sequence[Problem] = (),
) -> EditPage:
    """With what was ``typed`` in place of what is stored, where it could not be taken."""
    document, sent = disclosure.document, typed or {}
    shown = controls(document, section)
    return EditPage(
        disclosure=disclosure,
        section=section,
        unit=unit_of(document),
        revision=sent.get("revision", str(disclosure.revision)),
        singles=tuple(_typed(each, sent) for each in shown if isinstance(each, Control)),
        lists=tuple(
            ControlRows(each.title, tuple(tuple(_typed(control, sent) for control in row) for row in each.rows))
            for each in shown
            if isinstance(each, ControlRows)
        ),
        problems=tuple(PlacedProblem(each.path, label_of(each.path), each.message) for each in problems),
    )


def _typed(control: Control, sent: Mapping[str, str]) -> Control:
    return replace(control, text=sent.get(control.path, control.text))
