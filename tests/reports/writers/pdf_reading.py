"""Read a PDF of the writer back: the lines of text, where they stand, and the lines that are drawn.

All lengths are CSS pixels from the upper left corner of the page.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cache

from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import ContentStream

from reports.fonts import BOLD, REGULAR

FRAME_LINE = 1.5


@dataclass(frozen=True)
class Box:
    """A rectangle that a line is drawn around or along."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass
class Line:
    """A line of text of one cell; ``y`` is its base line."""

    x: float
    y: float
    text: str = ""
    right: float = 0
    fonts: list[str] = field(default_factory=list)


@dataclass
class Page:
    """What one page shows: ``frames`` have a thick line on all four sides."""

    lines: list[Line]
    frames: list[Box]
    cells: list[Box]

    @property
    def text(self) -> str:
        """All text without any white space, in the order of the page's content."""
        return squeezed("".join(line.text for line in self.lines))

    def grid_lines(self) -> list[Line]:
        """The lines within the frames, top to bottom and left to right."""
        within = [line for line in self.lines if any(f.top < line.y < f.bottom for f in self.frames)]
        return sorted(within, key=lambda line: (line.y, line.x))

    def cell_of(self, line: Line) -> Box:
        """The cell that a line of text begins in; raises ``LookupError`` if its borders are not all drawn."""
        for cell in self.cells:
            if cell.left <= line.x < cell.right and cell.top < line.y - 5 and line.y < cell.bottom:
                return cell
        raise LookupError(f"no closed cell around {line}")


def squeezed(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s", "", text)


def read_pdf(content: bytes) -> list[Page]:
    """The pages of a PDF in order."""
    reader = PdfReader(io.BytesIO(content))
    return [_read_page(page, reader) for page in reader.pages]


def _read_page(page, reader: PdfReader) -> Page:
    fonts = {name: font.get_object() for name, font in page["/Resources"]["/Font"].items()}
    texts = {name: _to_unicode(font) for name, font in fonts.items()}
    result = Page([], [], [])
    font, size = "", 0.0
    rectangles: list[Box] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"Tf":
            font, size = operands[0], float(operands[1])
        elif operator == b"Tm":
            result.lines.append(Line(float(operands[4]), float(operands[5]), right=float(operands[4])))
        elif operator == b"TJ":
            line = result.lines[-1]
            codes = b"".join(each.original_bytes for each in operands[0] if hasattr(each, "original_bytes"))
            text = "".join(texts[font][code] for code in zip(codes[::2], codes[1::2], strict=True))
            family = fonts[font]["/BaseFont"].split("+")[1].rstrip(",")
            line.text += text
            line.right += size * sum(_advance(family, each) for each in text)
            line.fonts.append(family)
        elif operator == b"re":
            rectangles.append(Box(*map(float, operands)))
        elif operator in (b"f", b"f*"):
            _note_drawn(result, rectangles)
            rectangles = []
    result.frames = list(dict.fromkeys(result.frames))
    result.cells = list(dict.fromkeys(result.cells))
    return result


def _note_drawn(page: Page, rectangles: list[Box]) -> None:
    if len(rectangles) == 2:
        outer, inner = rectangles
        is_frame = inner.left - outer.left == FRAME_LINE
        (page.frames if is_frame else page.cells).append(outer)


def _to_unicode(font) -> dict[tuple[int, ...], str]:
    table = font["/ToUnicode"].get_data().decode("ascii")
    return {
        tuple(bytes.fromhex(glyph)): bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", table, re.MULTILINE)
    }


@cache
def _font(family: str) -> TTFont:
    return TTFont(BOLD if family == "Paper-Song-Bold" else REGULAR)


def _advance(family: str, character: str) -> float:
    font = _font(family)
    glyph = font.getBestCmap().get(ord(character))
    return font["hmtx"][glyph][0] / font["head"].unitsPerEm if glyph else 0
