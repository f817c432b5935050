"""How far the units are with a year's forms: the figures of the home page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from projects.models import PerformanceForm, Region, RegionYear, Status, Unit, User

# The stages of the bar, in its order, with the statuses each one counts.
BAR_STAGES: tuple[tuple[str, str, tuple[Status, ...]], ...] = (
    ("1", "填报中", (Status.DRAFT,)),
    ("returned", "退回", (Status.RETURNED,)),
    ("2", "已送审", (Status.SUBMITTED,)),
    ("3", "通过", (Status.DEPARTMENT_APPROVED, Status.FINANCE_APPROVED)),
    ("4", "已下达", (Status.ISSUED,)),
)
BARS_SHOWN = 8
_NOT_STARTED = ("0", "未开始")


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One share of the stage bar; ``start`` is the sum of the counts before it."""

    stage: str
    label: str
    start: int
    count: int


@dataclass
class Tally:
    """Forms of one unit (``unit`` is its key) or of all by status. ``amount`` is the sum of 本年度预算 in yuan."""

    name: str
    unit: int | None = None
    by_status: Counter[Status] = field(default_factory=Counter)
    not_started: int = 0
    amount: Decimal = Decimal(0)

    @property
    def expected(self) -> int:
        """应报: forms of this year, and last year's projects that have none yet."""
        return self.by_status.total() + self.not_started

    @property
    def with_filler(self) -> int:
        """未交: not started, being filled in, or returned."""
        return self.not_started + sum(count for status, count in self.by_status.items() if status.is_with_filler)

    @property
    def handed_in(self) -> int:
        return self.expected - self.with_filler

    @property
    def segments(self) -> list[BarSegment]:
        counts = [(*_NOT_STARTED, self.not_started)]
        counts += [(key, label, sum(self.by_status[each] for each in group)) for key, label, group in BAR_STAGES]
        segments, start = [], 0
        for stage, label, count in counts:
            segments.append(BarSegment(stage, label, start, count))
            start += count
        return segments

    @property
    def in_words(self) -> str:
        parts = [f"{part.label} {part.count}" for part in self.segments if part.count]
        return "，".join(parts) or "没有项目"


@dataclass(frozen=True, slots=True)
class Overview:
    """The units a person sees, most missing first, and their total."""

    units: list[Tally]
    total: Tally

    @property
    def by_amount(self) -> list[AmountBar]:
        """The units with the largest amounts, and all others as one last bar."""
        units = sorted((unit for unit in self.units if unit.amount), key=lambda unit: -unit.amount)
        shown = [(unit.name, unit.amount) for unit in units[:BARS_SHOWN]]
        rest = units[BARS_SHOWN:]
        if rest:
            shown.append((f"其余 {len(rest)} 个单位", sum((unit.amount for unit in rest), Decimal(0))))
        largest = max((amount for _, amount in shown), default=Decimal(1))
        return [AmountBar(name, amount, int(amount * 1000 / largest)) for name, amount in shown]


@dataclass(frozen=True, slots=True)
class AmountBar:
    """One bar of the chart; ``length`` is in thousandths of the longest."""

    name: str
    amount: Decimal
    length: int


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """One deadline of the year: ``days_left`` is negative once it is over."""

    label: str
    day: date
    days_left: int


def overview(user: User, region: Region, fiscal_year: int) -> Overview:
    """Three queries, whatever the number of forms."""
    tallies = {
        unit.pk: Tally(unit.name, unit.pk) for unit in Unit.objects.visible_to(user).filter(department__region=region)
    }
    total = Tally("合计")
    forms = PerformanceForm.objects.visible_to(user).in_region(region.pk).order_by()
    of_year = forms.of_year(fiscal_year)
    counted = of_year.values_list("project__unit", "status").annotate(Count("pk"), Sum("amount_current_year"))
    for unit, status, count, amount in counted:
        for tally in (tallies[unit], total):
            tally.by_status[Status(status)] += count
            tally.amount += amount or Decimal(0)
    missing = forms.of_year(fiscal_year - 1).exclude(project__in=of_year.values("project"))
    for unit, count in missing.values_list("project__unit").annotate(Count("pk")):
        for tally in (tallies[unit], total):
            tally.not_started += count
    rows = sorted(tallies.values(), key=lambda tally: (-tally.with_filler, -tally.expected, tally.name))
    return Overview(rows, total)


def deadline_steps(year: RegionYear, today: date) -> list[DeadlineStep]:
    """The deadlines of the year in order."""
    return [DeadlineStep(label, day, (day - today).days) for label, day in year.deadlines()]
