"""Finding projects, and one project over the years."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reports.public.comparison import comparison_page
from reports.public.pages import public_page, public_response
from reports.public.search import PARAMETERS, Wanted, search_page


@public_page(*PARAMETERS)
def search(request: HttpRequest) -> HttpResponseBase:
    """Projects of the versions in force by words and place."""
    return public_response(request, "search.html", {"here": "search", "page": search_page(Wanted.read(request.GET))})


@public_page()
def project(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One project, every year that was published."""
    page = comparison_page(pk)
    region = page.newest.publication.disclosure.department.region
    return public_response(request, "project.html", {"here": "search", "page": page, "region": region})
