"""One form as one person reads it: the paper, what changed, what was remarked, what happened."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from django.utils.timezone import localdate

from projects import access
from projects.changes import Change, compare
from projects.desk.doubts import Doubts
from projects.desk.entries import RemarkEntry, entries_of, unsettled_by_place
from projects.desk.moves import Moves, moves_for
from projects.document import FormDocument
from projects.models import PerformanceForm, PublishedForm, Status, User
from projects.paper_view import Sheet, SheetSource, anchor_of, draw
from projects.storage import document_of, has_content, lines_of
from projects.text_changes import Piece, excerpt, text_changes
from projects.versions import Step, baseline_of, baseline_of_step, frozen_document, steps_of
from projects.wizard.framework import framework_of


class Tab(StrEnum):
    """The ways of looking at a form."""

    PAPER = "paper"
    CHANGES = "changes"
    FINDINGS = "findings"
    REMARKS = "remarks"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One line of the list of changes; ``anchor`` leads to its cell."""

    mark: str
    label: str
    anchor: str
    pieces: tuple[Piece, ...]


class _Compared(ABC):
    """A document beside the one it is compared with."""

    form: PerformanceForm

    @property
    @abstractmethod
    def document(self) -> FormDocument: ...

    @property
    @abstractmethod
    def baseline(self) -> Step | None: ...

    @cached_property
    def _old(self) -> FormDocument | None:
        return frozen_document(self.baseline) if self.baseline else None

    @cached_property
    def _changes(self) -> list[Change]:
        return compare(self._old, self.document, self.form.layout) if self._old else []

    @cached_property
    def changes(self) -> list[ListedChange]:
        return listed(self._changes)


@dataclass
class Reading(_Compared):
    """Made part by part, as the page asks for it. The form must have its rows loaded."""

    form: PerformanceForm
    user: User
    tab: Tab = Tab.PAPER
    writing: str = ""

    @cached_property
    def document(self) -> FormDocument:
        return document_of(self.form)

    @cached_property
    def steps(self) -> list[Step]:
        """The history, oldest first."""
        return steps_of(self.form)

    @cached_property
    def newest_steps(self) -> list[Step]:
        return self.steps[::-1]

    @cached_property
    def published(self) -> PublishedForm | None:
        """The form as it is public today. One query for an issued form, none for others."""
        if self.form.state is not Status.ISSUED:
            return None
        public = PublishedForm.objects.in_force_on(localdate()).filter(form=self.form)
        return public.select_related("publication").defer("document", "search_text", "publication__content").first()

    @cached_property
    def submission(self) -> int:
        """How often the form was submitted so far."""
        return self.steps[-1].submission if self.steps else 0

    @cached_property
    def opinions(self) -> list[Step]:
        """What reviewers said since the latest submission, and why it came back, oldest first."""
        return [step for step in self.steps if step.event.opinion and step.submission == self.submission]

    @cached_property
    def last_return(self) -> Step | None:
        """The return that the filler has to answer."""
        if self.form.state is not Status.RETURNED:
            return None
        return next((step for step in self.newest_steps if step.event.to_status == Status.RETURNED), None)

    @cached_property
    def baseline(self) -> Step | None:
        """The submission this one is compared with."""
        return baseline_of(self.form, self.steps)

    @cached_property
    def remarks(self) -> list[RemarkEntry]:
        return entries_of(self.form)

    @cached_property
    def unsettled(self) -> list[RemarkEntry]:
        return [entry for entry in self.remarks if entry.is_unsettled]

    @cached_property
    def doubts(self) -> Doubts:
        """What 智能审核 says."""
        return Doubts(self.form, self.document, self.user, self.remarks)

    @cached_property
    def can_comment(self) -> bool:
        """Whether the person may write and settle remarks."""
        return bool(access.can(self.user, access.Permission.COMMENT, self.form))

    @cached_property
    def can_answer(self) -> bool:
        return bool(access.can(self.user, access.Permission.ANSWER, self.form))

    @cached_property
    def moves(self) -> Moves:
        return moves_for(self.user, self.form)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The paper; with its changes marked on the tab for them."""
        with_changes = self.tab is Tab.CHANGES
        tables = {table.lines: lines_of(self.form, table.lines) for table in self.form.layout.tables()}
        return draw(
            SheetSource(
                layout=self.form.layout,
                framework=framework_of(self.form),
                document=self.document,
                title=self.form.title_kind(),
                old=self._old if with_changes else None,
                changes=self._changes if with_changes else (),
                row_keys={
                    lines: [str(row.key) for row in rows if has_content(lines, row)] for lines, rows in tables.items()
                },
                unread=self.form.unread,
                remarks=unsettled_by_place(self.remarks),
                writing=self.writing,
                can_comment=self.can_comment,
            )
        )


@dataclass
class OldVersion(_Compared):
    """The form as it was at one step, with what had changed since the submission before."""

    form: PerformanceForm
    step: Step
    steps: Sequence[Step]

    @cached_property
    def document(self) -> FormDocument:
        return frozen_document(self.step)

    @cached_property
    def baseline(self) -> Step | None:
        return baseline_of_step(self.step, self.steps)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        return draw(
            SheetSource(
                layout=self.form.layout,
                framework=framework_of(self.form),
                document=self.document,
                title=self.form.title_kind(Status(self.step.event.to_status)),
                old=self._old,
                changes=self._changes,
            )
        )


def listed(changes: Sequence[Change]) -> list[ListedChange]:
    """Changes shortened to what is new about them."""
    return [
        ListedChange(
            mark=change.kind.mark,
            label=change.label,
            anchor="" if change.is_row and not change.new else anchor_of(change.path),
            pieces=excerpt(text_changes(change.old, change.new)),
        )
        for change in changes
    ]
