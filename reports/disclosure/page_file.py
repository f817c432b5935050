"""The booklet as one HTML file that needs nothing beside it: for a site of one's own, or an archive."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

from reports.disclosure.booklet import Booklet
from reports.disclosure.markup import booklet_html

_STYLE_SHEET: Final = Path(__file__).with_name("booklet.css")
_FONT_FILES: Final = re.compile(r"^@font-face .*\n", re.MULTILINE)
_ON_SCREEN: Final = """
@media screen {
  body { max-width: 60rem; margin: 0 auto; padding: 1rem }
  .cover { padding-top: 2rem } .alone h2 { padding-top: 2rem }
  section { margin-top: 1.5rem } .grid-scroll { overflow-x: auto } .across .grid { min-width: 48rem }
}
"""


def write_booklet_page(booklet: Booklet) -> bytes:
    """A whole document in UTF-8, which prints as the PDF does as far as browsers can; with the fonts of the reader."""
    style = _FONT_FILES.sub("", _STYLE_SHEET.read_text(encoding="utf-8")) + _ON_SCREEN
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(booklet.title)}</title><style>{style}</style></head>"
        f"<body>{booklet_html(booklet, with_widths=True)}</body></html>\n"
    ).encode()
