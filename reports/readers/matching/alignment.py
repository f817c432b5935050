"""Laying one line of a file on one row of a layout: which cell is which label, and which cells are whose values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reports.readers.matching.labels import LONGEST_LABEL, is_like
from reports.readers.matching.lines import Line
from reports.readers.matching.script import FieldRow, Token
from reports.readers.source import SourceCell

Geometry = dict[tuple[int, int], tuple[int, int]]
"""Where places of the layout (per cents) lie on the sheet (first column, column after the last)."""

_UNSURE_PLACE = "这一行的格数与表样不同，不能确定是哪一格"
_OTHER_LABEL = "旁边的栏目名与表样不同，按位置读入"


@dataclass(slots=True)
class Aligned:
    """Cells by token; ``rest`` are cells that belong to nothing in this row."""

    values: list[tuple[Token, list[SourceCell]]] = field(default_factory=list)
    labels: list[tuple[Token, SourceCell]] = field(default_factory=list)
    rest: list[SourceCell] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)


def label_matches(row: FieldRow, cells: Sequence[SourceCell]) -> list[tuple[int, int]]:
    """(token, cell) of every label that stands in the line, in the order of the row."""
    found: list[tuple[int, int]] = []
    at = 0
    for number, token in enumerate(row.tokens):
        if token.is_value or not token.text:
            continue
        for index in range(at, len(cells)):
            text = cells[index].text
            if text.strip() and len(text) <= LONGEST_LABEL and token.fits(text):
                found.append((number, index))
                at = index + 1
                break
    return found


def own_labels(row: FieldRow, matches: Sequence[tuple[int, int]]) -> int:
    """How many of the matches are labels of this row and not one that reaches down from above."""
    return sum(not row.tokens[number].is_cover for number, _ in matches)


def align(row: FieldRow, line: Line, cells: Sequence[SourceCell], geometry: Geometry) -> Aligned:
    """Lay ``cells`` of ``line`` on ``row``."""
    if line.has_columns:
        cells = joined(cells, lambda text: any(not token.is_value and token.fits(text) for token in row.tokens))
    matches = _with_slips(row, cells, label_matches(row, cells))
    aligned = Aligned(labels=[(row.tokens[number], cells[index]) for number, index in matches])
    edges = [(-1, -1), *matches, (len(row.tokens), len(cells))]
    for (token, cell), (next_token, next_cell) in pairwise(edges):
        tokens = row.tokens[token + 1 : next_token]
        between = list(cells[cell + 1 : next_cell])
        _lay(aligned, line, tokens, between, geometry)
    return aligned


def joined(cells: Sequence[SourceCell], is_label: Callable[[str], bool]) -> list[SourceCell]:
    """Merged labels that were taken apart and say the same in every part, as one cell again."""
    result: list[SourceCell] = []
    for cell in cells:
        last = result[-1] if result else None
        if last and last.text == cell.text and last.column + last.col_span == cell.column and is_label(cell.text):
            result[-1] = replace(last, col_span=last.col_span + cell.col_span)
        else:
            result.append(cell)
    return result


def _with_slips(row: FieldRow, cells: Sequence[SourceCell], matches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The matches and, between them, labels that are nearly the same."""
    known = dict(matches)
    result: list[tuple[int, int]] = []
    at = 0
    for number, token in enumerate(row.tokens):
        if number in known:
            result.append((number, known[number]))
            at = known[number] + 1
        elif not token.is_value and token.text and not token.is_cover:
            end = min((index for later, index in matches if later > number), default=len(cells))
            like = (
                index
                for index in range(at, end)
                if len(cells[index].text) <= LONGEST_LABEL and is_like(cells[index].text, token.text)
            )
            index = next(like, None)
            if index is not None:
                result.append((number, index))
                at = index + 1
    return result


def _lay(aligned: Aligned, line: Line, tokens: Sequence[Token], cells: list[SourceCell], geometry: Geometry) -> None:
    """Between two labels: the tokens that wait there and the cells that stand there."""
    tokens = [token for token in tokens if not token.is_cover and (token.is_value or token.text)]
    values = [token for token in tokens if token.is_value]
    filled = [cell for cell in cells if cell.text.strip() or cell.doubt]
    if not values:
        aligned.rest += filled
    elif len(values) < len(tokens):
        _lay_by_order(aligned, tokens, filled if line.has_columns else cells)
    elif len(values) == 1:
        _lay_one(aligned, values[0], filled)
    else:
        _lay_many(aligned, line, values, cells, geometry)


def _lay_by_order(aligned: Aligned, tokens: Sequence[Token], cells: list[SourceCell]) -> None:
    """Labels are among them that the paper words otherwise: only the same number of cells tells what is what."""
    if len(tokens) != len(cells):
        aligned.rest += [cell for cell in cells if cell.text.strip()]
        return
    for token, cell in zip(tokens, cells, strict=True):
        if token.is_value:
            aligned.values.append((token, [cell]))
            if cell.text.strip():
                aligned.doubts[token.path] = _OTHER_LABEL
        else:
            aligned.rest += [cell] if cell.text.strip() else []


def _lay_one(aligned: Aligned, token: Token, filled: list[SourceCell]) -> None:
    """All of it is the value; a merged cell that was taken apart may say the same in every part."""
    kept = [cell for number, cell in enumerate(filled) if number == 0 or cell.text != filled[0].text]
    aligned.values.append((token, kept))


def _lay_many(
    aligned: Aligned, line: Line, values: Sequence[Token], cells: list[SourceCell], geometry: Geometry
) -> None:
    filled = [cell for cell in cells if cell.text.strip()]
    places = [geometry.get((token.start, token.end)) for token in values]
    if line.has_columns and all(places):
        for token, place in zip(values, places, strict=True):
            inside = [cell for cell in filled if place and overlap(cell, place)]
            filled = [cell for cell in filled if cell not in inside]
            aligned.values.append((token, inside))
        aligned.rest += filled
        return
    if len(cells) == len(values) + 1 and not cells[0].text.strip():
        cells = cells[1:]
    if len(cells) != len(values) and len(filled) == len(values):
        cells = filled
    is_sure = len(cells) == len(values) or not filled
    for number, token in enumerate(values):
        aligned.values.append((token, cells[number : number + 1]))
        if not is_sure:
            aligned.doubts[token.path] = _UNSURE_PLACE
    aligned.rest += [cell for cell in cells[len(values) :] if cell.text.strip()]


def overlap(cell: SourceCell, place: tuple[int, int]) -> int:
    """How many columns of ``place`` the cell covers."""
    return max(0, min(cell.column + cell.col_span, place[1]) - max(cell.column, place[0]))


def learn(geometry: Geometry, aligned: Aligned) -> None:
    """Remember where on the sheet the places of the layout lie."""
    for token, cell in aligned.labels:
        geometry[token.start, token.end] = (cell.column, cell.column + cell.col_span)
    for token, cells in aligned.values:
        if cells:
            geometry[token.start, token.end] = (cells[0].column, cells[-1].column + cells[-1].col_span)
