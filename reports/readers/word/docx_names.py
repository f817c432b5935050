"""Names of WordprocessingML (ECMA-376 part 1, chapter 17), with and without the ``Strict`` namespace."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

_MAIN: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OTHERS: Final = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}": "mc:",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}": "m:",
    "{http://purl.oclc.org/ooxml/officeDocument/math}": "m:",
}
_OFF: Final = frozenset(("0", "false", "off", "none"))


def tag_of(element: Element) -> str:
    """``tbl`` for ``w:tbl``; names of other namespaces with a prefix, so that they are never taken for Word's."""
    if not isinstance(element.tag, str):  # a comment or an instruction
        return "?"
    namespace, brace, name = element.tag.rpartition("}")
    if namespace + brace in _MAIN:
        return name
    return _OTHERS.get(namespace + brace, "?:") + name


def children(element: Element | None, name: str) -> list[Element]:
    """The children of a Word element that have this name."""
    return [] if element is None else [child for child in element if tag_of(child) == name]


def child(element: Element | None, *path: str) -> Element | None:
    """The first child by this name, its first child by the next, and so on."""
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of a Word element."""
    if element is None:
        return None
    return next((element.get(namespace + name) for namespace in _MAIN if element.get(namespace + name)), None)


def number(element: Element | None, default: int, name: str = "val") -> int:
    """An attribute as a whole number that is not negative; ``default`` where it is missing or none."""
    text = value(element, name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (value(element) or "on") not in _OFF
