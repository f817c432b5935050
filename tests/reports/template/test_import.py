"""Templates among ordinary files."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from reports.readers.reading import read_file
from reports.template import read_if_template
from reports.template.carried import HIDDEN_SHEET
from reports.template.guide import GUIDE_SHEET
from tests.reports.template.filling import beside, edited, filled, filled_template


def test_command_takes_a_template_exactly(tmp_path: Path) -> None:
    file = tmp_path / "模板.xlsx"
    file.write_bytes(filled_template("qiaokou"))
    call_command("import_forms", str(file), "--dry-run", "--json", str(tmp_path / "out"))
    [written] = (tmp_path / "out").glob("*.json")
    assert json.loads(written.read_text(encoding="utf-8")) == {
        **filled("qiaokou").to_json(),
        "uncertain": [],
        "notes": [],
    }


def test_command_tells_the_mistakes_of_a_template(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "模板.xlsx"
    file.write_bytes(
        edited(filled_template("weihai"), lambda sheet: setattr(beside(sheet, "项目总金额:"), "value", "二十万"))
    )
    with pytest.raises(CommandError, match="共 1 处问题"):
        call_command("import_forms", str(file), "--dry-run", "--json", str(tmp_path / "out"))
    assert "B9（项目总金额）：“二十万”不是金额；请只填数字" in capsys.readouterr().err


def test_other_files_are_no_templates() -> None:
    assert read_if_template("a.xlsx", b"PK\x03\x04") is None
    assert read_if_template("a.pdf", b"%PDF-1.7") is None


def test_sheet_copied_out_of_its_template_is_read_without_its_marks() -> None:
    book = load_workbook(BytesIO(filled_template("weihai")))
    del book[HIDDEN_SHEET], book[GUIDE_SHEET]
    content = BytesIO()
    book.save(content)
    [reading] = read_file("a.xlsx", content.getvalue())
    [form] = reading.forms
    assert (form.document.indicators, form.document.amounts) == (filled("weihai").indicators, filled("weihai").amounts)
    assert (form.leftovers, reading.leftovers) == ((), ())
