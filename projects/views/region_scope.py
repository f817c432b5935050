"""How every settings page reaches its region: out of scope is 404, in scope without the role is 403."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from projects import access
from projects.lifecycle import Forbidden
from projects.models import Region
from projects.queries import regions_of
from projects.region_settings import lock
from projects.views.scoped import person


def settings_page(*methods: str) -> Callable[..., Callable[..., HttpResponse]]:
    """A view of a region, for its administrators. A POST holds the region's lock until it is answered.

    So changes of one region's settings happen one after the other: two administrators cannot take
    the role away from each other at once, and a form is bound to rows that nobody else is changing.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @require_http_methods([*methods])
        @wraps(view)
        def scoped(request: HttpRequest, region: int, **kwargs: Any) -> HttpResponse:
            place = administered_region(request, region)
            if request.method != "POST":
                return view(request, place, **kwargs)
            with transaction.atomic():
                lock(place)
                return view(request, place, **kwargs)

        return scoped

    return decorate


def administered_region(request: HttpRequest, pk: int) -> Region:
    """A region the person administers; the top bar then shows it. Raises ``Http404`` and ``Forbidden``."""
    region: Any = get_object_or_404(regions_of(person(request)), pk=pk)
    decision = access.may_administer(person(request), region)
    if not decision:
        raise Forbidden(decision.reason)
    if request.session.get("region") != region.pk:
        request.session["region"] = region.pk
    return region
