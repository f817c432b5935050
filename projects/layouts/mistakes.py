"""Mistakes in layout files, and the lines they are on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_SECTION = re.compile(r"\s*\[\[\s*section\s*\]\]")


@dataclass(frozen=True, slots=True)
class LayoutMistake:
    """One mistake: the file, the line (1-based) and what is wrong, in Chinese."""

    source: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.source.name} 第 {self.line} 行：{self.message}"


class LayoutError(ValueError):
    """A layout file that cannot be used; ``mistakes`` holds all of them."""

    def __init__(self, mistakes: list[LayoutMistake]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look for a mistake: in which section (``None``: above the first), near which word.

    A word that several lines have is looked for ``again``, that is, at its second occurrence.
    """

    section: int | None = None
    word: str = ""
    again: bool = False


class LineFinder:
    """Finds the line of a place; TOML readers keep no line numbers."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines() or [""]
        self._starts = [number for number, line in enumerate(self._lines) if _SECTION.match(line)]

    def line(self, place: Place) -> int:
        """The 1-based line; the first line of the section where the word is not found."""
        start, end = self._range(place.section)
        if not place.word:
            return start + 1
        word = re.escape(place.word)
        named = re.compile(rf"""["']{word}["']|(?<![\w.]){word}\s*=|\[{word}\]""")
        found = [number for number in range(start, end) if named.search(self._lines[number])]
        if not found:
            return start + 1
        return found[1 if place.again and len(found) > 1 else 0] + 1

    def _range(self, section: int | None) -> tuple[int, int]:
        if section is None:
            return 0, self._starts[0] if self._starts else len(self._lines)
        if section >= len(self._starts):
            return 0, len(self._lines)
        return self._starts[section], [*self._starts[1:], len(self._lines)][section]
