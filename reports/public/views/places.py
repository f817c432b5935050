"""Where citizens begin: regions and years, and the departments of one of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from reports.public.data.year import year_data
from reports.public.pages import public_page, public_response
from reports.public.places import department_url, region_year_page, regions
from reports.public.versions import in_force


@public_page()
def start(request: HttpRequest) -> HttpResponseBase:
    """Every region with its years."""
    return public_response(request, "start.html", {"here": "budgets", "regions": regions()})


@public_page()
def region_year(request: HttpRequest, region: int, year: int) -> HttpResponseBase:
    """The departments of a region in one year."""
    data = year_data(region, year)
    context = {
        "here": "budgets",
        "region": data.publications[0].publication.disclosure.department.region,
        "year": year,
        "page": region_year_page(data),
    }
    return public_response(request, "region_year.html", context)


@public_page()
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """What search engines may want to know of."""
    pages = [(department_url(each), each.published_on) for each in in_force().defer("content", "wordings")]
    root = f"{request.scheme}://{request.get_host()}"
    content = render_to_string("public/sitemap.xml", {"root": root, "pages": pages, "start": reverse("public:start")})
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """The public site is for everybody, searching it anew and the rest are not for machines."""
    root = reverse("public:start")
    lines = (
        "User-agent: *",
        f"Allow: {root}",
        f"Disallow: {reverse('public:search')}",
        "Disallow: /",
        f"Sitemap: {request.scheme}://{request.get_host()}{reverse('public:sitemap')}",
    )
    headers = {"Cache-Control": "public, max-age=86400"}
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", headers=headers)
