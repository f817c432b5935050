"""The binary format of Word 97–2003, as far as texts and tables need it ([MS-DOC]).

A document is one run of characters; beside it stand tables that say of every stretch of the file which properties
(sprms) its paragraphs and characters have.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from reports.readers.ole import CompoundFile
from reports.readers.word.doc_numbers import lists_of
from reports.readers.word.numbers import ListCounter

_WORD: Final = 0xA5EC
_OLDEST: Final = 0x00C1  # Word 97
_PAGE: Final = 512  # bytes of a page of formatting
_CLX, _CHARACTER_PAGES, _PARAGRAPH_PAGES, _LISTS, _LIST_INSTANCES = (
    33,
    12,
    13,
    73,
    74,
)  # which of the pairs (place, size) in the header
_COMPRESSED: Final = 0x40000000
_MOST_CHARACTERS: Final = 20_000_000
_OPERAND_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper three bits of a sprm

LIST, LIST_DEPTH = 0x460B, 0x260A
IN_TABLE, ROW_END, DEPTH = 0x2416, 0x2417, 0x6649
INNER_CELL_END, INNER_ROW_END = 0x244B, 0x244C
TABLE_CELLS, TABLE_MERGE, TABLE_VERTICAL_MERGE = 0xD608, 0x5624, 0xD62B
_HUGE: Final = (0x6645, 0x6646)  # the properties stand in another stream
_TAB_STOPS: Final = 0xC615
_DELETED, _HIDDEN = 0x0800, 0x083C


class BadWordFile(ValueError):
    """What this module cannot read."""


class TooOld(BadWordFile):
    """Made by a Word before 97."""


@dataclass(frozen=True, slots=True)
class Properties:
    """Sprms of a paragraph: number of the property and operand, in their order."""

    sprms: tuple[tuple[int, bytes], ...] = ()

    def flag(self, sprm: int) -> bool:
        """Whether a switch is on."""
        return self.number(sprm) != 0

    def number(self, sprm: int) -> int:
        """The last operand as a number; 0 without one."""
        found = [operand for number, operand in self.sprms if number == sprm]
        return int.from_bytes(found[-1], "little", signed=True) if found else 0

    def all(self, sprm: int) -> list[bytes]:
        """Every operand of a property that is given several times."""
        return [operand for number, operand in self.sprms if number == sprm]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its text without deleted and hidden characters, and the mark that ends it: line end, cell end or page end."""

    text: str
    mark: str
    properties: Properties


