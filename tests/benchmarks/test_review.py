"""How fast forms are reviewed, and which rule costs most."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import pytest

from indicators.reference import framework_files, read_framework
from projects.document import FormDocument
from projects.layouts import latest_layout
from projects.review.neighbourhood import Entry, gathered
from projects.review.reviewing import review_many
from projects.review.rules import RULES
from projects.review.settings import DEFAULTS
from projects.review.subject import Subject
from tests.conftest import SAMPLES

pytestmark = [pytest.mark.benchmark]

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
ROUNDS = 5


def _entries() -> list[Entry]:
    """The visible forms, or in a fresh clone those of the demo."""
    folder = SAMPLES / "expected"
    files = sorted(folder.glob("*.json")) if folder.is_dir() else sorted(DEMO.glob("*/*.json"))
    frameworks = {file.stem: read_framework(file) for file in framework_files()}
    entries = []
    for file in files:
        document = FormDocument.from_json(json.loads(file.read_text(encoding="utf-8")))
        layout = latest_layout(document.layout)
        entries.append(Entry(file.stem, document, layout, frameworks[layout.framework]))
    return entries


def _seconds_by_rule(subjects: list[Subject]) -> dict[str, float]:
    seconds = dict.fromkeys((rule.code for rule in RULES), 0.0)
    for subject in subjects:
        for rule in RULES:
            start = perf_counter()
            list(rule.check(subject, DEFAULTS.thresholds(rule)))
            seconds[rule.code] += perf_counter() - start
    return seconds


def test_forms_per_second():
    entries = _entries()
    start = perf_counter()
    for _ in range(ROUNDS):
        review_many(gathered(entries))  # read anew each time, as after a save
    speed = ROUNDS * len(entries) / (perf_counter() - start)
    seconds = _seconds_by_rule(gathered(entries))
    costliest, most = max(seconds.items(), key=lambda item: item[1])
    share = most / sum(seconds.values())
    print(f"\n{len(entries)} forms: {speed:.0f} forms/s; {costliest} costs most: {share:.0%}")  # noqa: T201
    assert speed > 100
