"""What waits for whom: the forms a reviewer has to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from projects.access import region_id_of, roles_of
from projects.findings.survey import open_counts
from projects.models import Disclosure, DisclosureStatus, PerformanceForm, RegionYear, Role, RoleKind, Status, User
from projects.models.organisation import default_stages
from projects.queries import DisclosureQuerySet, FormQuerySet
from projects.workflow import Action, Waiting, waits_for

_WAITING_FOR_ROLE: dict[str, set[Waiting]] = {
    RoleKind.DEPARTMENT_REVIEWER: {Waiting.DEPARTMENT},
    RoleKind.FINANCE_REVIEWER: {Waiting.FINANCE, Waiting.ISSUE},
}


_DEADLINES = {Waiting.DEPARTMENT: "department_by", Waiting.FINANCE: "finance_by", Waiting.ISSUE: "issue_on"}


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One form that waits; ``amount`` is 本年度金额 in yuan, ``submissions`` counts its submissions.

    ``doubts`` counts what 智能审核 says of it, without hints and what a reviewer has dismissed.
    """

    pk: int
    name: str
    unit: str
    fiscal_year: int
    amount: Decimal | None
    waiting: Waiting
    deadline: date | None
    submitted_at: datetime | None
    submissions: int
    doubts: int = 0

    @property
    def is_again(self) -> bool:
        """Whether it has been submitted before."""
        return self.submissions > 1


@dataclass(frozen=True)
class Queue:
    """What waits for one person, the most urgent first."""

    items: tuple[QueueItem, ...]

    @cached_property
    def total(self) -> Decimal:
        """The sum of the amounts in yuan."""
        return sum((item.amount or Decimal(0) for item in self.items), Decimal(0))

    @cached_property
    def again(self) -> Queue:
        """Only what has been submitted before."""
        return Queue(tuple(item for item in self.items if item.is_again))

    def position_of(self, pk: int) -> int | None:
        """The place of a form, counted from 1."""
        return next((number for number, item in enumerate(self.items, start=1) if item.pk == pk), None)

    def next_after(self, pk: int) -> QueueItem | None:
        """The form below ``pk``, else the first other one."""
        position = self.position_of(pk) or 0
        following = (*self.items[position:], *self.items[:position])
        return next((item for item in following if item.pk != pk), None)


def queue_of(user: User) -> Queue:
    """What waits for this person: the nearest deadline first, then what was submitted first."""
    rows = forms_waiting_for(user).annotate(
        submissions=Count("events", filter=Q(events__action=Action.SUBMIT), distinct=True)
    )
    columns = ("pk", "name", "project__unit__name", "project__unit__department__region", "fiscal_year")
    found = list(rows.values(*columns, "amount_current_year", "status", "submitted_at", "submissions"))
    regions = {row["project__unit__department__region"] for row in found}
    settings = {(year.region_id, year.fiscal_year): year for year in RegionYear.objects.filter(region__in=regions)}
    doubts = open_counts([row["pk"] for row in found])
    items = [_item(row, settings, doubts) for row in found]
    return Queue(tuple(sorted(items, key=lambda item: item.deadline or date.max)))


def _item(row: dict[str, Any], settings: dict[tuple[int, int], RegionYear], doubts: dict[int, int]) -> QueueItem:
    setting = settings.get((row["project__unit__department__region"], row["fiscal_year"]))
    waiting = waits_for(Status(row["status"]), setting.stages if setting else default_stages())
    assert waiting is not None, "only forms on their way wait for somebody"
    return QueueItem(
        pk=row["pk"],
        name=row["name"] or "未命名项目",
        unit=row["project__unit__name"],
        fiscal_year=row["fiscal_year"],
        amount=row["amount_current_year"],
        waiting=waiting,
        deadline=getattr(setting, _DEADLINES[waiting]) if setting else None,
        submitted_at=row["submitted_at"],
        submissions=row["submissions"],
        doubts=doubts[row["pk"]],
    )


def forms_waiting_for(user: User) -> FormQuerySet:
    """Forms this person can decide on now, first submitted first; none they filled in themselves."""
    roles = [role for role in roles_of(user) if role.kind in _WAITING_FOR_ROLE]
    if not roles:
        return PerformanceForm.objects.none()
    condition = Q(pk__in=[])
    for role in roles:
        condition |= _place_of(role) & _waiting(_WAITING_FOR_ROLE[role.kind], role)
    waiting = PerformanceForm.objects.visible_to(user).filter(condition).exclude(editors=user)
    return waiting.order_by("submitted_at", "pk")


def disclosures_waiting_for(user: User) -> DisclosureQuerySet:
    """部门预算公开 that this person can decide on now, longest waiting first; none they filled in or sent up."""
    roles = [role for role in roles_of(user) if role.kind == RoleKind.FINANCE_REVIEWER and not role.unit_id]
    if not roles:
        return Disclosure.objects.none()
    places = Q(department__region__in=[role.region_id for role in roles if role.region_id])
    places |= Q(department__in=[role.department_id for role in roles if role.department_id])
    waiting = Disclosure.objects.visible_to(user).filter(places, status=DisclosureStatus.SUBMITTED)
    return waiting.exclude(editors=user).for_list().order_by("changed_at", "pk")


def disclosures_to_correct(user: User) -> DisclosureQuerySet:
    """部门预算公开 of this filler's departments that were returned, or opened again after they had been made public."""
    roles = [role for role in roles_of(user) if role.kind == RoleKind.FILLER]
    if not roles:
        return Disclosure.objects.none()
    own = {role.unit.department_id if role.unit else role.department_id for role in roles}
    is_back = Q(status=DisclosureStatus.RETURNED) | Q(status=DisclosureStatus.DRAFT, publications__isnull=False)
    back = Disclosure.objects.visible_to(user).filter(is_back, department__in=own)
    return back.distinct().for_list().order_by("changed_at", "pk")


def count_waiting_for(user: User) -> int:
    """The figure beside 审核 in the top bar."""
    return forms_waiting_for(user).count()


def _place_of(role: Role) -> Q:
    if role.unit_id:
        return Q(project__unit=role.unit_id)
    if role.department_id:
        return Q(project__unit__department=role.department_id)
    return Q(project__unit__department__region=role.region_id)


def _waiting(wanted: set[Waiting], role: Role) -> Q:
    """Status condition; years of the region with other review stages than usual are told apart."""
    usual = default_stages()
    unusual = [year for year in RegionYear.objects.filter(region=region_id_of(role)) if year.stages != usual]
    condition = Q(status__in=_statuses(wanted, usual)) & ~Q(fiscal_year__in=[year.fiscal_year for year in unusual])
    for year in unusual:
        condition |= Q(fiscal_year=year.fiscal_year, status__in=_statuses(wanted, year.stages))
    return condition


def _statuses(wanted: set[Waiting], stages: list[str]) -> list[Status]:
    return [status for status in Status if waits_for(status, stages) in wanted]
