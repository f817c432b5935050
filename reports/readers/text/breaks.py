"""Rows of a text file that line breaks within a cell have spread over several lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

_MOST_LINES = 60  # of one row


def whole_rows(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(number of its first line, text) of every line; a row in several lines comes as one, with its breaks.

    A row is broken where it has fewer cells than the rows around it and the following lines bring just the others, or
    where a quotation mark that begins a cell, as spreadsheets write it, ends in a later line.
    """
    at = 0
    while at < len(lines):
        end = _end_of_run(lines, at)
        yield from _in_run(lines[at:end], at + 1)
        at = end


def _end_of_run(lines: Sequence[str], start: int) -> int:
    """Lines up to the next blank one belong together."""
    end = start + 1
    while end < len(lines) and lines[end].strip() and lines[end - 1].strip():
        end += 1
    return end


def _in_run(lines: Sequence[str], number: int) -> Iterator[tuple[int, str]]:
    widths = Counter(line.count("\t") for line in lines if "\t" in line)
    usual, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    at = 0
    while at < len(lines):
        length = 1
        if "\t" in lines[at]:
            length = _quoted(lines, at) or (_broken(lines, at, usual) if count > 1 else 0) or 1
        yield number + at, _unquoted("\n".join(lines[at : at + length]))
        at += length


def _broken(lines: Sequence[str], start: int, tabs: int) -> int:
    """How many lines a row takes that has fewer tabs than usual; 0 where the next lines do not complete it."""
    found = lines[start].count("\t")
    for length, line in enumerate(lines[start + 1 : start + _MOST_LINES], 2):
        if found >= tabs or line.count("\t") >= tabs:
            return 0
        found += line.count("\t")
        if found == tabs:
            return length
    return 0


def _quoted(lines: Sequence[str], start: int) -> int:
    """How many lines a row takes whose last cell begins with a quotation mark that is not closed in its line."""
    if not _is_open(lines[start]):
        return 0
    text = lines[start]
    for length, line in enumerate(lines[start + 1 : start + _MOST_LINES], 2):
        text = f"{text}\n{line}"
        if not _is_open(text):
            return length
    return 0


def _is_open(text: str) -> bool:
    last = text.rsplit("\t", maxsplit=1)[-1]
    return last.startswith('"') and last.count('"') % 2 == 1


def _unquoted(row: str) -> str:
    """Without the quotation marks around a cell that needs them: one with a break or with marks of its own."""
    if '"' not in row:
        return row
    return "\t".join(map(_unquoted_cell, row.split("\t")))


def _unquoted_cell(cell: str) -> str:
    inner = cell[1:-1]
    is_quoted = len(cell) > 2 and cell.startswith('"') and cell.endswith('"')
    if is_quoted and ("\n" in inner or '""' in inner) and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell
