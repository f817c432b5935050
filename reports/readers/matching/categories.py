"""一级 and 二级 indicators as a framework knows them, whatever the paper adds, drops or shifts."""

from __future__ import annotations

from collections import defaultdict

from indicators.framework import Framework
from projects.layouts.model import TREE_COLUMNS
from reports.readers.matching.labels import stem_of


class Categories:
    """Looks names up in a framework, without marks such as （必填）."""

    def __init__(self, framework: Framework) -> None:
        self._level1 = {_plain(category.level1): category.level1 for category in framework.categories}
        self._level2 = {_plain(category.level2): category.level2 for category in framework.categories}
        self._owners: dict[str, list[str]] = defaultdict(list)
        for category in framework.categories:
            self._owners[category.level2].append(category.level1)

    def knows(self, member: str, text: str) -> bool:
        """Whether ``text`` is a name of that level."""
        names = self._level1 if member == TREE_COLUMNS[0] else self._level2
        return _plain(text) in names

    def level1(self, text: str) -> str:
        """The framework's name, or the text as it is where the framework has none like it."""
        return self._level1.get(_plain(text), text)

    def level2(self, text: str) -> str:
        """As :meth:`level1`."""
        return self._level2.get(_plain(text), text)

    def owner(self, level1: str, level2: str) -> str:
        """The 一级 that the 二级 belongs to; ``level1`` itself where the framework does not know better."""
        owners = self._owners.get(level2, [])
        return level1 if level1 in owners or len(owners) != 1 else owners[0]


def _plain(text: str) -> str:
    stem = stem_of(text)
    return stem.removesuffix("指标") or stem
