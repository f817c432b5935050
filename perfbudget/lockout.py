"""What wrong passwords are counted by: the name that was typed, and the machine it was typed at."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest

LONGEST_NAME = 150
"""Nobody is called longer than ``User.username`` allows, and the record of failures has an end, too."""


def typed_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """The name to sign in with, however long it was."""
    name = (credentials or request.POST).get("username")
    return None if name is None else str(name)[:LONGEST_NAME]


def machine(request: HttpRequest) -> str | None:
    """The address of the browser's machine; behind a proxy the one that the proxy saw.

    Otherwise everybody would come from the proxy, and anybody could lock out anybody else.
    """
    if settings.BEHIND_PROXY:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(last.partition("%")[0]))
        except ValueError:
            pass
    return request.META.get("REMOTE_ADDR") or None
