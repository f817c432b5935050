"""What waits for whom: the forms a reviewer has to decide on."""

from __future__ import annotations

from django.db.models import Q

from projects.access import roles_of
from projects.models import PerformanceForm, RegionYear, Role, RoleKind, Status, User
from projects.models.organisation import default_stages
from projects.queries import FormQuerySet
from projects.workflow import Waiting, waits_for

_WAITING_FOR_ROLE: dict[str, set[Waiting]] = {
    RoleKind.DEPARTMENT_REVIEWER: {Waiting.DEPARTMENT},
    RoleKind.FINANCE_REVIEWER: {Waiting.FINANCE, Waiting.ISSUE},
}


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
    unusual = [year for year in RegionYear.objects.filter(region=_region_id(role)) if year.stages != usual]
    condition = Q(status__in=_statuses(wanted, usual)) & ~Q(fiscal_year__in=[year.fiscal_year for year in unusual])
    for year in unusual:
        condition |= Q(fiscal_year=year.fiscal_year, status__in=_statuses(wanted, year.stages))
    return condition


def _statuses(wanted: set[Waiting], stages: list[str]) -> list[Status]:
    return [status for status in Status if waits_for(status, stages) in wanted]


def _region_id(role: Role) -> int:
    if role.unit:
        return role.unit.department.region_id
    if role.department:
        return role.department.region_id
    assert role.region_id is not None
    return role.region_id
