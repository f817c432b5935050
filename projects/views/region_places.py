"""单位: departments and units of a region."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from projects.models import Department, Region, Unit
from projects.region_settings.places import DepartmentForm, PlaceForm, UnitForm, departments_of, units_of
from projects.region_settings.record import changes_of
from projects.views.region_scope import settings_page
from projects.views.scoped import person

CHANGES_SHOWN = 20


@settings_page("GET")
def settings_places(request: HttpRequest, region: Region) -> HttpResponse:
    """All departments with their units."""
    context = {"region": region, "tab": "places", "departments": departments_of(region)}
    return render(request, "projects/settings/places.html", context)


@settings_page("GET", "POST")
def settings_department(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Rename a department, or give it another code."""
    return _place_page(request, region, DepartmentForm, get_object_or_404(region.departments, pk=pk))


@settings_page("GET", "POST")
def settings_department_new(request: HttpRequest, region: Region) -> HttpResponse:
    """One more department."""
    return _place_page(request, region, DepartmentForm, Department(region=region))


@settings_page("GET", "POST")
def settings_unit(request: HttpRequest, region: Region, pk: int) -> HttpResponse:
    """Rename a unit, or give it another code."""
    return _place_page(request, region, UnitForm, get_object_or_404(units_of(region), pk=pk))


@settings_page("GET", "POST")
def settings_unit_new(request: HttpRequest, region: Region, department: int) -> HttpResponse:
    """One more unit of a department."""
    above = get_object_or_404(region.departments, pk=department)
    return _place_page(request, region, UnitForm, Unit(department=above))


def _place_page(
    request: HttpRequest, region: Region, form_class: type[PlaceForm], place: Department | Unit
) -> HttpResponse:
    form = form_class(request.POST if request.method == "POST" else None, instance=place, region=region)
    kind = place._meta.verbose_name
    if form.is_valid():
        stored = form.store(person(request))
        messages.success(request, f"已保存{kind}“{stored.name}”。")
        return redirect("projects:settings-places", region.pk)
    status = HTTPStatus.CONFLICT if form.conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
    context: dict[str, Any] = {"region": region, "tab": "places", "form": form, "place": form.before, "kind": kind}
    if place.pk:
        context["changes"] = changes_of(region, place)[:CHANGES_SHOWN]
    return render(request, "projects/settings/place.html", context, status=status if form.is_bound else HTTPStatus.OK)
