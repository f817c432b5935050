"""What stands around the paper of a form that was read: where it goes, its neighbours, what the person can do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reports.imports.forms import PlaceForm, layout_choices
from reports.imports.preview import Preview
from reports.models import DraftState, ImportDraft

_NEIGHBOURS = 20  # forms shown above and below this one in the list at the left


@dataclass
class FormPage:
    """Made part by part, as the page asks for it."""

    draft: ImportDraft
    preview: Preview
    place_form: PlaceForm

    @cached_property
    def order(self) -> list[tuple[int, str]]:
        """(key, state) of all forms of the batch. One query."""
        return list(ImportDraft.objects.in_batch(self.draft.file.batch).values_list("pk", "state"))

    @cached_property
    def position(self) -> int:
        """Where this form stands in its batch, from 0."""
        return [pk for pk, _ in self.order].index(self.draft.pk)

    @property
    def number(self) -> int:
        return self.position + 1

    @cached_property
    def neighbours(self) -> list[ImportDraft]:
        """The forms around this one, this one among them."""
        first = max(self.position - _NEIGHBOURS, 0)
        return list(ImportDraft.objects.in_batch(self.draft.file.batch).for_list()[first : first + 2 * _NEIGHBOURS + 1])

    @cached_property
    def next_open(self) -> int | None:
        """The next form that waits for a decision, from here to the end and then from the beginning."""
        after = [*self.order[self.position + 1 :], *self.order[: self.position]]
        return next((pk for pk, state in after if state == DraftState.OPEN), None)

    @property
    def layouts(self) -> list[tuple[str, str]]:
        return layout_choices()

    @property
    def is_busy(self) -> bool:
        return self.draft.file.batch.is_open
