"""The real documents as text: the scores that their own measure gives."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reports.readers.reading import read_file
from reports.readers.result import FileReading


def read_sample(samples_dir: Path, name: str) -> FileReading:
    file = samples_dir / "text" / f"{name}.txt"
    [reading] = read_file(file.name, file.read_bytes())
    return reading


def scores(samples_dir: Path, folder: Path, reading: FileReading, name: str) -> dict[str, Any]:
    """What check.py says of the forms of one document."""
    for number, form in enumerate(reading.forms):
        (folder / f"{number:03}.json").write_text(json.dumps(form.to_json(), ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, str(samples_dir / "check.py"), str(folder), "--family", name]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    scored: dict[str, Any] = json.loads(output.splitlines()[-1])["documents"][name]
    return scored


@pytest.mark.parametrize("name", ["weihai", "xixia", "hebei-shg", "qiaokou"])
def test_clean_text_is_read_without_a_mistake(samples_dir: Path, tmp_path: Path, name: str) -> None:
    score = scores(samples_dir, tmp_path, read_sample(samples_dir, name), name)
    assert (score["found"], score["spurious"], score["score"]) == (score["forms"], 0, 1.0)


def test_the_recognised_document_is_read_as_far_as_it_can_be(samples_dir: Path, tmp_path: Path) -> None:
    score = scores(samples_dir, tmp_path, read_sample(samples_dir, "hebei-qhd"), "hebei-qhd")
    assert (score["found"], score["spurious"]) == (14, 0)
    assert score["scalars"]["accuracy"] == 1.0
    assert score["money"]["accuracy"] == 1.0
    assert score["payment"]["accuracy"] == 1.0
    rows = score["indicators"]
    assert (rows["row_recall"], rows["row_precision"]) == (1.0, 1.0)
    assert rows["exact_row_share"] >= 0.93
    assert score["score"] >= 0.97


def test_what_is_wrong_in_the_recognised_document_is_marked(samples_dir: Path) -> None:
    expected = sorted((samples_dir / "expected").glob("hebei-qhd-*.json"))
    wrong = marked = marked_in_vain = right = 0
    for file, form in zip(expected, read_sample(samples_dir, "hebei-qhd").forms, strict=True):
        meant, read = json.loads(file.read_text(encoding="utf-8")), form.to_json()
        for path in _paths(meant):
            is_same = _plain(_at(meant, path)) == _plain(_at(read, path))
            is_marked = path in read["uncertain"]
            wrong += not is_same
            marked += not is_same and is_marked
            right += is_same
            marked_in_vain += is_same and is_marked
    assert marked == wrong
    assert marked_in_vain <= 0.08 * right


def _paths(form: dict[str, Any]) -> list[str]:
    paths = ["project.code", "project.name", "narratives.fund_use", "narratives.annual_goal"]
    paths += [f"amounts.{name}" for name in ("current_year", "fiscal", "other")]
    members = ("level1", "level2", "level3", "description", "target", "basis")
    return paths + [f"indicators[{number}].{member}" for number in range(len(form["indicators"])) for member in members]


def _at(form: dict[str, Any], path: str) -> Any:
    value: Any = form
    for key in path.replace("]", "").replace("[", ".").split("."):
        value = value[int(key)] if key.isdigit() else value[key]
    return value


def _plain(value: Any) -> str:
    """Without blanks, punctuation half-width; the dump has one character of its own for another."""
    text = "".join(str(value or "").split()).translate(str.maketrans("，：；（）。“”與", ",:;().''舆"))
    return text.replace('"', "'")
