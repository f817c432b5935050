"""How long reading many forms takes, as a ratio of one run, and how much memory it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import pytest
from openpyxl import load_workbook

from projects.document import FormDocument
from reports.readers.reading import read_file
from reports.writers.xlsx import write_xlsx
from tests.reports.read_back import paper_of

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(900)]

ROOT = Path(__file__).resolve().parents[2]
MANY = 500
MEMORY_BOUND = 400  # MB, of the whole process that reads the workbook of 500 forms
_READ = """
import resource, sys
from pathlib import Path
import django
django.setup()
from reports.readers.reading import read_file
[reading] = read_file("many.xlsx", Path(sys.argv[1]).read_bytes())
print(len(reading.forms), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """500 forms, one a sheet, each with a name of its own."""
    files = sorted((ROOT / "fixtures" / "demo" / "weihai").glob("weihai-0*.json"))
    read = [FormDocument.from_json(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    named = (
        replace(document, project=replace(document.project, name=f"{document.project.name}（{number}）"))
        for number, document in enumerate(islice(cycle(read), MANY))
    )
    file = tmp_path_factory.mktemp("reading") / "many.xlsx"
    file.write_bytes(write_xlsx([paper_of(document) for document in named]).content)
    return file


def _seconds(work: Callable[[], object]) -> float:
    """Of this process alone: others may be busy, too."""
    start = process_time()
    work()
    return process_time() - start


def _tell(text: str) -> None:
    print(text)  # noqa: T201 - what a benchmark is for


def test_reading_forms_against_openpyxl_reading_the_file(workbook: Path) -> None:
    content = workbook.read_bytes()
    found: list[int] = []
    told: list[tuple[int, int]] = []

    def ours() -> None:
        [reading] = read_file("many.xlsx", content, progress=lambda *progress: told.append(progress))
        found.append(len(reading.forms))

    seconds = _seconds(ours)
    openpyxl = _seconds(lambda: load_workbook(BytesIO(content)))
    _tell(f"\n{MANY} forms: {MANY / seconds:.0f} forms a second, {openpyxl / seconds:.1f} times as many as openpyxl")
    assert found == [MANY]
    assert told[-1] == (MANY, MANY)
    assert openpyxl / seconds >= 1


def test_the_memory_that_reading_takes_is_bounded(workbook: Path) -> None:
    command = [sys.executable, "-c", _READ, str(workbook)]
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    forms, peak = map(int, done.stdout.split())
    _tell(f"\npeak of {peak} MB for {forms} forms")
    assert forms == MANY
    assert peak < MEMORY_BOUND
