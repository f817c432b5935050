"""A department's budget of one year: the version in force, and every version that was public."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.safestring import mark_safe

from projects.models import Publication
from reports.disclosure.markup import booklet_html, section_html
from reports.public.department import department_page, form_files
from reports.public.pages import public_page, public_response
from reports.public.reading import form_section, whole_booklet
from reports.public.versions import version, version_in_force, versions_beside


@public_page()
def department(request: HttpRequest, region: int, year: int, department: int) -> HttpResponseBase:
    """What holds now."""
    return _page(request, version_in_force(region, year, department))


@public_page()
def department_version(request: HttpRequest, region: int, year: int, department: int, number: int) -> HttpResponseBase:
    """One version at the address that is its own for ever."""
    return _page(request, version(region, year, department, number))


@public_page()
def booklet(request: HttpRequest, region: int, year: int, department: int, number: int) -> HttpResponseBase:
    """The whole booklet of a version to read and to have read aloud."""
    publication = version(region, year, department, number)
    body = mark_safe(booklet_html(whole_booklet(publication)))  # noqa: S308  (booklet_html escapes every text)
    newest = versions_beside(publication)[0]
    return public_response(
        request, "booklet.html", {"here": "budgets", "body": body, "newest": newest, **_frame(publication)}
    )


@public_page()
def form(request: HttpRequest, region: int, year: int, department: int, number: int, position: int) -> HttpResponseBase:
    """One 绩效目标表 of a version."""
    publication = version(region, year, department, number)
    forms = publication.forms.select_related("project", "form__project__unit__department__region")
    shown = get_object_or_404(forms, number=position)
    shown.publication = publication
    body = mark_safe(section_html(form_section(shown)))  # noqa: S308  (section_html escapes every text)
    context = {
        "form": shown,
        "body": body,
        "files": form_files(publication, position),
        "newest": versions_beside(publication)[0],
        **_frame(publication),
    }
    return public_response(request, "form.html", {"here": "budgets", **context})


def _page(request: HttpRequest, publication: Publication) -> HttpResponseBase:
    page = department_page(publication)
    return public_response(request, "department.html", {"here": "budgets", "page": page, **_frame(publication)})


def _frame(publication: Publication) -> dict[str, object]:
    disclosure = publication.disclosure
    return {
        "publication": publication,
        "disclosure": disclosure,
        "department": disclosure.department,
        "region": disclosure.department.region,
    }
