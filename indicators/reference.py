"""Reference data that comes with the release: frameworks and subject codes.

It is brought up to date after every ``migrate``, so that a database always holds what the
installed layouts need. What an administrator added beside it stays.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators.framework import Framework
from indicators.models import IndicatorCategory, IndicatorFramework, Subject
from indicators.models.subject import SubjectKind
from indicators.pinyin import full_pinyin, initials

_SUBJECT_FILES = {
    SubjectKind.FUNCTIONAL: "functional-sample.csv",
    SubjectKind.ECONOMIC: "economic-sample.csv",
}


@transaction.atomic
def load_reference_data() -> None:
    """Bring frameworks and sample subject codes up to date; changes nothing when they are."""
    folder = Path(settings.FIXTURES_DIR)
    for file in sorted((folder / "frameworks").glob("*.json")):
        load_framework(json.loads(file.read_text(encoding="utf-8")))
    for kind, name in _SUBJECT_FILES.items():
        with (folder / "subjects" / name).open(encoding="utf-8", newline="") as rows:
            _load_subjects(kind, list(csv.DictReader(rows)))


def load_framework(data: dict[str, Any]) -> None:
    """Store one framework file (see ``fixtures/frameworks``); its old tree is replaced."""
    value = Framework.from_json(data)
    framework, _ = IndicatorFramework.objects.update_or_create(slug=value.slug, defaults={"name": value.name})
    if framework.as_value() == value:
        return
    framework.categories.all().delete()
    IndicatorCategory.objects.bulk_create(
        IndicatorCategory(
            framework=framework,
            position=position,
            level1=category.level1,
            level2=category.level2,
            mark=category.mark,
            minimum=category.minimum,
        )
        for position, category in enumerate(value.categories)
    )


def _load_subjects(kind: SubjectKind, rows: list[dict[str, str]]) -> None:
    known = set(Subject.objects.filter(kind=kind).values_list("year", "code"))
    Subject.objects.bulk_create(
        Subject(
            kind=kind,
            year=int(row["year"]),
            code=row["code"],
            name=row["name"],
            pinyin=full_pinyin(row["name"]),
            initials=initials(row["name"]),
        )
        for row in rows
        if (int(row["year"]), row["code"]) not in known
    )
