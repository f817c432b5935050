"""How far the sections of a disclosure are filled in.

A section with amounts is filled once it has one: some have names or a day from the beginning.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.edit_shape import SECTIONS, EditedSection, FieldKind, fields_of
from projects.disclosure.editing import ControlRows, all_controls, controls, is_typed


@dataclass(frozen=True, slots=True)
class SectionState:
    """``rows``: entries of its lists; ``is_computed``: nothing is typed, but something follows from other sections."""

    section: EditedSection
    is_filled: bool
    is_computed: bool
    rows: int

    @property
    def label(self) -> str:
        """What stands behind the section's name."""
        if self.is_filled:
            return f"{self.rows} 行" if self.rows else "已填"
        return "自动得出" if self.is_computed else "未填"


def section_states(document: DisclosureDocument, in_force: DisclosureDocument) -> tuple[SectionState, ...]:
    """Of every section, in the order of the booklet. ``in_force`` is the same with what is computed."""
    return tuple(_state(document, in_force, section) for section in SECTIONS)


def missing_sections(in_force: DisclosureDocument) -> tuple[str, ...]:
    """The titles of sections in which nothing stands, typed or computed; made for lists: no controls are built."""
    return tuple(section.title for section in SECTIONS if not _has_any(in_force, section))


def _has_any(document: DisclosureDocument, section: EditedSection) -> bool:
    texts = () if _has_amounts(section) else chain.from_iterable(map(document.texts, section.paths))
    leaves = chain(texts, chain.from_iterable(map(document.amounts, section.paths)))
    return any(is_typed(section, path) for path, _ in leaves)


def _has_amounts(section: EditedSection) -> bool:
    return any(field.kind is FieldKind.MONEY for field in fields_of(section).values())


def _state(document: DisclosureDocument, in_force: DisclosureDocument, section: EditedSection) -> SectionState:
    shown = controls(document, section, in_force)
    kinds = {FieldKind.MONEY} if _has_amounts(section) else set(FieldKind)
    typed = [control for control in all_controls(shown) if control.text and control.field.kind in kinds]
    computed = any(control.computed for control in all_controls(shown))
    lists = [each for each in shown if isinstance(each, ControlRows)]
    derived = any(each.derived for each in lists)
    return SectionState(section, bool(typed), computed or derived, sum(len(each.rows) - 1 for each in lists))
