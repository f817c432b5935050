"""What stands beside a cell that was copied from an earlier year and still waits for a look."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import PerformanceForm
from projects.suggestions import suggestion_at, unconfirmed_targets


@dataclass(frozen=True, slots=True)
class CopiedNote:
    """``years`` are the earlier years the text names, ``moves`` what a click would make of each (``2019 改为 2020``).

    ``carried_on`` is the text after that click; both are blank where there is nothing to move.
    """

    is_target: bool
    text: str
    years: tuple[int, ...]
    moves: str
    carried_on: str


@dataclass(frozen=True, slots=True)
class CopiedSummary:
    """How much of a form still waits."""

    targets: int
    texts: int


def copied_note(form: PerformanceForm, path: str, text: str) -> CopiedNote | None:
    """The note at a path that says ``text``; rows go by their key."""
    suggestion = suggestion_at(form, path)
    if suggestion is None:
        return None
    moved = [f"{year} 改为 {year + suggestion.by}" for year in suggestion.years]
    carried_on = suggestion.carried_on(text) if moved else ""
    return CopiedNote(suggestion.is_target, text, suggestion.years, "、".join(moved), carried_on)


def copied_summary(form: PerformanceForm) -> CopiedSummary:
    """For the notice above the sheet."""
    texts = sum(bool(data["years"]) for data in form.suggestions.values())
    return CopiedSummary(len(unconfirmed_targets(form)), texts)
