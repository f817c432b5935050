"""``manage.py check_disclosure``: findings with evidence, sums term by term, figures from nowhere; its exit code."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.projects.disclosure.made import made_json
from tests.reports.disclosure_reading.booklet import BLOCKS, as_rows


def check(*files: Path, **options: Any) -> tuple[str, int]:
    """What the command says, and its exit code."""
    said = StringIO()
    try:
        call_command("check_disclosure", *map(str, files), stdout=said, **options)
    except SystemExit as stopped:
        return said.getvalue(), int(str(stopped.code))
    return said.getvalue(), 0


def written(path: Path, data: Any) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    return path


def test_a_flawless_disclosure_ends_with_zero(tmp_path: Path) -> None:
    said, code = check(written(tmp_path / "公开.json", made_json(other_matters="另有经费33.33万元。")))
    assert code == 0
    assert "问题（0）" in said
    assert "机关运行经费与各项经费 40.00 万元（机关运行经费）\n             22.50  办公费\n" in said
    assert "查不到出处的数字（1）\n  33.33万元（其他需要说明的事项）" in said


def test_hints_alone_end_with_zero(tmp_path: Path) -> None:
    said, code = check(written(tmp_path / "公开.json", made_json(**{"assets.rows[2].name": "4、………"})))
    assert (code, "[提示] disclosure-instruction-left" in said) == (0, True)


def test_defects_end_with_one_and_are_told_with_evidence(tmp_path: Path) -> None:
    text = as_rows(BLOCKS).decode().replace("办公费22.50万元", "办公费32.50万元").encode()
    out = tmp_path / "out.json"
    said, code = check(written(tmp_path / "公开.txt", text), json=out)
    assert code == 1
    assert "[错误] disclosure-sum-mismatch operating_costs（机关运行经费）" in said
    assert "依据：32.50 + 7.50 + 10.00 = 50.00（万元），写的是 40.00，相差 10.00" in said
    result = json.loads(out.read_text())
    assert {"findings", "proofs"} == set(result)
    assert {finding["rule"] for finding in result["findings"]} == {
        "disclosure-sum-mismatch", "grade-gap", "objective-without-target",
    }  # fmt: skip
    proof = next(proof for proof in result["proofs"] if proof["field"] == "operating_costs")
    assert (proof["claimed"], proof["total"], proof["holds"], len(proof["terms"])) == (
        "400000.00",
        "500000.00",
        False,
        3,
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("通知.txt", "今天放假。".encode(), "没有认出部门预算公开的内容"),
        ("空.txt", b"", "文件是空的"),
        ("坏.json", b'{"title": "x", "fiscal_year": "x"}', "fiscal_year：应是四位数的年份"),
    ],
)
def test_files_that_cannot_be_read_end_with_two(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message) as refused:
        check(written(tmp_path / name, content))
    assert refused.value.returncode == 2


def test_a_missing_file_ends_with_two(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="文件读不了") as refused:
        check(tmp_path / "没有.txt")
    assert refused.value.returncode == 2


def steps(path: str) -> list[str]:
    return re.findall(r"[^.\[\]]+", path)


@pytest.mark.parametrize(
    ("name", "sums"), [("shg", ["5722000.00", "521000.00", "2757300.00"]), ("qhd", ["418200.00", "275300.00"])]
)
def test_samples_show_their_labelled_defects_and_proven_sums(
    samples_dir: Path, tmp_path: Path, name: str, sums: list[str]
) -> None:
    out = tmp_path / "out.json"
    _, code = check(samples_dir / "text" / f"hebei-{name}.txt", json=out)
    result = json.loads(out.read_text())
    labels = json.loads((samples_dir.parent / "review" / "labels.json").read_text())[f"department/{name}"]["must"]

    def is_labelled(finding: dict[str, str], label: dict[str, Any]) -> bool:
        field = steps(finding["field"])
        wanted = [steps(path) for path in label["fields"]]
        return finding["rule"] == label["rule"] and any(field[: len(path)] == path for path in wanted)

    assert code == 1
    findings = result["findings"]
    assert [label for label in labels if not any(is_labelled(finding, label) for finding in findings)] == []
    others = [finding for finding in findings if not any(is_labelled(finding, label) for label in labels)]
    assert len(others) <= 3
    proven = {proof["claimed"] for proof in result["proofs"] if proof["holds"]}
    assert proven >= set(sums)
