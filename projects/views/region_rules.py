"""设置: the rules of 智能审核 in a year."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from projects.models import Region
from projects.region_settings.record import changes_of
from projects.region_settings.rules import decision_about, rule_entries, rule_form
from projects.review.rules import RULES_BY_CODE
from projects.views.region_scope import settings_page
from projects.views.scoped import person

CHANGES_SHOWN = 20


@settings_page("GET")
def settings_rules(request: HttpRequest, region: Region, fiscal_year: int) -> HttpResponse:
    """Every rule as the year has it."""
    year = get_object_or_404(region.years, fiscal_year=fiscal_year)
    context = {"region": region, "tab": "years", "year": year, "entries": rule_entries(year)}
    return render(request, "projects/settings/rules.html", context)


@settings_page("GET", "POST")
def settings_rule(request: HttpRequest, region: Region, fiscal_year: int, code: str) -> HttpResponse:
    """One rule: on or off, how much it weighs, its thresholds."""
    year = get_object_or_404(region.years, fiscal_year=fiscal_year)
    rule = RULES_BY_CODE.get(code)
    if rule is None:
        raise Http404
    is_posted = request.method == "POST"
    decision = decision_about(rule, year, is_to_store=is_posted)
    form = rule_form(rule)(request.POST if is_posted else None, instance=decision, region=region)
    if form.is_valid():
        form.store(person(request))
        messages.success(request, f"已保存“{rule.title}”的设置。")
        return redirect("projects:settings-rules", region.pk, fiscal_year)
    context = {"region": region, "tab": "years", "year": year, "rule": rule, "form": form}
    if decision.pk:
        context["changes"] = changes_of(region, decision)[:CHANGES_SHOWN]
    wrong = HTTPStatus.CONFLICT if form.conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "projects/settings/rule.html", context, status=wrong if form.errors else HTTPStatus.OK)
