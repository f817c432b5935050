"""Where a printed paper may break into pages. Heights are in lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from projects.paper.grid import RowGroup, split_group

# Rows of a group before which it is cut because a page ends there: group number -> row numbers.
# Groups are counted through the whole paper from zero.
Cuts = Mapping[int, Sequence[int]]

CONTINUED: Final = "（续）"  # the mark of `split_group`

# Of a row that is broken inside, at least so many lines stand on its first page.
LEADING_LINES: Final = 3

# A row that stands for itself is broken inside only if it is higher.
_WHOLE_LINES: Final = 6
# Rows under one merged cell stay on one page if they are at most this many, and no higher than the page allows.
_JOINED_ROWS: Final = 10


def parts(group: RowGroup, cuts: Sequence[int]) -> Iterator[tuple[int, RowGroup]]:
    """The parts of a group that is cut before the given rows, each with the number of its first row."""
    start = 0
    for cut in cuts:
        part, group = split_group(group, cut - start, CONTINUED)
        yield start, part
        start = cut
    yield start, group


def joined_rows(group: RowGroup, heights: Sequence[int], most_lines: int) -> set[int]:
    """The rows that shall stand on the same page as the row above them: up to ``most_lines`` together.

    A larger group may break, but not after its first row nor before its last.
    """
    merged = {(at, at + cell.row_span) for at, row in enumerate(group.rows) for cell in row.cells}
    joined = {1, len(group.rows) - 1}
    for start, end in {(0, len(group.rows)), *merged}:
        if end - start <= _JOINED_ROWS and sum(heights[start:end]) <= most_lines:
            joined.update(range(start + 1, end))
    return joined


def may_break_inside(height: int, group: RowGroup, most_lines: int) -> bool:
    """Whether a row of the group may begin on one page and end on another.

    Low rows stay whole. So do higher ones beside a merged cell, which cannot follow them.
    """
    return height > (_WHOLE_LINES if len(group.rows) == 1 else most_lines)


def cuts_at_page_breaks(pages: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Where to cut a group whose rows have the given first and last pages.

    A merged cell that goes on to the next page loses its label and its lines there. So a group
    is cut at every page break, and around a row that itself runs over one.
    """
    return tuple(row for row in range(1, len(pages)) if pages[row - 1] != pages[row])
