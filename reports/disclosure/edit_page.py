"""What the page shows on which a section of a disclosure is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from projects.disclosing.stored import document_in_force, issued_documents, last_year_of
from projects.disclosure.edit_conflicts import packed
from projects.disclosure.edit_shape import EditedSection
from projects.disclosure.edit_states import SectionState, section_states
from projects.disclosure.editing import Control, ControlRows, all_controls, controls, texts_of
from projects.disclosure.labels import label_of
from projects.disclosure.official_texts import TEMPLATES
from projects.disclosure.project_spending import decided_paths
from projects.disclosure.suggested import suggested_changes
from projects.disclosure.telling import is_told
from projects.models import Disclosure
from projects.money import Places, format_amount
from reports.disclosure.saving import Unsaved
from reports.disclosure.tables import unit_of


@dataclass(frozen=True, slots=True)
class PlacedProblem:
    """What is wrong, and the control that it is wrong in."""

    target: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class PlacedDifference:
    """A value that two people wrote differently."""

    target: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class EditPage:
    """``revision`` and ``seen`` are what the person has before them: they come back with what is typed."""

    disclosure: Disclosure
    section: EditedSection
    unit: str
    revision: str
    seen: str
    shown: tuple[Control | ControlRows, ...]
    states: tuple[SectionState, ...]
    problems: tuple[PlacedProblem, ...]
    differences: tuple[PlacedDifference, ...]
    refusal: str

    @property
    def is_unsaved(self) -> bool:
        """Whether the page holds what was sent and not stored."""
        return bool(self.problems or self.differences or self.refusal)

    @property
    def is_told(self) -> bool:
        """Whether the booklet tells what is typed here in a text of its own."""
        return is_told(self.section, TEMPLATES)


def edit_page(disclosure: Disclosure, section: EditedSection, unsaved: Unsaved | None = None) -> EditPage:
    """With what was typed in place of what is stored, where it could not be taken."""
    problems, differences = (unsaved.problems, unsaved.differences) if unsaved else ((), ())
    document = disclosure.document
    forms = issued_documents(disclosure)
    in_force = document_in_force(disclosure, forms)
    shown = controls(document, section, in_force, unsaved.texts if unsaved else None, decided_paths(document, forms))
    messages = {problem.path: problem.message for problem in problems}
    targets = {control.path: control.id for control in all_controls(shown)}
    return EditPage(
        disclosure=disclosure,
        section=section,
        unit=unit_of(document),
        revision=unsaved.revision if unsaved and unsaved.refusal else str(disclosure.revision),
        seen=unsaved.seen if unsaved and unsaved.refusal else packed(texts_of(document, section)),
        shown=tuple(_with_notes(shown, messages, _suggestions(disclosure, section))),
        states=section_states(document, in_force),
        problems=tuple(
            PlacedProblem(targets.get(each.path, ""), _called(each.path), each.message) for each in problems
        ),
        differences=tuple(
            PlacedDifference(targets.get(each.path, ""), _called(each.path), _words(each.mine), _words(each.theirs))
            for each in differences
        ),
        refusal=unsaved.refusal if unsaved else "",
    )


def _with_notes(
    shown: Sequence[Control | ControlRows], messages: Mapping[str, str], suggested: Mapping[str, str]
) -> Iterator[Control | ControlRows]:
    def noted(control: Control) -> Control:
        return replace(control, message=messages.get(control.path, ""), suggested=suggested.get(control.path, ""))

    for each in shown:
        if isinstance(each, Control):
            yield noted(each)
        else:
            rows = tuple(replace(row, controls=tuple(map(noted, row.controls))) for row in each.rows)
            yield replace(each, rows=rows)


def _called(path: str) -> str:
    """By number and not by name: the name may be what was changed."""
    return label_of(path)


def _words(text: str) -> str:
    return text or "（空白）"


def _suggestions(disclosure: Disclosure, section: EditedSection) -> dict[str, str]:
    """By path: the change against last year's disclosure, in the printed unit."""
    before = last_year_of(disclosure) if section.key == "budget-change" else None
    if before is None:
        return {}
    documents = [document_in_force(each, issued_documents(each)) for each in (disclosure, before)]
    unit = unit_of(disclosure.document)
    return {path: format_amount(amount, unit, Places.TRIM) for path, amount in suggested_changes(*documents).items()}
