"""The lists of an old Word document ([MS-DOC] 2.9.131 to 2.9.150)."""

from __future__ import annotations

import struct
from typing import Final

from reports.readers.word.numbers import Level, ListCounter

_FORMS: Final = {  # MSONFC ([MS-OSHARED] 2.2.1.3)
    0x00: "decimal",
    0x01: "upperRoman",
    0x02: "lowerRoman",
    0x03: "upperLetter",
    0x04: "lowerLetter",
    0x0A: "ideographDigital",
    0x0B: "japaneseCounting",
    0x0E: "decimalFullWidth",
    0x12: "decimalEnclosedCircle",
    0x16: "decimalZero",
    0x17: "bullet",
    0x1C: "decimalEnclosedCircleChinese",
    0x1E: "ideographTraditional",
    0x1F: "ideographZodiac",
    0x21: "taiwaneseCounting",
    0x23: "taiwaneseCountingThousand",
    0x25: "chineseCounting",
    0x27: "chineseCountingThousand",
    0xFF: "none",
}
_LIST, _LEVEL, _INSTANCE = 28, 28, 16  # bytes
_LEVELS: Final = 9
_FOLLOWED_BY_SPACE: Final = 1


def lists_of(table: bytes, lists: tuple[int, int], instances: tuple[int, int]) -> ListCounter:
    """The lists by the number by which paragraphs name them; both parts by (place, size) in the table stream.

    Raises ``struct.error`` or ``IndexError`` where the parts are damaged.
    """
    by_identity = _lists(table, *lists)
    levels: dict[str, dict[int, Level]] = {}
    groups: dict[str, str] = {}
    place, size = instances
    count = struct.unpack_from("<I", table, place)[0] if size else 0
    for number in range(min(count, size // _INSTANCE)):
        at = place + 4 + number * _INSTANCE
        (identity,) = struct.unpack_from("<i", table, at)
        is_changed = table[at + 12] > 0
        levels[str(number + 1)] = by_identity.get(identity, {})
        groups[str(number + 1)] = f"instance {number}" if is_changed else str(identity)
    return ListCounter(levels, groups)


def _lists(table: bytes, place: int, size: int) -> dict[int, dict[int, Level]]:
    found: dict[int, dict[int, Level]] = {}
    count = struct.unpack_from("<H", table, place)[0] if size else 0
    at = place + 2 + count * _LIST  # the levels of all lists follow the lists
    for number in range(count):
        head = place + 2 + number * _LIST
        (identity,) = struct.unpack_from("<i", table, head)
        is_simple = table[head + 26] & 1
        levels: dict[int, Level] = {}
        for depth in range(1 if is_simple else _LEVELS):
            levels[depth], at = _level(table, at)
        found[identity] = levels
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    start, form = struct.unpack_from("<iB", table, at)
    follows, characters, paragraph = table[at + 15], table[at + 24], table[at + 25]
    at += _LEVEL + characters + paragraph
    (length,) = struct.unpack_from("<H", table, at)
    raw = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    # The characters 0 to 8 stand for the numbers of the levels.
    text = "".join(f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter for letter in raw)
    space = " " if follows == _FOLLOWED_BY_SPACE else ""
    return Level(_FORMS.get(form, "decimal"), text, max(start, 0), space), at + 2 + 2 * length
