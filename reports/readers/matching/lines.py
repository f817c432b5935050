"""The blocks of a file as one run of lines: paragraphs and table rows in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.readers.matching.cleaning import cleaned
from reports.readers.source import SourceCell, SourceFile, SourceTable, SourceText


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph or one row of a table.

    ``cells`` are those that begin in the row, left to right, blank ones as far as the file has them; ``filled`` are
    those that say something. ``inherited`` are cells of rows above that go down over this one. ``block`` counts the
    blocks of the file; ``is_own`` says that the product made the file.
    """

    number: int
    block: int
    place: str
    cells: tuple[SourceCell, ...]
    filled: tuple[SourceCell, ...]
    inherited: tuple[SourceCell, ...] = ()
    has_columns: bool = False
    is_text: bool = False
    is_own: bool = False

    @property
    def alone(self) -> SourceCell | None:
        """The cell of a line that says one thing, if need be in every part of a merged cell that was taken apart."""
        first = self.filled[0]
        return first if all(cell.text == first.text for cell in self.filled[1:]) else None

    def meant(self, text: str) -> str:
        """What a text of this line means, without the residue that other programs leave in texts."""
        return cleaned(text, is_own=self.is_own)

    def where(self, cell: SourceCell) -> str:
        """The place of a cell for people."""
        return cell.place if cell.place.startswith(self.place) else f"{self.place}{cell.place}"


def lines_of(source: SourceFile) -> list[Line]:
    """Every line of a file; rows without any text are left out."""
    lines: list[Line] = []
    for block, content in enumerate(source.blocks):
        if isinstance(content, SourceText):
            if content.text.strip():
                cell = SourceCell(0, 0, content.text, place=content.place, doubt=content.doubt)
                lines.append(Line(len(lines), block, "", (cell,), (cell,), is_text=True, is_own=source.is_own))
            continue
        for cells, inherited in _rows(content):
            filled = tuple(cell for cell in cells if cell.text and not cell.text.isspace())
            if filled:
                line = Line(
                    *(len(lines), block, content.place, cells, filled, inherited),
                    has_columns=content.has_columns,
                    is_own=source.is_own,
                )
                lines.append(line)
    return lines


def _rows(table: SourceTable) -> Iterator[tuple[tuple[SourceCell, ...], tuple[SourceCell, ...]]]:
    """The cells of every row, and those that reach down into it."""
    reaching: list[SourceCell] = []
    for row, cells in table.rows():
        reaching = [cell for cell in reaching if cell.row + cell.row_span > row]
        yield tuple(cells), tuple(reaching)
        reaching += [cell for cell in cells if cell.row_span > 1]
