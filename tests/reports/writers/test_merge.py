"""Many papers in one file."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from reports.writers.merge import merge_pdfs
from reports.writers.pdf import write_pdf
from tests.reports.reading import bookmarks, title_of
from tests.reports.writers.pdf_reading import read_pdf
from tests.reports.writers.sample_paper import sample_paper

OVERVIEWS = ("茶叶种植与加工技术培训", "养老服务设施改造", "防汛物资储备仓库维修")


@cache
def _papers() -> tuple[bytes, ...]:
    return tuple(write_pdf(sample_paper({"项目概况*:": overview})).content for overview in OVERVIEWS)


@cache
def _merged() -> bytes:
    return merge_pdfs("绩效目标表（3 张）", list(zip(OVERVIEWS, _papers(), strict=True)))


def _fonts(content: bytes):
    """(page, family, descriptor) of every font of every page."""
    for number, page in enumerate(PdfReader(BytesIO(content)).pages):
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            yield number, descendant, descendant["/FontDescriptor"].get_object()


def _outlines(font_file: bytes) -> dict[int, bytes]:
    """The drawing of every glyph that has one, by its number."""
    font = TTFont(BytesIO(font_file))
    glyphs = {font.getGlyphID(name): font["glyf"][name] for name in font.getGlyphOrder()}
    return {number: glyph.compile(font["glyf"]) for number, glyph in glyphs.items() if glyph.numberOfContours}


def test_pages_follow_each_other_unchanged():
    pages = [page for paper in _papers() for page in read_pdf(paper)]
    merged = read_pdf(_merged())
    assert [page.text for page in merged] == [page.text for page in pages]
    assert [page.cells for page in merged] == [page.cells for page in pages]


def test_every_paper_has_a_bookmark_and_the_file_a_title():
    assert bookmarks(_merged()) == [(OVERVIEWS[0], 0), (OVERVIEWS[1], 2), (OVERVIEWS[2], 4)]
    assert title_of(_merged()) == "绩效目标表（3 张）"
    assert PdfReader(BytesIO(_merged())).page_mode == "/UseOutlines"


def test_all_papers_share_one_subset_of_each_typeface():
    files: dict[str, set[int]] = {}
    for _, _, descriptor in _fonts(_merged()):
        files.setdefault(descriptor["/FontFamily"], set()).add(descriptor.raw_get("/FontFile2").idnum)
    assert {family: len(found) for family, found in files.items()} == {"Paper Song": 1, "Paper Song Bold": 1}


@pytest.mark.parametrize("family", ["Paper Song", "Paper Song Bold"])
def test_the_shared_subset_draws_every_glyph_as_before(family):
    shared = next(d["/FontFile2"].get_data() for _, _, d in _fonts(_merged()) if d["/FontFamily"] == family)
    drawn = _outlines(shared)
    for paper in _papers():
        own = next(d["/FontFile2"].get_data() for _, _, d in _fonts(paper) if d["/FontFamily"] == family)
        before = _outlines(own)
        assert len(before) > 10
        assert {number: drawn.get(number) for number in before} == before


def test_the_merged_file_is_smaller_and_always_the_same():
    assert len(_merged()) < sum(map(len, _papers())) * 0.6
    again = merge_pdfs("绩效目标表（3 张）", list(zip(OVERVIEWS, _papers(), strict=True)))
    assert again == _merged()
