"""Workbooks to fill in offline."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from projects import access
from projects.creation import layout_of_new_form
from projects.layouts.model import Scope
from projects.lifecycle import Forbidden
from projects.models import Unit
from projects.views.scoped import person, scoped_form
from projects.views.workplace import workplace
from reports.filenames import form_name, safe_name
from reports.template import download
from reports.views.responses import file_response


@require_safe
def form_template(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it stands, for who may fill it in now."""
    form = scoped_form(request, pk)
    decision = access.can(person(request), access.Permission.EDIT, form)
    if not decision:
        raise Forbidden(decision.reason)
    return file_response(download.form_template(form), f"{form_name(form)}-填报模板.xlsx")


@require_safe
def empty_template(request: HttpRequest, pk: int, scope: str) -> HttpResponse:
    """What new forms of the unit are filled in on in the year the person is working in."""
    if scope not in {each.value for each in Scope}:
        raise Http404
    unit = get_object_or_404(Unit.objects.visible_to(person(request)).select_related("department__region"), pk=pk)
    year = workplace(request).fiscal_year or 0
    layout = layout_of_new_form(unit, year, Scope(scope), person(request))
    name = safe_name(f"{year}年-{unit.name}-{layout.name}-空白模板")
    return file_response(download.empty_template(unit, layout, year), f"{name}.xlsx")
