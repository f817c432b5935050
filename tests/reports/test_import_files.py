"""``manage.py import_forms`` with files of other kinds than JSON."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.document import Coded, FormDocument, Indicator
from projects.exchange import document_from
from projects.models import PerformanceForm, Region
from projects.storage import document_of
from reports.writers.docx import write_docx
from reports.writers.xlsx import write_xlsx
from tests.factories import make_document
from tests.reports.read_back import paper_of


def form(name: str, **changes: object) -> FormDocument:
    """A form all of which its paper shows."""
    document = make_document(region=None, **changes)
    return replace(document, project=replace(document.project, name=name))


def workbook(folder: Path, *documents: FormDocument, name: str = "表.xlsx") -> Path:
    file = folder / name
    file.write_bytes(write_xlsx([paper_of(document) for document in documents]).content)
    return file


def run(*sources: Path, **options: object) -> str:
    output, errors = io.StringIO(), io.StringIO()
    call_command("import_forms", *map(str, sources), stdout=output, stderr=errors, **options)
    assert errors.getvalue() == ""
    return output.getvalue()


def refused(*sources: Path, **options: object) -> str:
    """The report of an import that failed."""
    errors = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_forms", *map(str, sources), stdout=io.StringIO(), stderr=errors, **options)
    assert error.value.returncode == 1
    return errors.getvalue()


# --- Only reading: nothing here has a database ---------------------------------------------


def test_a_dry_run_with_json_writes_every_form_and_asks_no_database(tmp_path: Path) -> None:
    documents = [form("甲经费"), form("乙经费")]
    report = run(workbook(tmp_path, *documents), dry_run=True, json=tmp_path / "out")
    files = sorted((tmp_path / "out").glob("*.json"))
    assert [file.name for file in files] == ["表-乙经费.json", "表-甲经费.json"]
    read = [json.loads(file.read_text(encoding="utf-8")) for file in files]
    assert [document_from(data) for data in read] == [documents[1], documents[0]]
    assert [data["uncertain"] for data in read] == [[], []]
    assert report.startswith("已读出 2 张表")


def test_forms_of_one_name_get_files_of_their_own(tmp_path: Path) -> None:
    first, second = workbook(tmp_path, form("甲经费")), workbook(tmp_path, form("甲经费"), name="表.XLSX")
    run(first, second, dry_run=True, json=tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["表-甲经费-2.json", "表-甲经费.json"]


def test_a_directory_and_an_archive_give_all_their_files(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "一.docx").write_bytes(write_docx([paper_of(form("甲经费"))]).content)
    with zipfile.ZipFile(inside / "二.zip", "w") as archive:
        archive.write(workbook(tmp_path, form("乙经费")), "深/表.xlsx")
    run(inside, dry_run=True, json=tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.json"))) == 2


def test_what_could_not_be_read_is_an_error_and_the_rest_is_written(tmp_path: Path) -> None:
    other = tmp_path / "通知.txt"
    other.write_text("关于召开年度工作会议的通知\n请各单位按时参加。\n", encoding="utf-8")
    report = refused(workbook(tmp_path, form("甲经费")), other, dry_run=True, json=tmp_path / "out")
    assert "通知.txt：（整个文件）：没有在文件中认出绩效目标表" in report
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["表-甲经费.json"]


def test_an_unknown_layout_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"没有表样“没有的”，已有：.*weihai"):
        call_command("import_forms", str(workbook(tmp_path, form("甲经费"))), layout="没有的")


def test_a_layout_can_be_forced(tmp_path: Path) -> None:
    run(workbook(tmp_path, form("甲经费")), layout="weihai", dry_run=True, json=tmp_path / "out")
    [file] = (tmp_path / "out").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["layout"] == "weihai"


# --- Storing -------------------------------------------------------------------------------


@pytest.mark.django_db
def test_forms_of_a_workbook_are_stored_in_the_region_that_is_named(tmp_path: Path) -> None:
    report = run(workbook(tmp_path, form("甲经费"), form("乙经费")), region="临海区")
    assert report.endswith("已导入：新建 2 张表。\n")
    assert Region.objects.get().name == "临海区"
    stored = {each.name: document_of(each) for each in PerformanceForm.objects.with_document()}
    expected = replace(form("甲经费"), region=Coded(None, "临海区"), department=None)
    assert replace(stored["甲经费"], department=None) == expected


@pytest.mark.django_db
def test_doubts_notes_and_leftovers_are_told(tmp_path: Path) -> None:
    shifted = replace(
        form("甲经费"), indicators=(Indicator(level1="投入与目标管理", level2="数量", level3="次", target="1"),)
    )
    report = run(workbook(tmp_path, shifted), region="临海区", dry_run=True)
    assert "说明 " in report
    assert "按指标框架归到“产出目标”" in report
