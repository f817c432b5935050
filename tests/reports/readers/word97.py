"""Makes small documents in the binary format of Word 97–2003."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from tests.reports.readers.hostile import compound

IN_TABLE = struct.pack("<HB", 0x2416, 1)
_TEXT_AT, _PAGE = 2048, 512


@dataclass(frozen=True)
class P:
    """A paragraph: text with the mark that ends it, properties (sprms), and stretches with a character property."""

    text: str
    sprms: bytes = b""
    characters: tuple[tuple[int, int, int], ...] = ()  # from, to, sprm


def deep(depth: int) -> bytes:
    return IN_TABLE + struct.pack("<HI", 0x6649, depth)


def row_end(edges: Sequence[int], flags: Sequence[int] = (), depth: int = 1) -> P:
    """The end of a row whose cells have these edges in twips."""
    cells = len(edges) - 1
    kinds = b"".join(struct.pack("<H18x", flag) for flag in flags)
    definition = struct.pack(f"<B{cells + 1}h", cells, *edges) + kinds
    table = struct.pack("<HH", 0xD608, len(definition) + 1) + definition
    if depth > 1:
        return P("\r", deep(depth) + struct.pack("<HBHB", 0x244B, 1, 0x244C, 1) + table)
    return P("\x07", IN_TABLE + struct.pack("<HB", 0x2417, 1) + table)


def word97(paragraphs: Sequence[P], *, box: str = "") -> bytes:
    """The document; ``box`` is the text of a text box."""
    text = "".join(paragraph.text for paragraph in paragraphs)
    raw = (text + box).encode("utf-16-le")
    paragraph_page = _page([(2 * len(p.text), p.sprms) for p in paragraphs], is_paragraphs=True)
    runs: list[tuple[int, bytes]] = []
    for paragraph in paragraphs:
        at = 0
        for first, end, sprm in paragraph.characters:
            runs += [(2 * (first - at), b""), (2 * (end - first), struct.pack("<HB", sprm, 1))]
            at = end
        runs.append((2 * (len(paragraph.text) - at), b""))
    character_page = _page([run for run in runs if run[0]], is_paragraphs=False)
    pages_at = _TEXT_AT + -(-len(raw) // _PAGE) * _PAGE
    length = len(text) + len(box)
    pieces = struct.pack("<IIHIH", 0, length, 0, _TEXT_AT, 0)
    parts = {
        33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
        13: struct.pack("<III", _TEXT_AT, _TEXT_AT + len(raw), pages_at // _PAGE),
        12: struct.pack("<III", _TEXT_AT, _TEXT_AT + len(raw), pages_at // _PAGE + 1),
    }
    header, table = bytearray(_TEXT_AT), b""
    struct.pack_into("<HH", header, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<8I", header, 76, len(text), 0, 0, 0, 0, 0, len(box), 0)
    for number, part in parts.items():
        struct.pack_into("<II", header, 154 + 8 * number, len(table), len(part))
        table += part
    main = (bytes(header) + raw).ljust(pages_at, b"\0") + paragraph_page + character_page
    return compound({"WordDocument": main, "0Table": table})


def _page(runs: Sequence[tuple[int, bytes]], *, is_paragraphs: bool) -> bytes:
    """A page of formatting: bounds of the runs, where each one's properties stand, and these from behind."""
    bounds, at = [_TEXT_AT], _PAGE - 1
    places, body = b"", {}
    for size, sprms in runs:
        bounds.append(bounds[-1] + size)
        if not is_paragraphs and not sprms:
            places += b"\0"
            continue
        content = struct.pack("<H", 0) + sprms if is_paragraphs else sprms
        content += b"\0" * (is_paragraphs and len(content) % 2 == 0)
        stored = bytes([(len(content) + 1) // 2 if is_paragraphs else len(content)]) + content
        at = (at - len(stored)) // 2 * 2
        body[at] = stored
        places += struct.pack("<B12x" if is_paragraphs else "<B", at // 2)
    page = bytearray(struct.pack(f"<{len(bounds)}I", *bounds) + places).ljust(_PAGE, b"\0")
    for place, stored in body.items():
        page[place : place + len(stored)] = stored
    page[-1] = len(runs)
    return bytes(page)
