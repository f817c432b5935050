"""The rules as people read about them: what each looks at, how it is set here, and how often it was wrong."""

from __future__ import annotations

from dataclasses import dataclass

from projects.document import plain_number
from projects.findings.decisions import settings_of
from projects.findings.replies import dismissals_in
from projects.models import SEVERITY_LABELS, FindingReply, PerformanceForm, User
from projects.review.finding import Criterion, Severity
from projects.review.rule import Rule
from projects.review.rules import RULES
from projects.review.settings import DEFAULTS, RuleSetting, RuleSettings
from projects.workplace import Workplace


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """One rule in a region and year. ``thresholds`` are (label, figure with unit)."""

    rule: Rule
    is_on: bool
    severity: Severity
    is_decided: bool
    thresholds: tuple[tuple[str, str], ...]
    dismissed: int = 0
    dismissals: tuple[FindingReply, ...] = ()

    @property
    def severity_label(self) -> str:
        return SEVERITY_LABELS[self.severity]


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    """The rules of one of the four criteria."""

    criterion: Criterion
    entries: tuple[RuleEntry, ...]


def guide(user: User, place: Workplace) -> list[CriterionGroup]:
    """Every rule as it is set in the person's region and year, with the dismissals on the forms they see there."""
    settings = DEFAULTS
    forms = PerformanceForm.objects.none()
    if place.region and place.year:
        key = (place.region.pk, place.year.fiscal_year)
        settings = settings_of([key])[key]
        forms = PerformanceForm.objects.visible_to(user).in_region(place.region.pk)
    dismissed = dismissals_in(forms)
    entries = [
        entry_of(rule, settings, dismissed.counts[rule.code], tuple(dismissed.latest.get(rule.code, ())))
        for rule in RULES
    ]
    return [
        CriterionGroup(criterion, tuple(entry for entry in entries if entry.rule.criterion is criterion))
        for criterion in Criterion
    ]


def entry_of(
    rule: Rule, settings: RuleSettings, dismissed: int = 0, dismissals: tuple[FindingReply, ...] = ()
) -> RuleEntry:
    """One rule under ``settings``."""
    decided = settings.of(rule)
    figures = settings.thresholds(rule)
    return RuleEntry(
        rule=rule,
        is_on=decided.enabled,
        severity=decided.severity or rule.severity,
        is_decided=decided != RuleSetting(),
        thresholds=tuple((each.label, f"{plain_number(figures[each.key])}{each.unit}") for each in rule.thresholds),
        dismissed=dismissed,
        dismissals=dismissals,
    )
