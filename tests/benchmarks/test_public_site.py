"""How fast the public site is served, as ratios of one run: a page from the cache against a plain static file.

Both are as large, and both go through the whole WSGI stack: the file by whitenoise, the page by the cache in front.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from django.urls import reverse

from reports.public import cache
from tests.factories import make_document, make_region, make_unit
from tests.publications import make_publication

# A request closes its connection at the end, as in production: no transaction may hold what the test made.
pytestmark = [pytest.mark.benchmark, pytest.mark.django_db(transaction=True)]
REQUESTS = 1000
ROUNDS = 5
MADE = 10


def _application(settings: Any, static: Path) -> WSGIHandler:
    """The site as in production: whitenoise has looked once for its files, pages are kept in memory."""
    settings.STATIC_ROOT = static
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    settings.CACHES = {**settings.CACHES, "public": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    caches["public"].clear()
    cache.forget_all()
    return WSGIHandler()


def _answer(application: WSGIHandler, path: str, accept: str = "") -> bytes:
    environment: dict[str, Any] = {"PATH_INFO": path, "wsgi.input": BytesIO(), "HTTP_HOST": "testserver"}
    environment |= {"HTTP_ACCEPT_ENCODING": accept} if accept else {}
    setup_testing_defaults(environment)
    statuses: list[str] = []

    def start_response(status: str, _headers: object, _exc: object = None) -> Callable[[bytes], object]:
        statuses.append(status)
        return lambda _: None

    response: Any = application(environment, start_response)
    body = b"".join(response)
    response.close()
    assert statuses == ["200 OK"]
    return body


def _rate(application: WSGIHandler, path: str, accept: str = "") -> float:
    """Requests a second; the best of some rounds, for whatever else the machine does only takes away."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = perf_counter()
        for _ in range(REQUESTS // ROUNDS):
            _answer(application, path, accept)
        best = min(best, perf_counter() - start)
    return REQUESTS / ROUNDS / best


def _made_rate(client: Client, address: str) -> float:
    start = perf_counter()
    for _ in range(MADE):
        client.get(address)
    return MADE / (perf_counter() - start)


def test_a_kept_page_against_a_plain_static_file(settings: Any, tmp_path: Path, client: Client):
    unit = make_unit(make_region())
    make_publication(unit, *[make_document()] * 20)
    address = reverse("public:department", args=[unit.department.region_id, 2020, unit.department_id])
    (tmp_path / "page.html").write_bytes(client.get(address).content)
    made = _made_rate(client, address)  # the tests' own settings keep nothing
    application = _application(settings, tmp_path)
    page = _answer(application, address)
    assert page == _answer(application, "/static/page.html")
    static, kept = _rate(application, "/static/page.html"), _rate(application, address)
    packed = _rate(application, address, "gzip")
    print(  # noqa: T201 - what a benchmark is for
        f"\n{len(page) // 1024} KB: kept page / static file {kept / static:.2f}; for who takes gzip {packed / static:.2f};"
        f" made anew {made / static:.4f} ({static:.0f} static, {kept:.0f} kept, {packed:.0f} packed, {made:.0f} made a second)"
    )
    assert packed > static / 2
