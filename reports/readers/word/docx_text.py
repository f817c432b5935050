"""The text of Word paragraphs as a reader of the final document sees it.

Insertions are in, deletions out; hidden text, codes of fields and placeholders of empty controls are not text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from reports.readers.word.docx_names import child, is_on, tag_of, value
from reports.readers.word.docx_numbers import Numbering

# Elements whose text is not in the final document or not in the running text.
_SKIPPED: Final = frozenset(
    "del moveFrom pPr rPr sdtPr sdtEndPr instrText delText delInstrText rt footnoteReference endnoteReference "
    "commentReference annotationRef object".split()
)
_CHARACTERS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TICKED, _UNTICKED = "☑", "□"
# Characters of the fonts Wingdings and Wingdings 2 that stand in boxes to be ticked.
_SYMBOLS: Final = {
    "Wingdings": {0xA8: _UNTICKED, 0x6F: _UNTICKED, 0xFE: _TICKED, 0xFD: "☒", 0xFC: "√", 0xFB: "×"},
    "Wingdings 2": {0xA3: _UNTICKED, 0x52: _TICKED, 0x53: "☒", 0x50: "√", 0x4F: "×"},
}


class ParagraphReader:
    """Reads paragraph after paragraph; numbers of lists count on from one to the next."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._is_in_code: list[bool] = []  # of every field that is open: whether its code still runs
        self._boxes: list[Element] = []

    def text(self, paragraph: Element) -> str:
        """The text, with the number that the list prints before it."""
        text = "".join(self._walk(paragraph))
        return self._numbering.label(paragraph) + text if text.strip() else text

    def taken_boxes(self) -> list[Element]:
        """Contents of the text boxes that were anchored in what was read since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _walk(self, element: Element) -> Iterator[str]:
        for part in element:
            name = tag_of(part)
            if name in ("t", "m:t"):
                if not any(self._is_in_code):
                    yield part.text or ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "fldChar":
                yield self._field(part)
            elif name == "sym":
                yield _symbol(part)
            elif name == "txbxContent":
                self._boxes.append(part)
            elif name == "mc:AlternateContent":
                yield from self._walk_first(part)
            elif not self._is_skipped(part, name):
                yield from self._walk(part)

    def _walk_first(self, alternatives: Element) -> Iterator[str]:
        """The same thing twice, for new and for old programs: one of them is enough."""
        for alternative in alternatives:
            if tag_of(alternative) in ("mc:Choice", "mc:Fallback"):
                yield from self._walk(alternative)
                return

    def _field(self, mark: Element) -> str:
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._is_in_code.append(True)
            box = child(mark, "ffData", "checkBox")
            if box is not None:
                is_ticked = is_on(child(box, "checked") if child(box, "checked") is not None else child(box, "default"))
                return _TICKED if is_ticked else _UNTICKED
        elif kind == "separate" and self._is_in_code:
            self._is_in_code[-1] = False
        elif kind == "end" and self._is_in_code:
            self._is_in_code.pop()
        return ""

    @staticmethod
    def _is_skipped(part: Element, name: str) -> bool:
        if name in _SKIPPED:
            return True
        if name == "r":
            return is_on(child(part, "rPr", "vanish"))
        return name == "sdt" and is_on(child(part, "sdtPr", "showingPlcHdr"))


def joins_next(paragraph: Element) -> bool:
    """Whether the end of the paragraph was deleted, so that the next one continues it."""
    return child(paragraph, "pPr", "rPr", "del") is not None


def _symbol(symbol: Element) -> str:
    code = value(symbol, "char") or ""
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(value(symbol, "font") or "", {}).get(point & 0xFF, "")
