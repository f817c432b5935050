"""The directory of a compound file (OLE): what old Office files, and encrypted new ones, are packed in."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from typing import Final

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER: Final = 512
_ENTRY: Final = 128  # bytes of one entry of the directory
_STREAM, _ROOT = 2, 5  # types of an entry
_END: Final = 0xFFFFFFFA  # from here on numbers of sectors are marks
_SMALL, _SMALL_SECTOR = 4096, 64  # smaller streams are kept in sectors of their own


class CompoundFile:
    """Names of the streams in ``content``, and how each begins.

    Entries of the directory lie on whole multiples of their size, so they are found without following chains of
    sectors, which a hostile file could make endless.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        (shift,) = struct.unpack_from("<H", content, 30) if len(content) >= _HEADER else (9,)
        self._sector = 1 << shift if shift in (9, 12) else 512
        self._streams: dict[str, tuple[int, int]] = {}  # first sector and size
        self._root = (_END, 0)
        for at in range(self._sector, len(content) - _ENTRY + 1, _ENTRY):
            self._add(at)

    def _add(self, at: int) -> None:
        length, kind = struct.unpack_from("<HB", self._content, at + 64)
        if kind not in (_STREAM, _ROOT) or not 4 <= length <= 64 or length % 2:
            return
        name = self._content[at : at + length - 2].decode("utf-16-le", errors="replace")
        place: tuple[int, int] = struct.unpack_from("<II", self._content, at + 116)
        if kind == _ROOT and name == "Root Entry":
            self._root = place
        elif name.isprintable():
            self._streams.setdefault(name, place)

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def beginning(self, name: str) -> bytes:
        """The first sector of a stream; empty where the file is cut off before it."""
        return self._sector_at(self._streams[name][0])

    def stream(self, name: str) -> bytes:
        """All of a stream; ``b""`` where there is none. Raises ``ValueError`` where its sectors do not fit together."""
        start, size = self._streams.get(name, (_END, 0))
        if size >= _SMALL:
            return self._chain(start, size)
        small = self._chain(*self._root)
        (small_table,) = struct.unpack_from("<I", self._content, 60)
        table = self._table(self._chain(small_table, len(self._content)))
        sectors = [at * _SMALL_SECTOR for at in _followed(table, start, size // _SMALL_SECTOR + 1)]
        return b"".join(small[at : at + _SMALL_SECTOR] for at in sectors)[:size]

    def _sector_at(self, number: int) -> bytes:
        at = (number + 1) * self._sector
        return self._content[at : at + self._sector]

    def _chain(self, start: int, size: int) -> bytes:
        most = min(size, len(self._content)) // self._sector + 1
        return b"".join(map(self._sector_at, _followed(self._allocation, start, most)))[:size]

    @cached_property
    def _allocation(self) -> tuple[int, ...]:
        """Of every sector, the one that follows it."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        for _ in range(len(self._content) // self._sector):
            if more >= _END:
                break
            *found, more = self._table(self._sector_at(more)) or (_END,)
            sectors += found
        return self._table(b"".join(self._sector_at(sector) for sector in sectors if sector < _END))

    @staticmethod
    def _table(content: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _followed(table: tuple[int, ...], start: int, most: int) -> Iterator[int]:
    """The sectors of a chain, ``most`` of them at most: a hostile chain may be a circle."""
    sector = start
    for _ in range(most):
        if sector >= _END:
            return
        yield sector
        if sector >= len(table):
            raise ValueError("a chain of sectors leaves the file")
        sector = table[sector]


def is_encrypted_word(content: CompoundFile) -> bool:
    """Whether the Word document asks for a password (FibBase.fEncrypted, [MS-DOC] 2.5.2)."""
    beginning = content.beginning("WordDocument")
    return len(beginning) > 12 and bool(beginning[11] & 0x01)


def is_encrypted_excel(content: CompoundFile, stream: str) -> bool:
    """Whether the workbook asks for a password: record FilePass among the first ([MS-XLS] 2.4.117)."""
    beginning = content.beginning(stream)
    at = 0
    while at + 4 <= len(beginning):
        record, length = struct.unpack_from("<HH", beginning, at)
        if record == 0x2F:
            return True
        at += 4 + length
    return False
