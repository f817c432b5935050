"""Every rule of the catalogue: what it finds, what it must leave alone, and what it does without the data."""

from __future__ import annotations

import pytest

from projects.review.finding import Severity
from projects.review.reviewing import review
from projects.review.rules import RULES, RULES_BY_CODE
from projects.review.subject import Subject
from tests.projects.review.cases import CASES
from tests.projects.review.further_cases import MORE
from tests.projects.review.made import findings, reasons, repaired, subject


def test_every_rule_has_its_case():
    assert [rule.code for rule in RULES] == list(dict.fromkeys(rule.code for rule in RULES))
    assert set(CASES) == set(RULES_BY_CODE)


@pytest.mark.parametrize("code", CASES)
def test_finding(code: str):
    case = CASES[code]
    found = [each for each in findings(code, case.bad) if each.field == case.field and case.says in each.message]
    assert found, findings(code, case.bad)
    finding = found[0]
    assert finding.suggestion
    assert finding.basis is RULES_BY_CODE[code].criterion


@pytest.mark.parametrize(("code", "number"), [(code, n) for code, case in CASES.items() for n in range(len(case.near))])
def test_near_miss(code: str, number: int):
    assert findings(code, CASES[code].near[number]) == []


@pytest.mark.parametrize("code", CASES)
def test_lacking_data(code: str):
    case = CASES[code]
    assert findings(code, case.lacking) == []
    told = reasons(code, case.lacking)
    assert [case.reason in reason for reason in told] == ([True] if case.reason else [])


@pytest.mark.parametrize(("code", "given", "field", "says"), MORE)
def test_further_finding(code: str, given: Subject, field: str, says: str):
    assert [each for each in findings(code, given) if each.field == field and says in each.message]


def _all() -> list[tuple[str, Subject]]:
    return [(code, case.bad) for code, case in CASES.items()] + [(code, given) for code, given, _, _ in MORE]


@pytest.mark.parametrize(("code", "given"), _all())
def test_every_repair_removes_its_finding(code: str, given: Subject):
    for finding in findings(code, given):
        for repair in finding.repairs:
            left = findings(code, repaired(given, repair))
            assert (finding.field, finding.message) not in [(each.field, each.message) for each in left], repair


def test_a_good_form_has_no_findings():
    assert review(subject()).findings == ()


def test_rules_explain_themselves():
    for rule in RULES:
        assert min(map(len, (rule.title, rule.explanation, rule.bad, rule.good))) > 3
        assert rule.severity in Severity
