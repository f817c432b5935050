"""What tests in Chromium do with any page of the site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page

from projects.models import User

_AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def sign_in(context: BrowserContext, server: Any, person: User) -> None:
    """Give the browser a session of ``person``, instead of whoever was signed in."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": server.url}])


def barriers(page: Page, *, strict: bool = False) -> list[str]:
    """What axe finds against WCAG AA; ``strict`` adds what it advises beyond."""
    page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate("options => axe.run(document, options)", {} if strict else {"runOnly": _WCAG})
    return [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]
