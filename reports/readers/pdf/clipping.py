"""What a page shows of every letter: programs draw a text whole and clip it to its cell.

A text that is longer than its cell is drawn over the cells beside it and over the edge of the page, a cell that the
page cuts is drawn whole on both pages. The clip says which cell such letters belong to; pdfplumber leaves it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt

Clip = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points from the upper left corner of the page."""

_EVERYTHING: Final[Clip] = (float("-inf"), float("-inf"), float("inf"), float("inf"))
_INSET: Final = 3.0  # points within a clip that are surely within its cell
_CROSSING: Final = 1.5  # points that a letter may reach over a line


def needs_clips(page: Any) -> bool:
    """Whether letters of a page of pdfplumber stand on its lines or off the page, as only clipped ones do."""
    level = [edge for edge in page.edges if edge["orientation"] == "h"]
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if not (0 <= y <= page.height and 0 <= x <= page.width):
            return True
        top, bottom = char["top"] + _CROSSING, char["bottom"] - _CROSSING
        if any(top < edge["top"] < bottom and edge["x0"] <= x <= edge["x1"] for edge in level):
            return True
        left, right = char["x0"] + _CROSSING, char["x1"] - _CROSSING
        if any(left < edge["x0"] < right and edge["top"] <= y <= edge["bottom"] for edge in upright):
            return True
    return False


def clips_of(page: Any) -> Sequence[Clip]:
    """The clip of every letter of ``page.chars``; none at all where they cannot be told."""
    device = _Clips(page.pdf.rsrcmgr)
    _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    if len(device.clips) != len(page.chars):
        return ()
    height, left, top = float(page.height), float(page.mediabox[0]), float(page.mediabox[1])
    return [(x0 + left, height - y1 + top, x1 + left, height - y0 + top) for x0, y0, x1, y1 in device.clips]


def shown_at(x: float, y: float, clip: Clip) -> tuple[float, float]:
    """The point itself where the clip shows it, else the one nearest to it within the clip."""
    x0, top, x1, bottom = clip
    if x0 <= x <= x1 and top <= y <= bottom:
        return x, y
    return _within(x, x0, x1), _within(y, top, bottom)


def _within(value: float, least: float, most: float) -> float:
    inset = min(_INSET, max(most - least, 0) / 2)
    return min(max(value, least + inset), most - inset)


class _Clips(PDFTextDevice):
    """Notes for every letter the clip that holds when it is drawn, in PDF coordinates."""

    def __init__(self, resources: Any) -> None:
        super().__init__(resources)
        self.clip = _EVERYTHING
        self.clips: list[Clip] = []

    def render_char(self, *_: Any) -> float:
        self.clips.append(self.clip)
        return 0.0


class _Interpreter(PDFPageInterpreter):
    """Follows the clip, too: every path that is clipped to counts as the box around it."""

    device: _Clips

    def init_state(self, ctm: Any) -> None:
        super().init_state(ctm)
        self._kept: list[Clip] = []

    def render_contents(self, resources: Any, streams: Any, ctm: Any = (1, 0, 0, 1, 0, 0)) -> None:
        before = self.device.clip
        super().render_contents(resources, streams, ctm)
        self.device.clip = before

    def do_q(self) -> None:
        super().do_q()
        self._kept.append(self.device.clip)

    def do_Q(self) -> None:  # noqa: N802 - the name of the operator
        super().do_Q()
        if self._kept:
            self.device.clip = self._kept.pop()

    def do_W(self) -> None:  # noqa: N802
        self._clip()

    def do_W_a(self) -> None:  # noqa: N802
        self._clip()

    def _clip(self) -> None:
        points = [
            apply_matrix_pt(self.ctm, (float(numbers[at]), float(numbers[at + 1])))
            for _, *numbers in self.curpath
            for at in range(0, len(numbers) - 1, 2)
        ]
        if not points:
            return
        x0, y0, x1, y1 = self.device.clip
        xs, ys = [x for x, _ in points], [y for _, y in points]
        clip = (max(x0, min(xs)), max(y0, min(ys)), min(x1, max(xs)), min(y1, max(ys)))
        if clip[0] <= clip[2] and clip[1] <= clip[3]:
            self.device.clip = clip
