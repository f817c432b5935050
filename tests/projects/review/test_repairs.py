"""Repairs with one click, over whole forms: the finding goes, and no new error comes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from django.conf import settings

from projects.review.finding import Finding, Severity
from projects.review.reviewing import review
from projects.review.subject import Subject
from tests.projects.review.files import subjects_in
from tests.projects.review.made import repaired

_DEMO = Path(settings.FIXTURES_DIR) / "demo"
FOLDERS = [Path(__file__).parent / "blind" / "forms", *sorted(path for path in _DEMO.iterdir() if path.is_dir())]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_first_repair_removes_its_finding(folder: Path):
    assert list(_failures(subjects_in(folder))) == []


def test_first_repair_of_the_samples(samples_dir: Path):
    assert list(_failures(subjects_in(samples_dir / "expected"))) == []


def _failures(subjects: dict[str, Subject]) -> Iterable[str]:
    for key, subject in subjects.items():
        before = review(subject).findings
        for finding in before:
            for repair in finding.repairs[:1]:
                after = review(repaired(subject, repair)).findings
                if (finding.rule, finding.field) in {(each.rule, each.field) for each in after}:
                    yield f"{key}: {finding.rule} at {finding.field} stays after {repair.label}"
                for error in _new_errors(before, after):
                    yield f"{key}: {repair.label} for {finding.rule} brings {error.rule}: {error.message}"


def _new_errors(before: Iterable[Finding], after: Iterable[Finding]) -> Iterable[Finding]:
    """Errors of rules that were content before; a category may be empty when its only, wrong row has moved."""
    known = {each.rule for each in before} | {"required-category-empty"}
    return [each for each in after if each.severity is Severity.ERROR and each.rule not in known]
