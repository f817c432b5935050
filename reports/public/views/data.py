"""Open data: files of a year, and what stands in them."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from reports.filenames import safe_name
from reports.public.data.dictionary import DICTIONARY_COLUMNS
from reports.public.data.dictionary import dictionary as entries_of_dictionary
from reports.public.data.table import GUARD_NOTE, YearData, csv_of
from reports.public.data.tables import TABLES
from reports.public.data.year import TERMS, year_data, year_object
from reports.public.pages import public_page, public_response
from reports.public.places import regions

_CSV = "text/csv; charset=utf-8"


@public_page()
def data(request: HttpRequest) -> HttpResponseBase:
    """Every file there is, by region and year."""
    context = {"here": "data", "regions": regions(), "tables": TABLES, "terms": TERMS}
    return public_response(request, "data.html", context)


@public_page()
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """What every column and every place of the JSON is."""
    entries = groupby(entries_of_dictionary(), key=lambda entry: entry.place)
    places = [(place, list(lines)) for place, lines in entries]
    context = {"here": "data", "places": places, "tables": TABLES, "guard": GUARD_NOTE, "terms": TERMS}
    return public_response(request, "dictionary.html", context)


@public_page()
def dictionary_file(request: HttpRequest) -> HttpResponseBase:
    """The same as CSV."""
    return _file(csv_of(DICTIONARY_COLUMNS, entries_of_dictionary()), "数据说明.csv")


@public_page()
def year_csv(request: HttpRequest, region: int, year: int, table: str) -> HttpResponseBase:
    """One table of a region and year."""
    wanted = next((each for each in TABLES if each.key == table), None)
    if wanted is None:
        raise Http404
    found = year_data(region, year)
    return _file(csv_of(wanted.columns, wanted.rows(found)), f"{_name(found)}-{wanted.title}.csv")


@public_page()
def year_json(request: HttpRequest, region: int, year: int) -> HttpResponseBase:
    """Everything of a region and year."""
    found = year_data(region, year)
    response = JsonResponse(year_object(found), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = str(content_disposition_header(False, f"{_name(found)}.json"))
    return response


def _name(data: YearData) -> str:
    disclosure = data.publications[0].publication.disclosure
    return safe_name(f"{disclosure.department.region}-{disclosure.fiscal_year}年部门预算")


def _file(content: str, name: str) -> HttpResponse:
    disposition = str(content_disposition_header(True, name))
    return HttpResponse(content, content_type=_CSV, headers={"Content-Disposition": disposition})
