"""Where a printed paper may break into pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from projects.paper.grid import CellStyle, Row, RowGroup, split_group

# Rows of a group before which it is cut because a page ends there: group number -> row numbers.
# Groups are counted through the whole paper from zero.
Cuts = Mapping[int, Sequence[int]]

CONTINUED: Final = "（续）"  # the mark of `split_group`

# Rows under one merged cell stay on one page if they are at most this many with at most this much text.
_JOINED_ROWS: Final = 10
_JOINED_CHARACTERS: Final = 400
# A row that stands for itself may be broken inside if a text of it is longer.
_WHOLE_CHARACTERS: Final = 200


def parts(group: RowGroup, cuts: Sequence[int]) -> Iterator[tuple[int, RowGroup]]:
    """The parts of a group that is cut before the given rows, each with the number of its first row."""
    start = 0
    for cut in cuts:
        part, group = split_group(group, cut - start, CONTINUED)
        yield start, part
        start = cut
    yield start, group


def joined_rows(group: RowGroup) -> set[int]:
    """The rows that shall stand on the same page as the row above them.

    A larger group may break, but not after its first row nor before its last.
    """
    height = len(group.rows)
    merged = {(at, at + cell.row_span) for at, row in enumerate(group.rows) for cell in row.cells}
    joined = {1, height - 1}
    for start, end in {(0, height), *merged}:
        lengths = [_longest(row) for row in group.rows[start:end]]
        if len(lengths) <= _JOINED_ROWS and sum(lengths) <= _JOINED_CHARACTERS:
            joined.update(range(start + 1, end))
    return joined


def may_break_inside(row: Row, group: RowGroup) -> bool:
    """Whether a row may begin on one page and end on another.

    Short rows stay whole. Rows of a table do so up to a quarter of a page, because their merged
    cells are elsewhere.
    """
    if len(group.rows) > 1:
        return _longest(row) > _JOINED_CHARACTERS
    return any(cell.style is CellStyle.NARRATIVE for cell in row.cells) or _longest(row) > _WHOLE_CHARACTERS


def cuts_at_page_breaks(pages: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Where to cut a group whose rows have the given first and last pages.

    A merged cell that goes on to the next page loses its label and its lines there. So a group
    is cut at every page break, and around a row that itself runs over one.
    """
    return tuple(row for row in range(1, len(pages)) if pages[row - 1] != pages[row])


def _longest(row: Row) -> int:
    return max((len(cell.text) for cell in row.cells), default=0)
