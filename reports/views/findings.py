"""All findings as one Excel file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from projects.findings.survey import survey
from projects.forms import FindingFilter
from projects.views.scoped import person
from projects.views.workplace import workplace
from reports.findings_workbook import findings_workbook
from reports.views.responses import file_response


@require_safe
def findings_file(request: HttpRequest) -> HttpResponse:
    """The findings that the page lists under the same filters, not only one page of them."""
    place = workplace(request)
    if place.region is None or place.year is None:
        raise Http404
    found = survey(person(request), place.region, place.year.fiscal_year)
    content = findings_workbook(FindingFilter(request.GET, found).findings())
    return file_response(content, f"{place.region.name}{found.year}年度疑点.xlsx")
