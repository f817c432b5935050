"""``manage.py import_forms``: all or nothing, and every problem by file and path."""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.document import Coded, Indicator, Procurement
from projects.exchange import document_from
from projects.models import Department, FormEvent, PerformanceForm, Project, Region, RegionYear, Status, Unit
from projects.storage import document_of
from tests.factories import make_document, make_region, make_unit

pytestmark = pytest.mark.django_db

FOLDER = re.compile(r"/\S*/")


@pytest.fixture
def write(tmp_path):
    def write_one(document, name="a.json"):
        file = tmp_path / name
        file.write_text(json.dumps(document.to_json(), ensure_ascii=False), encoding="utf-8")
        return file

    return write_one


def run(*sources: Path, dry_run: bool = False) -> str:
    """The report of an import that went well."""
    output, errors = io.StringIO(), io.StringIO()
    call_command("import_forms", *map(str, sources), dry_run=dry_run, stdout=output, stderr=errors)
    assert errors.getvalue() == ""
    return output.getvalue()


def refused(*sources: Path) -> list[str]:
    """The problems of an import that was refused, each as ``file name：path：message``."""
    output, errors = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_forms", *map(str, sources), stdout=output, stderr=errors)
    problems = errors.getvalue().splitlines()
    assert str(error.value) == f"共 {len(problems)} 处问题，什么都没有存。"
    assert error.value.returncode == 1
    assert output.getvalue() == ""
    return [FOLDER.sub("", problem) for problem in problems]


def renamed(name, document=None):
    document = document or make_document()
    return replace(document, project=replace(document.project, name=name))


def everything_stored() -> list[int]:
    return [
        model._default_manager.count()
        for model in (Region, Department, Unit, RegionYear, Project, PerformanceForm, FormEvent)
    ]


def test_a_form_comes_in_as_it_was_written(write):
    document = make_document()
    report = run(write(document))
    [form] = PerformanceForm.objects.with_document()
    assert document_of(form) == document
    assert (form.status, form.revision, form.layout_slug, form.layout_version) == (Status.DRAFT, 0, "weihai", 1)
    [event] = form.events.all()
    assert (event.action, event.actor, event.from_status, event.to_status) == ("import", None, "", Status.DRAFT)
    assert report.endswith("已导入：新建 1 张表。\n")


def test_the_sample_forms_come_in_as_they_were_written(samples_dir):
    files = sorted((samples_dir / "expected").glob("weihai-*.json"))
    assert len(files) == 8
    report = run(*files)
    assert report.endswith("已导入：新建 8 张表。\n")
    stored = {form.name: document_of(form) for form in PerformanceForm.objects.with_document()}
    for file in files:
        document = document_from(json.loads(file.read_text(encoding="utf-8")))
        assert stored[document.project.name or ""] == document
    assert list(Unit.objects.values_list("name", "code", "department__name")) == [("组织部", "", "组织部")]
    assert run(*files).endswith("已导入：无变化 8 张表。\n")


def test_the_forms_of_all_sample_regions_come_in_as_they_were_written(samples_dir):
    files = sorted((samples_dir / "expected").glob("*.json"))
    assert run(*files).endswith("已导入：新建 40 张表。\n")
    stored = {(form.unit.name, form.name): document_of(form) for form in PerformanceForm.objects.with_document()}
    for file in files:
        document = document_from(json.loads(file.read_text(encoding="utf-8")))
        assert stored[document.at("unit.name"), document.at("project.name")] == document, file.name


def test_a_dry_run_says_the_same_and_stores_nothing(write):
    file = write(make_document())
    report = run(file, dry_run=True)
    assert everything_stored() == [0] * 7
    assert report.endswith("检查通过，没有存入：新建 1 张表。\n")
    assert run(file).splitlines()[:-1] == report.splitlines()[:-1]


def test_directories_give_all_their_files(write, tmp_path):
    (tmp_path / "deep").mkdir()
    write(renamed("一"), "deep/b.json")
    write(renamed("二"), "c.json")
    (tmp_path / "readme.md").write_text("no form", encoding="utf-8")
    file = write(renamed("三"))
    report = run(tmp_path, file)
    assert [line.split("：")[1] for line in report.splitlines() if "（组织部，2020 年）" in line] == [
        "新建“三”（组织部，2020 年）",
        "新建“二”（组织部，2020 年）",
        "新建“一”（组织部，2020 年）",
    ]


# --- All or nothing ----------------------------------------------------------------------


