"""What happened to a form, and the paper as it was."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects.desk.reading import OldVersion, Tab
from projects.versions import steps_of
from projects.views.pages import form_page
from projects.views.scoped import scoped_form


@require_safe
def form_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who, when, what and with which opinion, newest first."""
    return form_page(request, scoped_form(request, pk), tab=Tab.HISTORY)


@require_safe
def form_version(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """The paper as it was at one event, with what had changed since the submission before."""
    form = scoped_form(request, pk)
    steps = steps_of(form)
    step = next((step for step in steps if step.event.pk == event and step.has_version), None)
    if step is None:
        raise Http404
    return render(request, "projects/history/version.html", {"form": form, "version": OldVersion(form, step, steps)})
