"""The edits that a browser sends, read strictly: whatever else arrives is refused with a reason."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from projects.drafts import Edit

TEXT_LIMIT = 100_000
EDITS_LIMIT = 200
_OPERATIONS = ("set", "confirm", "add", "remove", "move")
_SHORT = 200  # ids, paths and keys
_LISTED = 50  # texts sent before, values of a row


class BadBatch(ValueError):
    """No edits; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Edits of one page. ``writer`` is who typed them, whoever is signed in by now."""

    writer: int
    edits: list[Edit]


def read_batch(body: bytes) -> Batch:
    """Read ``{"writer", "edits": [{"id", "op", "path", …}]}``. Raises :class:`BadBatch`."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadBatch("收到的不是 JSON，没有保存；请刷新页面后再试") from error
    if not isinstance(data, dict):
        raise BadBatch("收到的内容不是一组改动，没有保存；请刷新页面后再试")
    writer, edits = data.get("writer"), data.get("edits")
    if not isinstance(writer, int) or isinstance(writer, bool):
        raise BadBatch("writer 应为填写人的编号，没有保存")
    if not isinstance(edits, list) or len(edits) > EDITS_LIMIT:
        raise BadBatch(f"edits 应为最多 {EDITS_LIMIT} 个改动的列表，没有保存")
    return Batch(writer, [_edit(number, entry) for number, entry in enumerate(edits, 1)])


def _edit(number: int, data: Any) -> Edit:
    if not isinstance(data, dict):
        raise BadBatch(f"第 {number} 个改动不是对象，没有保存")
    reader = _Reader(number, data)
    if data.get("op") not in _OPERATIONS:
        raise BadBatch(f"第 {number} 个改动的 op 应为 {'、'.join(_OPERATIONS)} 之一，没有保存")
    return Edit(
        id=reader.text("id", _SHORT),
        op=data["op"],
        path=reader.text("path", _SHORT),
        text=reader.text("text"),
        base=reader.text("base"),
        sent=reader.texts("sent"),
        after=None if data.get("after") is None else reader.text("after", _SHORT),
        values=reader.values(),
    )


class _Reader:
    """Members of one edit."""

    def __init__(self, number: int, data: dict[str, Any]) -> None:
        self._number = number
        self._data = data

    def text(self, name: str, limit: int = TEXT_LIMIT) -> str:
        return self._checked(name, self._data.get(name, ""), limit)

    def texts(self, name: str) -> tuple[str, ...]:
        listed = self._data.get(name, [])
        if not isinstance(listed, list) or len(listed) > _LISTED:
            raise BadBatch(f"第 {self._number} 个改动的 {name} 应为文字列表，没有保存")
        return tuple(self._checked(name, text, TEXT_LIMIT) for text in listed)

    def values(self) -> dict[str, str]:
        values = self._data.get("values", {})
        if not isinstance(values, dict) or len(values) > _LISTED:
            raise BadBatch(f"第 {self._number} 个改动的 values 应为一行的各列文字，没有保存")
        return {key: self._checked("values", text, TEXT_LIMIT) for key, text in values.items()}

    def _checked(self, name: str, text: Any, limit: int) -> str:
        if not isinstance(text, str):
            raise BadBatch(f"第 {self._number} 个改动的 {name} 应为文字，没有保存")
        if len(text) > limit:
            raise BadBatch(f"第 {self._number} 个改动的 {name} 有 {len(text)} 个字，最多 {limit} 个字，没有保存")
        return storable(text)


def storable(text: str) -> str:
    """Without what no database can hold: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
