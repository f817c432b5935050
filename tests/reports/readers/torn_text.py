"""Forms as a poor text recognition leaves them: the noise that the repair is measured on.

A paper is laid over a grid of columns; the text of a cell that covers several columns is cut at their edges, where the
character on the edge may be read twice or as rubbish. Everything is drawn from a seed, so that a measurement repeats.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from projects.document import FormDocument
from projects.paper.grid import LABEL_STYLES, Cell, CellStyle, Grid
from tests.reports.read_back import paper_of

_PAGE = 48  # characters of a line over the whole width of the page
_LABELS = LABEL_STYLES | {CellStyle.HEAD}
_RUBBISH = "卜寺页川阝亡艮尼乙丁厂冂彡"
_NUMBER = re.compile(r"\d\.\d")


@dataclass(frozen=True)
class Noise:
    """How often something happens, 0 to 1."""

    cut: float = 0.5  # a cell over several columns is cut at all
    doubled: float = 0.15  # the character on an edge is read in both pieces
    rubbish: float = 0.12  # a part of it is read as another character
    lost: float = 0.04  # only the left piece is read
    again: float = 0.08  # the right piece has the whole text once more
    spaced: float = 0.5  # a blank in a number
    garbled: float = 0.2  # a line of rubbish above the table
    wrong_level1: float = 0.15  # rubbish in place of a 一级指标


def torn(documents: Sequence[FormDocument], seed: int, noise: Noise | None = None) -> str:
    """The forms one after the other, as text with tabs."""
    chance = random.Random(seed)
    parts = [
        _Tearer(grid, chance, noise or Noise()).text()
        for number, document in enumerate(documents, 1)
        for grid in paper_of(document, number=f"{number}.").grids
    ]
    return "\n\n".join(parts)


class _Tearer:
    def __init__(self, grid: Grid, chance: random.Random, noise: Noise) -> None:
        self._grid, self._chance, self._noise = grid, chance, noise
        edges = [0, *accumulate(float(column) for column in grid.columns)]
        self._edges, self._column_of = _snapped(edges)
        total = self._edges[-1]
        self._widths = [
            max(1, round((right - left) * _PAGE / total))
            for left, right in zip(self._edges, self._edges[1:], strict=False)
        ]

    def text(self) -> str:
        grid = self._grid
        lines = [
            grid.title,
            "",
            " ".join(note for note in (grid.left_note, grid.centre_note, grid.right_note) if note),
            "",
        ]
        if grid.title and self._happens(self._noise.garbled):
            lines.append(
                "\t".join(self._chance.choice(["", "****", "从 //// 人匹工", "IF安贝公允"]) for _ in self._widths)
            )
        lines += ["\t".join(row) for row in self._rows()]
        return "\n".join(lines)

    def _rows(self) -> list[list[str]]:
        rows: list[list[str]] = []
        waiting: dict[int, tuple[list[str], int]] = {}  # the rest of labels that cover further rows, by column
        for row in self._placed():
            texts = [""] * len(self._widths)
            for column, (parts, left) in list(waiting.items()):
                texts[column] = parts.pop(0) if parts else ""
                if left <= 1:
                    del waiting[column]
                else:
                    waiting[column] = (parts, left - 1)
            for start, end, cell in row:
                parts = self._down(cell)
                if len(parts) > 1:
                    waiting[start] = (parts[1:], cell.row_span - 1)
                for at, piece in enumerate(self._across(parts[0], start, end, cell)):
                    texts[start + at] = piece
            rows.append(texts)
        return rows

    def _placed(self) -> list[list[tuple[int, int, Cell]]]:
        """The cells of every row with their columns in the snapped grid."""
        rows = list(self._grid.rows())
        taken: dict[tuple[int, int], bool] = {}
        placed = []
        for number, row in enumerate(rows):
            at, cells = 0, []
            for cell in row.cells:
                while taken.get((number, at)):
                    at += 1
                for down in range(cell.row_span):
                    for across in range(cell.col_span):
                        taken[number + down, at + across] = True
                start, end = self._column_of[at], self._column_of[at + cell.col_span]
                cells.append((start, max(end, start + 1), cell))
                at += cell.col_span
            placed.append(cells)
        return placed

    def _down(self, cell: Cell) -> list[str]:
        """The text of a cell over several rows: a label is read in parts, a name in one row of them."""
        text = re.sub(r"\s+", " ", cell.text)
        if cell.row_span == 1:
            return [text]
        if cell.style in _LABELS and cell.style is not CellStyle.HEAD and len(text) > 3:
            cut = self._chance.randint(2, len(text) - 2)
            return [text[:cut], text[cut:], *[""] * (cell.row_span - 2)]
        parts = [""] * cell.row_span
        parts[(cell.row_span - 1) // 2] = (
            self._rubbish(len(text))
            if self._happens(self._noise.wrong_level1) and cell.style is CellStyle.GROUP
            else text
        )
        return parts

    def _across(self, text: str, start: int, end: int, cell: Cell) -> list[str]:
        widths = self._widths[start:end]
        if cell.number is not None or (_NUMBER.search(text) and len(text) < 9):
            text = text.replace(".", ". " if self._happens(self._noise.spaced) else ".", 1)
        lines = _wrapped(text, sum(widths))
        if len(widths) == 1 or not text or not self._happens(self._noise.cut):
            return [" ".join(lines), *[""] * (len(widths) - 1)]
        columns = list(zip(*(self._cut(line, widths) for line in lines), strict=True))
        pieces = [" ".join(piece for piece in column if piece).strip() for column in columns]
        if self._happens(self._noise.again) and len(pieces[0]) > 3 and len(text) > len(pieces[0]) + 2:
            return [pieces[0], " ".join(lines), *[""] * (len(widths) - 2)]
        if self._happens(self._noise.lost) and cell.style not in _LABELS:
            return [pieces[0], *[""] * (len(widths) - 1)]
        return pieces

    def _cut(self, line: str, widths: Sequence[int]) -> list[str]:
        pieces = []
        rest = line
        for width in widths[:-1]:
            at = _fitting(rest, width)
            piece, rest = rest[:at], rest[at:]
            if piece and rest and not (piece[-1].isdigit() and rest[0].isdigit()):
                if self._happens(self._noise.doubled):
                    rest = piece[-1] + rest
                elif self._happens(self._noise.rubbish):
                    rest = self._rubbish(1) + rest
            pieces.append(piece)
        return [*pieces, rest]

    def _rubbish(self, length: int) -> str:
        return "".join(self._chance.choice(_RUBBISH) for _ in range(length))

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share


def _snapped(edges: Sequence[float]) -> tuple[list[float], list[int]]:
    """Edges that nearly meet as one; and for every old edge the number of its new one."""
    total = edges[-1]
    kept: list[float] = []
    column_of = []
    for edge in edges:
        if not kept or edge - kept[-1] > total * 0.06:
            kept.append(edge)
        column_of.append(len(kept) - 1)
    kept[-1] = total
    return kept, column_of


def _fitting(text: str, width: float) -> int:
    """How many characters fit into a width."""
    used = 0.0
    for at, character in enumerate(text):
        used += 1.0 if ord(character) > 0x2E7F else 0.5
        if used > width:
            return at
    return len(text)


def _wrapped(text: str, width: float) -> list[str]:
    lines = []
    while text:
        at = max(1, _fitting(text, width))
        lines.append(text[:at])
        text = text[at:]
    return lines or [""]
