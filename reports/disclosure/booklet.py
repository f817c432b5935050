"""A booklet as a list of sections: the one description that the PDF, the Word file and the page are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from projects.paper.grid import Grid

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(frozen=True, slots=True)
class Subtitle:
    """A title that the contents do not name."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or several with a line break between."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what stands under it; ``label`` is its name for people who cannot see it."""

    grid: Grid
    label: str
    note: str = ""


Block = Subtitle | Text | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the contents; ``level`` is 1, 2 or 3.

    ``starts_page`` begins a page for it; the pages of one that ``is_landscape`` lie across.
    """

    title: str
    level: int
    blocks: tuple[Block, ...] = ()
    starts_page: bool = False
    is_landscape: bool = False


@dataclass(frozen=True, slots=True)
class Booklet:
    """``imprint`` are the lines below the title on the cover."""

    title: str
    imprint: tuple[str, ...]
    sections: tuple[Section, ...]

    def texts(self) -> Iterator[str]:
        """Everything that is printed, in reading order."""
        yield self.title
        yield from self.imprint
        for section in self.sections:
            yield section.title
            for block in section.blocks:
                if isinstance(block, Table):
                    grid = block.grid
                    yield from (grid.title, grid.left_note, grid.centre_note, grid.right_note)
                    yield from (cell.text for row in grid.rows() for cell in row.cells)
                    yield block.note
                else:
                    yield block.text
