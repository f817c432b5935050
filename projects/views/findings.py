"""智能审核 of one form: what the page of filling in shows, and what people answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from projects import access
from projects.findings.replies import dismiss, give_reason, take_back, with_fingerprint, with_the_same_rule
from projects.lifecycle import Forbidden
from projects.models import PerformanceForm
from projects.views.pages import way_back
from projects.views.scoped import person, scoped_form, shown_form
from projects.wizard.findings import findings_context, standing_now


@require_safe
@never_cache
def form_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """The findings as the form is stored now, for who is filling it in. Raises :class:`Forbidden`."""
    form = shown_form(request, pk)
    decision = access.can(person(request), access.Permission.EDIT, form)
    if not decision:
        raise Forbidden(decision.reason)
    return _panel(request, form)


@require_POST
def finding_reason(request: HttpRequest, pk: int) -> HttpResponse:
    """The filler's reason; the page of filling in gets the findings in place, 核对送审 is shown again."""
    form = shown_form(request, pk)
    concerns = standing_now(form).concerns
    found = with_the_same_rule(concerns, with_fingerprint(concerns, request.POST.get("finding", "")))
    answered = found if "same_rule" in request.POST else found[:1]
    give_reason(form, answered, request.POST.get("text", ""), person(request))
    if request.headers.get("HX-Request") == "true":
        return _panel(request, form)
    return redirect("projects:form-check", pk)


@require_POST
def finding_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """A reviewer's dismissal, or taking it back; then to the page it was written on."""
    form, fingerprint = scoped_form(request, pk), request.POST.get("finding", "")
    if "restore" in request.POST:
        take_back(form, fingerprint, person(request))
    else:
        concern = with_fingerprint(standing_now(form).concerns, fingerprint)
        dismiss(form, concern, request.POST.get("text", ""), person(request))
    return redirect(way_back(request, form))


def _panel(request: HttpRequest, form: PerformanceForm) -> HttpResponse:
    is_checking = "check" in request.GET or "check" in request.POST
    context = findings_context(form, standing_now(form), is_checking=is_checking)
    return render(request, "projects/wizard/findings.html", context)
