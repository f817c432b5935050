"""What every page of the public site has in common: no session, no person, no message, and so no cookie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from reports.public.looks import PARAMETER, Look

View = Callable[..., HttpResponseBase]
PAGE_SECONDS = 60
"""How long a browser or a proxy may show a page without asking again; asking costs no more than a 304."""


def public_page(*parameters: str) -> Callable[[View], View]:
    """A view that anybody may look at and whose answer depends on its path and these parameters alone.

    So it can be kept (:mod:`reports.public.cache`). What is unknown or not yet public is a page of the same frame.
    """
    wanted = (PARAMETER, *parameters)

    def decorate(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.GET = asked_of(request, wanted)  # type: ignore[assignment]  # as unchangeable as it was
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = public_response(request, "404.html", {}, status=404)
                response["Cache-Control"] = "no-cache"  # it may be public tomorrow
            if not response.has_header("Cache-Control"):
                response["Cache-Control"] = f"public, max-age={PAGE_SECONDS}"
            return response

        safe = login_not_required(require_safe(shown))
        safe.kept_parameters = wanted  # type: ignore[attr-defined]  # read by the cache
        return safe

    return decorate


def asked_of(request: HttpRequest, parameters: Iterable[str]) -> QueryDict:
    """Of the query what a page depends on, each once; nothing else may show in a page that others get, too."""
    asked = {name: request.GET.get(name, "") for name in parameters}
    if PARAMETER in asked:
        asked[PARAMETER] = str(Look.read(asked[PARAMETER]))
    return QueryDict(urlencode({name: text for name, text in asked.items() if text}))


def public_response(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """``template`` below ``templates/public/``; it gets no request, for whoever asks gets the same page.

    The frame takes from ``context``: ``region`` (its name stands in the head), ``here`` (entry of the navigation).
    """
    look = Look.read(request.GET.get(PARAMETER, ""))
    query = {name: request.GET[name] for name in request.GET} if request.method in ("GET", "HEAD") else {}
    frame = {"look": look, "looks": list(look.choices(request.path, query))}
    return HttpResponse(look.kept(render_to_string(f"public/{template}", frame | dict(context))), status=status)
