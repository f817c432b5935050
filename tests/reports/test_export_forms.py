"""``manage.py export_forms``."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from projects.document import FormDocument, Narratives, ProjectFacts
from projects.models import PerformanceForm, Project, Status, Unit
from projects.storage import document_of
from tests.factories import make_document, make_form, make_office, make_unit
from tests.reports.reading import bookmarks

pytestmark = pytest.mark.django_db


class Said(NamedTuple):
    out: str
    err: str


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def office():
    return make_office()


def _form(unit: Unit, name: str, year: int = 2020, **options) -> PerformanceForm:
    return make_form(unit, make_document(project=ProjectFacts(name=name), fiscal_year=year), **options)


def _export(kind: str, output: Path, *filters: str) -> Said:
    out, err = StringIO(), StringIO()
    call_command("export_forms", "--format", kind, "--output", str(output), *filters, stdout=out, stderr=err)
    return Said(out.getvalue(), err.getvalue())


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_one_file_a_form(office, folder):
    _form(office.unit, "甲")
    _form(office.unit, "乙")
    said = _export("json", folder)
    assert _names(folder) == ["2020年-组织部-乙.json", "2020年-组织部-甲.json"]
    assert said == (f"已导出 2 张表到 {folder}\n", "")


def test_the_json_of_one_form_is_one_object_that_can_be_read_again(office, folder):
    form = make_form(office.unit)
    _export("json", folder / "form.json")
    data = json.loads((folder / "form.json").read_text(encoding="utf-8"))
    assert FormDocument.from_json(data) == document_of(form)


def test_the_json_of_several_forms_is_an_array(office, folder):
    for name in ("甲", "乙"):
        _form(office.unit, name)
    _export("json", folder / "forms.json")
    data = json.loads((folder / "forms.json").read_text(encoding="utf-8"))
    assert sorted(entry["project"]["name"] for entry in data) == ["乙", "甲"]


def test_one_pdf_and_one_workbook_of_all(office, folder):
    for name in ("甲", "乙"):
        _form(office.unit, name)
    _export("pdf", folder / "all.pdf")
    _export("xlsx", folder / "all.xlsx")
    assert sorted(title for title, _ in bookmarks((folder / "all.pdf").read_bytes())) == ["乙", "甲"]
    assert sorted(load_workbook(folder / "all.xlsx").sheetnames) == ["乙", "甲"]


def test_equal_names_do_not_overwrite_each_other(office, folder):
    twin = make_unit(office.region, "组织 部")
    _form(office.unit, "甲/乙")
    _form(office.unit, "甲:乙")
    _form(twin, "甲 乙")
    _export("json", folder)
    assert _names(folder) == [
        "2020年-组织 部-甲 乙.json",
        "2020年-组织部-甲 乙-2.json",
        "2020年-组织部-甲 乙.json",
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--year", "2019"], ["丙"]),
        (["--unit", "教育局"], ["乙"]),
        (["--status", "issued"], ["乙"]),
        (["--status", "已下达"], ["乙"]),
        (["--region", "邻区"], ["丁"]),
        (["--region", "临海区", "--year", "2020", "--unit", "组织部", "--status", "草稿"], ["甲"]),
    ],
)
def test_filters_leave_what_is_asked_for(office, folder, filters, found):
    _form(office.unit, "甲")
    _form(make_unit(office.region, "教育局"), "乙", status=Status.ISSUED)
    _form(office.unit, "丙", year=2019, status=Status.SUBMITTED)
    _form(make_office("邻区", tag="2").unit, "丁", status=Status.SUBMITTED)
    _export("json", folder, *filters)
    assert [name.removesuffix(".json").rpartition("-")[2] for name in _names(folder)] == found


def test_places_are_found_by_code_too(office, folder):
    Unit.objects.filter(pk=office.unit.pk).update(code="103001")
    _form(office.unit, "甲")
    _form(make_unit(office.region, "教育局"), "乙")
    _export("json", folder, "--unit", "103001")
    assert _names(folder) == ["2020年-组织部-甲.json"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (["--region", "没有"], "没有“没有”这个行政区划，现有：临海区"),
        (["--unit", "没有"], "没有“没有”这个预算单位，现有：组织部"),
        (["--status", "没有"], "没有“没有”这个状态，可用：草稿、已送审、"),
        (["--year", "1999"], "没有符合条件的表，请放宽条件"),
    ],
)
def test_what_is_unknown_is_named_with_the_remedy(office, folder, filters, message):
    _form(office.unit, "甲")
    with pytest.raises(CommandError, match=message):
        _export("json", folder, *filters)
    assert not folder.exists()


def test_a_unit_of_two_regions_has_to_be_told_apart(office, folder):
    _form(office.unit, "甲")
    other = make_unit(make_office("邻区", tag="2").region, "组织部")
    _form(other, "乙")
    with pytest.raises(CommandError, match="有 2 个预算单位叫“组织部”，请改用代码，或同时给 --region"):
        _export("json", folder, "--unit", "组织部")
    _export("json", folder, "--unit", "组织部", "--region", "邻区")
    assert _names(folder) == ["2020年-组织部-乙.json"]


def test_an_extension_of_another_format_is_refused(office, folder):
    _form(office.unit, "甲")
    with pytest.raises(CommandError, match=r"扩展名与格式 pdf 不符，请改为 \.pdf，或给一个目录"):
        _export("pdf", folder / "all.xlsx")
    assert not folder.exists()


def test_a_place_that_cannot_be_written_to_is_named(office, tmp_path):
    _form(office.unit, "甲")
    (tmp_path / "file").write_text("不是目录")
    with pytest.raises(CommandError, match="不能写"):
        _export("json", tmp_path / "file" / "all.json")


def test_what_cannot_be_made_is_reported_and_the_rest_is_written(office, folder):
    _form(office.unit, "好表")
    _form(office.unit, "坏表")
    PerformanceForm.objects.filter(name="坏表").update(layout_slug="lost")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="有 1 张表没有导出，原因见上"):
        call_command("export_forms", "--format", "xlsx", "--output", str(folder), stdout=out, stderr=err)
    assert _names(folder) == ["2020年-组织部-好表.xlsx"]
    assert err.getvalue() == "坏表（2020）：系统中没有此表的表样 lost 第 1 版，请联系管理员装回这份表样\n"
    assert out.getvalue() == f"已导出 1 张表到 {folder}\n"


def test_characters_that_cannot_be_shown_are_reported(office, folder):
    make_form(office.unit, make_document(narratives=Narratives(overview="😀")))
    said = _export("pdf", folder)
    assert said.err == "党员教育课件（2020）：有显示不了的字 😀（U+1F600）\n"


def test_what_was_there_stays_until_the_new_file_is_whole(office, folder):
    _form(office.unit, "甲")
    folder.mkdir()
    (folder / "all.json").write_text("旧的")
    _export("json", folder / "all.json")
    assert json.loads((folder / "all.json").read_text(encoding="utf-8"))["project"]["name"] == "甲"
    assert _names(folder) == ["all.json"]


def test_many_forms_take_few_queries(office, folder, django_assert_max_num_queries):
    for number in range(10):
        _form(office.unit, f"项目{number}")
    assert Project.objects.count() == 10
    with django_assert_max_num_queries(12):
        _export("json", folder)
