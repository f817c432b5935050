"""The review desk: what waits for me, and deciding on one form after the other."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from projects import access
from projects.inbox import disclosures_waiting_for
from projects.lifecycle import Forbidden
from projects.views.pages import desk_page, queue_context
from projects.views.scoped import person, scoped_form


@require_safe
def review_inbox(request: HttpRequest) -> HttpResponse:
    """Everything that waits for this person; nothing for people who review nothing."""
    context = {"disclosures_waiting": disclosures_waiting_for(person(request)), **queue_context(request)}
    return render(request, "projects/review/inbox.html", context)


@require_safe
def review_desk(request: HttpRequest, pk: int) -> HttpResponse:
    """One form with the queue and the decision. Raises :class:`Forbidden` for others than its reviewers."""
    form = scoped_form(request, pk)
    decision = access.can(person(request), access.Permission.REVIEW, form)
    if not decision:
        raise Forbidden(decision.reason)
    return desk_page(request, form)
