"""Addresses of the public site that lead nowhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from reports.public.pages import public_page


@public_page()
def missing(request: HttpRequest) -> HttpResponseBase:
    """404 in the frame of the site."""
    raise Http404
