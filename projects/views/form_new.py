"""Starting a form: from scratch, or from last year's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from projects.creation import copy_form, sources_for, start_form
from projects.forms import NewForm
from projects.lifecycle import Refused
from projects.models import PerformanceForm
from projects.views.scoped import person, scoped_form
from projects.views.workplace import workplace


@require_http_methods(["GET", "POST"])
def form_new(request: HttpRequest) -> HttpResponse:
    """POST with ``source`` copies that form, without it starts a blank one."""
    user, place = person(request), workplace(request)
    year = place.fiscal_year or 0
    posted = request.POST if request.method == "POST" else None
    form = NewForm(posted if posted and "source" not in posted else None, user)
    try:
        created = _created(request, form, year)
    except Refused as refusal:
        context = {"form": form, "sources": sources_for(user, year), "refusal": refusal.message}
        return render(request, "projects/list/new.html", context, status=409)
    if created:
        return redirect("projects:form-fill", pk=created.pk)
    return render(request, "projects/list/new.html", {"form": form, "sources": sources_for(user, year)})


def _created(request: HttpRequest, form: NewForm, year: int) -> PerformanceForm | None:
    user = person(request)
    source = request.POST.get("source", "")
    if source.isdecimal():
        return copy_form(scoped_form(request, int(source)), year, user)
    if form.is_bound and form.is_valid():
        return start_form(form.cleaned_data["unit"], year, form.cleaned_data["name"], user)
    return None
