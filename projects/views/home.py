"""The first page: what waits for me, and how far everybody is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects.access import may_administer, roles_of
from projects.inbox import disclosures_to_correct, disclosures_waiting_for, forms_waiting_for
from projects.models import PerformanceForm, RoleKind, Status, User
from projects.overview import deadline_steps, overview
from projects.queries import FormQuerySet
from projects.views.scoped import person
from projects.views.workplace import workplace

WAITING_SHOWN = 6
_REVIEWERS = {RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """A filler sees what to fill in; everybody sees the units of their scope."""
    user, place = person(request), workplace(request)
    if place.region is None or place.year is None:
        may_set_up = bool(place.region and may_administer(user, place.region))
        return render(request, "projects/home/nothing_yet.html", {"may_set_up": may_set_up})
    year = place.year.fiscal_year
    mine = PerformanceForm.objects.visible_to(user).in_region(place.region.pk).of_year(year).for_list()
    context = {
        "overview": overview(user, place.region, year),
        "deadlines": deadline_steps(place.year, timezone.localdate()),
        "is_filler": any(role.kind == RoleKind.FILLER for role in roles_of(user)),
        "waiting": _waiting(user),
        "disclosures_waiting": disclosures_waiting_for(user),
        "disclosures_back": disclosures_to_correct(user),
        "to_do": mine.filter(status__in=[Status.RETURNED, Status.DRAFT]).order_by("-status", "name"),
    }
    return render(request, "projects/home/home.html", context)


def _waiting(user: User) -> FormQuerySet | None:
    """The first forms a reviewer has to decide on; ``None`` for people who review nothing."""
    if not any(role.kind in _REVIEWERS for role in roles_of(user)):
        return None
    return forms_waiting_for(user).for_list()[:WAITING_SHOWN]
