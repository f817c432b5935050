"""The real forms, rebuilt as office files by another program, are read as they are."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from reports.readers.reading import read_file
from reports.readers.result import ReadForm

FAMILIES = {"weihai": 8, "xixia": 7, "qiaokou": 1, "hebei-shg": 10, "hebei-qhd": 14}
ALSO_OLD = ("weihai", "xixia")
FILES = [(family, kind) for family in FAMILIES for kind in ("xlsx", "docx", "pdf")]
FILES += [(family, kind) for family in ALSO_OLD for kind in ("xls", "doc")]
GUESSED = {"fiscal_year", "department.name", "unit.name"}  # what those papers do not print, or not apart
_QUOTES = str.maketrans("“”‘’", "\"\"''")


def squeezed(value: Any) -> Any:
    """Without what a file need not keep: blanks and line breaks, widths, keys and periods that say nothing."""
    match value:
        case dict():
            told = {
                key: squeezed(member) for key, member in value.items() if key not in ("region", "uncertain", "notes")
            }
            return {key: member for key, member in told.items() if member not in (None, {}, [])}
        case list():
            return [
                member for member in map(squeezed, value) if not (isinstance(member, dict) and member.keys() == {"by"})
            ]
        case str():
            return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value).translate(_QUOTES))
    return value


def expected(samples: Path, family: str) -> list[Any]:
    files = sorted((samples / "expected").glob(f"{family}-*.json"))
    return [squeezed(json.loads(file.read_text(encoding="utf-8"))) for file in files]


def forms_in(file: Path) -> list[ReadForm]:
    [reading] = read_file(file.name, file.read_bytes())
    assert reading.problems == ()
    assert reading.leftovers == ()
    return list(reading.forms)


@pytest.mark.parametrize(("family", "kind"), FILES, ids=lambda value: value)
def test_every_form_of_a_file_is_read_as_it_is(samples_dir: Path, family: str, kind: str) -> None:
    forms = forms_in(samples_dir / "files" / f"{family}.{kind}")
    assert len(forms) == FAMILIES[family]
    assert [squeezed(form.document.to_json()) for form in forms] == expected(samples_dir, family)
    assert {doubt.path for form in forms for doubt in form.doubts} <= GUESSED
    assert [form.leftovers for form in forms] == [()] * len(forms)


def test_amounts_in_yuan_under_another_unit_are_reported(samples_dir: Path) -> None:
    forms = forms_in(samples_dir / "files" / "xixia.xlsx")
    assert {note.code for form in forms for note in form.notes} == {"unit-contradicts-label"}
    assert [len(form.notes) for form in forms] == [2] * FAMILIES["xixia"]


@pytest.mark.parametrize("family", ["weihai", "xixia", "hebei-shg"])
def test_every_form_of_a_text_is_read_as_it_is(samples_dir: Path, family: str) -> None:
    file = samples_dir / "text" / f"{family}.txt"
    [reading] = read_file(file.name, file.read_bytes())
    assert [squeezed(form.document.to_json()) for form in reading.forms] == expected(samples_dir, family)
