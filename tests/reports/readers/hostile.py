"""Broken and hostile files, made from nothing: packages, compound files and PDFs with exactly one fault each."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

from docx import Document
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader, PdfWriter

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><lolz>&b;&b;</lolz>'
)


def zipped(parts: Mapping[str, bytes | str] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, part)
    return content.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- Office packages -------------------------------------------------------------------


def xlsx(rows: Iterable[Iterable[object]] = (("项目名称", "样例项目"),)) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx_with(part: str, content: bytes | str) -> bytes:
    return zipped(unzipped(xlsx()) | {part: content if isinstance(content, bytes) else content.encode()})


def xlsx_of_sheet(cells: str) -> bytes:
    """A workbook whose only sheet has these rows, as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return xlsx_with(
        "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
    )


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def docx_with(part: str, content: bytes | str) -> bytes:
    return zipped(unzipped(docx("样例")) | {part: content if isinstance(content, bytes) else content.encode()})


def docx_of_body(body: str) -> bytes:
    return docx_with("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def docx_without(part: str) -> bytes:
    parts = unzipped(docx("样例"))
    del parts[part]
    return zipped(parts)


# --- Faults of archives ----------------------------------------------------------------


def with_password_flag(content: bytes) -> bytes:
    """The archive with the flag that says that its members are encrypted."""
    changed = bytearray(content)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def with_stated_size(content: bytes, size: int) -> bytes:
    """The archive with another unpacked size of its members in the directory."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", changed, at + 24, size)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def with_wrong_checksum(content: bytes) -> bytes:
    changed = bytearray(content)
    changed[changed.find(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(changed)


# --- Compound files --------------------------------------------------------------------


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each large enough for sectors of its own."""
    sector = 512
    padded = {name: stream.ljust(4096, b"\0") for name, stream in streams.items()}
    chains: list[int] = []
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    body = b""
    for name, stream in padded.items():
        start, count = len(chains), -(-len(stream) // sector)
        chains += [*range(start + 1, start + count), 0xFFFFFFFE]
        entries.append(_entry(name, 2, start, len(stream)))
        body += stream.ljust(count * sector, b"\0")
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * sector, b"\0")
    directory_start = len(chains)
    count = len(directory) // sector
    chains += [*range(directory_start + 1, directory_start + count), 0xFFFFFFFE]
    table_start = len(chains)
    table_count = -(-(len(chains) + 1) // 128)
    chains += [0xFFFFFFFD] * table_count
    table = struct.pack(f"<{len(chains)}I", *chains).ljust(table_count * sector, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        table_count,
        directory_start,
        0,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    places = [table_start + number if number < table_count else 0xFFFFFFFF for number in range(109)]
    return header + struct.pack("<109I", *places) + body + directory + table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack("<HBBIII36xIQ", len(raw), kind, 1, *[0xFFFFFFFF] * 3, start, size)


def word_stream(version: int = 0x00C1, flags: int = 0) -> bytes:
    """The header of a Word document that says nothing else."""
    return struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags)


def excel_stream(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", number, len(data)) + data for number, data in records)


# --- PDF -------------------------------------------------------------------------------


def pdf(content: bytes = b"", *, font: str = "", pages: int = 1, kids: str = "", extra: str = "") -> bytes:
    """A PDF whose pages all show the same ``content``; ``kids`` replaces the list of pages."""
    numbers = range(5, 5 + pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids or ' '.join(f'{number} 0 R' for number in numbers)}]>>".encode(),
        font.encode() or HELVETICA,
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra.encode(), content),
    ]
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R/F2 %s>>>>>>"
        % HELVETICA
    )
    objects += [page] * pages
    return pdf_of(objects)


def pdf_of(objects: Iterable[bytes]) -> bytes:
    written, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(places) + 1, table, len(places) + 1, start)
    )


def pdf_of_text(text: str = "Sample") -> bytes:
    return pdf(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())


def pdf_with_password() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_of_text())))
    writer.encrypt("secret", algorithm="AES-256")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def scanned_pdf() -> bytes:
    content = BytesIO()
    Image.new("L", (60, 80), 200).save(content, "PDF")
    return content.getvalue()


def pdf_without_character_map(known: str = "") -> bytes:
    """Text in a font that gives its glyphs by number only, after ``known`` in a font that does better."""
    descendant = (
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/Nameless/CIDSystemInfo<</Registry(X)/Ordering(Y)/Supplement 0>>>>"
    )
    font = f"<</Type/Font/Subtype/Type0/BaseFont/Nameless/Encoding/Identity-H/DescendantFonts[{descendant}]>>"
    return pdf(b"BT /F2 12 Tf 72 700 Td (%s) Tj /F1 12 Tf <0041> Tj ET" % known.encode(), font=font)
