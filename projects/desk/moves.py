"""What a person may decide about a form now, and until when things should be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects import access
from projects.models import PerformanceForm, User
from projects.workflow import Action, Waiting, waits_for

_BY = {Waiting.DEPARTMENT: "department_by", Waiting.FINANCE: "finance_by", Waiting.ISSUE: "issue_on"}


@dataclass(frozen=True, slots=True)
class DeadlineFact:
    """One deadline of the form's year; ``is_now`` marks the one that the form is moving towards."""

    label: str
    day: date
    is_now: bool


@dataclass(frozen=True, slots=True)
class Moves:
    """``allowed`` are the steps this person may take; ``reason`` says why they cannot decide."""

    allowed: frozenset[Action]
    reason: str
    waiting: Waiting | None
    can_fill: bool
    deadlines: tuple[DeadlineFact, ...]

    @property
    def forward(self) -> Action | None:
        """The step that passes the form on: 审核通过 or 下达."""
        return next((action for action in (Action.APPROVE, Action.ISSUE) if action in self.allowed), None)

    @property
    def can_return(self) -> bool:
        return Action.RETURN in self.allowed

    @property
    def can_withdraw(self) -> bool:
        return Action.WITHDRAW in self.allowed

    @property
    def can_decide(self) -> bool:
        return self.can_return or self.forward is not None


def moves_for(user: User, form: PerformanceForm) -> Moves:
    """Everything the panel beside a form offers."""
    stages = form.region_year.stages
    decisions = {action: access.may_move(user, action, form, stages) for action in Action}
    waiting = waits_for(form.state, stages)
    wanted = Action.ISSUE if waiting is Waiting.ISSUE else Action.APPROVE
    return Moves(
        allowed=frozenset(action for action, decision in decisions.items() if decision),
        reason=decisions[wanted].reason,
        waiting=waiting,
        can_fill=bool(access.can(user, access.Permission.EDIT, form)),
        deadlines=tuple(_deadlines(form, waiting)),
    )


def _deadlines(form: PerformanceForm, waiting: Waiting | None) -> list[DeadlineFact]:
    setting = form.region_year
    towards = "submit_by" if form.state.is_with_filler else _BY[waiting] if waiting else ""
    day = getattr(setting, towards) if towards else None
    return [DeadlineFact(label.removesuffix("截止"), at, at == day) for label, at in setting.deadlines()]
