"""The review of one form, and of many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projects.review.finding import Finding, NotChecked, Report
from projects.review.rule import Abstention, Flaw, Rule
from projects.review.rules import RULES
from projects.review.settings import DEFAULTS, RuleSettings
from projects.review.subject import Subject


def review(subject: Subject, settings: RuleSettings = DEFAULTS) -> Report:
    """Everything the rules say of one form."""
    findings: list[Finding] = []
    not_checked: list[NotChecked] = []
    for rule in RULES:
        if not settings.of(rule).enabled:
            continue
        for said in _said(rule, subject, settings):
            if isinstance(said, NotChecked):
                not_checked.append(said)
            else:
                findings.append(said)
    return Report(tuple(findings), tuple(not_checked))


def review_many(subjects: Iterable[Subject], settings: RuleSettings = DEFAULTS) -> list[Report]:
    """One report for each form, in order."""
    return [review(subject, settings) for subject in subjects]


def _said(rule: Rule, subject: Subject, settings: RuleSettings) -> Iterator[Finding | NotChecked]:
    for verdict in rule.check(subject, settings.thresholds(rule)):
        if isinstance(verdict, Abstention):
            yield NotChecked(rule.code, verdict.reason)
        else:
            yield _finding(rule, verdict, settings)


def _finding(rule: Rule, flaw: Flaw, settings: RuleSettings) -> Finding:
    return Finding(
        rule=rule.code,
        severity=settings.of(rule).severity or flaw.severity or rule.severity,
        field=flaw.field,
        message=flaw.message,
        suggestion=flaw.suggestion,
        evidence=flaw.evidence,
        basis=rule.criterion,
        repairs=flaw.repairs,
        others=flaw.others,
    )
