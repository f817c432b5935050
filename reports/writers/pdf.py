"""The official paper as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from projects.paper.grid import Paper
from reports.fonts.coverage import missing_characters
from reports.writers.pdf_markup import Cuts, markup, places_by_group, texts

if TYPE_CHECKING:
    from weasyprint import Document

# Each pass moves page breaks only further down the paper; a paper that needs more is not a form.
_MOST_PASSES: Final = 8

# Pango's font map, which all papers of a process share, is not made for two threads at a time.
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A printed paper.

    ``missing`` are the characters that no font has; 〓 stands in their places.
    """

    content: bytes
    pages: int
    missing: tuple[str, ...]


def write_pdf(paper: Paper) -> PdfResult:
    """Print ``paper`` on A4; the same paper gives the same bytes.

    Raises ``OSError`` where Pango is not installed (see ``reports.checks``).
    """
    with _ONE_AT_A_TIME:
        pages = _lay_out(paper)
        for page in pages.pages:
            page.anchors.clear()  # they were for finding the page breaks; as link targets they are ballast
        content = pages.write_pdf()
    missing = missing_characters("\n".join(texts(paper)))
    return PdfResult(content=content, pages=len(pages.pages), missing=tuple(missing))


def _lay_out(paper: Paper) -> Document:
    """Lay out, cut the groups that a page break crosses, and repeat until no label is lost."""
    from reports.writers import pdf_engine  # loads Pango, which `manage.py check` can do without

    cuts: Cuts = {}
    for _ in range(_MOST_PASSES):
        pages = pdf_engine.lay_out(markup(paper, cuts))
        breaks = _breaks_within_groups(paper, pages)
        if breaks == cuts:
            break
        cuts = breaks
    return pages


def _breaks_within_groups(paper: Paper, document: Document) -> Cuts:
    """The rows that start on another page than the row above them in their group."""
    first_page: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            first_page.setdefault(anchor, number)
    breaks: dict[int, Sequence[int]] = {}
    for places in places_by_group(paper):
        pages = [first_page[place.anchor] for place in places]
        rows = tuple(row for row in range(1, len(pages)) if pages[row] != pages[row - 1])
        if rows:
            breaks[places[0].group] = rows
    return breaks
