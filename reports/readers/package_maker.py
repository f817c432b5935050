"""Whether an Office file is one of our own, by the creator in its properties."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reports.readers.kinds import ZIP_ERRORS
from reports.writers.pdf_marks import MAKER

_PROPERTIES: Final = "docProps/core.xml"
_LARGEST: Final = 65_536  # bytes


def is_own(content: bytes) -> bool:
    """Whether the package names the product as its creator; a broken one does not."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            if package.getinfo(_PROPERTIES).file_size > _LARGEST:
                return False
            root = fromstring(package.read(_PROPERTIES))
    except (KeyError, ParseError, DefusedXmlException, *ZIP_ERRORS):
        return False
    return any(element.tag.endswith("}creator") and element.text == MAKER for element in root)
