"""The list of forms, with filters; ticked forms go to the print centre."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.access import roles_of
from projects.forms import FormFilter
from projects.models import PerformanceForm, RoleKind
from projects.views.scoped import person
from projects.views.workplace import workplace

PAGE_SIZE = 50


@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    """The forms that match the filters, a page at a time."""
    filters, page = filtered_forms(request)
    can_start = any(role.kind == RoleKind.FILLER for role in roles_of(person(request)))
    return render(request, "projects/list/list.html", {"filters": filters, "page": page, "can_start": can_start})


def filtered_forms(request: HttpRequest) -> tuple[FormFilter, Page[PerformanceForm]]:
    """The filters of the address, and the page of forms they give. Without any, the year of the top bar."""
    place = workplace(request)
    data = request.GET.copy()
    if "fiscal_year" not in data and "q" not in data:
        data["fiscal_year"] = str(place.fiscal_year or "")
    filters = FormFilter(data, person(request), place)
    return filters, Paginator(filters.forms(), PAGE_SIZE).get_page(request.GET.get("page"))
