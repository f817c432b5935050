"""What a file is, told by its content; its name proves nothing."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

from reports.readers import ole
from reports.readers.source import Unreadable


class Kind(StrEnum):
    """The kinds of file that can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    DOCX = "docx"
    DOC = "doc"
    PDF = "pdf"
    TEXT = "txt"
    JSON = "json"
    ZIP = "zip"


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A kind that is recognised only to say what to do instead."""

    magics: tuple[bytes, ...]
    message: str


_TO_EXCEL: Final = "请用 WPS 或 Excel 打开后另存为 .xlsx，再上传。"
_TO_WORD: Final = "请用 WPS 或 Word 打开后另存为 .docx，再上传。"
LOCKED: Final = "文件设有打开密码，不能读取。请在 WPS 或 Office 中取消密码后再上传。"
DAMAGED: Final = "文件已损坏或没有传完整，打不开。请用 WPS 或 Office 打开检查，重新保存后再上传。"

_STRANGERS: Final = (
    _Stranger((b"{\\rtf",), f"这是 RTF 文件，不能直接读取。{_TO_WORD}"),
    _Stranger(
        (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"),
        "这是图片，没有文字可读。请上传 Excel、Word 或带文字的 PDF，或者先用文字识别软件转成文字。",
    ),
    _Stranger((b"Rar!",), "这是 RAR 压缩包，不能读取。请解压后上传里面的文件，或改用 ZIP 压缩。"),
    _Stranger((b"7z\xbc\xaf\x27\x1c",), "这是 7z 压缩包，不能读取。请解压后上传里面的文件，或改用 ZIP 压缩。"),
    _Stranger((b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "这是压缩文件，不能读取。请解压后上传里面的文件，或改用 ZIP 压缩。"),
    _Stranger((b"MZ", b"\x7fELF"), "这是程序文件，不是表格或文档，不能上传。"),
)

# The part that a package of each kind has, and what is to be said of the kinds that cannot be read.
_PACKAGES: Final = {
    "word/document": Kind.DOCX,
    "xl/workbook.xml": Kind.XLSX,
    "xl/workbook.bin": f"这是二进制 Excel 文件（.xlsb），不能直接读取。{_TO_EXCEL}",
    "ppt/": "这是演示文稿，不是绩效目标表。请上传 Excel、Word、PDF 或文本文件。",
}
_OFD: Final = "这是 OFD 版式文件，不能直接读取。请另存为 PDF 或 Word 后再上传。"
_WEB_PAGE: Final = (
    "这是网页文件（有的系统导出的 .xls、.doc 其实是网页），不能直接读取。"
    "请用 WPS 或 Office 打开后另存为 .xlsx 或 .docx，再上传。"
)
_MARKUPS: Final = {
    "<html": _WEB_PAGE,
    "<!doctype html": _WEB_PAGE,
    "<table": _WEB_PAGE,
    "mime-version": _WEB_PAGE,
    "urn:schemas-microsoft-com:office:spreadsheet": f"这是 XML 格式的 Excel 2003 表格，不能直接读取。{_TO_EXCEL}",
    "schemas.microsoft.com/office/word/2003": f"这是 XML 格式的 Word 2003 文档，不能直接读取。{_TO_WORD}",
    "schemas.microsoft.com/office/2006/xmlpackage": f"这是 XML 格式的 Word 文档，不能直接读取。{_TO_WORD}",
    "<?xml": "这是 XML 文件，不是绩效目标表。请上传 Excel、Word、PDF 或文本文件。",
}
_UNKNOWN: Final = (
    "认不出这是什么文件。"
    "可以上传的有：Excel（.xlsx、.xls）、Word（.docx、.doc）、PDF、文本（.txt）和它们的 ZIP 压缩包。"
)
_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.spreadsheet": f"这是 ODS 表格，不能直接读取。{_TO_EXCEL}",
    b"application/vnd.oasis.opendocument.text": f"这是 ODT 文档，不能直接读取。{_TO_WORD}",
}
_WORKBOOK_STREAMS: Final = ("Workbook", "Book", "WORKBOOK", "BOOK")
_ZIP_MAGICS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PDF_HEADER_WITHIN: Final = 1024  # other matter may stand before %PDF- (ISO 32000-1, note 13)

ZIP_ERRORS: Final = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError, OSError, EOFError)
"""What the standard library raises for a broken archive."""


def kind_of(content: bytes) -> Kind:
    """The kind of a file.

    Raises :class:`Unreadable` where it cannot be read: empty, encrypted, damaged, or something else altogether;
    the message says what to do.
    """
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("文件是空的。请检查是否选错了文件，或者文件没有保存成功。")
    if content.startswith(ole.MAGIC):
        return _compound(content)
    if content.startswith(_ZIP_MAGICS):
        return _zipped(content)
    if b"%PDF-" in content[:_PDF_HEADER_WITHIN]:
        return Kind.PDF
    for stranger in _STRANGERS:
        if content.startswith(stranger.magics):
            raise Unreadable(stranger.message)
    return _text(content)


def _compound(content: bytes) -> Kind:
    file = ole.CompoundFile(content)
    if "EncryptedPackage" in file or "EncryptionInfo" in file:
        raise Unreadable(LOCKED)
    if "WordDocument" in file:
        if ole.is_encrypted_word(file):
            raise Unreadable(LOCKED)
        return Kind.DOC
    for stream in _WORKBOOK_STREAMS:
        if stream in file:
            if ole.is_encrypted_excel(file, stream):
                raise Unreadable(LOCKED)
            return Kind.XLS
    if "PowerPoint Document" in file:
        raise Unreadable(_PACKAGES["ppt/"])
    raise Unreadable(DAMAGED)


def _zipped(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            mimetype = b""
            if "mimetype" in names:
                with archive.open("mimetype") as member:
                    mimetype = member.read(100)
    except ZIP_ERRORS as error:
        raise Unreadable(DAMAGED) from error
    if "OFD.xml" in names:
        raise Unreadable(_OFD)
    for beginning, message in _OPEN_DOCUMENTS.items():
        if mimetype.startswith(beginning):
            raise Unreadable(message)
    return _package(names) if "[Content_Types].xml" in names else Kind.ZIP


def _package(names: list[str]) -> Kind:
    for beginning, found in _PACKAGES.items():
        if any(name.startswith(beginning) for name in names):
            if isinstance(found, Kind):
                return found
            raise Unreadable(found)
    raise Unreadable(DAMAGED)


def _text(content: bytes) -> Kind:
    text = decoded(content).lstrip()
    beginning = text[:2000].lower()
    for mark, message in _MARKUPS.items():
        if mark in beginning and beginning.startswith(("<", "mime-version", "from:")):
            raise Unreadable(message)
    return Kind.JSON if text.startswith(("{", "[")) and _is_json(text) else Kind.TEXT


def _is_json(text: str) -> bool:
    """Whether this is meant as JSON; the text of a form may begin with a code in brackets."""
    return text[1:].lstrip()[:1] in ('"', "{", "}", "]")


def decoded(content: bytes) -> str:
    """The text of a text file: UTF-8, UTF-16 with a byte order mark, or GB18030.

    Raises :class:`Unreadable` where it is none of them.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Unreadable(_UNKNOWN)
