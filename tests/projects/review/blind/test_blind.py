"""Made-up forms that were labelled by the catalogue before any rule had seen them.

``labels.json`` holds, for each form, the rules that any reviewer would raise (``must``, with fields and evidence), those
that may be raised, and what looks like a defect and is right (``controls``). A label changes only where the catalogue
says so; a rule is never fitted to one sentence of these forms.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from projects.review.fields import exchange_path
from projects.review.reviewing import review
from tests.projects.review.files import subjects_in

_HERE = Path(__file__).parent
_UNSCORED = {"duplicate-indicator", "column-shift", "name-holds-value"}
LABELS: dict[str, Any] = json.loads((_HERE / "labels.json").read_text())


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], list[str]]:
    """The fields of the findings of each form and rule."""
    fields: dict[tuple[str, str], list[str]] = {}
    for key, subject in subjects_in(_HERE / "forms").items():
        for finding in review(subject).findings:
            if finding.rule not in _UNSCORED:
                path = exchange_path(subject.document, finding.field)
                fields.setdefault((key, finding.rule), []).append(path)
    return fields


def _pairs(kind: str) -> set[tuple[str, str]]:
    return {(form, rule) for form, label in LABELS.items() for rule in label[kind]}


def test_most_labelled_defects_are_found(found: dict[tuple[str, str], list[str]]):
    must = _pairs("must")
    missed = sorted(must - set(found))
    assert len(must) >= 60
    assert len(missed) <= len(must) * 0.1, missed


def test_hardly_anything_right_is_reported(found: dict[tuple[str, str], list[str]]):
    wrong = sorted(set(found) - _pairs("must") - _pairs("may"))
    assert len(wrong) <= len(found) * 0.1, wrong


def test_what_only_looks_like_a_defect_is_left_alone(found: dict[tuple[str, str], list[str]]):
    assert sorted(_pairs("controls") & set(found)) == []


def test_findings_stand_at_the_labelled_fields(found: dict[tuple[str, str], list[str]]):
    labelled = {(form, rule): label["must"][rule]["fields"] for form, label in LABELS.items() for rule in label["must"]}
    hits = [pair for pair in labelled if pair in found and labelled[pair]]
    elsewhere = [pair for pair in hits if not any(_meet(at, to) for at in found[pair] for to in labelled[pair])]
    assert len(elsewhere) <= len(hits) * 0.1, elsewhere


def _meet(one: str, other: str) -> bool:
    """Whether one path is the other, or lies in it."""
    return one == other or one.startswith((f"{other}.", f"{other}[")) or other.startswith((f"{one}.", f"{one}["))
