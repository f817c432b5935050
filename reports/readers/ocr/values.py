"""Torn values by what they are: amounts, percentages, codes, dates, prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from projects.catalog import Kind
from reports.readers.ocr.join import Evidence, Reading, joined
from reports.readers.ocr.text import CHINESE, as_code, closed_up, plain

UNSURE_FIGURE = "数字识别得不完整，请核对"
UNSURE_PERCENT = "百分比识别得不完整，请核对"
UNSURE_CODE = "编码识别时被切开，且 1 与 I、0 与 O 难以分辨，请逐位核对"
SHORT_CODE = "编码位数与其他表不同，请逐位核对"
SEVERAL_LINES = "由识别出的几行拼成，请核对各行是否属于这一格"

_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_POINTS = re.compile(r"\.{2,}")
_LOOKS_LIKE = str.maketrans("OoQlI|，．", "000111,.")
_PARTED_DIGITS = re.compile(r"\d\s+\d")
_DATE = re.compile(r"(?:19|20)\d\d-[01]\d-[0-3]\d")
_AMBIGUOUS = re.compile(r"[01IO]")
_TARGET = re.compile(rf"(?P<figure>[≥≤><=＞＜＝]{{0,2}}\s*\d[\d.,]*\s*[%％]?)\s+(?P<rest>[{CHINESE}(（].*)", re.DOTALL)
_COMPACT = frozenset({Kind.DATE, Kind.PERIOD, Kind.FLAG, Kind.NUMBER, Kind.POINTS})

Lines = Sequence[Sequence[str]]
"""A cell as it was read: rows of pieces side by side."""


def prose(lines: Lines, evidence: Evidence, capacities: Sequence[float]) -> Reading:
    """Running text; a numbered item begins a paragraph."""
    parts = []
    doubts = []
    for pieces in lines:
        reading = joined(pieces, evidence, capacities)
        if reading.text:
            parts.append(reading.text)
            doubts.append(reading.doubt)
    return Reading(_in_paragraphs("".join(parts)), _first(doubts))


def _in_paragraphs(text: str) -> str:
    """Each numbered item (``1.``, ``2.`` …) on a line of its own."""
    number, at = 1, 0
    starts = []
    while found := re.compile(rf"(?<!\d){number}\s*[.、．](?!\d)").search(text, at):
        starts.append(found.start())
        number, at = number + 1, found.end()
    for start in reversed(starts[1:]):
        text = f"{text[:start].rstrip()}\n{text[start:]}"
    return text


def text_value(kind: Kind, lines: Lines, evidence: Evidence, capacities: Sequence[float]) -> Reading:
    """One value of a row of fields."""
    if kind is Kind.NARRATIVE:
        return prose(lines, evidence, capacities)
    if kind is Kind.MONEY:
        return figure(lines)
    readings = [joined(pieces, evidence, capacities) for pieces in lines]
    text = closed_up(" ".join(reading.text for reading in readings if reading.text))
    if kind in _COMPACT:
        text = re.sub(r"\s", "", text)
    if _DATE.fullmatch(text):
        return Reading(text)  # with all its digits nothing is missing or doubled
    return Reading(text, _first(reading.doubt for reading in readings))


def figure(lines: Lines) -> Reading:
    """An amount: blanks within it do not count, nor does a point that was read twice.

    Between two digits a blank may have been a point, and an edge may have doubled a digit.
    """
    text = re.sub(r"\s", "", "".join(piece for pieces in lines for piece in pieces))
    if not text or _FIGURE.fullmatch(text):
        return Reading(text, UNSURE_FIGURE if _may_lack_point(lines) else "")
    mended = _POINTS.sub(".", text.translate(_LOOKS_LIKE)).strip(".·-—_")
    return Reading(mended if _FIGURE.fullmatch(mended) else text, UNSURE_FIGURE)


def _may_lack_point(lines: Lines) -> bool:
    filled = [piece for pieces in lines for piece in pieces if piece]
    return len(filled) > 1 or any(_PARTED_DIGITS.search(piece) for piece in filled)


def code(lines: Lines, length: int) -> Reading:
    """A code that the edge of a column cut: the end of its first line stands after the left half.

    ``length`` is how long the codes of the file are.
    """
    pieces = [plain(piece) for pieces in lines for piece in pieces if plain(piece)]
    if not pieces:
        return Reading("")
    words = [[as_code(word) for word in piece.split()] for piece in pieces]
    words = [[word for word in piece if word] for piece in words]
    words = [piece for piece in words if piece]
    if not words:
        return Reading(" ".join(pieces), UNSURE_CODE)
    first, rest = words[0], words[1:]
    head, tail = first[0], "".join(first[1:])
    body = "".join("".join(piece) for piece in rest)
    whole = head + body + tail
    if len(pieces) == 1 and not tail and whole == pieces[0]:
        return Reading(whole, "" if len(whole) == length else SHORT_CODE)
    if len(head) > 1 and body.startswith(head):
        whole = body + tail  # the right piece has the whole of it
    is_exact = True
    if body and len(whole) == length + 1 and not body.startswith(head):
        # The character on the edge was read in both halves.
        is_exact = head[-1] == body[0]
        whole = head + body[1:] + tail
    if len(whole) != length:
        return Reading(whole, SHORT_CODE)
    is_clear = is_exact and not re.search(r"[^\x00-\x7f<>/]", "".join(pieces)) and not _AMBIGUOUS.search(whole[8:])
    return Reading(whole, "" if is_clear else UNSURE_CODE)


def spaced_target(pieces: Sequence[str], reading: Reading) -> Reading:
    """The target with the blank between figure and words, where the recognition shows one."""
    whole = next((piece for piece in pieces if piece), "")
    found = _TARGET.fullmatch(whole.strip())
    if not found or not reading.text:
        return reading
    figure_part = re.sub(r"\s", "", found["figure"])
    if reading.text.startswith(figure_part):
        rest = reading.text[len(figure_part) :].strip()
        return Reading(f"{figure_part} {rest}", reading.doubt)
    return reading


def percents(row: Sequence[str], starts: Sequence[int], unsplit_doubt: bool = True) -> list[Reading]:
    """The percentages of a row, each with the column group it stands in; ``starts`` are the groups' first columns.

    A percentage may be torn into cells, and two may stand in one cell.
    """
    tokens = _percent_tokens(row, starts[0])
    readings = [Reading("") for _ in starts]
    free = 0
    for at, text, cells in tokens:
        group = max((number for number, start in enumerate(starts) if start <= at), default=0)
        group = max(group, free)
        if group >= len(starts):
            return [Reading(one.text, UNSURE_PERCENT) for one in readings]
        readings[group] = _percent(text)
        span = (starts[group + 1] if group + 1 < len(starts) else starts[group] + 2) - starts[group]
        if unsplit_doubt and cells < span and group and not readings[group - 1].text:
            readings[group - 1] = Reading("", UNSURE_PERCENT)
        free = group + 1
    if any(_PARTED_DIGITS.search(cell) for cell in row):
        return [Reading(one.text, one.doubt or (one.text and UNSURE_PERCENT)) for one in readings]
    return readings


def _percent_tokens(row: Sequence[str], first: int) -> list[tuple[int, str, int]]:
    """(column, text, how many cells) of each percentage."""
    tokens: list[tuple[int, str, int]] = []
    begun = ""
    begun_at, cells = 0, 0
    for at in range(first, len(row)):
        text = re.sub(r"\s", "", row[at])
        if not text:
            continue
        if not begun:
            begun_at, cells = at, 0
        begun = _meeting(begun, text)
        cells += 1
        while "%" in begun or "％" in begun:
            whole, _, begun = begun.replace("％", "%").partition("%")
            tokens.append((begun_at, f"{whole}%", cells))
            begun_at, cells = at, 1
    if begun:
        tokens.append((begun_at, begun, cells))
    return tokens


def _meeting(left: str, right: str) -> str:
    """Two parts of a percentage; a character at the seam may have been read twice."""
    whole = left + right
    if left and left[-1] == right[0]:
        value = _FIGURE.match(whole)
        if not value or value.group() != whole.rstrip("%％") or Decimal(value.group()) > 100:
            return left + right[1:]
    return whole


def _percent(text: str) -> Reading:
    mended = _POINTS.sub(".", text.translate(_LOOKS_LIKE)).rstrip("%")
    found = _FIGURE.fullmatch(mended)
    if not found or not 0 <= Decimal(mended.replace(",", "")) <= 100:
        return Reading(text, UNSURE_PERCENT)
    return Reading(f"{mended}%", "" if mended == text.rstrip("%") or ".." in text else UNSURE_PERCENT)


def _first(doubts: Iterable[str]) -> str:
    return next((doubt for doubt in doubts if doubt), "")
