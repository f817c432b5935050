"""The life of a form as one table: every step, from where to where, by whom, on what terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from projects.models import RoleKind, Stage, Status


class Action(models.TextChoices):
    """A step a person takes with a form."""

    SUBMIT = "submit", "送审"
    WITHDRAW = "withdraw", "撤回"
    APPROVE = "approve", "审核通过"
    RETURN = "return", "退回"
    ISSUE = "issue", "下达"


class Waiting(models.TextChoices):
    """What a form on its way waits for."""

    DEPARTMENT = Stage.DEPARTMENT.value, "待主管部门审核"
    FINANCE = Stage.FINANCE.value, "待财政审核"
    ISSUE = "issue", "待下达"


_DONE: dict[Status, tuple[Waiting, ...]] = {
    Status.SUBMITTED: (),
    Status.DEPARTMENT_APPROVED: (Waiting.DEPARTMENT,),
    Status.FINANCE_APPROVED: (Waiting.DEPARTMENT, Waiting.FINANCE),
}


def waits_for(status: Status, stages: list[str]) -> Waiting | None:
    """What is next for a form of a region with these review ``stages``; ``None`` when nothing is."""
    if status not in _DONE:
        return None
    open_stages = (stage for stage in (Waiting.DEPARTMENT, Waiting.FINANCE) if stage.value in stages)
    return next((stage for stage in open_stages if stage not in _DONE[status]), Waiting.ISSUE)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table.

    ``roles`` may take it while the form waits for one of ``waiting`` (empty: does not matter);
    ``freezes`` says that the history keeps the document as it is at this step.
    """

    to: Status
    roles: frozenset[RoleKind]
    waiting: frozenset[Waiting] = frozenset()
    needs_opinion: bool = False
    needs_complete: bool = False
    needs_other_person: bool = False
    freezes: bool = True

    def fits(self, waiting: Waiting | None) -> bool:
        return not self.waiting or waiting in self.waiting


_SENDERS = frozenset({RoleKind.FILLER, RoleKind.UNIT_REVIEWER})
_DEPARTMENT = frozenset({RoleKind.DEPARTMENT_REVIEWER})
_FINANCE = frozenset({RoleKind.FINANCE_REVIEWER})
_FOR_DEPARTMENT = frozenset({Waiting.DEPARTMENT})
_FOR_FINANCE = frozenset({Waiting.FINANCE})
_FOR_ISSUE = frozenset({Waiting.ISSUE})

_SUBMIT = Transition(Status.SUBMITTED, _SENDERS, needs_complete=True)
_WITHDRAW = Transition(Status.DRAFT, _SENDERS, freezes=False)
_APPROVE_BY_DEPARTMENT = Transition(Status.DEPARTMENT_APPROVED, _DEPARTMENT, _FOR_DEPARTMENT, needs_other_person=True)
_APPROVE_BY_FINANCE = Transition(Status.FINANCE_APPROVED, _FINANCE, _FOR_FINANCE, needs_other_person=True)
_RETURN_BY_DEPARTMENT = Transition(
    Status.RETURNED, _DEPARTMENT, _FOR_DEPARTMENT, needs_opinion=True, needs_other_person=True
)
_RETURN_BY_FINANCE = Transition(
    Status.RETURNED, _FINANCE, _FOR_FINANCE | _FOR_ISSUE, needs_opinion=True, needs_other_person=True
)
_ISSUE = Transition(Status.ISSUED, _FINANCE, _FOR_ISSUE, needs_other_person=True)

TRANSITIONS: dict[tuple[Status, Action], tuple[Transition, ...]] = {
    (Status.DRAFT, Action.SUBMIT): (_SUBMIT,),
    (Status.RETURNED, Action.SUBMIT): (_SUBMIT,),
    (Status.SUBMITTED, Action.WITHDRAW): (_WITHDRAW,),
    (Status.SUBMITTED, Action.APPROVE): (_APPROVE_BY_DEPARTMENT, _APPROVE_BY_FINANCE),
    (Status.SUBMITTED, Action.RETURN): (_RETURN_BY_DEPARTMENT, _RETURN_BY_FINANCE),
    (Status.SUBMITTED, Action.ISSUE): (_ISSUE,),
    (Status.DEPARTMENT_APPROVED, Action.APPROVE): (_APPROVE_BY_FINANCE,),
    (Status.DEPARTMENT_APPROVED, Action.RETURN): (_RETURN_BY_FINANCE,),
    (Status.DEPARTMENT_APPROVED, Action.ISSUE): (_ISSUE,),
    (Status.FINANCE_APPROVED, Action.RETURN): (_RETURN_BY_FINANCE,),
    (Status.FINANCE_APPROVED, Action.ISSUE): (_ISSUE,),
}
"""Every step there is. Where a region has left out a review, the step of the next stage fits."""


def find_transition(status: Status, action: Action, stages: list[str]) -> Transition | None:
    """The row that applies to a form of a region with these review ``stages``."""
    waiting = waits_for(status, stages)
    return next((row for row in TRANSITIONS.get((status, action), ()) if row.fits(waiting)), None)
