"""The list of forms, with filters; ticked forms go to the print centre."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.forms import FormFilter
from projects.views.scoped import person
from projects.views.workplace import workplace

PAGE_SIZE = 50


def form_list(request: HttpRequest) -> HttpResponse:
    """Without any filter the list shows the year of the top bar."""
    place = workplace(request)
    data = request.GET.copy()
    if "fiscal_year" not in data and "q" not in data:
        data["fiscal_year"] = str(place.fiscal_year or "")
    filters = FormFilter(data, person(request), place)
    page = Paginator(filters.forms(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "projects/list/list.html", {"filters": filters, "page": page})
