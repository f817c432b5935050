"""The foot of an official paper: the code as text, the address as QR code, on every page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
import pytest
import segno
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


@dataclass(frozen=True)
class Shot:
    """A page as grey pixels; places are in points from its lower left corner."""

    width: int
    height: int
    pixels: bytes

    def darkest(self, left: float, lower: float, right: float, upper: float) -> int:
        columns = slice(round(left * SCALE), max(round(right * SCALE), round(left * SCALE) + 1))
        rows = range(self.height - round(upper * SCALE), self.height - round(lower * SCALE) + 1)
        return min(min(self.pixels[row * self.width :][columns]) for row in rows)


def _shots(content: bytes) -> list[Shot]:
    document = pypdfium2.PdfDocument(content)
    try:
        images = [document[number].render(scale=SCALE).to_pil().convert("L") for number in range(len(document))]
    finally:
        document.close()
    return [Shot(image.width, image.height, image.tobytes()) for image in images]


def test_every_page_shows_the_address_as_a_qr_code_of_13_mm(content):
    symbol = [[bool(dark) for dark in row] for row in segno.make_qr(STAMP.url).matrix]
    step = SIDE / len(symbol)
    middles = [(number + 0.5) * step for number in range(len(symbol))]
    for shot in _shots(content):
        left, upper = CORNER[0], CORNER[1] + SIDE
        points = [[(left + x, upper - y) for x in middles] for y in middles]
        assert [[shot.darkest(x, y, x, y) < 128 for x, y in row] for row in points] == symbol


def test_nothing_stands_close_to_the_qr_code(content):
    """Less than the standard's four modules to the grid, but enough for every reader."""
    module = SIDE / segno.make_qr(STAMP.url).symbol_size(border=0)[0]
    left, lower, right, upper = *CORNER, CORNER[0] + SIDE, CORNER[1] + SIDE
    for shot in _shots(content):
        assert shot.darkest(left, upper + 0.5, right, upper + 2 * module) > 250
        assert shot.darkest(left - 4 * module, lower, left - 0.5, upper) > 250
        assert shot.darkest(right + 0.5, lower, right + 4 * module, upper) > 250
        assert shot.darkest(left, lower - 4 * module, right, lower - 0.5) > 250


def test_every_page_shows_code_date_and_number(content):
    for number, page in enumerate(PdfReader(BytesIO(content)).pages, 1):
        text = re.sub(r"\s", "", page.extract_text())
        assert "核验码7F3K-QM82" in text
        assert "2020年12月20日下达" in text
        assert f"第{number}页" in text


def test_a_paper_without_stamp_shows_none():
    plain = write_pdf(sample_paper(footer=FOOTER)).content
    assert "核验码" not in "".join(page.extract_text() for page in PdfReader(BytesIO(plain)).pages)
