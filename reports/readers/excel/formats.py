"""How the cells of an ``.xlsx`` workbook show their numbers, and how large its sheets are.

The reader of the values (calamine) tells neither; openpyxl tells both, but takes longer for it than everything else
together.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from posixpath import join, normpath
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.utils import column_index_from_string

from reports.readers.excel.number_formats import BUILT_IN, GENERAL
from reports.readers.kinds import ZIP_ERRORS

_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)>(?!</)(?<!/>)")
_REFERENCE = re.compile(rb'(?<![\w:])r="([A-Z]{1,3})([0-9]{1,7})"')
_STYLE = re.compile(rb'(?<![\w:])s="([0-9]{1,5})"')
_TEXTUAL = re.compile(rb'(?<![\w:])t="(?!n")')
_PLAIN = {GENERAL, "@"}


@dataclass(frozen=True, slots=True)
class SheetFormats:
    """``formats`` are by zero-based (row, column), for numbers that are not shown as they are."""

    rows: int
    columns: int
    formats: Mapping[tuple[int, int], str]


def read_formats(content: bytes) -> dict[str, SheetFormats]:
    """By the name of the sheet; a sheet that cannot be looked into is left out, its numbers show as they are."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            codes = _codes(package)
            return {name: _sheet(package.read(part), codes) for name, part in _sheets(package)}
    except (KeyError, ParseError, DefusedXmlException, *ZIP_ERRORS):
        return {}


def _sheets(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, part) of every sheet."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    names = set(package.namelist())
    for sheet in _named(fromstring(package.read("xl/workbook.xml")), "sheet"):
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in names:
            yield sheet.get("name", ""), part


def _named(root: Element, name: str) -> Iterator[Element]:
    return (element for element in root.iter() if element.tag.rpartition("}")[2] == name)


def _codes(package: zipfile.ZipFile) -> dict[bytes, str]:
    """The display format of every cell style that has one, by the style's number as it is written."""
    if "xl/styles.xml" not in package.namelist():
        return {}
    root = fromstring(package.read("xl/styles.xml"))
    own = {int(each.get("numFmtId", "-1")): each.get("formatCode", GENERAL) for each in _named(root, "numFmt")}
    styles = next(_named(root, "cellXfs"), None)
    codes = BUILT_IN | own
    by_style = enumerate(() if styles is None else styles)
    shown = {str(number).encode(): codes.get(int(style.get("numFmtId", "0")), GENERAL) for number, style in by_style}
    return {number: code for number, code in shown.items() if code not in _PLAIN}


def _sheet(xml: bytes, codes: Mapping[bytes, str]) -> SheetFormats:
    rows = columns = 0
    formats: dict[tuple[int, int], str] = {}
    for match in _CELL.finditer(xml):
        attributes = match[1]
        reference = _REFERENCE.search(attributes)
        if reference is None:
            continue
        row, column = int(reference[2]), column_index_from_string(reference[1].decode())
        rows, columns = max(rows, row), max(columns, column)
        style = _STYLE.search(attributes)
        if style and style[1] in codes and not _TEXTUAL.search(attributes):
            formats[row - 1, column - 1] = codes[style[1]]
    return SheetFormats(rows, columns, formats)
