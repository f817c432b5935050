"""Comparing texts as a reader does: blanks, punctuation and width of characters do not count."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

_SIGNS = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"[（(【\[〔][^）)】\]〕]{0,200}[）)】\]〕]")
_NUMERALS = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十百千万亿]+")
_ITEM_MARK = re.compile(
    r"(?:(?<=[\n。；;！？!?])|^|(?<=\s)) {0,4}"
    r"(?:[0-9]{1,2}\s*[.．](?=\s*(?:[^0-9\s]|(?:19|20)[0-9]{2}年))|[0-9]{1,2}\s*[、)）]|[①-⑳]"
    r"|[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[一二三四五六七八九十]{1,3}、"
    r"|(?:目标|第)[一二三四五六七八九十1-9][:：,，、])\s*"
    r"|[①-⑳]\s*|[（(][1-9][)）]\s*(?=[一-鿿]{4})",
)
_LONG = 200  # characters of a text that is compared piece by piece
_MOST_ITEMS = 100  # points of a text that are read; no form has so many
_SHORT = 6  # characters of a text that may return by chance


@lru_cache(maxsize=8192)
def plain(text: str | None) -> str:
    """The letters and digits of a text alone, half-width, lower case."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text or "")).lower()


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    return _BRACKETED.sub("", text)


def is_same(one: str | None, other: str | None) -> bool:
    """Whether both say the same, and something at all."""
    return bool(plain(one)) and plain(one) == plain(other)


def likeness(one: str, other: str) -> float:
    """0 to 1: how much of two plain texts agrees in order."""
    if one == other:
        return 1.0
    longest = max(len(one), len(other))
    if not longest or 2 * min(len(one), len(other)) / (len(one) + len(other)) < 0.8:
        return 0.0
    if longest > _LONG:
        return _likeness_of_pieces(one, other)
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() > 0.8 else 0.0


def _likeness_of_pieces(one: str, other: str) -> float:
    """The share of pieces of three characters that both have: as telling for long texts, and never slow."""
    pieces = [Counter(text[at : at + 3] for at in range(len(text) - 2)) for text in (one, other)]
    return 2 * (pieces[0] & pieces[1]).total() / (pieces[0].total() + pieces[1].total())


def is_repeated(one: str, other: str, least: float) -> bool:
    """Whether a text returns but for slips of the pen; texts whose figures differ are two texts."""
    one, other = plain(one), plain(other)
    if min(len(one), len(other)) < _SHORT:
        return bool(one) and one == other
    return likeness(one, other) >= least and _NUMERALS.findall(one) == _NUMERALS.findall(other)


def items(text: str | None) -> tuple[str, ...]:
    """The numbered points or lines of a text, without their numbers."""
    return tuple(islice(_items(text), _MOST_ITEMS)) if text else ()


def _items(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        starts = [match.span() for match in _ITEM_MARK.finditer(line)]
        begins = [0, *(end for _, end in starts)]
        ends = [*(start for start, _ in starts), len(line)]
        for start, end in zip(begins, ends, strict=True):
            if line[start:end].strip():
                yield line[start:end].strip()


def is_subsequence(short: str, long: str) -> bool:
    """Whether ``short`` is ``long`` with characters left out."""
    rest = iter(long)
    return all(character in rest for character in short)


def quoted(text: str | None, most: int = 40) -> str:
    """The text in quotation marks, shortened."""
    plain_text = " ".join((text or "").split())
    return f"“{plain_text[:most]}{'…' if len(plain_text) > most else ''}”"
