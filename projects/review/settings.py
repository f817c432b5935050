"""What an office decides about the rules: on or off, how grave, and their thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from projects.review.finding import Severity
from projects.review.rule import Rule


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """Decisions about one rule; what is not decided stays as the rule has it.

    ``severity`` holds for everything the rule finds. ``thresholds`` are by the key of the threshold.
    """

    enabled: bool = True
    severity: Severity | None = None
    thresholds: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Decisions by code of the rule; rules that are not named are on, with their own values."""

    by_rule: Mapping[str, RuleSetting] = field(default_factory=dict)

    def of(self, rule: Rule) -> RuleSetting:
        return self.by_rule.get(rule.code, _UNDECIDED)

    def thresholds(self, rule: Rule) -> dict[str, Decimal]:
        """Every threshold of the rule, as decided or else by default."""
        decided = self.of(rule).thresholds
        return {threshold.key: decided.get(threshold.key, threshold.default) for threshold in rule.thresholds}


_UNDECIDED = RuleSetting()
DEFAULTS = RuleSettings()
