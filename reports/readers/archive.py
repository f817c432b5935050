"""Zip files, looked through before anything reads them: archives of forms, and the packages that .xlsx and .docx are.

Nothing is ever written to disk, so a name in an archive is only a name.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from reports.readers.kinds import DAMAGED, LOCKED, ZIP_ERRORS
from reports.readers.limits import MIB, Limits
from reports.readers.source import Unreadable

_CHUNK: Final = 256 * 1024
_MOST_PARTS: Final = 20_000  # of a package; 500 sheets have about 1500
_MOST_RATIO: Final = 500  # unpacked to packed; text of a form packs about 1 : 10, an empty sheet 1 : 100
_FREE_OF_RATIO: Final = 10 * MIB  # so much may be packed as tightly as it likes
_ENCRYPTED: Final = 0x1
_LOCAL_HEADER: Final = struct.Struct("<4s22xHH")

_BOMB: Final = "压缩得异常紧（解开后会极大），疑似恶意文件，没有打开。请用 WPS 或 Office 打开后另存一份再上传。"
_ENTITY: Final = (
    "里面有 DOCTYPE（外部实体或实体炸弹可以藏在其中），正常的文件没有，所以没有打开。"
    "请用 WPS 或 Office 打开后另存一份再上传。"
)
_ENCODED: Final = "里面有部件用了不常见的编码，没有打开。请用 WPS 或 Office 打开后另存一份再上传。"
_DOCTYPE: Final = re.compile(
    b"|".join(re.escape("<!DOCTYPE".encode(encoding)) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
)
_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
_ENCODINGS: Final = frozenset((b"utf-8", b"utf-16", b"us-ascii", b"gb2312", b"gbk", b"gb18030", b"iso-8859-1"))
_OVERLAP: Final = 64  # bytes of a chunk that are looked at again with the next one

_CELL: Final = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Za-z]{1,3})([0-9]{1,7})["'][^>/]*>""")
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


def check_package(content: bytes, limits: Limits) -> None:
    """Look through an Office package; afterwards it may be given to a parser.

    Every part is unpacked once, a piece at a time: its true size counts, not the size that the archive states.
    Raises :class:`Unreadable` for too many or too large parts, document types and unknown encodings (where
    entities and external files hide), cells out in the blue, passwords, and damage.
    """
    with _opened(content) as archive:
        infos = archive.infolist()
        if len(infos) > _MOST_PARTS:
            raise Unreadable(
                f"文件里有 {len(infos)} 个部件，超过上限 {_MOST_PARTS} 个，不像正常的 Office 文件，没有打开。"
            )
        budget = _Budget(limits)
        for info in infos:
            _check_part(content, info, budget, limits)


