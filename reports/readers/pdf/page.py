"""One page of a PDF: its ruled tables and the lines between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reports.readers.pdf.clipping import clips_of, needs_clips
from reports.readers.pdf.lines import Letter, Line, letters_of, lines_of
from reports.readers.pdf.openings import Opening, openings_of
from reports.readers.source import Unreadable

_SAME_EDGE: Final = 2.5  # points between edges that are one line on the paper
_ALL_BUT_LEVEL: Final = 0.5  # points
_MOST_EDGES: Final = 40_000  # of the lines on one page


@dataclass(slots=True)
class Box:
    """A cell of a ruled table: rows from ``row`` to before ``end_row``, left and right edge in points."""

    row: int
    end_row: int
    x0: float
    x1: float
    place: str
    lines: list[Line] = field(default_factory=list)
    is_open_above: bool = False
    is_open_below: bool = False
    """Whether no line closes it where the page begins or ends: it goes on on the other page."""

    @property
    def text(self) -> str:
        """All of its lines without space, to compare it with others."""
        return "".join("".join(line.text.split()) for line in self.lines)


@dataclass(slots=True)
class Ruled:
    """A ruled table on one page, or what has been joined of several."""

    boxes: list[Box]
    rows: int
    x0: float
    x1: float
    top: float
    bottom: float
    first_row_bottom: float
    page: int
    place: str


@dataclass(frozen=True, slots=True)
class Between:
    """Lines beside tables on one page, each with its page."""

    line: Line
    page: int


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page in reading order; ``has_pictures`` counts where there is no letter."""

    number: int
    width: float
    height: float
    blocks: list[Ruled | Between]
    letters: int
    unknown: int
    has_pictures: bool


def content_of(page: Any, number: int) -> PageContent:
    """What stands on a page of pdfplumber. Raises :class:`Unreadable` for a page drawn of too many lines."""
    _straighten(page)
    if len(page.edges) > _MOST_EDGES:
        raise Unreadable(f"第 {number} 页有 {len(page.edges)} 条线，不像绩效目标表，没有读完。请只上传表所在的页。")
    openings = openings_of(page)
    letters = letters_of(page, clips_of(page) if openings or needs_clips(page) else ())
    areas = _tables(page, openings)
    inside: list[list[Letter]] = [[] for _ in areas]
    outside: list[Letter] = []
    for letter in letters:
        x, y = letter.shown
        home = next(
            (at for at, (x0, top, x1, bottom, _) in enumerate(areas) if x0 <= x <= x1 and top <= y <= bottom), -1
        )
        (inside[home] if home >= 0 else outside).append(letter)
    tables = [
        _ruled(cells, held, openings, number, f"第 {number} 页第 {at} 个表")
        for at, ((*_, cells), held) in enumerate(zip(areas, inside, strict=True), 1)
    ]
    blocks: list[Ruled | Between] = [*tables, *(Between(line, number) for line in lines_of(outside, has_tabs=True))]
    blocks.sort(key=lambda block: block.top if isinstance(block, Ruled) else block.line.top)
    return PageContent(
        number=number,
        width=float(page.width),
        height=float(page.height),
        blocks=blocks,
        letters=sum(bool(letter.text.strip()) for letter in letters),
        unknown=sum(letter.text == "〓" for letter in letters),
        has_pictures=bool(page.images),
    )


def _straighten(page: Any) -> None:
    """Make level and upright what a rounding is not: pdfplumber asks whether both ends are at exactly one height."""
    for line in page.lines:
        if abs(line["bottom"] - line["top"]) < _ALL_BUT_LEVEL:
            line["bottom"] = line["top"]
        elif abs(line["x1"] - line["x0"]) < _ALL_BUT_LEVEL:
            line["x1"] = line["x0"]
    for curve in page.curves:
        curve["pts"] = [(round(x, 2), round(y, 2)) for x, y in curve["pts"]]


_Cells = Sequence[tuple[float, float, float, float]]


def _tables(page: Any, openings: Sequence[Opening]) -> list[tuple[float, float, float, float, _Cells]]:
    """Box and cells of every ruled table; a frame within a cell is no table."""
    closing = [opening.as_line() for opening in openings]
    tables = page.find_tables({"explicit_horizontal_lines": closing})
    found = [(*table.bbox, table.cells) for table in tables]
    found.sort(key=lambda table: (table[0] - table[2]) * (table[3] - table[1]))
    kept: list[tuple[float, float, float, float, _Cells]] = []
    for x0, top, x1, bottom, cells in found:
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        if not any(x0_ <= x <= x1_ and top_ <= y <= bottom_ for x0_, top_, x1_, bottom_, _ in kept):
            kept.append((x0, top, x1, bottom, cells))
    kept.sort(key=lambda table: (table[1], table[0]))
    return kept


def _ruled(cells: _Cells, letters: Sequence[Letter], openings: Sequence[Opening], page: int, place: str) -> Ruled:
    edges = clustered(edge for _, top, _, bottom in cells for edge in (top, bottom))
    boxes: list[Box] = []
    ordinals: dict[int, int] = {}
    held: list[list[Letter]] = []
    ordered = sorted(cells, key=lambda cell: (edge_number(edges, cell[1]), cell[0]))
    for x0, top, x1, bottom in ordered:
        row, end_row = edge_number(edges, top), edge_number(edges, bottom)
        ordinals[row] = ordinals.get(row, 0) + 1
        box = Box(row, max(end_row, row + 1), x0, x1, f"{place}第 {row + 1} 行第 {ordinals[row]} 列")
        box.is_open_above = any(opening.is_at(x0, x1, top) for opening in openings)
        box.is_open_below = any(opening.is_at(x0, x1, bottom) for opening in openings)
        boxes.append(box)
        held.append([])
    by_row = _boxes_by_row(boxes, len(edges) - 1)
    for letter in letters:
        x, y = letter.shown
        row = min(max(bisect_right(edges, y) - 1, 0), len(by_row) - 1)
        nearest = min(by_row[row], key=lambda at: max(boxes[at].x0 - x, x - boxes[at].x1), default=None)
        if nearest is not None:
            held[nearest].append(letter)
    for box, own in zip(boxes, held, strict=True):
        box.lines = lines_of(own)
    first = min((bottom for _, top, _, bottom in cells if edge_number(edges, top) == 0), default=edges[-1])
    return Ruled(
        boxes=boxes,
        rows=len(edges) - 1,
        x0=min(cell[0] for cell in cells),
        x1=max(cell[2] for cell in cells),
        top=edges[0],
        bottom=edges[-1],
        first_row_bottom=first,
        page=page,
        place=place,
    )


def _boxes_by_row(boxes: Sequence[Box], rows: int) -> list[list[int]]:
    by_row: list[list[int]] = [[] for _ in range(rows)]
    for at, box in enumerate(boxes):
        for row in range(box.row, min(box.end_row, rows)):
            by_row[row].append(at)
    return by_row


def clustered(values: Iterable[float]) -> list[float]:
    """The values in order, of those that are almost the same only the first."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SAME_EDGE:
            kept.append(value)
    return kept


def edge_number(edges: Sequence[float], value: float) -> int:
    """Which of ``clustered`` edges a value belongs to."""
    return max(bisect_right(edges, value + 0.01) - 1, 0)
