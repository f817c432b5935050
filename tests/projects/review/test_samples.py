"""The rules against the labels of an expert reader."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command


@pytest.fixture
def review_dir(samples_dir: Path) -> Path:
    folder = samples_dir.parent / "review"
    if not folder.is_dir():
        pytest.skip("no labels beside the samples")
    return folder


def test_labelled_forms(samples_dir: Path, review_dir: Path, tmp_path: Path):
    out = tmp_path / "findings.json"
    call_command("review_forms", str(samples_dir / "expected"), "--json", str(out), verbosity=0)
    score = subprocess.run(
        [sys.executable, str(review_dir / "score_review.py"), str(out)], capture_output=True, text=True, check=True
    )
    result = json.loads(score.stdout.splitlines()[-1])
    told = f"recall {result['recall']}, precision {result['precision']}, located {result['located_share']}"
    assert result["recall"] >= 0.92, told
    assert result["precision"] >= 0.90, told
    assert result["control_violations"] == 0, told
    assert result["located_share"] >= 0.90, told
