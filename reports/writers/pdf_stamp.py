"""What the foot of an official PDF shows for whoever wants to have it verified."""

from __future__ import annotations

from functools import lru_cache

import segno

from projects.paper.grid import Stamp


def stamp_text(stamp: Stamp) -> str:
    """The code in words."""
    return f"核验码 {stamp.code}"


@lru_cache(maxsize=8)  # a paper is laid out several times
def qr_code(stamp: Stamp) -> str:
    """The address as a QR code: an SVG picture, without the blank edge that its place has to leave free."""
    symbol = segno.make_qr(stamp.url)
    title = f"{stamp_text(stamp)}的二维码"
    return str(symbol.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None, title=title))
