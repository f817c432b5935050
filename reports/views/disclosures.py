"""部门预算公开: what there is, what its figures rest on, and its booklet."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from projects.disclosures import document_in_force, issued_documents
from projects.models import Disclosure
from projects.views.scoped import person
from projects.views.workplace import workplace
from reports.disclosure.markup import booklet_html
from reports.disclosure.proof_page import proof_page
from reports.disclosure.stored import FORMATS, booklet_of
from reports.filenames import safe_name


@require_safe
def disclosure_list(request: HttpRequest) -> HttpResponse:
    """Those of the region that the person sees, newest year first."""
    place = workplace(request)
    shown = Disclosure.objects.visible_to(person(request)).for_list()
    return render(request, "disclosures/list.html", {"disclosures": shown.in_region(place.region), "place": place})


@require_safe
def disclosure_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Texts, proofs and findings of one."""
    disclosure = _scoped(request, pk)
    forms = issued_documents(disclosure)
    page = proof_page(document_in_force(disclosure, forms), forms)
    return render(request, "disclosures/page.html", {"disclosure": disclosure, "page": page, "forms": forms})


@require_safe
def disclosure_booklet(request: HttpRequest, pk: int) -> HttpResponse:
    """The booklet as a page."""
    disclosure = _scoped(request, pk)
    body = mark_safe(booklet_html(booklet_of(disclosure)))  # noqa: S308  (booklet_html escapes every text)
    return render(request, "disclosures/booklet.html", {"disclosure": disclosure, "body": body})


@require_safe
def disclosure_file(request: HttpRequest, pk: int, extension: str) -> HttpResponse:
    """The booklet as PDF or Word."""
    disclosure = _scoped(request, pk)
    if extension not in FORMATS:
        raise Http404
    wanted = FORMATS[extension]
    filename = f"{safe_name(str(disclosure))}.{extension}"
    disposition = content_disposition_header(as_attachment=extension != "pdf", filename=filename)
    return HttpResponse(
        wanted.write(booklet_of(disclosure)),
        content_type=wanted.content_type,
        headers={"Content-Disposition": str(disposition), "Cache-Control": "private, no-cache"},
    )


def _scoped(request: HttpRequest, pk: int) -> Disclosure:
    """One that the person may see. Raises ``Http404``."""
    return get_object_or_404(Disclosure.objects.visible_to(person(request)).for_list(), pk=pk)
