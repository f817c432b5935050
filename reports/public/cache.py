"""The public site served from a cache: a hit costs no query but one small one every few seconds.

A page is kept under its address, the parameters that its view names, the day, and the *epoch*: which versions are
public. Nothing of a published version changes, so a page can only change with that set, and a version whose day has
come changes it without anybody doing anything. Each process asks the database for the epoch, so what one process or
machine publishes, all of them show ``EPOCH_SECONDS`` later, without a cache that they share. Names of regions and
departments may change besides; they show after ``KEPT_SECONDS`` at the latest.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from time import monotonic
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import caches
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate

from projects.models import Publication
from reports.public.pages import asked_of

KEPT_SECONDS = 3600
EPOCH_SECONDS = 5
_GZIP = re.compile(r"\bgzip\b")
_SAFE = ("GET", "HEAD")


@dataclass(slots=True)
class _Known:
    """What this process last heard of the epoch, and when."""

    day: date | None = None
    asked: float = 0.0
    epoch: str = ""


_known = _Known()


def forget_all() -> None:
    """Have this process ask anew which versions are public; to be called when that was changed, on commit.

    Other processes ask by themselves.
    """
    _known.day = None


def epoch_on(day: date) -> str:
    """Which versions are public on that day, as a mark that differs where they differ. One query, or none."""
    if _known.day != day or monotonic() - _known.asked > EPOCH_SECONDS:
        asked = monotonic()
        counted = Publication.objects.public_on(day).aggregate(count=Count("pk"), sum=Sum("pk"), last=Max("pk"))
        _known.epoch = "-".join(str(value or 0) for value in counted.values())
        _known.day, _known.asked = day, asked
    return _known.epoch


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in the cache, compressed once."""

    headers: tuple[tuple[str, str], ...]
    packed: bytes
    etag: str

    @classmethod
    def of(cls, response: HttpResponse) -> Kept:
        content = response.content
        etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = tuple((name, value) for name, value in response.items() if name != "Content-Length")
        return cls(headers, gzip.compress(content, 6, mtime=0), etag)

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """The page, or that it has not changed."""
        is_packed = _GZIP.search(request.headers.get("Accept-Encoding", ""))
        body = self.packed if is_packed else gzip.decompress(self.packed)
        response = HttpResponse(body, headers=dict(self.headers) | {"ETag": self.etag})
        response["Content-Length"] = str(len(body))
        if is_packed:
            response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        answer = get_conditional_response(request, etag=self.etag, response=response)
        assert answer is not None
        return answer


class PublicSiteMiddleware:
    """Answers for the public site before sessions and people come into it.

    It is placed above them: neither a kept page nor one that has to be made looks at who asks. A page is kept with the
    headers that the middleware below has set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = _key(request) if request.method in _SAFE else None
        if key is None:
            return self._get_response(request)
        kept = caches["public"].get(key)
        if kept is None:
            response = self._get_response(request)
            if not isinstance(response, HttpResponse) or not _may_be_kept(response):
                return response
            kept = Kept.of(response)
            caches["public"].set(key, kept, KEPT_SECONDS)
        answer: HttpResponseBase = kept.response(request)
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """A public page needs nothing of what the others look at before a view: that would look at the session."""
        return view(request, *args, **kwargs) if hasattr(view, "kept_parameters") else None


def _key(request: HttpRequest) -> str | None:
    """Where the page is kept; ``None`` for everything that is no public page."""
    if not request.path_info.startswith(_root()):
        return None
    parameters = _parameters_of(request.path_info)
    if parameters is None:
        return None
    asked = sorted(asked_of(request, parameters).items())
    today = localdate()
    look = getattr(staticfiles_storage, "manifest_hash", "")
    parts = (request.scheme, request.get_host(), request.path_info, asked, today, epoch_on(today), look)
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _may_be_kept(response: HttpResponse) -> bool:
    is_public = "public" in response.headers.get("Cache-Control", "")
    return response.status_code == 200 and is_public and not response.cookies


@lru_cache(maxsize=4096)
def _parameters_of(path: str) -> tuple[str, ...] | None:
    """What the view of a public page depends on besides its path; ``None`` for every other view."""
    try:
        return getattr(resolve(path).func, "kept_parameters", None)
    except Resolver404:
        return None


@lru_cache
def _root() -> str:
    return reverse("public:start")
