"""Domain refusals that a view did not turn into something better."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from projects.lifecycle import Forbidden, Refused


class RefusalMiddleware:
    """``Forbidden`` becomes 403 and ``Refused`` 409, with the reason in Chinese."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers in JSON where the request was JSON, and in plain text where htmx asked."""
        if not isinstance(exception, Refused):
            return None
        status = 403 if isinstance(exception, Forbidden) else 409
        if request.content_type == "application/json":
            return JsonResponse({"message": exception.message}, status=status)
        if request.headers.get("HX-Request"):
            return HttpResponse(exception.message, content_type="text/plain; charset=utf-8", status=status)
        return render(request, "403.html", {"reason": exception.message}, status=status)
