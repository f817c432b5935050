"""The page on which a form is filled in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from projects import access
from projects.storage import document_of
from projects.views.scoped import person, shown_form
from projects.wizard.framework import framework_of
from projects.wizard.page import wizard_context
from projects.wizard.standing import deadline_of, year_of


@require_safe
@never_cache  # going back must not bring an older text
def form_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet; who cannot fill it in now reads it instead. ``?check`` lists what keeps it from being sent up."""
    form, user = shown_form(request, pk), person(request)
    if not access.can(user, access.Permission.EDIT, form):
        return redirect("projects:form-detail", pk=pk)
    context = wizard_context(form, framework_of(form), document_of(form), user, is_checking="check" in request.GET)
    context["deadline"] = deadline_of(year_of(form), timezone.localdate())
    return render(request, "projects/wizard/fill.html", context)
