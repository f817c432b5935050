"""The booklet as PDF/A: tagged, with bookmarks, contents with page numbers, wide tables across."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Final

from projects.paper.grid import Stamp
from reports.disclosure.booklet import Booklet
from reports.disclosure.markup import booklet_html
from reports.disclosure.pdf_tags import finish_tags
from reports.fonts.coverage import GETA, missing_characters, printable
from reports.writers.pdf import ONE_AT_A_TIME, PdfResult
from reports.writers.pdf_marks import MAKER
from reports.writers.pdf_stamp import qr_code, stamp_text

# Archival, tagged, and with text that can be read out and searched.
_VARIANT: Final = "pdf/a-2a"

_STYLE_SHEET: Final = Path(__file__).with_name("booklet.css")


def write_booklet_pdf(booklet: Booklet, stamp: Stamp | None = None) -> PdfResult:
    """Print the booklet on A4, an official one with its ``stamp``; the same booklet gives the same bytes.

    Raises ``OSError`` where Pango is not installed (see ``reports.checks``).
    """
    with ONE_AT_A_TIME:
        from reports.writers import pdf_engine  # noqa: PLC0415  (loads Pango, which not every command needs)

        missing = missing_characters("\n".join(booklet.texts()))
        document = pdf_engine.lay_out(_document(booklet, missing, stamp), _STYLE_SHEET)
        content = document.write_pdf(pdf_variant=_VARIANT, finisher=finish_tags)
    return PdfResult(content=content, pages=len(document.pages), missing=tuple(missing))


def _document(booklet: Booklet, missing: list[str], stamp: Stamp | None) -> str:
    points = "、".join(f"U+{ord(character):04X}" for character in missing)
    remark = f'<p class="remark">注：字体中没有下列字，以{GETA}代替：{points}。</p>' if missing else ""
    foot = f'<div class="foot">{qr_code(stamp)}<div>{stamp_text(stamp)}</div></div>' if stamp else ""
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="generator" content="{MAKER}">'
        f"<title>{escape(printable(booklet.title))}</title></head><body>{foot}"
        f"{booklet_html(booklet, clean=printable, with_widths=True)}{remark}</body></html>"
    )
