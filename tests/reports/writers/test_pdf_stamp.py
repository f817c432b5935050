"""The foot of an official paper: the code as text, the address as QR code, on every page."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
import segno
from PIL import Image
from pypdf import PdfReader

from projects.paper.grid import Stamp
from reports.writers.pdf import write_pdf
from tests.reports.writers.sample_paper import sample_paper

STAMP = Stamp("7F3K-QM82", "https://jx.example.gov.cn/v/7F3K-QM82/")
FOOTER = "2020年12月20日下达\n修订号 14"
SCALE = 4  # pixels a point
CORNER, SIDE = (48, 19), 13 / 25.4 * 72  # left and lower edge, side of the QR code, in points


@pytest.fixture(scope="module", params=[False, True], ids=["upright", "across"])
def content(request) -> bytes:
    return write_pdf(sample_paper(stamp=STAMP, footer=FOOTER, is_landscape=request.param)).content


def _images(content: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [document[number].render(scale=SCALE).to_pil().convert("L") for number in range(len(document))]
    finally:
        document.close()


def test_every_page_shows_the_address_as_a_qr_code_of_13_mm(content):
    symbol = [[bool(dark) for dark in row] for row in segno.make_qr(STAMP.url).matrix]
    step = SIDE * SCALE / len(symbol)
    for image in _images(content):
        left, top = CORNER[0] * SCALE, image.height - (CORNER[1] + SIDE) * SCALE
        shown = [
            [
                image.getpixel((round(left + (x + 0.5) * step), round(top + (y + 0.5) * step))) < 128
                for x in range(len(row))
            ]
            for y, row in enumerate(symbol)
        ]
        assert shown == symbol


def test_nothing_stands_close_to_the_qr_code(content):
    """Less than the standard's four modules, but enough for every reader: two to the grid, five to the text."""
    module = SIDE * SCALE / segno.make_qr(STAMP.url).symbol_size(border=0)[0]
    for image in _images(content):
        left, lower = CORNER[0] * SCALE, image.height - CORNER[1] * SCALE
        upper, right = lower - SIDE * SCALE, left + SIDE * SCALE
        for box in (
            (left, upper - 2 * module, right, upper - 2),
            (left - 4 * module, upper, left - 2, lower),
            (right + 2, upper, right + 4 * module, lower),
            (left, lower + 2, right, lower + 4 * module),
        ):
            assert image.crop(tuple(round(edge) for edge in box)).getextrema()[0] > 250


def test_every_page_shows_code_date_and_number(content):
    for number, page in enumerate(PdfReader(BytesIO(content)).pages, 1):
        text = re.sub(r"\s", "", page.extract_text())
        assert "核验码7F3K-QM82" in text
        assert "2020年12月20日下达" in text
        assert f"第{number}页" in text


def test_a_paper_without_stamp_shows_none():
    plain = write_pdf(sample_paper(footer=FOOTER)).content
    assert "核验码" not in "".join(page.extract_text() for page in PdfReader(BytesIO(plain)).pages)
