"""Where a writer puts spaces: told by the text within lines, needed where two lines are joined.

A space at the end of a line is not printed, and most PDFs do not have it. Whoever writes ``2019 年`` in the middle
of a line writes it at the end of one, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_PAIR: Final = re.compile(r"(\S)( ?)(?=(\S))")
_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_WORD: Final = re.compile("[A-Za-z0-9]")
_MARKS: Final = ",;:"
_OWN_LEAST, _OWN_SHARE = 3, 0.75
_ALL_LEAST, _ALL_SHARE = 10, 0.85


class Spacing:
    """How often two kinds of letters have a space between them in ``texts``.

    ``wider`` is asked where these texts are too few to tell: the whole file, for one of its cells.
    """

    def __init__(self, texts: Iterable[str], wider: Spacing | None = None) -> None:
        self._wider = wider
        self._counts: dict[str, list[int]] = {}
        for text in texts:
            for before, space, after in _PAIR.findall(text):
                if kinds := _kinds(before, after):
                    count = self._counts.setdefault(kinds, [0, 0])
                    count[bool(space)] += 1

    def has_space(self, before: str, after: str) -> bool:
        """Whether the writer would have put a space between these two letters."""
        kinds = _kinds(before, after)
        if not kinds:
            return False
        without, spaced = self._counts.get(kinds, (0, 0))
        least, share = (_OWN_LEAST, _OWN_SHARE) if self._wider else (_ALL_LEAST, _ALL_SHARE)
        if without + spaced < least:
            return self._wider.has_space(before, after) if self._wider else False
        return spaced >= share * (without + spaced)


def _kinds(before: str, after: str) -> str:
    if before in _MARKS:
        return before if _CHINESE.match(after) or _WORD.match(after) else ""
    kinds = ("c" if _CHINESE.match(before) else "w" if _WORD.match(before) else "") + (
        "c" if _CHINESE.match(after) else "w" if _WORD.match(after) else ""
    )
    return kinds if kinds in ("cw", "wc") else ""
