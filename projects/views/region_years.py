"""设置: the years of a region, and what is decided for each."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from projects import access
from projects.lifecycle import Forbidden
from projects.models import Region, RegionYear
from projects.region_settings.record import changes_in, changes_of
from projects.region_settings.rules import copy_decisions
from projects.region_settings.year_forms import NewYearForm, YearForm
from projects.region_settings.years import effects_of, forms_of, next_year, weekend_deadlines, year_rows
from projects.views.region_scope import settings_page
from projects.views.scoped import person
from projects.views.workplace import workplace

CHANGES_SHOWN = 20
CHANGES_ON_A_PAGE = 50


@require_safe
def settings(request: HttpRequest) -> HttpResponse:
    """To the settings of the region of the top bar, or of the first one this person administers."""
    user, place = person(request), workplace(request)
    regions = [place.region, *place.regions] if place.region else []
    for region in regions:
        if access.may_administer(user, region):
            return redirect("projects:settings-years", region.pk)
    if user.is_superuser:
        raise Forbidden("还没有行政区划，请先在“系统管理”里新建一个")
    raise Forbidden("没有您管理的地区，不能修改设置；需要修改时请联系管理员")


@settings_page("GET")
def settings_years(request: HttpRequest, region: Region) -> HttpResponse:
    """All years, newest first."""
    context = {"region": region, "tab": "years", "rows": year_rows(region)}
    context["deadline_labels"] = RegionYear.deadline_labels()
    return render(request, "projects/settings/years.html", context)


@settings_page("GET", "POST")
def settings_year(request: HttpRequest, region: Region, fiscal_year: int) -> HttpResponse:
    """One year. What changes the way of forms that are under way is stored only when it was confirmed."""
    year = get_object_or_404(region.years, fiscal_year=fiscal_year)
    forms = forms_of(year)
    form = YearForm(_posted(request), instance=year, region=region)
    effects = None
    if form.is_valid():
        effects = effects_of(form.before, form.instance, forms)
        if not effects or request.POST.get("confirmed") == effects.token:
            form.store(person(request))
            messages.success(request, f"已保存 {fiscal_year} 年度的设置。")
            return redirect("projects:settings-year", region.pk, fiscal_year)
    context = _year_context(region, form) | {
        "forms": forms,
        "effects": effects,
        "waiting": forms.waiting(form.before.stages),
        "changes": changes_of(region, year)[:CHANGES_SHOWN],
    }
    return render(request, "projects/settings/year.html", context, status=_status(form))


@settings_page("GET", "POST")
def settings_year_new(request: HttpRequest, region: Region) -> HttpResponse:
    """The next year, filled in from the latest."""
    year = next_year(region, timezone.localdate())
    form = NewYearForm(_posted(request), instance=year, region=region)
    if form.is_valid():
        source = region.years.first()
        stored = form.store(person(request))
        copy_decisions(source, stored)
        messages.success(request, f"已开 {stored.fiscal_year} 年度，各单位现在可以填报。")
        return redirect("projects:settings-year", region.pk, stored.fiscal_year)
    context = _year_context(region, form) | {"weekends": weekend_deadlines(year), "is_first": not region.years.exists()}
    return render(request, "projects/settings/year_new.html", context, status=_status(form))


@settings_page("GET")
def settings_changes(request: HttpRequest, region: Region) -> HttpResponse:
    """Everything that was changed in the region."""
    page = Paginator(changes_in(region), CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "projects/settings/changes.html", {"region": region, "tab": "changes", "page": page})


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _year_context(region: Region, form: YearForm) -> dict[str, Any]:
    return {"region": region, "tab": "years", "form": form, "year": form.before}


def _status(form: YearForm) -> int:
    """Asking to confirm a valid form is no error."""
    if form.conflicts:
        return HTTPStatus.CONFLICT
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