def test_one_bad_file_among_good_ones_keeps_all_out_and_everything_is_reported(write, tmp_path):
    good, twice = write(make_document()), write(make_document(), "b.json")
    bad = tmp_path / "c.json"
    data = make_document().to_json()
    data["amounts"]["total"] = "20万"
    data["fiscal_year"] = "2020"
    bad.write_text(json.dumps(data), encoding="utf-8")
    workbook = tmp_path / "d.json"
    workbook.write_bytes(b"PK\x03\x04...")
    newer = tmp_path / "e.json"
    newer.write_text('{"schema": "perfbudget/2"}', encoding="utf-8")
    problems = refused(good, twice, bad, workbook, newer, tmp_path / "missing.json")
    assert [problem.split("：")[:2] for problem in problems] == [
        ["c.json", "amounts.total"],
        ["c.json", "fiscal_year"],
        ["d.json", "（整个文件）"],
        ["e.json", "schema"],
        ["missing.json", "（整个文件）"],
        ["b.json", "project.name"],
    ]
    assert "文件已损坏" in problems[2]
    assert problems[4].endswith("文件读不了：No such file or directory")
    assert problems[5].endswith("：与 a.json 是同一单位、同一项目、同一年度的表，请只留一个")
    assert everything_stored() == [0] * 7


def test_a_directory_without_forms_is_a_mistake(tmp_path):
    [problem] = refused(tmp_path)
    assert "目录中没有可以导入的文件" in problem


def test_the_same_file_given_twice_is_read_once(write):
    file = write(make_document())
    assert run(file, file).endswith("新建 1 张表。\n")


# --- Places ------------------------------------------------------------------------------


def test_unknown_places_are_created_and_reported(write):
    report = run(write(make_document(unit=Coded("103001", "组织部"))))
    assert report.splitlines()[:4] == [
        "新建行政区划“临海区”",
        "新建主管部门“组织部”",
        "新建预算单位“组织部”",
        "新建区划年度设置“临海区 2020 年”",
    ]
    unit = Unit.objects.get()
    assert (unit.code, unit.department.code, unit.department.region.name) == ("103001", "", "临海区")
    assert RegionYear.objects.get().stages == ["department", "finance"]


def test_known_places_are_used_and_the_department_on_the_paper_counts(write):
    region = make_region()
    make_unit(region, "组织部")
    other = Department.objects.create(region=region, name="区委")
    wanted = Unit.objects.create(department=other, name="组织部")
    before = everything_stored()[:4]
    run(write(make_document(department=Coded(None, "区委"))))
    assert PerformanceForm.objects.get().unit == wanted
    assert everything_stored()[:4] == before


def test_a_unit_is_found_in_its_region_without_its_department(write):
    region = make_region()
    department = Department.objects.create(region=region, name="区委")
    wanted = Unit.objects.create(department=department, name="组织部")
    elsewhere = make_region("别区")
    make_unit(elsewhere, "组织部")
    run(write(make_document()))
    assert PerformanceForm.objects.get().unit == wanted


def test_two_units_of_one_name_need_their_department(write):
    region = make_region()
    make_unit(region, "组织部")
    Unit.objects.create(department=Department.objects.create(region=region, name="区委"), name="组织部")
    [problem] = refused(write(make_document()))
    assert problem == "a.json：unit：系统中有 2 个预算单位都叫“组织部”，请再写明代码或主管部门"


def test_a_unit_without_department_stands_under_an_implied_one_until_a_form_names_it(write):
    run(write(make_document()))
    assert Department.objects.get().implied
    report = run(write(make_document(department=Coded(None, "组织部"), fiscal_year=2021), "b.json"))
    assert "主管部门“组织部”改为在表上列出\n" in report
    assert not Department.objects.get().implied


def test_a_code_that_the_system_lacks_is_added(write):
    unit = make_unit(make_region(), "组织部")
    report = run(write(make_document(unit=Coded("103001", "组织部"))))
    assert "预算单位“组织部”补上代码 103001\n" in report
    unit.refresh_from_db()
    assert unit.code == "103001"


def test_a_code_is_enough_to_find_a_place(write):
    unit = make_unit(make_region(), "组织部")
    Unit.objects.filter(pk=unit.pk).update(code="103001")
    run(write(make_document(unit=Coded("103001", None))))
    assert PerformanceForm.objects.get().unit == unit


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        (Coded("999", "组织部"), "unit.code：预算单位“组织部”在系统中的代码是 103001，请核对"),
        (Coded("103001", "宣传部"), "unit.code：代码 103001 在系统中是预算单位“组织部”，请核对名称"),
        (Coded("999", None), "unit：系统中没有代码为 999 的预算单位，请在文件的 unit.name 中写明名称"),
        (Coded(None, "部" * 201), "unit.name：最多 200 个字，请删减"),
        (Coded("1" * 21, "组织部"), "unit.code：最多 20 个字，请删减"),
        (None, "unit：没有写预算单位，请在文件的 unit.name 中写明"),
    ],
)
def test_contradictions_about_a_unit_are_left_to_people(write, named, problem):
    unit = make_unit(make_region(), "组织部")
    Unit.objects.filter(pk=unit.pk).update(code="103001")
    assert refused(write(make_document(unit=named))) == [f"a.json：{problem}"]


