"""Word tables as they look on paper: a table within a cell is unfolded into the cells around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from reports.readers.source import SourceCell, SourceTable

# Where a cell begins and ends, in rows or columns; a fraction where a table stands within a cell.
_Edge = int | Fraction


@dataclass(slots=True)
class WordCell:
    """A cell over rows ``top`` to before ``bottom`` and columns ``left`` to before ``right``.

    ``blocks`` are its paragraphs and the tables within it, in order.
    """

    top: int
    bottom: int
    left: int
    right: int
    place: str
    blocks: list[str | list[WordCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Area:
    """A cell as it stands on the paper."""

    top: _Edge
    left: _Edge
    bottom: _Edge
    right: _Edge
    text: str
    place: str


def unfolded(cells: Sequence[WordCell], place: str) -> SourceTable:
    """The table of these cells; ``place`` names it."""
    areas = [area for cell in cells for area in _areas(cell)]
    return SourceTable(tuple(_placed(areas)), place)


def _areas(cell: WordCell) -> Iterator[_Area]:
    """The cell; where it holds tables their cells, with its own paragraphs as rows above, between and below."""
    layers: list[list[_Area]] = []
    texts: list[str] = []

    def end_of_text() -> None:
        text = "\n".join(texts).strip("\n")
        if text:
            layers.append([_Area(0, 0, 1, 1, text, cell.place)])
        texts.clear()

    for block in cell.blocks:
        if isinstance(block, str):
            texts.append(block.rstrip())
        else:
            end_of_text()
            layers.append([area for inner in block for area in _areas(inner)])
    end_of_text()
    yield from _stacked([layer for layer in layers if layer], cell)


def _stacked(layers: list[list[_Area]], cell: WordCell) -> Iterator[_Area]:
    """What stands in a cell, one layer above the other, within the edges of the cell."""
    if not layers or (len(layers) == 1 and len(layers[0]) == 1):
        text, place = (layers[0][0].text, layers[0][0].place) if layers else ("", cell.place)
        yield _Area(cell.top, cell.left, cell.bottom, cell.right, text, place)
        return
    heights = [max(area.bottom for area in layer) for layer in layers]
    high = Fraction(cell.bottom - cell.top) / Fraction(sum(heights))
    above: _Edge = 0
    for layer, height in zip(layers, heights, strict=True):
        wide = Fraction(cell.right - cell.left) / Fraction(max(area.right for area in layer))
        for area in layer:
            yield replace(
                area,
                top=cell.top + high * (above + area.top),
                bottom=cell.top + high * (above + area.bottom),
                left=cell.left + wide * area.left,
                right=cell.left + wide * area.right,
            )
        above += height


def _placed(areas: list[_Area]) -> Iterator[SourceCell]:
    """The cells that say something, counted in whole rows and columns."""
    rows: Callable[[_Edge], int] = int
    columns: Callable[[_Edge], int] = int
    if any(isinstance(edge, Fraction) for area in areas for edge in (area.top, area.left)):
        rows = _numbered(edge for area in areas for edge in (area.top, area.bottom))
        columns = _numbered(edge for area in areas for edge in (area.left, area.right))
    for area in areas:
        if area.text.strip():
            row, column = rows(area.top), columns(area.left)
            row_span, col_span = rows(area.bottom) - row, columns(area.right) - column
            yield SourceCell(row, column, area.text, row_span, col_span, place=area.place)


def _numbered(edges: Iterable[_Edge]) -> Callable[[_Edge], int]:
    numbers = {edge: at for at, edge in enumerate(sorted(set(edges)))}
    return numbers.__getitem__
