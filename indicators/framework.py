"""An indicator framework (一级/二级指标 tree) as a plain value, as layouts and rules use it."""

from __future__ import annotations

from dataclasses import dataclass


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

    def level1_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(category.level1 for category in self.categories))

    def under(self, level1: str) -> tuple[Category, ...]:
        return tuple(category for category in self.categories if category.level1 == level1)

    def find(self, level1: str | None, level2: str | None) -> Category | None:
        return next(
            (category for category in self.categories if (category.level1, category.level2) == (level1, level2)), None
        )
