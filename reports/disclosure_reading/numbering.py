"""Numbers that points begin with, and the points of a text that numbers them in the line."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"^\s*(?:(?P<is>{_CHINESE})是[：:，,]?|第?(?P<comma>{_CHINESE})[、.．]|[（(](?P<bracket>{_CHINESE}|[0-9]{{1,2}})[)）][、.．]?"
    r"|(?P<digit>[0-9]{1,2})\s*(?:、|[.．](?![0-9])|[)）]))\s*(?P<rest>.*)$",
    re.DOTALL,
)
_IN_LINE = re.compile(rf"(?:(?<=[。；;：:\s])|^)(?={_CHINESE}是)")
_SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text that begins with a number; ``style`` tells 一是, 一、, （一） and 1. apart."""

    number: str
    style: str
    rest: str


def numbered(text: str) -> Numbered | None:
    """The number and what follows; ``None`` for a text without one."""
    match = _NUMBERED.match(text)
    if not match or not match["rest"]:
        return None
    style = next(name for name in ("is", "comma", "bracket", "digit") if match[name])
    return Numbered(match[style], style, match["rest"].strip())


def points_in_line(text: str) -> list[str]:
    """``一是…。二是…。`` as points, each with its number; nothing where there are fewer than two."""
    starts = [match.start() for match in _IN_LINE.finditer(text)]
    if len(starts) < 2:
        return []
    ends = [*starts[1:], len(text)]
    return [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def lead_of(text: str) -> str:
    """What stands before the points in the line."""
    match = _IN_LINE.search(text)
    return text[: match.start()].strip() if match else text


def first_sentence(text: str) -> str:
    """Up to the first full stop, without it."""
    return _SENTENCE_END.split(text, maxsplit=1)[0].strip()


def is_title(text: str) -> bool:
    """Whether a line is a heading: short and no sentence."""
    return len(text) <= 45 and not re.search(r"[。；;：:]", text)
