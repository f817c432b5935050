"""WeasyPrint with the paper's style sheet and fonts, prepared once per process.

Importing this module loads Pango; ``reports.checks`` says what to install where that fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.fonts import BOLD, FOLDER, REGULAR

_STYLE_SHEET: Final = Path(__file__).with_name("paper.css")


class PackagedFontsFetcher(URLFetcher):
    """Hands out the two shipped font files; asking for anything else is an error."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._files: Mapping[str, Path] = {path.as_uri(): path for path in (REGULAR, BOLD)}

    def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
        """The font file at ``url``; raises ``ValueError`` for every other address."""
        if url not in self._files:
            raise ValueError(f"a paper fetches nothing but its fonts, not {url}")
        return URLFetcherResponse(url, self._files[url].read_bytes(), {"Content-Type": "font/ttf"})


def lay_out(html: str, style: Path = _STYLE_SHEET) -> Document:
    """The pages of an HTML document in the style of the paper, or of another style sheet."""
    fonts, style_sheet = _style(style)
    return HTML(string=html, url_fetcher=PackagedFontsFetcher()).render(font_config=fonts, stylesheets=[style_sheet])


@cache
def _style(path: Path) -> tuple[FontConfiguration, CSS]:
    fonts = FontConfiguration()
    style_sheet = CSS(
        string=path.read_text(encoding="utf-8"),
        base_url=f"{FOLDER.as_uri()}/",
        url_fetcher=PackagedFontsFetcher(),
        font_config=fonts,
    )
    return fonts, style_sheet
