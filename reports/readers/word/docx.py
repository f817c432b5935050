"""Word documents (.docx, .docm, .dotx): paragraphs and tables as the final document shows them.

The parts are read as XML without document types, entities and outside references; macros, embedded objects and
links stay where they are.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reports.readers.kinds import DAMAGED, ZIP_ERRORS
from reports.readers.limits import DEFAULT_LIMITS, Limits
from reports.readers.package_maker import is_own
from reports.readers.source import SourceBlock, SourceFile, SourceText, Unreadable
from reports.readers.word.docx_names import child
from reports.readers.word.docx_numbers import Numbering
from reports.readers.word.docx_table import TableReader, contents, paragraphs
from reports.readers.word.docx_text import ParagraphReader

_MAIN_PART: Final = "/officeDocument"  # how the relationship to the main part ends
_PICTURES: Final = ("/picture}pic", "}imagedata")


def read(name: str, content: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """The texts and tables of the body; headers, footers, notes and comments are no part of a form.

    Raises :class:`Unreadable` for what is no Word document, too large, or without any text.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            main = _main_part(package)
            folder = posixpath.dirname(main)
            document = _xml(package, main)
            numbering = Numbering(
                _optional_xml(package, f"{folder}/numbering.xml"), _optional_xml(package, f"{folder}/styles.xml")
            )
    except (*ZIP_ERRORS, KeyError, ParseError, DefusedXmlException) as error:
        raise Unreadable(DAMAGED) from error
    body = child(document, "body")
    if body is None:
        raise Unreadable(DAMAGED)
    blocks = tuple(_blocks(body, numbering, limits))
    if not blocks:
        has_pictures = any(str(part.tag).endswith(_PICTURES) for part in body.iter())
        what = "这份 Word 里只有图片，没有文字" if has_pictures else "这份 Word 里没有文字"
        raise Unreadable(f"{what}。请上传能选中文字的文件，或者先用文字识别软件转成文字。")
    return SourceFile(name, "docx", blocks, is_own(content))


def _blocks(body: Element, numbering: Numbering, limits: Limits) -> Iterator[SourceBlock]:
    reader = ParagraphReader(numbering)
    tables = TableReader(reader, limits)
    table_number = paragraph_number = 0
    for block in paragraphs(contents(body), reader):
        if not isinstance(block, str):
            table_number, paragraph_number = table_number + 1, 0
            table = tables.read(block, f"第 {table_number} 个表")
            if table.cells:
                yield table
        elif block.strip():
            paragraph_number += 1
            where = f"第 {table_number} 个表后" if table_number else "正文"
            yield SourceText(block.strip("\n").rstrip(), f"{where}第 {paragraph_number} 段")


def _main_part(package: zipfile.ZipFile) -> str:
    """The name of the part with the body."""
    for relation in _xml(package, "_rels/.rels"):
        if (relation.get("Type") or "").endswith(_MAIN_PART):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _xml(package: zipfile.ZipFile, part: str) -> Element:
    root = fromstring(package.read(part), forbid_dtd=True)
    assert isinstance(root, Element)
    return root


def _optional_xml(package: zipfile.ZipFile, part: str) -> Element | None:
    return _xml(package, part) if part in package.namelist() else None
