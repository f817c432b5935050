"""核对送审: everything that stands in the way, or what happens next."""

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
from projects.wizard.review import check_context
from projects.wizard.standing import deadline_of, next_stops, year_of


@require_safe
@never_cache
def form_check(request: HttpRequest, pk: int) -> HttpResponse:
    """All problems at once with links to their cells; without any, the button that sends the form up."""
    form, user = shown_form(request, pk), person(request)
    if not access.can(user, access.Permission.EDIT, form):
        return redirect("projects:form-detail", pk=pk)
    setting = year_of(form)
    context = check_context(form, framework_of(form), document_of(form), user)
    context |= {"deadline": deadline_of(setting, timezone.localdate()), "stops": next_stops(form, setting)}
    return render(request, "projects/wizard/check.html", context)
