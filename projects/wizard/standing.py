"""Where a form stands in its year: the deadline, and who gets it when it is sent up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from projects.models import PerformanceForm, RegionYear, Status
from projects.workflow import Waiting, waits_for

LONG_AGO = -60


@dataclass(frozen=True, slots=True)
class Deadline:
    """``days_left`` is negative once the day is over."""

    label: str
    day: date
    days_left: int

    @property
    def is_long_past(self) -> bool:
        """Whether counting the days says nothing any more."""
        return self.days_left < LONG_AGO


@dataclass(frozen=True, slots=True)
class NextStop:
    """Who decides after 送审, and until when."""

    task: str
    place: str
    by: date | None


def year_of(form: PerformanceForm) -> RegionYear:
    """What the form's region has decided for its year; the usual where it has decided nothing."""
    return form.region_year


def deadline_of(setting: RegionYear, today: date) -> Deadline | None:
    """Until when the unit has to send its forms up."""
    if setting.submit_by is None:
        return None
    label = str(RegionYear._meta.get_field("submit_by").verbose_name).removesuffix("截止")
    return Deadline(label, setting.submit_by, (setting.submit_by - today).days)


def next_stops(form: PerformanceForm, setting: RegionYear) -> list[NextStop]:
    """The way from 送审 to 下达, in order."""
    department = form.project.unit.department
    stops = []
    for status in (Status.SUBMITTED, Status.DEPARTMENT_APPROVED, Status.FINANCE_APPROVED):
        match waits_for(status, setting.stages):
            case Waiting.DEPARTMENT:
                stop = NextStop("主管部门审核", department.name, setting.department_by)
            case Waiting.FINANCE:
                stop = NextStop("财政审核", department.region.name, setting.finance_by)
            case _:
                stop = NextStop("下达", department.region.name, setting.issue_on)
        if stop not in stops:
            stops.append(stop)
    return stops