@dataclass(slots=True)
class _Runs:
    """Stretches of the file, by where they begin and end."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    properties: list[Properties] = field(default_factory=list)

    def at(self, place: int) -> Properties:
        found = bisect_right(self.starts, place) - 1
        return self.properties[found] if found >= 0 and place < self.ends[found] else Properties()


class WordFile:
    """The document in a compound file. Raises :class:`BadWordFile`, ``struct.error`` or ``ValueError`` for damage."""

    def __init__(self, file: CompoundFile) -> None:
        self._main = file.stream("WordDocument")
        identity, version = struct.unpack_from("<HH", self._main, 0)
        if identity != _WORD:
            raise BadWordFile
        if version < _OLDEST:
            raise TooOld
        (flags,) = struct.unpack_from("<H", self._main, 10)
        self._table = file.stream("1Table" if flags & 0x0200 else "0Table")
        self._data = file.stream("Data")
        lengths = struct.unpack_from("<8I", self._main, 76)
        self._main_length = lengths[0]
        # Notes, headers, comments stand between the document and its text boxes.
        self._boxes = (sum(lengths[:6]), sum(lengths[:7]))
        self._paragraph_runs = self._runs(_PARAGRAPH_PAGES)
        self._hidden = self._hidden_stretches()

    def lists(self) -> ListCounter:
        """The lists, which paragraphs name by the property ``LIST``."""
        return lists_of(self._table, self._place(_LISTS), self._place(_LIST_INSTANCES))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Those of the document itself."""
        return self._paragraphs(0, self._main_length)

    def boxes(self) -> Iterator[Paragraph]:
        """Those in text boxes."""
        return self._paragraphs(*self._boxes)

    def _paragraphs(self, first: int, end: int) -> Iterator[Paragraph]:
        text: list[str] = []
        for position, place, character in self._characters():
            if position >= end:
                break
            if position < first:
                continue
            if character in "\r\x07\x0c":
                yield Paragraph("".join(text), character, self._paragraph_runs.at(place))
                text = []
            elif not self._is_hidden(place):
                text.append(character)
        if text:
            yield Paragraph("".join(text), "\r", Properties())

    def _characters(self) -> Iterator[tuple[int, int, str]]:
        """(number, place in the file, character) of every character."""
        for start, end, place, width in self._pieces():
            raw = self._main[place : place + (end - start) * width]
            characters = raw.decode("cp1252" if width == 1 else "utf-16-le", errors="replace")
            if width == 2 and len(characters) != end - start:
                # Characters beyond the basic plane take two numbers: give the second an empty one.
                characters_by_number = [raw[at : at + 2] for at in range(0, len(raw) - 1, 2)]
                yield from self._paired(characters_by_number, start, place)
                continue
            for at, character in enumerate(characters):
                yield start + at, place + at * width, character

    @staticmethod
    def _paired(units: list[bytes], start: int, place: int) -> Iterator[tuple[int, int, str]]:
        at = 0
        while at < len(units):
            is_pair = 0xD8 <= units[at][1] <= 0xDB and at + 1 < len(units)
            raw = units[at] + units[at + 1] if is_pair else units[at]
            yield start + at, place + at * 2, raw.decode("utf-16-le", errors="replace")
            at += 1 + is_pair

    def _pieces(self) -> list[tuple[int, int, int, int]]:
        """(first character, the one after the last, place in the file, bytes a character) of every piece of text."""
        clx = self._part(_CLX)
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if at >= len(clx) or clx[at] != 2:
            raise BadWordFile
        table = clx[at + 5 :]
        count = (len(table) - 4) // 12
        bounds = struct.unpack_from(f"<{count + 1}I", table, 0)
        if list(bounds) != sorted(bounds) or bounds[-1] > _MOST_CHARACTERS:
            raise BadWordFile
        pieces = []
        for number in range(count):
            (place,) = struct.unpack_from("<I", table, 4 * (count + 1) + 8 * number + 2)
            narrow = bool(place & _COMPRESSED)
            place &= _COMPRESSED - 1
            pieces.append((bounds[number], bounds[number + 1], place // 2 if narrow else place, 1 if narrow else 2))
        return pieces

    def _place(self, number: int) -> tuple[int, int]:
        place, size = struct.unpack_from("<II", self._main, 154 + 8 * number)
        return place, size

    def _part(self, number: int) -> bytes:
        place, size = self._place(number)
        return self._table[place : place + size]

    def _pages(self, part: int) -> Iterator[bytes]:
        content = self._part(part)
        count = (len(content) - 4) // 8
        for number in struct.unpack_from(f"<{count}I", content, 4 * (count + 1)) if count > 0 else ():
            page = self._main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            if len(page) == _PAGE:
                yield page

    def _runs(self, part: int) -> _Runs:
        found: list[tuple[int, int, Properties]] = []
        for page in self._pages(part):
            count = page[-1]
            bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
            for number in range(count):
                at = page[4 * (count + 1) + 13 * number] * 2
                found.append((bounds[number], bounds[number + 1], self._paragraph_properties(page, at)))
        runs = _Runs()
        for start, end, properties in sorted(found, key=lambda run: run[:2]):
            runs.starts.append(start)
            runs.ends.append(end)
            runs.properties.append(properties)
        return runs

    def _paragraph_properties(self, page: bytes, at: int) -> Properties:
        if not at:
            return Properties()
        size = page[at] * 2 - 1 if page[at] else page[at + 1] * 2
        start = at + (1 if page[at] else 2)
        sprms = tuple(_sprms(page[start + 2 : start + size]))
        for number, operand in sprms:
            if number in _HUGE:
                place = int.from_bytes(operand, "little")
                (size,) = struct.unpack_from("<H", self._data, place)
                return Properties((*sprms, *_sprms(self._data[place + 2 : place + 2 + size])))
        return Properties(sprms)

    def _hidden_stretches(self) -> _Runs:
        found = []
        for page in self._pages(_CHARACTER_PAGES):
            count = page[-1]
            bounds = struct.unpack_from(f"<{count + 1}I", page, 0)
            for number in range(count):
                at = page[4 * (count + 1) + number] * 2
                sprms = dict(_sprms(page[at + 1 : at + 1 + page[at]])) if at else {}
                if any(sprms.get(sprm, b"\0") == b"\1" for sprm in (_DELETED, _HIDDEN)):
                    found.append((bounds[number], bounds[number + 1]))
        runs = _Runs()
        for start, end in sorted(found):
            runs.starts.append(start)
            runs.ends.append(end)
        return runs

    def _is_hidden(self, place: int) -> bool:
        found = bisect_right(self._hidden.starts, place) - 1
        return found >= 0 and place < self._hidden.ends[found]


def _sprms(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(content):
        (number,) = struct.unpack_from("<H", content, at)
        at += 2
        size = _OPERAND_SIZES[number >> 13]
        if not size:
            if at >= len(content):
                return
            size = content[at]
            at += 1
            if number == TABLE_CELLS:
                if at >= len(content):
                    return
                size += content[at] * 256 - 1
                at += 1
            elif number == _TAB_STOPS and size == 255:
                return
        yield number, content[at : at + size]
        at += size
