"""Tables of a text file whose cells stand apart by blanks: the columns are the places below the first row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.readers.source import SourceBlock, SourceCell, SourceTable, SourceText

_CELL = re.compile(r"\S+(?:[ \u3000]\S+)*")  # one blank parts words, several part cells
_FEWEST_HEADS = 3
_DIGITS = re.compile(r"[0-9]")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A cell from ``start`` to ``end``, in columns of half a character."""

    text: str
    start: int
    end: int


def with_spaced_tables(blocks: Iterable[SourceBlock]) -> Iterator[SourceBlock]:
    """The same with such tables in place of their lines: a row of heads without figures, and rows below it."""
    run: list[tuple[SourceText, list[_Spot]]] = []
    for block in blocks:
        spots = _spots(block.text) if isinstance(block, SourceText) else []
        is_row = len(spots) >= (2 if run else _FEWEST_HEADS) and (run or not _DIGITS.search("".join(_texts(spots))))
        if is_row and isinstance(block, SourceText):
            run.append((block, spots))
            continue
        yield from _table(run)
        run = []
        yield block
    yield from _table(run)


def _texts(spots: Iterable[_Spot]) -> list[str]:
    return [spot.text for spot in spots]


def _spots(text: str) -> list[_Spot]:
    if "\n" in text:
        return []
    return [
        _Spot(match.group(), _width(text[: match.start()]), _width(text[: match.end()]))
        for match in _CELL.finditer(text)
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _table(run: Sequence[tuple[SourceText, list[_Spot]]]) -> Iterator[SourceBlock]:
    if len(run) < 2:
        yield from (block for block, _ in run)
        return
    heads = run[0][1]
    cells = [
        SourceCell(row=number, column=column, text=spot.text, place=block.place)
        for number, (block, spots) in enumerate(run)
        for column, spot in _placed(spots, heads)
    ]
    yield SourceTable(tuple(cells), place=f"{run[0][0].place}起的表格", has_columns=True)


def _placed(spots: Sequence[_Spot], heads: Sequence[_Spot]) -> Iterator[tuple[int, _Spot]]:
    """Each cell below its head; a row that is full goes by order. Several below one head move on to the next."""
    if len(spots) >= len(heads):
        yield from enumerate(spots)
        return
    first = 0
    for left, spot in zip(range(len(spots), 0, -1), spots, strict=True):
        free = range(first, len(heads) - left + 1)
        column = min(free, key=lambda number: abs(heads[number].start + heads[number].end - spot.start - spot.end))
        yield column, spot
        first = column + 1
