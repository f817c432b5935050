"""Which characters the shipped fonts can draw.

A missing glyph still extracts from a PDF as text, so reading the PDF back proves nothing:
only the fonts' own character maps tell.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final

from fontTools.ttLib import TTFont

from reports.fonts import BOLD, REGULAR

GETA: Final = "〓"  # what Chinese typesetting puts where it has no type for a character

_LAYOUT_CHARACTERS: Final = frozenset("\n\t")


@cache
def covered_characters() -> frozenset[str]:
    """Every character that at least one of the shipped fonts has a glyph for."""
    codes: set[int] = set()
    for path in (REGULAR, BOLD):
        with TTFont(path, lazy=True) as font:
            codes.update(font.getBestCmap())
    return frozenset(map(chr, codes))


def missing_characters(text: str) -> list[str]:
    """The visible characters of ``text`` that no shipped font has, each once, in their order."""
    covered = covered_characters()
    characters = dict.fromkeys(visible(text))
    return [each for each in characters if each not in covered and each not in _LAYOUT_CHARACTERS]


def printable(text: str) -> str:
    """``visible(text)`` with 〓 for each missing character."""
    shown = visible(text)
    return shown.translate({ord(each): GETA for each in missing_characters(shown)})


def visible(text: str) -> str:
    """``text`` without invisible characters, with plain line ends and plain spaces."""
    return "".join(map(_visible, "\n".join(text.splitlines())))


def _visible(character: str) -> str:
    if character in _LAYOUT_CHARACTERS:
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf") or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""
    if category == "Zs" and character not in covered_characters():
        return " "
    return character
