"""Blanks that stand in a cell where its printed line ended."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reports.readers.ocr.text import CHINESE, width
from reports.readers.source import SourceBlock, SourceTable

_LINE_END = re.compile(rf"(?<=[{CHINESE}，。、；：“”‘’（）《》])[ \u3000]+(?=[{CHINESE}，。、；：“”‘’（）《》])")
_SHORT = 12  # characters of a name, in which no blank means anything
_NARROW = 12  # characters of the widest column whose lines are told by their equal length
_RAGGED = 2  # how much shorter a line may be, since no line begins with a punctuation mark
_LEAST_LINES = 3
_PUNCTUATION = re.compile(r"[，。、；：,.;:0-9]")


def without_line_ends(blocks: Iterable[SourceBlock]) -> tuple[SourceBlock, ...]:
    """The same with the text of every cell in one piece, as far as its blanks are line ends.

    Other blanks between Chinese characters part sentences and stay.
    """
    return tuple(_closed(block) if isinstance(block, SourceTable) else block for block in blocks)


def _closed(table: SourceTable) -> SourceTable:
    if not any(_LINE_END.search(cell.text) for cell in table.cells):
        return table
    return replace(table, cells=tuple(replace(cell, text=_one_piece(cell.text)) for cell in table.cells))


def _one_piece(text: str) -> str:
    lines = _LINE_END.split(text)
    if len(lines) == 1 or "\n" in text:
        return text
    is_name = width("".join(lines)) <= _SHORT and not _PUNCTUATION.search(text)
    return "".join(lines) if is_name or _is_column(lines) else text


def _is_column(lines: list[str]) -> bool:
    """Whether the lines are those of a narrow column: all but the last are about as long as the longest."""
    widths = [width(line) for line in lines]
    widest = max(widths)
    return len(lines) >= _LEAST_LINES and widest <= _NARROW and all(one >= widest - _RAGGED for one in widths[:-1])
