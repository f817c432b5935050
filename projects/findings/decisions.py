"""What regions have decided about the rules, as the rules take it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from projects.models import RuleDecision, RuleLevel
from projects.review.finding import Severity
from projects.review.settings import DEFAULTS, RuleSetting, RuleSettings

RegionAndYear = tuple[int, int]


def settings_of(places: Iterable[RegionAndYear]) -> dict[RegionAndYear, RuleSettings]:
    """The settings of regions in years, by (region, fiscal year). One query."""
    wanted = set(places)
    decided: dict[RegionAndYear, dict[str, RuleSetting]] = {place: {} for place in wanted}
    rows = RuleDecision.objects.filter(region_year__region__in={region for region, _ in wanted})
    for row in rows.select_related("region_year"):
        place = (row.region_year.region_id, row.region_year.fiscal_year)
        if place in wanted:
            decided[place][row.rule] = setting_from(row)
    return {place: RuleSettings(by_rule) if by_rule else DEFAULTS for place, by_rule in decided.items()}


def setting_from(row: RuleDecision) -> RuleSetting:
    """One decision."""
    is_grave = row.level in {severity.value for severity in Severity}
    return RuleSetting(
        enabled=row.level != RuleLevel.OFF,
        severity=Severity(row.level) if is_grave else None,
        thresholds={key: Decimal(figure) for key, figure in row.thresholds.items()},
    )
