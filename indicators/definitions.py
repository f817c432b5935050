"""What functional subjects are for: a sample that comes with the release (``fixtures/subjects``)."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from django.conf import settings

_FILE = "functional-definitions-sample.csv"


@cache
def subject_definitions() -> dict[str, str]:
    """By code, or by the name of subjects that stand under several 款 and mean the same."""
    with (Path(settings.FIXTURES_DIR) / "subjects" / _FILE).open(encoding="utf-8", newline="") as rows:
        return {row["subject"]: row["definition"] for row in csv.DictReader(rows)}
