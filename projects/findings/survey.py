"""All findings of all forms that a person sees in a region and year, and how that compares with the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from projects.findings.placed import PlacedFinding
from projects.findings.reports import reports_of
from projects.models import SEVERITY_LABELS, FindingReply, PerformanceForm, Region, ReplyKind, Unit, User
from projects.paper_view import anchor_of
from projects.review.finding import Severity
from projects.review.rule import Rule
from projects.review.rules import RULES


@dataclass(frozen=True, slots=True)
class ListedFinding:
    """One line of the list. ``reason`` and ``dismissal`` are what was said to it, "" for nothing."""

    form: PerformanceForm
    rule: Rule
    placed: PlacedFinding
    reason: str = ""
    dismissal: str = ""

    @property
    def severity(self) -> Severity:
        return self.placed.finding.severity

    @property
    def severity_label(self) -> str:
        return SEVERITY_LABELS[self.severity]

    @property
    def anchor(self) -> str:
        """The cell on the page of the form; "" where there is no single cell."""
        return anchor_of(self.placed.place.path) if self.placed.place.key else ""

    @property
    def doubt_anchor(self) -> str:
        """The finding on the page of the form."""
        return f"doubt-{self.placed.fingerprint[:12]}"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One unit: (rule, how many findings) for each rule of the matrix, in its order."""

    unit: Unit
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class TrendBar:
    """One severity in one year: ``count`` findings; ``length`` of the bar in thousandths of the longest."""

    severity: Severity
    label: str
    year: int
    count: int
    average: str
    length: int


@dataclass(frozen=True)
class Survey:
    """``forms`` are those of the year, ``findings`` what is said of them and was not dismissed."""

    year: int
    forms: Sequence[PerformanceForm]
    findings: Sequence[ListedFinding]
    last_forms: int
    last_counts: Counter[Severity]

    @cached_property
    def counts(self) -> Counter[Severity]:
        return Counter(each.severity for each in self.findings)

    @cached_property
    def rules(self) -> list[Rule]:
        """The rules that found anything, in the order of the catalogue."""
        found = {each.rule.code for each in self.findings}
        return [rule for rule in RULES if rule.code in found]

    @cached_property
    def matrix(self) -> list[MatrixRow]:
        """Units with findings, the most first."""
        counts = Counter((each.form.unit, each.rule.code) for each in self.findings)
        units = dict.fromkeys(each.form.unit for each in self.findings)
        rows = [MatrixRow(unit, tuple((rule.code, counts[unit, rule.code]) for rule in self.rules)) for unit in units]
        return sorted(rows, key=lambda row: (-row.total, row.unit.name))

    @cached_property
    def rule_totals(self) -> list[int]:
        counts = Counter(each.rule.code for each in self.findings)
        return [counts[rule.code] for rule in self.rules]

    @cached_property
    def trend(self) -> list[TrendBar]:
        """Findings a form, by severity, last year and this year; empty where last year has no forms."""
        if not self.last_forms or not self.forms:
            return []
        years = ((self.year - 1, self.last_counts, self.last_forms), (self.year, self.counts, len(self.forms)))
        averages = {
            (severity, year): counts[severity] / forms for year, counts, forms in years for severity in Severity
        }
        longest = max(averages.values()) or 1
        return [
            TrendBar(
                severity,
                SEVERITY_LABELS[severity],
                year,
                counts[severity],
                f"{averages[severity, year]:.1f}",
                round(averages[severity, year] * 1000 / longest),
            )
            for severity in Severity
            for year, counts, _ in years
        ]


def survey(user: User, region: Region, year: int) -> Survey:
    """Every form of the person's scope. Six queries where nothing has changed, however many forms."""
    scope = PerformanceForm.objects.visible_to(user).in_region(region.pk).for_list()
    forms = list(scope.filter(fiscal_year__in=[year - 1, year]).order_by("project__unit", "name", "pk"))
    listed = list(_listed(forms))
    last = [each for each in listed if each.form.fiscal_year != year and not each.dismissal]
    this_year = [form for form in forms if form.fiscal_year == year]
    return Survey(
        year=year,
        forms=this_year,
        findings=[each for each in listed if each.form.fiscal_year == year and not each.dismissal],
        last_forms=len(forms) - len(this_year),
        last_counts=Counter(each.severity for each in last),
    )


def narrowed(findings: Iterable[ListedFinding], *, severity: str, rule: str, unit: int | None) -> list[ListedFinding]:
    """The findings that match, the gravest first; an empty wish matches everything."""
    order = list(Severity)
    found = (
        each
        for each in findings
        if (not severity or each.severity == severity)
        and (not rule or each.rule.code == rule)
        and (unit is None or each.form.unit.pk == unit)
    )
    return sorted(found, key=lambda each: order.index(each.severity))


def open_counts(pks: Sequence[int]) -> dict[int, int]:
    """How many findings of each form are neither hints nor dismissed. Five queries where nothing has changed."""
    if not pks:
        return {}
    reports = reports_of(pks)
    dismissed = _said(pks, ReplyKind.DISMISSAL)
    return {
        pk: sum(
            each.finding.severity is not Severity.HINT and (pk, each.fingerprint) not in dismissed
            for each in report.findings
        )
        for pk, report in reports.items()
    }


def _listed(forms: Sequence[PerformanceForm]) -> Iterable[ListedFinding]:
    pks = [form.pk for form in forms]
    reports, rules = reports_of(pks), {rule.code: rule for rule in RULES}
    reasons, dismissals = _said(pks, ReplyKind.REASON), _said(pks, ReplyKind.DISMISSAL)
    for form in forms:
        for each in reports[form.pk].findings:
            key = (form.pk, each.fingerprint)
            yield ListedFinding(form, rules[each.finding.rule], each, reasons.get(key, ""), dismissals.get(key, ""))


def _said(pks: Sequence[int], kind: ReplyKind) -> dict[tuple[int, str], str]:
    replies = FindingReply.objects.filter(form__in=pks, kind=kind).order_by()
    return {(form, fingerprint): text for form, fingerprint, text in replies.values_list("form", "fingerprint", "text")}
