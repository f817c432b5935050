"""The life of a disclosure as one table: every step, from where to where, by whom, on what terms."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from projects.models import DisclosureStatus, RoleKind


class DisclosureAction(models.TextChoices):
    """A step a person takes with a disclosure."""

    SUBMIT = "submit", "送审"
    WITHDRAW = "withdraw", "撤回"
    APPROVE = "approve", "审核通过"
    RETURN = "return", "退回"
    REPLY = "reply", "记录批复日期"
    PUBLISH = "publish", "公开"
    CANCEL = "cancel", "取消公开"
    REOPEN = "reopen", "更正"


@dataclass(frozen=True, slots=True)
class DisclosureTransition:
    """One row of the table.

    ``roles`` may take it: fillers and reviewers of units those of the department or one of its units, all others those
    at the department or above it. ``needs_day`` is the day of 批复; ``freezes`` says that the history keeps what was in
    force at this step.
    """

    to: DisclosureStatus
    roles: frozenset[RoleKind]
    needs_opinion: bool = False
    needs_answers: bool = False
    needs_other_person: bool = False
    needs_day: bool = False
    freezes: bool = False


_SENDERS = frozenset({RoleKind.FILLER, RoleKind.UNIT_REVIEWER})
_FINANCE = frozenset({RoleKind.FINANCE_REVIEWER})
_PUBLISHERS = frozenset({RoleKind.FINANCE_REVIEWER, RoleKind.REGION_ADMIN})

_SUBMIT = DisclosureTransition(DisclosureStatus.SUBMITTED, _SENDERS, needs_answers=True, freezes=True)

TRANSITIONS: dict[tuple[DisclosureStatus, DisclosureAction], DisclosureTransition] = {
    (DisclosureStatus.DRAFT, DisclosureAction.SUBMIT): _SUBMIT,
    (DisclosureStatus.RETURNED, DisclosureAction.SUBMIT): _SUBMIT,
    (DisclosureStatus.SUBMITTED, DisclosureAction.WITHDRAW): DisclosureTransition(DisclosureStatus.DRAFT, _SENDERS),
    (DisclosureStatus.SUBMITTED, DisclosureAction.APPROVE): DisclosureTransition(
        DisclosureStatus.APPROVED, _FINANCE, needs_other_person=True, freezes=True
    ),
    (DisclosureStatus.SUBMITTED, DisclosureAction.RETURN): DisclosureTransition(
        DisclosureStatus.RETURNED, _FINANCE, needs_opinion=True, needs_other_person=True
    ),
    (DisclosureStatus.APPROVED, DisclosureAction.REPLY): DisclosureTransition(
        DisclosureStatus.APPROVED, _PUBLISHERS, needs_day=True
    ),
    (DisclosureStatus.APPROVED, DisclosureAction.PUBLISH): DisclosureTransition(DisclosureStatus.APPROVED, _PUBLISHERS),
    (DisclosureStatus.APPROVED, DisclosureAction.REOPEN): DisclosureTransition(
        DisclosureStatus.DRAFT, _PUBLISHERS, needs_opinion=True
    ),
    **{(status, DisclosureAction.CANCEL): DisclosureTransition(status, _PUBLISHERS) for status in DisclosureStatus},
}
"""Every step there is. A version that is not public yet can be cancelled whatever its successor is at."""


def why_closed(status: DisclosureStatus) -> str:
    """Why its figures and texts cannot be changed now; "" where they can."""
    match status:
        case DisclosureStatus.SUBMITTED:
            return "这份部门预算公开已送审，内容已锁定；需要修改请先撤回，或由审核人退回"
        case DisclosureStatus.APPROVED:
            return "这份部门预算公开已审核通过，内容已锁定；需要修改请先办理更正"
    return ""
