"""Rows of a text file whose blank cells are the places of a sheet, as a spreadsheet writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from projects.layouts import layouts_to_choose
from reports.readers.ocr.template import label_key, template_of
from reports.readers.source import SourceBlock, SourceCell, SourceTable

_FEWEST_HEADS = 3


def with_columns(blocks: Iterable[SourceBlock]) -> tuple[SourceBlock, ...]:
    """The same with tables marked as having columns where the heads of a line table stand apart.

    Other programs write the cells of a row one behind the other and fill up with blanks at the end.
    """
    heads = {
        slot.key
        for layout in layouts_to_choose()
        for row in template_of(layout).rows
        if row.table
        for slot in row.slots
    }
    return tuple(
        replace(block, has_columns=True) if isinstance(block, SourceTable) and _is_sheet(block, heads) else block
        for block in blocks
    )


def _is_sheet(table: SourceTable, heads: set[str]) -> bool:
    return not table.has_columns and any(_stand_apart(cells, heads) for _, cells in table.rows())


def _stand_apart(cells: list[SourceCell], heads: set[str]) -> bool:
    """Whether a row holds nothing but heads, with blank cells between them."""
    filled = [number for number, cell in enumerate(cells) if cell.text]
    if len(filled) < _FEWEST_HEADS or filled[-1] - filled[0] + 1 == len(filled):
        return False
    return all(label_key(cells[number].text) in heads for number in filled)
