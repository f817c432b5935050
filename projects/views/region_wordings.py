"""设置: how the texts of 部门预算公开 are worded in a year, with the result beside what is typed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from projects.disclosure.official_texts import TextTemplate
from projects.disclosure.telling import telling
from projects.models import Disclosure, DisclosureWording, Region
from projects.region_settings import wordings
from projects.region_settings.record import changes_called
from projects.region_settings.wordings import WordingForm
from projects.views.region_scope import settings_page
from projects.views.scoped import number_in, person

CHANGES_SHOWN = 20


@settings_page("GET")
def settings_wordings(request: HttpRequest, region: Region) -> HttpResponse:
    """To the latest year; where there is none yet, a page that says so."""
    years = wordings.years_with_wordings(region)
    if years:
        return redirect("projects:settings-wordings-year", region.pk, years[0])
    return render(request, "projects/settings/wordings.html", {"region": region, "tab": "wordings"})


@settings_page("GET")
def settings_wordings_year(request: HttpRequest, region: Region, fiscal_year: int) -> HttpResponse:
    """Every text in the order of the booklet."""
    years = _years(region, fiscal_year)
    context = {"region": region, "tab": "wordings", "fiscal_year": fiscal_year, "years": years}
    context |= {
        "groups": wordings.wording_groups(region, fiscal_year),
        "earlier": wordings.year_to_copy(region, fiscal_year),
    }
    return render(request, "projects/settings/wordings.html", context)


@settings_page("POST")
def settings_wordings_copy(request: HttpRequest, region: Region, fiscal_year: int) -> HttpResponse:
    """Take over what the region worded in an earlier year."""
    _years(region, fiscal_year)
    count = wordings.copy_wordings(region, fiscal_year, person(request))
    messages.success(request, f"沿用了 {count} 段写法。" if count else "没有可以沿用的写法：本年度都已有自己的。")
    return redirect("projects:settings-wordings-year", region.pk, fiscal_year)


@settings_page("GET", "POST")
def settings_wording(request: HttpRequest, region: Region, fiscal_year: int, key: str) -> HttpResponse:
    """One text. Posted with ``look`` it is shown and not stored."""
    template = _template(region, fiscal_year, key)
    is_to_store = request.method == "POST" and "look" not in request.POST
    row = wordings.wording_of(template, region, fiscal_year, is_to_store=is_to_store)
    form = wordings.wording_form(template)(_posted(request), instance=row, region=region)
    if is_to_store:
        is_stored = form.is_valid()
        if is_stored:
            form.store(person(request))
        wordings.tidy(row, template)
        if is_stored:
            messages.success(request, f"已保存“{template.full_name}”的写法。")
            return redirect("projects:settings-wordings-year", region.pk, fiscal_year)
    context = _editor(request, region, row, form)
    return render(request, "projects/settings/wording.html", context, status=_status(form, is_to_store=is_to_store))


@settings_page("POST")
def settings_wording_result(request: HttpRequest, region: Region, fiscal_year: int, key: str) -> HttpResponse:
    """The result of what is typed, for a piece of the page. Nothing is stored."""
    template = _template(region, fiscal_year, key)
    row = DisclosureWording(region=region, fiscal_year=fiscal_year, key=key)
    form = wordings.wording_form(template)(request.POST, instance=row, region=region)
    _, disclosure = _chosen(request, region, fiscal_year)
    result = telling(form.typed(), wordings.values_for(disclosure))
    return render(request, "projects/settings/wording_result.html", {"result": result, "disclosure": disclosure})


@settings_page("POST")
def settings_wording_reset(request: HttpRequest, region: Region, fiscal_year: int, key: str) -> HttpResponse:
    """Back to the official wording."""
    template = _template(region, fiscal_year, key)
    wordings.reset(region, fiscal_year, template, person(request))
    messages.success(request, f"“{template.full_name}”已恢复官方写法。")
    return redirect("projects:settings-wording", region.pk, fiscal_year, key)


def _years(region: Region, fiscal_year: int) -> list[int]:
    """Raises ``Http404`` for a year that the region does not have."""
    years = wordings.years_with_wordings(region)
    if fiscal_year not in years:
        raise Http404
    return years


def _template(region: Region, fiscal_year: int, key: str) -> TextTemplate:
    _years(region, fiscal_year)
    template = wordings.template_with(key)
    if template is None:
        raise Http404
    return template


def _chosen(request: HttpRequest, region: Region, fiscal_year: int) -> tuple[list[Disclosure], Disclosure | None]:
    """Those of the region and year, and the one that is looked at."""
    found = wordings.disclosures_of(region, fiscal_year)
    wanted = number_in(request.POST.get("disclosure") or request.GET.get("disclosure") or "")
    return found, next((each for each in found if each.pk == wanted), found[0] if found else None)


def _editor(request: HttpRequest, region: Region, row: DisclosureWording, form: WordingForm) -> dict[str, Any]:
    found, disclosure = _chosen(request, region, row.fiscal_year)
    values = wordings.values_for(disclosure)
    typed = form.typed()
    return {
        "region": region,
        "tab": "wordings",
        "fiscal_year": row.fiscal_year,
        "template": form.template,
        "form": form,
        "disclosures": found,
        "disclosure": disclosure,
        "result": telling(typed, values),
        "fields": wordings.shown_fields(typed, values),
        "changes": changes_called(region, row)[:CHANGES_SHOWN],
    }


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _status(form: WordingForm, *, is_to_store: bool) -> int:
    if not is_to_store:
        return HTTPStatus.OK
    return HTTPStatus.CONFLICT if form.conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
