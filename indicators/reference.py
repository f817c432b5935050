"""Reference data that comes with the release, or beside an office's own layouts: frameworks and subject codes.

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


class BadFramework(ValueError):
    """A framework file that cannot be read; the message is Chinese."""


def framework_files() -> list[Path]:
    """The files of the release, then those in ``frameworks`` beside an office's own layouts."""
    folders = [Path(settings.FIXTURES_DIR), *map(Path, settings.LAYOUT_DIRS)]
    return [file for folder in folders for file in sorted((folder / "frameworks").glob("*.json"))]


def read_framework(file: Path) -> Framework:
    """Raises :class:`BadFramework`."""
    try:
        return Framework.from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFramework(f"指标框架文件 {file} 读不懂（{error}），请参照系统自带的文件改正") from error


@transaction.atomic
def load_reference_data() -> None:
    """Bring frameworks and sample subject codes up to date; changes nothing when they are."""
    folder = Path(settings.FIXTURES_DIR)
    for file in framework_files():
        _store(read_framework(file))
    for kind, name in _SUBJECT_FILES.items():
        with (folder / "subjects" / name).open(encoding="utf-8", newline="") as rows:
            _load_subjects(kind, list(csv.DictReader(rows)))


def load_framework(data: dict[str, Any]) -> None:
    """Store one framework file (see ``fixtures/frameworks``); its old tree is replaced."""
    _store(Framework.from_json(data))


def _store(value: Framework) -> None:
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
