"""部门预算公开: what there is, what its figures rest on, and its booklet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from projects import access
from projects.disclosing.basis import basis_of
from projects.disclosing.overview import listed
from projects.disclosing.start import departments_without
from projects.disclosure.edit_states import section_states
from projects.models import Disclosure
from projects.views.scoped import person, scoped_disclosure
from projects.views.workplace import workplace
from reports.disclosure.handling import bar_of
from reports.disclosure.markup import booklet_html
from reports.disclosure.proof_page import proof_page
from reports.disclosure.stored import FORMATS, booklet_of
from reports.filenames import safe_name
from reports.views.responses import file_response


@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Those of the region that the person sees, newest year first."""
    place = workplace(request)
    shown = Disclosure.objects.visible_to(person(request)).for_list().with_public_version(localdate())
    departments = departments_without(person(request), place.region, place.fiscal_year)
    context = {"rows": listed(shown.in_region(place.region)), "departments": departments, "place": place}
    return render(request, "disclosures/list.html", context)


@require_safe
def disclosure_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts, proofs and findings of one."""
    disclosure = scoped_disclosure(request, pk)
    basis = basis_of(disclosure)
    page = proof_page(basis.document, basis.forms, basis.templates, basis.subjects, basis.last_year)
    may_edit = disclosure.state.is_open and access.may_edit_disclosure(person(request), disclosure.department)
    states = section_states(disclosure.document, basis.document)
    bar = bar_of(disclosure, person(request), localdate())
    context = {"disclosure": disclosure, "page": page, "forms": basis.forms, "bar": bar}
    return render(request, "disclosures/page.html", context | {"states": states, "may_edit": may_edit})


@require_safe
def disclosure_booklet(request: HttpRequest, pk: int) -> HttpResponse:
    """The booklet as a page."""
    disclosure = scoped_disclosure(request, pk)
    body = mark_safe(booklet_html(booklet_of(disclosure)))  # noqa: S308  (booklet_html escapes every text)
    return render(request, "disclosures/booklet.html", {"disclosure": disclosure, "body": body})


@require_safe
def disclosure_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The booklet as PDF or Word."""
    disclosure = scoped_disclosure(request, pk)
    if extension not in FORMATS:
        raise Http404
    wanted = FORMATS[extension]
    filename = f"{safe_name(str(disclosure))}.{extension}"
    content = wanted.write(booklet_of(disclosure))
    return file_response(content, filename, wanted.content_type, opens_in_browser=extension == "pdf")
