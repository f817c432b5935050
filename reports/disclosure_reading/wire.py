"""Disclosures as JSON: how they come back from the process that read the file (:mod:`reports.readers.confined`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from projects.disclosure.exchange import disclosure_from
from projects.document import FormDocument
from projects.exchange import ExchangeError
from reports.disclosure_reading.files import DisclosureFile, Progress, RefusedFile
from reports.readers.confined import answer_confined
from reports.readers.limits import Limits
from reports.readers.result import Doubt, Leftover

MOST_CHARACTERS = 250_000
"""Of all texts and amounts of one disclosure as JSON: the longest sample has a quarter of it. The page takes 3 s."""
MOST_LEFTOVERS = 500

_TOO_LONG = "文件的内容太多，不像一份部门预算公开（最多约 25 万字）。请只留下部门预算公开，拆开后再上传。"
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_LONGEST_LEFTOVER = 500


def read_disclosures_confined(
    name: str, content: bytes, progress: Progress | None = None, limits: Limits | None = None
) -> list[DisclosureFile | RefusedFile]:
    """As :func:`~reports.disclosure_reading.files.disclosures_in`, in a child process with bounded time and memory.

    Raises :class:`~reports.readers.source.Unreadable` where the process was stopped or died.
    """
    return [from_wire(each) for each in answer_confined(name, content, {"reader": "disclosures"}, progress, limits)]


def to_wire(file: DisclosureFile | RefusedFile) -> dict[str, Any]:
    """One disclosure as a JSON object without characters that nobody sees."""
    if isinstance(file, RefusedFile):
        return {"name": file.name, "problem": _seen(file.problem)}
    content = _cleaned(file.document.to_json())
    if sum(map(len, _texts(content))) > MOST_CHARACTERS:
        return {"name": file.name, "problem": _TOO_LONG}
    return {
        "name": file.name,
        "content": content,
        "forms": [_cleaned(form.to_json()) for form in file.forms],
        "doubts": [[doubt.path, _seen(doubt.reason)] for doubt in file.doubts],
        "leftovers": [[left.place, _seen(left.text)[:_LONGEST_LEFTOVER]] for left in _first(file.leftovers)],
    }


def from_wire(data: dict[str, Any]) -> DisclosureFile | RefusedFile:
    """What :func:`to_wire` made ``data`` of; values that no disclosure can have refuse the file."""
    if "problem" in data:
        return RefusedFile(data["name"], data["problem"])
    try:
        document = disclosure_from(data["content"])
    except ExchangeError as error:
        return RefusedFile(data["name"], "\n".join(map(str, error.problems)))
    return DisclosureFile(
        data["name"],
        document,
        tuple(FormDocument.from_json(form) for form in data["forms"]),
        tuple(Doubt(path, reason) for path, reason in data["doubts"]),
        tuple(Leftover(place, text) for place, text in data["leftovers"]),
    )


def _first(leftovers: tuple[Leftover, ...]) -> tuple[Leftover, ...]:
    more = len(leftovers) - MOST_LEFTOVERS
    return leftovers if more <= 0 else (*leftovers[:MOST_LEFTOVERS], Leftover("", f"另有 {more} 段没有列出"))


def _seen(text: str) -> str:
    return _UNSEEN.sub("", text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_cleaned(each) for each in value if not isinstance(each, str) or _cleaned(each)]
    return (_seen(value).strip() or None) if isinstance(value, str) else value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
