"""The years of a region: what each has decided, and what a decision does to the forms there are."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from projects.layouts import find_layout, latest_layout, layouts
from projects.layouts.model import Scope
from projects.models import PerformanceForm, Region, RegionYear, Stage, Status
from projects.next_year import moved
from projects.workflow import Waiting, waits_for

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line of the list of years."""

    year: RegionYear
    layout: str
    stages: str
    deadlines: list[date | None]
    forms: int


@dataclass
class FormsOfYear:
    """How many forms a region has in a year, by status and by the layout they keep."""

    by_status: Counter[Status] = field(default_factory=Counter)
    by_layout: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return self.by_status.total()

    @property
    def layouts(self) -> list[tuple[str, int]]:
        """(layout with its version, how many forms), the most frequent first."""
        return [(_named(slug, version), count) for (slug, version), count in self.by_layout.most_common()]

    def waiting(self, stages: Sequence[str]) -> list[tuple[Status, int, Waiting | None]]:
        """(status, how many, what they wait for) of every status that any form has."""
        return [
            (status, self.by_status[status], waits_for(status, list(stages)))
            for status in Status
            if self.by_status[status]
        ]


@dataclass(frozen=True, slots=True)
class StageEffect:
    """What forms of one status wait for, now and after the change."""

    status: Status
    count: int
    now: Waiting
    then: Waiting

    @property
    def is_changed(self) -> bool:
        return self.now != self.then


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of settings does to forms; true when a person should be told before it is stored.

    ``retitled`` is how many issued forms will bear ``title`` when they are printed again.
    """

    stages: tuple[StageEffect, ...] = ()
    retitled: int = 0
    title: str = ""

    def __bool__(self) -> bool:
        return bool(self.stages or self.retitled)

    @property
    def token(self) -> str:
        """Stands for exactly these effects: who confirms has seen them."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


def year_rows(region: Region) -> list[YearRow]:
    """The region's years, newest first. Two queries."""
    forms = PerformanceForm.objects.in_region(region.pk).order_by()
    counts = dict(forms.values_list("fiscal_year").annotate(Count("pk")))
    return [
        YearRow(
            year=year,
            layout=layout_name(year.layout),
            stages="、".join(Stage(stage).label for stage in year.stages),
            deadlines=[dict(year.deadlines()).get(label) for label in RegionYear.deadline_labels()],
            forms=counts.get(year.fiscal_year, 0),
        )
        for year in RegionYear.objects.filter(region=region)
    ]


def forms_of(year: RegionYear) -> FormsOfYear:
    """One query."""
    found = FormsOfYear()
    forms = PerformanceForm.objects.in_region(year.region_id).of_year(year.fiscal_year).order_by()
    for status, slug, version, count in forms.values_list("status", "layout_slug", "layout_version").annotate(
        Count("pk")
    ):
        found.by_status[Status(status)] += count
        found.by_layout[slug, version] += count
    return found


def effects_of(before: RegionYear, after: RegionYear, forms: FormsOfYear) -> Effects:
    """What replacing the settings ``before`` by ``after`` does to the forms of the year."""
    retitled = forms.by_status[Status.ISSUED] if before.title_after != after.title_after else 0
    stages = tuple(_stage_effects(before.stages, after.stages, forms))
    return Effects(
        stages=stages if any(effect.is_changed for effect in stages) else (),
        retitled=retitled,
        title=after.get_title_after_display() if retitled else "",
    )


def _stage_effects(before: list[str], after: list[str], forms: FormsOfYear) -> list[StageEffect]:
    then = {status: waiting for status, _, waiting in forms.waiting(after)}
    return [
        StageEffect(status, count, now, later)
        for status, count, now in forms.waiting(before)
        if now and (later := then[status])
    ]


def next_year(region: Region, today: date) -> RegionYear:
    """The year after the region's latest, not stored, with the same settings and deadlines one year on.

    A region without any year begins with the year of ``today``.
    """
    latest = RegionYear.objects.filter(region=region).first()
    if latest is None:
        return RegionYear(region=region, fiscal_year=today.year)
    return RegionYear(
        region=region,
        fiscal_year=latest.fiscal_year + 1,
        layout=latest.layout,
        department_layout=latest.department_layout,
        stages=list(latest.stages),
        review_gate=latest.review_gate,
        submit_by=moved(latest.submit_by, 1),
        department_by=moved(latest.department_by, 1),
        finance_by=moved(latest.finance_by, 1),
        issue_on=moved(latest.issue_on, 1),
        title_before=latest.title_before,
        title_after=latest.title_after,
    )


def weekend_deadlines(year: RegionYear) -> list[tuple[str, date]]:
    """(label, day) of the deadlines that fall on a weekend."""
    return [(label, day) for label, day in year.deadlines() if day.weekday() >= _SATURDAY]


def layout_choices(current: str = "", scope: Scope = Scope.PROJECT) -> list[tuple[str, str]]:
    """(slug, name) of every layout that new forms of ``scope`` can get, with ``current`` even where it is missing."""
    latest = [latest_layout(slug) for slug in dict.fromkeys(slug for slug, _ in layouts())]
    choices = [(layout.slug, f"{layout.name}（{layout.slug}）") for layout in latest if layout.scope is scope]
    if current and current not in dict(choices):
        choices.insert(0, (current, layout_name(current)))
    return choices


def layout_name(slug: str) -> str:
    """What people call a layout; the slug where the installation lacks it."""
    try:
        return latest_layout(slug).name
    except KeyError:
        return f"{slug}（系统中没有这份表样）"


def _named(slug: str, version: int) -> str:
    try:
        return f"{find_layout(slug, version).name}（{slug}）第 {version} 版"
    except KeyError:
        return f"{slug} 第 {version} 版（系统中没有这份表样）"
