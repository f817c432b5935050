"""部门预算公开: the result of what is being typed, for a piece of the page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from projects.disclosing.stored import require_open
from projects.disclosure.edit_shape import SECTIONS
from projects.views.scoped import person, scoped_disclosure
from reports.disclosure.told_section import told_section


@require_POST
def disclosure_told(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """The texts that the booklet makes of a section as it stands in the controls."""
    disclosure = scoped_disclosure(request, pk)
    section = next((each for each in SECTIONS if each.key == key), None)
    if section is None:
        raise Http404
    require_open(disclosure, person(request))
    told = told_section(disclosure, section, {name: str(request.POST[name]) for name in request.POST})
    return render(request, "disclosures/told.html", {"told": told})
