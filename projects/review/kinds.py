"""What a 二级指标 is for, whatever a framework calls it."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from indicators.framework import Category, Framework


class Kind(StrEnum):
    """The kinds of 财预〔2015〕88号, and two that some regions add; the values are what people read."""

    QUANTITY = "数量"
    QUALITY = "质量"
    TIMELINESS = "时效"
    COST = "成本"
    ECONOMIC = "经济效益"
    SOCIAL = "社会效益"
    ECOLOGICAL = "生态效益"
    SUSTAINED = "可持续影响"
    SATISFACTION = "满意度"
    MANAGEMENT = "管理"
    INFLUENCE = "影响力"
    OTHER = "其他"

    @property
    def is_output(self) -> bool:
        return self in (Kind.QUANTITY, Kind.QUALITY, Kind.TIMELINESS, Kind.COST)

    @property
    def is_benefit(self) -> bool:
        return self in (Kind.ECONOMIC, Kind.SOCIAL, Kind.ECOLOGICAL, Kind.SUSTAINED)


_WORDS = (
    ("成本", Kind.COST),
    ("满意", Kind.SATISFACTION),
    ("数量", Kind.QUANTITY),
    ("质量", Kind.QUALITY),
    ("时效", Kind.TIMELINESS),
    ("进度", Kind.TIMELINESS),
    ("可持续", Kind.SUSTAINED),
    ("生态", Kind.ECOLOGICAL),
    ("环境", Kind.ECOLOGICAL),
    ("经济", Kind.ECONOMIC),
    ("社会", Kind.SOCIAL),
)
_WORDS_OF_LEVEL1 = (
    ("影响力", Kind.INFLUENCE),
    ("投入", Kind.MANAGEMENT),
    ("管理", Kind.MANAGEMENT),
    ("过程", Kind.MANAGEMENT),
    ("决策", Kind.MANAGEMENT),
    ("满意", Kind.SATISFACTION),
    ("成本", Kind.COST),
)


@lru_cache(maxsize=512)
def kind_of(level1: str | None, level2: str | None) -> Kind:
    """The kind of a category by its names."""
    above = next((kind for word, kind in _WORDS_OF_LEVEL1 if word in (level1 or "")), None)
    if above in (Kind.INFLUENCE, Kind.MANAGEMENT):
        return above
    return next((kind for word, kind in _WORDS if word in (level2 or "")), above or Kind.OTHER)


def category_of(framework: Framework, kind: Kind) -> Category | None:
    """The first category of that kind in a framework."""
    return next((each for each in framework.categories if kind_of(each.level1, each.level2) is kind), None)
