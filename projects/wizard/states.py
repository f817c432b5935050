"""How far each section is: what the list at the left of the page shows."""

from __future__ import annotations

from dataclasses import dataclass

from projects.checking import SectionProgress, progress
from projects.document import FormDocument
from projects.layouts import Section
from projects.models import PerformanceForm


@dataclass(frozen=True, slots=True)
class SectionState:
    """``done`` of ``total`` cells are filled (of a table: its rows); ``missing`` names the required ones."""

    key: str
    title: str
    done: int
    total: int
    is_table: bool
    required: int
    filled: int
    missing: tuple[str, ...]
    has_error: bool

    @property
    def is_complete(self) -> bool:
        return self.done >= self.total

    @property
    def shown_done(self) -> int:
        """Never more than ``total``, for the ring."""
        return min(self.done, self.total)

    @property
    def count(self) -> str:
        return f"{self.done} 条" if self.is_table else f"{self.done}/{self.total}"


def states_of(form: PerformanceForm, document: FormDocument) -> list[SectionState]:
    """The state of every section, in the order of the paper."""
    layout = form.layout
    broken = {section.key for path in form.unread if (section := layout.section_of(path))}
    return [
        _state(section, so_far, document, section.key in broken)
        for section, so_far in zip(layout.sections_to_fill(), progress(layout, document), strict=True)
    ]


def _state(section: Section, so_far: SectionProgress, document: FormDocument, has_error: bool) -> SectionState:
    values = [document.at(cell.path) for cell in section.cells()]
    done, total = sum(value not in (None, ()) for value in values), len(values)
    if section.table:
        done, total = so_far.lines or 0, max(section.table.minimum, 1)
    return SectionState(
        key=section.key,
        title=section.title,
        done=done,
        total=total,
        is_table=section.table is not None,
        required=so_far.required,
        filled=so_far.filled,
        missing=tuple(dict.fromkeys(so_far.missing)),
        has_error=has_error,
    )