def members(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Every file in a ZIP archive with its name, folders included; what systems add by themselves is left out.

    Raises :class:`Unreadable` where the archive as a whole is refused: damaged, empty, too many files, too large.
    """
    with _opened(content) as archive:
        wanted = [(name, info) for info in archive.infolist() if not _is_litter(name := _name(info))]
        if not wanted:
            raise Unreadable("压缩包里没有文件。")
        if len(wanted) > limits.files:
            raise Unreadable(f"压缩包里有 {len(wanted)} 个文件，超过上限 {limits.files} 个。请分成几个压缩包上传。")
        budget = _Budget(limits)
        for name, info in wanted:
            try:
                yield name, _unpacked(content, name, info, budget, limits)
            except Unreadable as problem:
                yield name, problem
                if budget.is_spent:
                    return


class _Budget:
    """What may still be unpacked of one file."""

    def __init__(self, limits: Limits) -> None:
        self._left = self._whole = limits.unpacked_bytes

    @property
    def is_spent(self) -> bool:
        return self._left < 0

    def spend(self, packed: int, unpacked: int, piece: int) -> None:
        """Count ``piece`` more bytes of a part of which ``packed`` bytes have now given ``unpacked``."""
        self._left -= piece
        if self._left < 0:
            raise Unreadable(f"解开后超过上限 {self._whole // MIB} MB，没有打开。请删去图片或拆成几个文件后再上传。")
        if unpacked > _FREE_OF_RATIO and unpacked > packed * _MOST_RATIO:
            raise Unreadable(_BOMB)


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(content))
    except ZIP_ERRORS as error:
        raise Unreadable(DAMAGED) from error


def _pieces(content: bytes, info: zipfile.ZipInfo, budget: _Budget) -> Iterator[bytes]:
    """A part, unpacked to the very end of its packed bytes whatever size the archive states."""
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable(LOCKED)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable("用了不常见的压缩方法，打不开。请用系统自带的压缩功能重新压缩为 ZIP 后再上传。")
    header = content[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Unreadable(DAMAGED)
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    start = info.header_offset + _LOCAL_HEADER.size + name_length + extra_length
    packed = memoryview(content)[start : start + info.compress_size]
    if len(packed) < info.compress_size:
        raise Unreadable(DAMAGED)
    checksum = total = 0
    unpack = _stored if info.compress_type == zipfile.ZIP_STORED else _inflated
    for piece in unpack(packed):
        total += len(piece)
        budget.spend(len(packed), total, len(piece))
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if total != info.file_size or checksum != info.CRC:
        raise Unreadable(DAMAGED)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), _CHUNK):
        yield bytes(packed[at : at + _CHUNK])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    rest: bytes | memoryview = packed
    try:
        while not stream.eof:
            piece = stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
            if not piece and not rest:
                break
            yield piece
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    if not stream.eof:
        raise Unreadable(DAMAGED)


def _check_part(content: bytes, info: zipfile.ZipInfo, budget: _Budget, limits: Limits) -> None:
    is_xml = info.filename.lower().endswith((".xml", ".rels", ".vml"))
    extent = _Extent(info.filename, limits) if _SHEET.fullmatch(info.filename) else None
    before = b""
    for piece in _pieces(content, info, budget):
        seen = before + piece
        if is_xml:
            if not before and (declared := _ENCODING.match(seen)) and declared[1].lower() not in _ENCODINGS:
                raise Unreadable(_ENCODED)
            if _DOCTYPE.search(seen):
                raise Unreadable(_ENTITY)
        if extent:
            extent.add(seen)
        before = seen[-_OVERLAP * (16 if extent else 1) :]


class _Extent:
    """How far the cells of a sheet reach that have a value.

    Parsers lay out everything between the first cell and the last, so two cells can cost a gigabyte.
    """

    def __init__(self, part: str, limits: Limits) -> None:
        self._place = f"工作表（{part.rpartition('/')[2]}）"
        self._limits = limits
        self._rows = self._columns = 0

    def add(self, xml: bytes) -> None:
        columns, rows = self._columns, self._rows
        for letters, row in _CELL.findall(xml):
            columns = max(columns, _column_number(letters))
            rows = max(rows, int(row))
        if (columns, rows) != (self._columns, self._rows):
            self._columns, self._rows = columns, rows
            self._limits.check_table(self._place, rows, columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _unpacked(content: bytes, name: str, info: zipfile.ZipInfo, budget: _Budget, limits: Limits) -> bytes:
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise Unreadable("压缩包里的文件名指向包外的位置，疑似恶意文件，没有读取。")
    limits.check_file(info.file_size)
    data = b"".join(_pieces(content, info, budget))
    if data.startswith(b"PK") and _is_archive(data):
        raise Unreadable("压缩包里还有压缩包，没有读取。请解开后把里面的文件一起压缩，再上传。")
    return data


def _is_archive(content: bytes) -> bool:
    """Whether it is an archive of files and no Office package."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
    except ZIP_ERRORS:
        return False
    return not {"[Content_Types].xml", "mimetype", "OFD.xml"} & set(names)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: archives made in Chinese Windows name files in GBK without saying so."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())


def _is_litter(name: str) -> bool:
    base = name.rpartition("/")[2]
    return not base or name.startswith("__MACOSX/") or base.startswith(("~$", "._", ".DS_Store")) or base == "Thumbs.db"
