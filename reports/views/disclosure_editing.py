"""部门预算公开: a section typed by people."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from projects.disclosing.start import department_of, start_disclosure
from projects.disclosing.stored import require_open
from projects.disclosure.edit_shape import SECTIONS
from projects.views.scoped import person, scoped_disclosure
from reports.disclosure.edit_page import edit_page
from reports.disclosure.saving import save_section


@require_http_methods(["GET", "HEAD", "POST"])
def disclosure_edit(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One section; 422 with everything that is wrong, 409 with what somebody did; both with what was typed."""
    disclosure = scoped_disclosure(request, pk)
    section = next((each for each in SECTIONS if each.key == key), None)
    if section is None:
        raise Http404
    if request.method != "POST":
        require_open(disclosure, person(request))
        return render(request, "disclosures/edit.html", {"page": edit_page(disclosure, section)})
    sent = {name: str(request.POST[name]) for name in request.POST}
    unsaved = save_section(disclosure, section, sent, person(request))
    if unsaved:
        page = edit_page(disclosure, section, unsaved)
        return render(request, "disclosures/edit.html", {"page": page}, status=unsaved.status)
    messages.success(request, f"{section.title}已保存。")
    return redirect(f"{reverse('reports:disclosure-page', args=[pk])}?saved={key}")


@require_POST
def disclosure_start(request: HttpRequest, department: int, year: int) -> HttpResponse:
    """The disclosure of a department and a year of its region; one that is there already is opened."""
    wanted = department_of(person(request), department, year)
    if wanted is None:
        raise Http404
    disclosure = start_disclosure(wanted, year, person(request), localdate())
    return redirect("reports:disclosure-page", disclosure.pk)
