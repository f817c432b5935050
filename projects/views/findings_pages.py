"""智能审核 over many forms, and what each rule looks at."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.findings.guide import guide
from projects.findings.survey import survey
from projects.forms import FindingFilter
from projects.views.scoped import person
from projects.views.workplace import workplace

PAGE_SIZE = 50


@require_safe
def findings_overview(request: HttpRequest) -> HttpResponse:
    """All findings of the forms the person sees in the region and year of the top bar."""
    place = workplace(request)
    if place.region is None or place.year is None:
        return render(request, "projects/findings/overview.html", {"survey": None})
    found = survey(person(request), place.region, place.year.fiscal_year)
    filters = FindingFilter(request.GET, found)
    page = Paginator(filters.findings(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "projects/findings/overview.html", {"survey": found, "filters": filters, "page": page})


@require_safe
def rule_guide(request: HttpRequest) -> HttpResponse:
    """Every rule with examples, what the region has decided about it, and how often it was found wrong."""
    context = {"groups": guide(person(request), workplace(request)), "place": workplace(request)}
    return render(request, "projects/findings/rules.html", context)
