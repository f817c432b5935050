"""Texts of a layout with names in braces, read backwards: ``年份（{year}）`` tells the year of ``年份 (2020)``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

_KINDS = {
    **dict.fromkeys(("year", "last_year", "year_before_last", "start_year", "end_year"), r"(?:19|20)\d\d"),
    "money_unit": "[千万亿]?元",
    "number": r"(?:[\d一二三四五六七八九十]{1,4}\s*[.、．]|[(（]\d{1,3}[)）])?",
    "unit_code": r"[A-Za-z]{0,4}\d[0-9A-Za-z]{1,19}",
}
_OPTIONAL = frozenset(":;,.、。*")
_LEAST_WORDS = 3
_LONGEST = 300  # characters of a title or note
_ORNAMENTS = " \t\r\n\u3000*＊★:："


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text of the layout; ``words`` are how many characters of it are fixed, ``names`` what it tells."""

    expression: re.Pattern[str]
    names: tuple[str, ...]
    words: int

    @property
    def tells_itself(self) -> bool:
        """Whether its fixed characters are enough to know it anywhere, and not only in its place."""
        return self.words >= _LEAST_WORDS

    def read(self, text: str) -> dict[str, str] | None:
        """What the names stand for in ``text``; ``None`` where it is not this text."""
        match = self.expression.fullmatch(text.strip(_ORNAMENTS)) if len(text) <= _LONGEST else None
        return {name: value.strip() for name, value in match.groupdict().items() if value} if match else None


@lru_cache(maxsize=512)
def pattern_of(*texts: str) -> Pattern:
    """The pattern of a title, note or fixed text of a layout; several stand side by side with a gap between."""
    expressions: list[str] = []
    names: list[str] = []
    words = 0
    for text in texts:
        expression = ""
        for literal, name, _, _ in Formatter().parse(text):
            fixed = [character for character in unicodedata.normalize("NFKC", literal) if not character.isspace()]
            words += sum(character.isalnum() for character in fixed)
            expression += "".join(_either_width(character) + r"\s*" for character in fixed)
            if name and name in names:
                expression += rf"(?P={name})\s*"
            elif name:
                names.append(name)
                expression += rf"(?P<{name}>{_KINDS.get(name, '.*?')})\s*"
        expressions.append(expression)
    return Pattern(re.compile(r"(?<=\s)".join(expressions), re.DOTALL), tuple(names), words)


def _either_width(character: str) -> str:
    """The character in either width; punctuation may be missing."""
    forms = {character}
    if "!" <= character <= "~":
        forms.add(chr(ord(character) + 0xFEE0))
    either = f"[{''.join(map(re.escape, sorted(forms)))}]"
    return f"{either}?" if character in _OPTIONAL else either
