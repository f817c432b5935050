"""The page of one form."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.views.pages import form_page
from projects.views.scoped import scoped_form


@require_safe
def form_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper, what changed, remarks, and what this person may do."""
    return form_page(request, scoped_form(request, pk))
