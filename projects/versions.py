"""The history of a form as people read it: its steps, and the versions that were submitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q

from projects.creation import COPIED, CREATED
from projects.document import FormDocument
from projects.models import FormEvent, PerformanceForm, Status
from projects.workflow import Action

_LABELS = {CREATED: "新建", COPIED: "从往年复制", **{action.value: action.label for action in Action}}


@dataclass(frozen=True, slots=True)
class Step:
    """One event of the history. ``submission`` counts the submissions up to it (0: none yet)."""

    event: FormEvent
    label: str
    submission: int
    has_version: bool


def steps_of(form: PerformanceForm) -> list[Step]:
    """Every step, oldest first, without the frozen documents. One query."""
    frozen = ExpressionWrapper(Q(document__isnull=False), output_field=BooleanField())
    events = form.events.select_related("actor").defer("document").annotate(has_document=frozen)
    return list(_numbered(events))


def _numbered(events: Iterable[FormEvent]) -> Iterator[Step]:
    submissions = 0
    for event in events:
        submissions += event.action == Action.SUBMIT
        yield Step(event, _label(event), submissions, bool(getattr(event, "has_document", False)))


def _label(event: FormEvent) -> str:
    """An approval says whose it is, which the new status tells."""
    if event.action == Action.APPROVE:
        return Status(event.to_status).label
    return _LABELS.get(event.action, event.action)


def baseline_of(form: PerformanceForm, steps: Sequence[Step]) -> Step | None:
    """The submission that the form as it is now is compared with.

    While the filler has it, that is the latest one; from then on the one before the latest.
    """
    submissions = [step for step in steps if step.event.action == Action.SUBMIT]
    if not form.state.is_with_filler:
        submissions = submissions[:-1]
    return submissions[-1] if submissions else None


def baseline_of_step(step: Step, steps: Sequence[Step]) -> Step | None:
    """The submission before the one that ``step`` belongs to."""
    earlier = (each for each in steps if each.event.action == Action.SUBMIT and each.submission < step.submission)
    return max(earlier, key=lambda each: each.submission, default=None)


def frozen_document(step: Step) -> FormDocument:
    """The document as it was at a step with a version. One query where it is not yet loaded."""
    document = step.event.document
    assert document is not None, "only steps with a version are asked"
    return FormDocument.from_json(document)
