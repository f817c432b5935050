"""Where citizens begin: regions and years."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from reports.public.pages import public_page, public_response


@public_page()
def start(request: HttpRequest) -> HttpResponseBase:
    """Every region with its years."""
    return public_response(request, "start.html", {"here": "budgets"})
