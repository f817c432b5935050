"""What every test may ask for."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, WebError
from pytest_django import DjangoDbBlocker

from projects.layouts import Layout, find_layout
from tests.layouts import write_layout

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = Path(os.environ.get("PERFBUDGET_SAMPLES", ROOT.parent / "shared" / "samples"))

# The clock of a busy machine proves nothing about the code.
hypothesis_settings.register_profile("perfbudget", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("perfbudget")

# The marks that follow from what a test asks for, so that nobody has to write both.
MARKS_BY_FIXTURE = {"page": "browser", "context": "browser", "new_context": "browser"} | {"samples_dir": "samples"}


DATABASE_FIXTURES = {"db", "transactional_db", "client", "live_server"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = connection.vendor == "postgresql"
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("database")
        for fixture, mark in MARKS_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if item.get_closest_marker("postgres") and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-postgres"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """As pytest-django's; at the end nobody else may be left in the database that it drops.

    A thread of the live server that still waits on a browser's open connection keeps its own
    connection to PostgreSQL, and PostgreSQL drops no database that somebody is in.
    """
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The real forms that the project was made from; they are not part of the repository."""
    if not SAMPLES.is_dir():
        pytest.skip("no sample forms beside the repository (PERFBUDGET_SAMPLES names them)")
    return SAMPLES


@pytest.fixture
def tiny_layout(tmp_path: Path, settings: Any) -> Layout:
    """A made-up form beside the product's own, known to everything by its file alone."""
    settings.LAYOUT_DIRS = [str(tmp_path)]
    write_layout(tmp_path)
    return find_layout("tiny", 3)


ANSWER_SECONDS = 20
"""More than any request of a test takes."""

# --- Chromium --------------------------------------------------------------------------


class BrowserErrors:
    """What pages reported to the console: script errors, broken CSP, failed requests."""

    def __init__(self) -> None:
        self.messages: list[str] = []
        self._allowed: list[re.Pattern[str]] = []

    def allow(self, pattern: str) -> None:
        """Expect messages that match; for a test that provokes an error on purpose."""
        self._allowed.append(re.compile(pattern))

    def watch(self, context: BrowserContext) -> None:
        """Collect from every page of ``context``."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    @property
    def unexpected(self) -> list[str]:
        """The messages that no ``allow`` covers."""
        return [m for m in self.messages if not any(a.search(m) for a in self._allowed)]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.messages.append(f"{message.text} ({message.location['url']})")

    def _on_error(self, error: WebError) -> None:
        self.messages.append(str(error.error))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, or Playwright's own where there is none; without calls home."""
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--no-sandbox",  # root in a container has no sandbox
    ]
    found = {"executable_path": path} if (path := shutil.which("chromium")) else {}
    return {**browser_type_launch_args, "args": arguments, **found}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The smallest screen that the site is made for, in Chinese."""
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
    }


@pytest.fixture
def browser_errors() -> Iterator[BrowserErrors]:
    """Collected by every browser test; what is left at its end fails the test."""
    errors = BrowserErrors()
    yield errors
    if errors.unexpected:
        pytest.fail("The page reported errors:\n" + "\n".join(errors.unexpected))


@pytest.fixture
def answered_requests() -> Iterator[None]:
    """Set up before the browser's contexts, so that it waits after they were closed.

    A test may end while the server still stores what its page sent last; that has to be over
    before the database is emptied for the next test.
    """
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:  # so Python names what socketserver starts
            thread.join(ANSWER_SECONDS)


@pytest.fixture
def new_context(
    browser_errors: BrowserErrors, answered_requests: None, new_context: Callable[..., BrowserContext]
) -> Callable[..., BrowserContext]:
    """As pytest-playwright's (which ``page`` uses too), with the errors collected."""

    def create(**options: Any) -> BrowserContext:
        context = new_context(**options)
        browser_errors.watch(context)
        return context

    return create
