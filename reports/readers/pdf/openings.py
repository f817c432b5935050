"""Cells that the end of a page has left open: spreadsheets print no line where a page cuts a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

_SAME: Final = 2.5  # points between ends of lines that are at one place


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a line is missing between the ends of two upright ones, in points."""

    x0: float
    x1: float
    y: float

    def as_line(self) -> dict[str, Any]:
        """The missing line, as pdfplumber takes it."""
        return {"object_type": "line", "x0": self.x0, "x1": self.x1, "top": self.y, "bottom": self.y}

    def is_at(self, x0: float, x1: float, y: float) -> bool:
        """Whether it is a part of the edge of a cell from ``x0`` to ``x1`` at the height ``y``."""
        return abs(self.y - y) < _SAME and x0 - _SAME < self.x0 and self.x1 < x1 + _SAME


def openings_of(page: Any) -> list[Opening]:
    """The openings at the top and at the bottom of all that is ruled on a page of pdfplumber."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    level = [edge for edge in page.edges if edge["orientation"] == "h"]
    if not upright or not level:
        return []
    found: list[Opening] = []
    for end, y in (
        ("top", min(edge["top"] for edge in upright)),
        ("bottom", max(edge["bottom"] for edge in upright)),
    ):
        beside = sorted(edge["x0"] for edge in upright if abs(edge[end] - y) < _SAME)
        lines = [edge for edge in level if abs(edge["top"] - y) < _SAME]
        found += [Opening(x0, x1, y) for x0, x1 in _pairs(beside) if not _is_closed(lines, x0, x1)]
    return found


def _pairs(places: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Neighbouring places; the edges of one thick line are one place."""
    return ((x0, x1) for x0, x1 in pairwise(places) if x1 - x0 > _SAME)


def _is_closed(lines: Sequence[Any], x0: float, x1: float) -> bool:
    middle = (x0 + x1) / 2
    return any(line["x0"] <= middle <= line["x1"] for line in lines)
