"""Made files as answers to a person who is signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from reports.outputs import OUTPUTS


def file_response(
    content: bytes, filename: str, content_type: str = OUTPUTS["xlsx"].content_type, *, opens_in_browser: bool = False
) -> HttpResponse:
    """To be saved under ``filename``, or shown at once; kept by nobody on the way."""
    disposition = content_disposition_header(not opens_in_browser, filename)
    headers = {"Content-Disposition": str(disposition), "Cache-Control": "private, no-cache"}
    return HttpResponse(content, content_type=content_type, headers=headers)
