"""The QR code of an official file as SVG within a page."""

from __future__ import annotations

import segno
from django.conf import settings


def qr_svg(code: str) -> str:
    """The picture alone, with attributes and no styles; dark on light in every theme."""
    made: str = segno.make(f"{settings.SITE_URL}/v/{code}/", error="m", micro=False).svg_inline(
        scale=4, border=2, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return made
