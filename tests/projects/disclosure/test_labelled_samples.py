"""The two disclosures that an expert labelled: every certain defect is found, hardly anything else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from projects.disclosure.checks.checking import check_disclosure
from projects.disclosure.exchange import disclosure_from
from projects.exchange import document_from
from projects.review.finding import Finding


def steps(path: str) -> list[str]:
    return re.findall(r"[^.\[\]]+", path)


def names(finding: Finding, label: dict[str, Any]) -> bool:
    field = steps(finding.field)
    wanted = [steps(path) for path in label["fields"]]
    return finding.rule == label["rule"] and any(field[: len(path)] == path for path in wanted)


@pytest.mark.parametrize(("name", "family"), [("shg", "hebei-shg"), ("qhd", "hebei-qhd")])
@pytest.mark.parametrize("with_forms", [False, True])
def test_labelled_defects_are_found(samples_dir: Path, name: str, family: str, with_forms: bool) -> None:
    labels = json.loads((samples_dir.parent / "review" / "labels.json").read_text())[f"department/{name}"]
    document = disclosure_from(json.loads((samples_dir / "department" / f"{name}.json").read_text()))
    paths = sorted((samples_dir / "expected").glob(f"{family}-*.json")) if with_forms else []
    findings = check_disclosure(document, [document_from(json.loads(path.read_text())) for path in paths])
    missed = [label["rule"] for label in labels["must"] if not any(names(finding, label) for finding in findings)]
    others = [finding for finding in findings if not any(names(finding, label) for label in labels["must"])]
    assert missed == []
    assert len(others) <= 3
