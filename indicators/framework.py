"""An indicator framework (一级/二级指标 tree) as a plain value, as layouts and rules use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Category:
    """A 二级指标 under its 一级指标. ``mark`` is printed behind the name (``(必填)``)."""

    level1: str
    level2: str
    mark: str = ""
    minimum: int = 0

    @property
    def printed(self) -> str:
        return f"{self.level2}{self.mark}"


@dataclass(frozen=True, slots=True)
class Framework:
    """The tree of one form, flattened in the order of the paper."""

    slug: str
    name: str
    categories: tuple[Category, ...]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Framework:
        """The content of a file of ``fixtures/frameworks``."""
        categories = (
            Category(level1["name"], level2["name"], level2.get("mark", ""), level2.get("minimum", 0))
            for level1 in data["level1"]
            for level2 in level1["level2"]
        )
        return cls(data["slug"], data["name"], tuple(categories))

    def level1_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(category.level1 for category in self.categories))

    def under(self, level1: str) -> tuple[Category, ...]:
        return tuple(category for category in self.categories if category.level1 == level1)

    def find(self, level1: str | None, level2: str | None) -> Category | None:
        return next(
            (category for category in self.categories if (category.level1, category.level2) == (level1, level2)), None
        )
