"""Telling labels although they are written differently: stars, colons, widths, spaces, brackets, like words."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

LONGEST_LABEL = 40
"""Characters; what is longer is a text and no label."""

_ORNAMENTS = re.compile(r"[\s*★☆※:;,.、。·'\"“”‘’_—–-]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBERING = re.compile(r"^(\(?[一二三四五六七八九十]+\)?、|\(?\d{1,2}\)?[.、](?!\d))\s*")
_MONEY_UNIT = re.compile(
    r"[(\[【]?(?:金额)?单位:?(?P<named>[千万亿]?元)|[(\[【](?:单位:?)?(?P<bracketed>[千万亿]?元)[)\]】]"
)
_SAME_WORDS = (("经费", "资金"), ("填表", "填报"), ("电话号码", "电话"), ("其它", "其他"))
_LIKE = 0.75
_LONGEST = 200  # characters; longer texts are compared as they are


def plain(text: str) -> str:
    """Half-width, without white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def key_of(text: str) -> str:
    """What is left of a label without white space, stars, colons and other ornaments."""
    return _key(text) if len(text) <= _LONGEST else text


def stem_of(text: str) -> str:
    """The key without bracketed additions and numbering: ``1. 项目资金（万元）`` and ``项目资金`` have one stem."""
    return _stem(text) if len(text) <= _LONGEST else text


@lru_cache(maxsize=8192)
def _key(text: str) -> str:
    key = _ORNAMENTS.sub("", unicodedata.normalize("NFKC", text))
    for word, same in _SAME_WORDS:
        key = key.replace(word, same)
    return key


@lru_cache(maxsize=8192)
def _stem(text: str) -> str:
    half = unicodedata.normalize("NFKC", text).lstrip("*★☆※ \n\t")
    return _key(_NUMBERING.sub("", _BRACKETED.sub("", half))) or _key(half)


def is_like(text: str, label: str) -> bool:
    """Whether a text may be the label with a slip of the pen or of the scanner."""
    given, wanted = stem_of(text), stem_of(label)
    if min(len(given), len(wanted)) < 3:  # too short to tell a slip from another word
        return False
    return SequenceMatcher(None, given, wanted, autojunk=False).ratio() >= _LIKE


def money_unit_in(text: str) -> str:
    """The unit of money that a label or note names (``项目资金（元）``, ``单位：万元``); "" where it names none."""
    match = _MONEY_UNIT.search(plain(text))
    return (match["named"] or match["bracketed"]) if match else ""