def test_a_form_without_region_goes_to_the_only_one(write):
    region = make_region("唯一区")
    run(write(make_document(region=None)))
    assert PerformanceForm.objects.get().unit.department.region == region


@pytest.mark.parametrize(
    ("regions", "listed"), [([], "（无）"), (["甲区", "乙区"], "乙区、甲区")], ids=["none", "several"]
)
def test_a_form_without_region_needs_one_where_it_is_not_clear(write, regions, listed):
    for name in regions:
        make_region(name)
    [problem] = refused(write(make_document(region=None)))
    assert problem == f"a.json：region：没有写行政区划，请在文件的 region.name 中写明；系统中有：{listed}"


def test_several_forms_share_the_places_they_create(write):
    run(
        write(renamed("一")),
        write(renamed("二"), "b.json"),
        write(renamed("一", make_document(fiscal_year=2019)), "c.json"),
    )
    assert [model.objects.count() for model in (Region, Department, Unit, RegionYear, Project)] == [1, 1, 1, 2, 2]


# --- Layouts -----------------------------------------------------------------------------


def test_an_unknown_layout_is_a_problem_with_the_remedy(write):
    [problem] = refused(write(make_document(layout="xyz-1999")))
    assert problem.startswith("a.json：layout：系统中没有表样“xyz-1999”，已有：")
    assert "weihai" in problem
    assert problem.endswith("请改成已有的表样，或先把它的 TOML 文件放入 LAYOUT_DIRS")


def test_a_layout_whose_framework_is_missing_is_a_problem_with_the_remedy(write, tiny_layout):
    file = Path(tiny_layout.source)
    file.write_text(file.read_text(encoding="utf-8").replace('framework = "weihai"', 'framework = "absent"'))
    file.rename(file.with_name("absent.toml"))
    [problem] = refused(write(make_document(layout="tiny")))
    assert problem == ("a.json：layout：表样“tiny”所用的指标框架“absent”还没有装入，请先运行 manage.py migrate")


def test_the_latest_version_of_a_layout_is_taken_and_another_layout_of_the_year_is_noted(write, tiny_layout):
    make_region()
    report = run(write(make_document(layout="tiny")))
    form = PerformanceForm.objects.get()
    assert (form.layout_slug, form.layout_version) == ("tiny", 3)
    assert "layout：临海区 2020 年用的是表样“weihai”，此表仍按“tiny”存入\n" in report


def test_what_the_layout_cannot_show_is_noted_and_stored(write):
    document = make_document()
    document = replace(
        document,
        project=replace(document.project, leader="周明远"),
        procurements=(Procurement(item="审计服务"), Procurement(item="印刷")),
        indicators=(
            *document.indicators,
            Indicator(level1="产出目标", level2="数量", level3="次数", target="3", basis="计划", history={"2018": "2"}),
            Indicator(level1="产出目标", level2="产量", level3="吨数", target="3"),
        ),
    )
    report = run(write(document))
    notes = [FOLDER.sub("", line[3:]) for line in report.splitlines() if line.startswith("提示 ")]
    assert notes == [
        "a.json：project.leader：表样“威海项目支出绩效目标表”没有“项目负责人”这一栏，已照存，不会印出",
        "a.json：procurements：表样“威海项目支出绩效目标表”没有“项目采购”中 2 行的位置，已照存，不会印出",
        "a.json：indicators：表样“威海项目支出绩效目标表”没有“指标值确定依据”这一列，1 行的内容已照存，不会印出",
        "a.json：indicators：表样“威海项目支出绩效目标表”没有 2018 年指标值这一列，已照存，不会印出",
        "a.json：indicators[5].level2：“产出目标／产量”不在指标框架中，会印在表末，送审前须移到框架内",
    ]
    assert document_of(PerformanceForm.objects.get()) == document


def test_what_is_no_file_is_not_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.json")
    assert refused(tmp_path) == ["pipe.json：（整个文件）：不是普通文件，请给文件或目录"]
