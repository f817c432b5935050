"""Two people at one section: what each left alone follows the other, what both changed is shown with both texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not what the person wrote; "" is blank."""

    path: str
    mine: str
    theirs: str


def merged(
    seen: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Difference, ...]]:
    """What to store, in the order of ``mine``, and what two people changed to different texts.

    All by path: what was ``seen`` when the page was opened, what was sent, and what is stored now. Where rows went
    meanwhile, the same path is no longer the same row: then every value that differs is shown.
    """
    if theirs == seen:
        return dict(mine), ()
    if not seen.keys() <= theirs.keys():
        pairs = [(path, text, theirs.get(path, "")) for path, text in mine.items()]
        return dict(mine), tuple(Difference(*pair) for pair in pairs if not _same(pair[1], pair[2]))
    texts, differences = {}, []
    for path, text in mine.items():
        before, now = seen.get(path, ""), theirs.get(path, "")
        texts[path] = now if _same(text, before) else text
        if not any(_same(text, other) for other in (before, now)) and not _same(now, before):
            differences.append(Difference(path, text, now))
    return texts, tuple(differences)


def packed(texts: Mapping[str, str]) -> str:
    """For the page to carry."""
    return json.dumps(texts, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> dict[str, str] | None:
    """What :func:`packed` made; ``None`` for anything else."""
    try:
        texts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(texts, dict) or not all(isinstance(each, str) for each in texts.values()):
        return None
    return texts


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()
