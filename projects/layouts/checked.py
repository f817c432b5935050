"""Reading checked values out of a parsed TOML file; every mistake is kept, with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any

from projects.layouts.mistakes import LayoutMistake, LineFinder, Place

NOWHERE = Place()
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Want:
    """What a key must hold: its Chinese name for messages, and the test."""

    name: str
    fits: Callable[[Any], bool]


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


TEXT = Want("一段文字", lambda value: isinstance(value, str))
NAME = Want("一段不空的文字", lambda value: isinstance(value, str) and bool(value.strip()))
YES_NO = Want("true 或 false", lambda value: isinstance(value, bool))
POSITIVE = Want("正整数", lambda value: _is_integer(value) and value > 0)
COUNT = Want("0 或正整数", lambda value: _is_integer(value) and value >= 0)
LIST = Want("列表 [ … ]", lambda value: isinstance(value, list))
TABLE = Want("“项 = 值”的一组", lambda value: isinstance(value, dict))


class CheckedReader:
    """Collects mistakes. What is wrong is replaced by a default, to find the rest too."""

    def __init__(self, source: Path, text: str) -> None:
        self._source = source
        self._lines = LineFinder(text)
        self._mistakes: list[LayoutMistake] = []
        self._seen: set[tuple[str, str]] = set()

    def _value(self, data: dict[str, Any], key: str, want: Want, default: Any, here: Place) -> Any:
        """The value of a key, or the default where the key is absent or holds something else."""
        if key not in data:
            return default
        if want.fits(data[key]):
            return data[key]
        self._mistake(f"{key} 应是{want.name}", Place(here.section, here.word or key))
        return default

    def _needed_value(self, data: dict[str, Any], key: str, want: Want, default: Any, here: Place) -> Any:
        self._needed(data, [key], here)
        return self._value(data, key, want, default, here)

    def _slug(self, data: dict[str, Any], key: str) -> str:
        slug: str = self._needed_value(data, key, TEXT, "", Place())
        if isinstance(data.get(key), str) and not _SLUG.fullmatch(slug):
            self._mistake(f"{key} “{slug}”只能用小写字母、数字和连字符", Place(word=key))
        return slug

    def _one_of(
        self, data: dict[str, Any], key: str, default: str, allowed: Collection[str], here: Place = NOWHERE
    ) -> str:
        value: str = self._value(data, key, TEXT, default, here)
        if value in allowed or value == default:
            return value
        place = Place(here.section, here.word or key)
        self._mistake(f"{key} “{value}”不认识，可用：{'、'.join(allowed)}", place)
        return default

    def _patterns(
        self, data: dict[str, Any], key: str, kinds: Collection[str], names: Collection[str]
    ) -> dict[str, str]:
        """[titles] or [notes]: texts that may hold any of ``names``."""
        texts = self._value(data, key, TABLE, {}, Place())
        self._known_keys(texts, set(kinds), Place(word=key))
        return {kind: self._pattern(texts, kind, "", names, Place()) for kind in kinds if kind in texts}

    def _pattern(self, data: dict[str, Any], key: str, default: str, names: Collection[str], here: Place) -> str:
        """A text that may hold ``{name}`` of the given names, and no other braces."""
        text: str = self._value(data, key, TEXT, default, here)
        try:
            fits = all(
                name is None or (name in names and not form and not conversion)
                for _, name, form, conversion in Formatter().parse(text)
            )
        except ValueError:
            fits = False
        if not fits:
            allowed = "、".join("{" + name + "}" for name in names)
            self._mistake(f"{key} 的写法“{text}”不对，花括号里可用：{allowed}", Place(here.section, here.word or key))
            return default
        return text

    # --- Mistakes ------------------------------------------------------------------------

    def _is_table(self, value: Any, here: Place) -> bool:
        return self._fits(value, TABLE, here)

    def _is_list(self, value: Any, here: Place) -> bool:
        return self._fits(value, LIST, here)

    def _fits(self, value: Any, want: Want, here: Place) -> bool:
        if want.fits(value):
            return True
        self._mistake(f"“{value!s:.20}”应是{want.name}", here)
        return False

    def _needed(self, data: dict[str, Any], keys: Collection[str], here: Place) -> None:
        for key in keys:
            if key not in data:
                owner = f"“{here.word}”" if here.word else "这一节" if here.section is not None else "文件"
                self._mistake(f"{owner}缺少 {key}", here)

    def _known_keys(self, data: dict[str, Any], known: set[str], here: Place) -> None:
        for key in sorted(data.keys() - known):
            self._mistake(f"不认识的项“{key}”，可用：{'、'.join(sorted(known))}", Place(here.section, key))

    def _once(self, kind: str, name: str, place: Place) -> None:
        if name and (kind, name) in self._seen:
            self._mistake(f"{kind} “{name}”出现了两次", place)
        self._seen.add((kind, name))

    def _mistake(self, message: str, place: Place) -> None:
        self._mistakes.append(LayoutMistake(self._source, self._lines.line(place), message))
