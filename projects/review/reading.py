"""What the rules read out of one form, each thing once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from indicators.target import Measure, Target, parse_target
from projects.document import FormDocument, Indicator
from projects.review.kinds import Kind, kind_of
from projects.review.names import Measures, measured_by
from projects.review.texts import items, plain

NARRATIVES = (
    *("overview", "basis", "necessity", "safeguards", "implementation_plan"),
    *("fund_use", "overall_goal", "annual_goal", "remarks"),
)
GOALS = ("annual_goal", "overall_goal")


@lru_cache(maxsize=4096)
def _target(text: str) -> Target:
    return parse_target(text)


@dataclass(frozen=True)
class Row:
    """One indicator as the rules see it; ``index`` is its place in the document."""

    index: int
    indicator: Indicator

    @property
    def path(self) -> str:
        return f"indicators[{self.index}]"

    @property
    def target_path(self) -> str:
        return f"{self.path}.target"

    @property
    def name(self) -> str:
        return self.indicator.level3 or ""

    @property
    def written(self) -> str:
        """The target as it stands in the form."""
        return self.indicator.target or ""

    @cached_property
    def kind(self) -> Kind:
        return kind_of(self.indicator.level1, self.indicator.level2)

    @cached_property
    def measures(self) -> Measures:
        """What the name measures."""
        return measured_by(self.indicator.level3)

    @cached_property
    def target(self) -> Target:
        return _target(self.written)

    @property
    def figures(self) -> tuple[Measure, ...]:
        return self.target.measures

    @cached_property
    def is_share(self) -> bool:
        """Whether every figure of the target is a percentage."""
        return bool(self.figures) and all(figure.unit == "%" for figure in self.figures)

    @property
    def label(self) -> str:
        """How messages speak of the row: ``数量指标“培训人数”``."""
        return f"{self.indicator.level2 or ''}“{self.name or self.written}”"


@dataclass(frozen=True)
class FormReading:
    """Derived things of one document; every property is computed when first asked for."""

    document: FormDocument

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(Row(index, indicator) for index, indicator in enumerate(self.document.indicators))

    @cached_property
    def rows_with_target(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.indicator.target)

    @cached_property
    def project_name(self) -> str:
        """The project's name, plain."""
        return plain(self.document.project.name)

    def narrative(self, name: str) -> str:
        return getattr(self.document.narratives, name) or ""

    @cached_property
    def goals(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The points of every goal that is filled in, by the name of the narrative."""
        return tuple((name, items(self.narrative(name))) for name in GOALS if self.narrative(name))

    @cached_property
    def budget(self) -> Decimal | None:
        """What the form asks for this year, in yuan."""
        amounts = self.document.amounts
        return amounts.current_year if amounts.current_year is not None else amounts.total

    @cached_property
    def budget_path(self) -> str:
        return "amounts.current_year" if self.document.amounts.current_year is not None else "amounts.total"

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """(path, text) of every narrative that is filled in."""
        return tuple((f"narratives.{name}", self.narrative(name)) for name in NARRATIVES if self.narrative(name))
