"""Pinyin of Chinese text, for search."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin, load_phrases_dict

# Words of the field that the library reads wrongly.
load_phrases_dict({"长效": [["cháng"], ["xiào"]]})


def full_pinyin(text: str) -> str:
    """``组织部`` → ``zuzhibu``; other characters stay, lower case, without spaces."""
    return "".join(lazy_pinyin(text)).lower().replace(" ", "")


def initials(text: str) -> str:
    """``组织部`` → ``zzb``."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower().replace(" ", "")
