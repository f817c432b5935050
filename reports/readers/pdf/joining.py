"""Tables that run over pages become one again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from reports.readers.pdf.labels import is_label
from reports.readers.pdf.lines import had_room
from reports.readers.pdf.page import Box, Ruled
from reports.writers.pdf_breaks import CONTINUED

_SAME_EDGE: Final = 3.0
_ROW_OF_A_FIELD: Final = 2  # a label and what is written beside it
_LINES_OF_NAMES: Final = 2
_NEVER_FIRST: Final = "*＊:：，。、；）)」》”？！"  # no label and no value begins with one of these


def continues(table: Ruled, piece: Ruled, page_bottom: float) -> bool:
    """Whether ``piece``, the first thing on its page, is the rest of ``table``, the last one on the page before.

    It is where both are as wide and the first row of the rest had no room on the page before.
    """
    if abs(table.x0 - piece.x0) > _SAME_EDGE or abs(table.x1 - piece.x1) > _SAME_EDGE:
        return False
    room = page_bottom - table.bottom
    return room < max(piece.first_row_bottom - piece.top, 20) + _SAME_EDGE


def join(table: Ruled, piece: Ruled, padding: float) -> None:
    """Add the rows of ``piece`` to ``table``: heads that are repeated left out, cells that were cut made whole."""
    skipped = _repeated_heads(table, piece)
    boxes = [box for box in piece.boxes if box.row >= skipped]
    first = [box for box in boxes if box.row == skipped]
    above = _above(table, first)
    is_cut = bool(first) and _is_cut(first, above, padding)
    # The first row that stays becomes the last row of the table where it was cut, else a row of its own.
    shift = table.rows - skipped - is_cut
    for box in boxes:
        row, end_row = box.row + shift, box.end_row + shift
        start = above.get(id(box)) if box.row == skipped else None
        if start is not None and (is_cut or _is_continued(box, start, above, first)):
            start.end_row = max(start.end_row, end_row)
            is_drawn_twice = _is_one_cell(box, start) and box.text == start.text
            if not is_drawn_twice and box.text != start.text + CONTINUED:
                start.lines += box.lines
            start.is_open_below = box.is_open_below
            continue
        box.row, box.end_row = row, end_row
        table.boxes.append(box)
    table.rows = piece.rows + shift
    table.page, table.bottom = piece.page, piece.bottom


def _above(table: Ruled, first: Sequence[Box]) -> Mapping[int, Box]:
    """Of every box in the first row of a rest, by its id: the box of the same width that reaches the end above."""
    ends = [box for box in table.boxes if box.end_row == table.rows]
    found = {}
    for box in first:
        for candidate in ends:
            if abs(candidate.x0 - box.x0) < _SAME_EDGE and abs(candidate.x1 - box.x1) < _SAME_EDGE:
                found[id(box)] = candidate
    return found


def _is_continued(box: Box, start: Box, above: Mapping[int, Box], first: Sequence[Box]) -> bool:
    """Whether a cell of a new row only carries on the cell above it, as the name of a group does over its rows."""
    if _is_one_cell(box, start):
        return True
    if box.text:
        return box.text in (start.text + CONTINUED, start.text.removesuffix(CONTINUED) + CONTINUED)
    if not start.text:
        return False
    # Only to the left of all that is written in the row: a blank cell after it is blank.
    return all(not other.text and id(other) in above for other in first if other.x0 < box.x0)


def _is_one_cell(box: Box, start: Box) -> bool:
    """Whether two boxes are halves of one cell, which neither page closes with a line."""
    return start.is_open_below and box.is_open_above


def _is_cut(first: Sequence[Box], above: Mapping[int, Box], padding: float) -> bool:
    """Whether a row was cut in the middle by the end of the page."""
    if not all(id(box) in above for box in first):
        return False
    if any(_is_one_cell(box, above[id(box)]) for box in first):
        return all(_is_one_cell(box, above[id(box)]) for box in first)
    written = [box for box in first if box.text]
    if not written:
        return True
    if any(box.text.startswith(tuple(_NEVER_FIRST)) for box in written):
        return True
    label, label_above = first[0], above[id(first[0])]
    if label.text:
        if label.text == label_above.text + CONTINUED:
            return len(first) <= _ROW_OF_A_FIELD
        if is_label(label_above.text + label.text) and not is_label(label.text):
            return True
        if is_label(label.text):
            return False
    elif len(written) == 1 and label_above.end_row - label_above.row == 1:
        # One text goes on where all beside it is blank: names of groups in a row of their own are short.
        start = above[id(written[0])]
        if len(first) == _ROW_OF_A_FIELD or len(start.lines) + len(written[0].lines) > _LINES_OF_NAMES:
            return True
    return all(_is_full(above[id(box)], box, padding) for box in written)


def _is_full(start: Box, rest: Box, padding: float) -> bool:
    """Whether the last line of ``start`` had no room for what ``rest`` begins with."""
    if not start.lines:
        return False
    last, following = start.lines[-1], rest.lines[0]
    left, right = start.x0 + padding, start.x1 - padding
    if abs((last.x0 - left) - (right - last.x1)) < padding:  # centred: the room is on both sides
        last = replace(last, x1=last.x1 - (last.x0 - left))
    return not had_room(last, following, right)


def _repeated_heads(table: Ruled, piece: Ruled) -> int:
    """How many rows at the top of ``piece`` repeat rows of ``table``."""
    known = {_row_key(table.boxes, row) for row in range(table.rows)}
    skipped = 0
    while skipped < piece.rows - 1:
        key = _row_key(piece.boxes, skipped)
        if len(key) < 2 or not all(text for _, text in key) or key not in known or _has_figures(key):
            break
        skipped += 1
    return skipped if all(box.end_row <= skipped or box.row >= skipped for box in piece.boxes) else 0


def _row_key(boxes: Sequence[Box], row: int) -> tuple[tuple[int, str], ...]:
    return tuple((round(box.x0 / _SAME_EDGE), box.text) for box in boxes if box.row == row)


def _has_figures(key: Sequence[tuple[int, str]]) -> bool:
    """Heads are words; a row with a figure of its own is a row of values."""
    return any(sum(letter.isdigit() for letter in text) > len(text) / 3 for _, text in key)
