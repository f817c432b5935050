"""What a region decides about the rules of 智能审核 for a year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from projects.document import plain_number
from projects.findings.decisions import settings_of
from projects.findings.guide import RuleEntry, entry_of
from projects.models import SEVERITY_LABELS, Region, RegionYear, RuleDecision, RuleLevel
from projects.region_settings.shared_form import SharedForm
from projects.review.rule import Rule
from projects.review.rules import RULES

_THRESHOLD = "threshold_"
_LARGEST = Decimal(1_000_000)
_NUMBER = {"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}


def rule_entries(year: RegionYear) -> list[RuleEntry]:
    """Every rule as the year has it. One query."""
    key = (year.region_id, year.fiscal_year)
    settings = settings_of([key])[key]
    return [entry_of(rule, settings) for rule in RULES]


def decision_about(rule: Rule, year: RegionYear, *, is_to_store: bool) -> RuleDecision:
    """What the year has decided about ``rule``, with its thresholds as attributes; stored only where asked for."""
    if is_to_store:
        decision, _ = RuleDecision.objects.get_or_create(region_year=year, rule=rule.code)
    else:
        found = RuleDecision.objects.filter(region_year=year, rule=rule.code).first()
        decision = found or RuleDecision(region_year=year, rule=rule.code)
    for threshold in rule.thresholds:
        figure = decision.thresholds.get(threshold.key, plain_number(threshold.default))
        setattr(decision, _THRESHOLD + threshold.key, figure)
    return decision


def copy_decisions(source: RegionYear | None, year: RegionYear) -> None:
    """Begin a year with what ``source`` has decided."""
    if source is None:
        return
    RuleDecision.objects.bulk_create(
        RuleDecision(region_year=year, rule=row.rule, level=row.level, thresholds=row.thresholds)
        for row in source.rules.all()
    )


class RuleForm(SharedForm):
    """How much one rule weighs, and its thresholds. Made for a rule by :func:`rule_form`."""

    rule: Rule
    level = forms.ChoiceField(widget=forms.Select({"class": "form-select"}))

    class Meta:
        model = RuleDecision
        fields = ["level"]

    def __init__(self, data: QueryDict | None, *, instance: RuleDecision, region: Region) -> None:
        super().__init__(data, instance=instance, region=region)
        usual = f"{RuleLevel.USUAL.label}（{SEVERITY_LABELS[self.rule.severity]}）"
        self.fields["level"].label = str(RuleDecision._meta.get_field("level").verbose_name)
        choices = [(RuleLevel.USUAL.value, usual), *RuleLevel.choices[1:]]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]
        for threshold in self.rule.thresholds:
            name = _THRESHOLD + threshold.key
            self.fields[name].initial = getattr(self.before, name)

    @property
    def thresholds(self) -> list[tuple[forms.BoundField, str, str]]:
        """(field, unit, the rule's own figure) of every threshold."""
        return [
            (self[_THRESHOLD + each.key], each.unit, f"{plain_number(each.default)}{each.unit}")
            for each in self.rule.thresholds
        ]

    def save(self, commit: bool = True) -> Any:
        """Thresholds are kept where they differ from the rule's own."""
        decided = {}
        for threshold in self.rule.thresholds:
            figure: Decimal = self.cleaned_data[_THRESHOLD + threshold.key]
            setattr(self.instance, _THRESHOLD + threshold.key, plain_number(figure))
            if figure != threshold.default:
                decided[threshold.key] = plain_number(figure)
        self.instance.thresholds = decided
        return super().save(commit)


def rule_form(rule: Rule) -> type[RuleForm]:
    """The form of one rule, with a field for each of its thresholds."""
    fields = {
        _THRESHOLD + each.key: forms.DecimalField(
            label=each.label,
            min_value=Decimal(0),
            max_value=_LARGEST,
            decimal_places=4,
            widget=forms.TextInput(_NUMBER),
        )
        for each in rule.thresholds
    }
    return type("RuleForm", (RuleForm,), {"rule": rule, **fields})
