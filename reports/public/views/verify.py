"""Is this paper real? By its code, or by the file itself; for everybody, without signing in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from projects.refusals import Refused
from reports.models import OfficialFile
from reports.official.codes import read_code
from reports.official.files import content_of
from reports.official.uploads import MOST_MB, hashed_upload
from reports.official.verification import compare, find_by_hash, find_official, is_public, verification_of
from reports.public.pages import public_response

View = Callable[..., HttpResponse]


def _for_anybody(view: View) -> View:
    """A posted file changes nothing and looks at no session: it needs no token, and so the page sets no cookie."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-cache"  # what holds today may be replaced tomorrow
        return response

    return login_not_required(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(shown)))


@_for_anybody
def verify(request: HttpRequest) -> HttpResponse:
    """Type a code (``?code=``), or post a file: its hash alone finds what it is."""
    if request.method == "POST":
        return _found_by_file(request)
    typed = request.GET.get("code", "")
    if not typed:
        return _page(request, "verify.html")
    code = read_code(typed)
    if code is None or find_official(code) is None:
        return _page(request, "verify.html", status=404, typed=typed)
    return redirect("public:verify-code", code)


@_for_anybody
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """What bears this code, and whether a posted file is exactly that."""
    official = find_official(read_code(code) or "")
    if official is None:
        return _page(request, "verify.html", status=404, typed=code)
    if official.code != code:
        return redirect("public:verify-code", official.code)
    if request.method != "POST":
        return _code_page(request, official)
    try:
        return _code_page(request, official, comparison=compare(hashed_upload(request), official))
    except Refused as refusal:
        return _code_page(request, official, status=422, problem=refusal.message)


@login_not_required
@require_safe
def verify_file(request: HttpRequest, code: str) -> HttpResponse:
    """The original of a published file."""
    official = find_official(read_code(code) or "")
    if official is None or not is_public(official):
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{official.code}.pdf"', "Cache-Control": "no-cache"}
    return HttpResponse(content_of(official), content_type="application/pdf", headers=headers)


@login_not_required
@require_safe
def short_code(request: HttpRequest, code: str) -> HttpResponse:
    """The short address that the QR code holds."""
    return redirect("public:verify-code", read_code(code) or code)


def _found_by_file(request: HttpRequest) -> HttpResponse:
    try:
        file = hashed_upload(request)
    except Refused as refusal:
        return _page(request, "verify.html", status=422, problem=refusal.message)
    found = find_by_hash(file.sha256)
    if isinstance(found, OfficialFile):
        return _code_page(request, found, comparison=compare(file, found))
    return _page(request, "verify.html", file=file, copy=found)


def _code_page(request: HttpRequest, official: OfficialFile, status: int = 200, **more: Any) -> HttpResponse:
    return _page(request, "verify_code.html", status, page=verification_of(official), **more)


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    return public_response(request, template, {"here": "verify", "most_mb": MOST_MB} | context, status)
