"""The region and year of the request: chosen in the top bar, remembered in the session."""

from __future__ import annotations

from django.http import HttpRequest

from projects.views.scoped import number_in, person
from projects.workplace import Workplace, workplace_of


def workplace(request: HttpRequest) -> Workplace:
    """Read once a request; ``?region=`` and ``?year=`` change it for the session."""
    cached: Workplace | None = getattr(request, "_workplace", None)
    if cached is None:
        for key in ("region", "year"):
            wanted = number_in(request.GET.get(key, ""))
            if wanted is not None:
                request.session[key] = wanted
        cached = workplace_of(person(request), request.session.get("region"), request.session.get("year"))
        request._workplace = cached  # type: ignore[attr-defined]  # noqa: SLF001
    return cached
