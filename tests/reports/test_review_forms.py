"""``manage.py review_forms``."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import CommandError, call_command

from projects.document import Amounts, FormDocument, Indicator, ProjectFacts
from projects.review.rules import RULES_BY_CODE
from tests.factories import make_document, make_form, make_office


class Said(NamedTuple):
    out: str
    err: str


def _review(*arguments: str) -> Said:
    out, err = StringIO(), StringIO()
    call_command("review_forms", *arguments, stdout=out, stderr=err)
    return Said(out.getvalue(), err.getvalue())


def _document(name: str, target: str = "≥90及时率") -> FormDocument:
    row = Indicator(level1="产出目标", level2="时效", level3="及时率", target=target)
    return make_document(project=ProjectFacts(name=name), indicators=(row,), amounts=Amounts())


def _write(folder: Path, file: str, document: FormDocument, **more: Any) -> Path:
    path = folder / file
    path.write_text(json.dumps(document.to_json() | more, ensure_ascii=False), encoding="utf-8")
    return path


def test_json_is_keyed_by_the_name_of_the_file(tmp_path: Path):
    one, two = _write(tmp_path, "a-01.json", _document("甲")), _write(tmp_path, "a-02.json", _document("乙"))
    out = tmp_path / "out.json"
    said = _review(str(one), str(two), "--json", str(out))
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == ["a-01", "a-02"]
    mixed = next(finding for finding in found["a-01"] if finding["rule"] == "target-mixed")
    assert list(mixed) == ["rule", "severity", "field", "message", "suggestion", "evidence", "basis"]
    assert (mixed["severity"], mixed["field"], mixed["basis"]) == ("warning", "indicators[0].target", "相关性")
    assert "≥90%" in mixed["suggestion"]
    assert "已审核 2 张表" in said.out


def test_report_for_people_says_what_could_not_be_checked(tmp_path: Path):
    said = _review(str(_write(tmp_path, "a.json", _document("道路清扫"))))
    assert "【道路清扫】" in said.out
    assert RULES_BY_CODE["target-mixed"].title in said.out
    assert "建议：" in said.out
    assert "没有检查“照抄其他项目”：没有本单位本年度的其他项目可比" in said.out


def test_forms_given_together_are_neighbours(tmp_path: Path):
    for number in (1, 2):
        rows = tuple(
            Indicator(level1="产出目标", level2="数量", level3=f"修剪{tree}棵数", target="≥300棵")
            for tree in ("法桐", "国槐", "银杏")
        )
        document = make_document(project=ProjectFacts(name=f"绿化{number}"), indicators=rows)
        _write(tmp_path, f"{number}.json", document)
    out = tmp_path / "out" / "all.json"
    out.parent.mkdir()
    _review(str(tmp_path), "--json", str(out))
    found = json.loads(out.read_text(encoding="utf-8"))
    assert all("copied-from-other-project" in {finding["rule"] for finding in found[key]} for key in ("1", "2"))


def test_notes_of_a_reader_reach_the_rules(tmp_path: Path):
    note = {"field": "amounts.current_year", "code": "unit-contradicts-label", "text": "50000 写在万元栏"}
    said = _review(str(_write(tmp_path, "a.json", _document("甲"), notes=[note])))
    assert "50000 写在万元栏" in said.out


def test_another_layout(tmp_path: Path):
    file = _write(tmp_path, "a.json", _document("甲"))
    assert "必填项空白" in _review(str(file)).out
    assert "必填项空白" not in _review(str(file), "--layout", "mof-2021").out
    with pytest.raises(CommandError, match="没有表样“nowhere”"):
        _review(str(file), "--layout", "nowhere")


def test_a_bad_file_is_told_and_the_others_are_reviewed(tmp_path: Path):
    _write(tmp_path, "a.json", _document("甲"))
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    said = _review(str(tmp_path))
    assert "共 1 张表" in said.out
    assert "b.json" in said.err


@pytest.mark.parametrize("content", [None, "{}"])
def test_nothing_to_review(tmp_path: Path, content: str | None):
    file = tmp_path / "a.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError, match="没有"):
        _review(str(file))


@pytest.mark.django_db
def test_forms_of_the_database(tmp_path: Path):
    office = make_office()
    make_form(office.unit, _document("甲"))
    make_form(office.unit, _document("乙", target="≥90%"))
    out = tmp_path / "out.json"
    _review("--region", office.region.name, "--year", "2020", "--json", str(out))
    found = json.loads(out.read_text(encoding="utf-8"))
    assert list(found) == ["甲", "乙"]
    assert "target-mixed" in {finding["rule"] for finding in found["甲"]}
    assert "target-mixed" not in {finding["rule"] for finding in found["乙"]}
    with pytest.raises(CommandError, match="行政区划"):
        _review("--region", "没有的地方")
