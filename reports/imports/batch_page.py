"""A batch as its page shows it: its files, and the forms on one page of it with what would become of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from projects.models import User
from reports.imports.acceptance import certain_tokens
from reports.imports.drafts import layout_of
from reports.imports.fates import Fate, fates_of
from reports.imports.forms import UnitForm
from reports.models import BatchState, DraftState, FileState, ImportBatch, ImportDraft, ImportFile


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One form in the list; decided ones have no fate any more."""

    draft: ImportDraft
    layout: str
    fate: Fate | None = None

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at before accepting it."""
        return bool(self.fate and self.fate.is_possible and not self.draft.open_doubts and not self.fate.replaces)


@dataclass
class BatchPage:
    """Made part by part, as the page asks for it. ``drafts`` are those of one page."""

    batch: ImportBatch
    user: User
    drafts: Sequence[ImportDraft]

    @cached_property
    def files(self) -> list[ImportFile]:
        return list(self.batch.files.all())

    @cached_property
    def rows(self) -> list[DraftRow]:
        fates = fates_of([draft for draft in self.drafts if draft.is_open], self.user)
        return [DraftRow(draft, _layout_name(draft.layout_slug), fates.get(draft.pk)) for draft in self.drafts]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many forms there are in each state; of the open ones ``clean`` have no doubt, ``homeless`` no unit."""
        states = list(ImportDraft.objects.in_batch(self.batch).values_list("state", "open_doubts", "unit"))
        counts = {state.value: sum(each == state for each, _, _ in states) for state in DraftState}
        clean = sum(state == DraftState.OPEN and not doubts for state, doubts, _ in states)
        homeless = sum(state == DraftState.OPEN and unit is None for state, _, unit in states)
        return counts | {"all": len(states), "clean": clean, "homeless": homeless}

    @cached_property
    def unit_form(self) -> UnitForm:
        """For the forms without a unit."""
        return UnitForm(None, self.user)

    @property
    def is_storing(self) -> bool:
        return self.batch.state == BatchState.STORING

    @cached_property
    def found(self) -> int:
        """Forms found so far."""
        return sum(file.found for file in self.files)

    @cached_property
    def finished_files(self) -> int:
        return sum(file.state not in (FileState.WAITING, FileState.READING) for file in self.files)

    @cached_property
    def file_now(self) -> ImportFile | None:
        """The file that is being read."""
        return next((file for file in self.files if file.state == FileState.READING), None)

    @cached_property
    def stored(self) -> int:
        """How many of the forms that the job has to store are done."""
        return max(self.batch.to_store - self.counts[DraftState.QUEUED], 0)

    @cached_property
    def files_to_tell(self) -> list[ImportFile]:
        """Files with something to say: not read, with mistakes, or with texts that belong to no form."""
        return [file for file in self.files if file.problems or file.leftovers or file.mistakes]


def all_certain_tokens(batch: ImportBatch, user: User) -> list[str]:
    """What can be accepted in a batch without a word, named as it is now."""
    drafts = list(ImportDraft.objects.in_batch(batch).for_page().filter(state=DraftState.OPEN, open_doubts=0))
    return certain_tokens(drafts, fates_of(drafts, user))


def _layout_name(slug: str) -> str:
    layout = layout_of(slug)
    return layout.name if layout else slug
