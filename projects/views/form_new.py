"""Starting a form: from scratch, or from last year's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from projects.creation import (
    copy_form,
    sources_for,
    start_department_form,
    start_form,
    units_for_department_forms,
)
from projects.forms import NewForm
from projects.lifecycle import Refused
from projects.models import PerformanceForm, Unit
from projects.views.scoped import number_in, person, scoped_form
from projects.views.workplace import workplace


@require_http_methods(["GET", "POST"])
def form_new(request: HttpRequest) -> HttpResponse:
    """POST with ``source`` copies that form, with ``department`` starts a unit's 部门整体绩效目标, else a blank one."""
    user, year = person(request), workplace(request).fiscal_year or 0
    is_blank = request.method == "POST" and not {"source", "department"} & request.POST.keys()
    form = NewForm(request.POST if is_blank else None, user)
    context: dict[str, Any] = {"form": form}
    try:
        created = _created(request, form, year)
    except Refused as refusal:
        created, context["refusal"] = None, refusal.message
    if created:
        return redirect("projects:form-fill", pk=created.pk)
    context |= {"sources": sources_for(user, year), "department_units": units_for_department_forms(user, year)}
    return render(request, "projects/list/new.html", context, status=409 if "refusal" in context else 200)


def _created(request: HttpRequest, form: NewForm, year: int) -> PerformanceForm | None:
    user = person(request)
    source, unit = (number_in(request.POST.get(name, "")) for name in ("source", "department"))
    if source is not None:
        return copy_form(scoped_form(request, source), year, user)
    if unit is not None:
        return start_department_form(get_object_or_404(Unit.objects.visible_to(user), pk=unit), year, user)
    if form.is_bound and form.is_valid():
        return start_form(form.cleaned_data["unit"], year, form.cleaned_data["name"], user)
    return None
