"""One subset of each shipped typeface for all papers of a merged file.

Every paper carries a subset of its own characters, which is three quarters of its size. The subsets
keep the glyph numbers of the whole typeface, so one subset with the glyphs of all papers serves
every one of them: 50 papers then take a fifth of the space.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from fontTools import subset
from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import NameObject, NumberObject, StreamObject

from reports.fonts import BOLD, REGULAR

# The families of paper.css. Typefaces of the machine are left as they are.
_SHIPPED: Final = {"Paper Song": REGULAR, "Paper Song Bold": BOLD}


def share_fonts(writer: PdfWriter) -> None:
    """Let all papers in ``writer`` use the same subset of each shipped typeface."""
    users: dict[str, list[Any]] = {}
    for font in _fonts(writer):
        users.setdefault(str(font["/FontDescriptor"].get("/FontFamily")), []).append(font)
    for family, fonts in users.items():
        if family in _SHIPPED:
            glyphs = {glyph for font in fonts for glyph in _glyphs(font["/W"])}
            shared = writer._add_object(_stream(_subset(_SHIPPED[family], glyphs)))  # noqa: SLF001 - no other way
            for font in fonts:
                font["/FontDescriptor"][NameObject("/FontFile2")] = shared


def _fonts(writer: PdfWriter) -> Iterator[Any]:
    """The fonts of every page, each as the part that has widths and a descriptor."""
    for page in writer.pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            if "/DescendantFonts" in font:
                yield font["/DescendantFonts"][0].get_object()


def _glyphs(widths: list[Any]) -> Iterator[int]:
    """The glyph numbers of ``[first [width …] …]`` or ``[first last width …]``."""
    at = 0
    while at < len(widths):
        first, following = int(widths[at]), widths[at + 1]
        is_list = isinstance(following, list)
        yield from range(first, first + len(following) if is_list else int(following) + 1)
        at += 2 if is_list else 3


def _subset(path: Path, glyphs: set[int]) -> bytes:
    options = subset.Options(retain_gids=True, notdef_outline=True, hinting=False, layout_features=[])
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "name", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        content = BytesIO()
        font.save(content)
    return content.getvalue()


def _stream(content: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(content)
    packed = stream.flate_encode(9)
    packed[NameObject("/Length1")] = NumberObject(len(content))
    return packed
