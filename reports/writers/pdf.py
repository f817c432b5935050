"""The official paper as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from projects.paper.grid import Paper
from reports.fonts.coverage import missing_characters
from reports.writers.pdf_breaks import Cuts, cuts_at_page_breaks
from reports.writers.pdf_markup import groups, markup, row_anchor, texts

if TYPE_CHECKING:
    from weasyprint import Document

# Each pass moves page breaks only further down the paper; a paper that needs more is not a form.
_MOST_PASSES: Final = 8

# Pango's font map, which all papers of a process share, is not made for two threads at a time.
ONE_AT_A_TIME: Final = Lock()


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
    with ONE_AT_A_TIME:
        document = _lay_out(paper)
        for page in document.pages:
            page.anchors.clear()  # they told where the pages end; in the PDF they would be ballast
        content = document.write_pdf()
    missing = missing_characters("\n".join(texts(paper)))
    return PdfResult(content=content, pages=len(document.pages), missing=tuple(missing))


def _lay_out(paper: Paper) -> Document:
    """Lay out, cut the groups that a page break crosses, and repeat until no label is lost."""
    from reports.writers import pdf_engine  # noqa: PLC0415  (loads Pango, which not every command needs)

    cuts: Cuts = {}
    for _ in range(_MOST_PASSES):
        document = pdf_engine.lay_out(markup(paper, cuts))
        needed = _needed_cuts(paper, document)
        if needed == cuts:
            break
        cuts = needed
    return document


def _needed_cuts(paper: Paper, document: Document) -> Cuts:
    pages_of: dict[str, tuple[int, int]] = {}
    for number, page in enumerate(document.pages):
        for anchor in page.anchors:
            pages_of[anchor] = (pages_of.get(anchor, (number, number))[0], number)
    needed: dict[int, Sequence[int]] = {}
    for number, group in enumerate(groups(paper)):
        cuts = cuts_at_page_breaks([pages_of[row_anchor(number, row)] for row in range(len(group.rows))])
        if cuts:
            needed[number] = cuts
    return needed
