from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.models import Department, Disclosure
from tests.projects.disclosure.made import made

pytestmark = pytest.mark.django_db


def file_of(folder: Path, name: str = "a.json", **changes: object) -> Path:
    path = folder / name
    path.write_text(json.dumps(made().to_json() | changes, ensure_ascii=False), encoding="utf-8")
    return path


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("import_department", *map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def test_places_and_disclosure_are_made_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    file = file_of(tmp_path)
    assert "新建 1 份" in run(file)
    disclosure = Disclosure.objects.get()
    assert (disclosure.department.name, disclosure.department.region.name) == ("文化和旅游局", "青石市河东区")
    assert disclosure.document == made()
    assert "无变化 1 份" in run(file)
    assert Disclosure.objects.get().revision == 0


def test_a_changed_file_replaces_what_is_stored(tmp_path: Path) -> None:
    run(file_of(tmp_path))
    assert "覆盖 1 份" in run(file_of(tmp_path, other_matters="另有说明。"))
    stored = Disclosure.objects.get()
    assert (stored.document.other_matters, stored.revision) == ("另有说明。", 1)


def test_with_any_problem_nothing_is_stored(tmp_path: Path) -> None:
    broken = file_of(tmp_path, "b.json", fiscal_year="二〇二三", department={"code": None, "name": None})
    out = StringIO()
    with pytest.raises(CommandError, match="什么都没有存"):
        call_command("import_department", str(file_of(tmp_path)), str(broken), stderr=out)
    assert f"{broken}：fiscal_year：" in out.getvalue()
    assert not Disclosure.objects.exists()
    assert not Department.objects.exists()


def test_the_same_department_and_year_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="1 处问题"):
        run(file_of(tmp_path), file_of(tmp_path, "b.json"))


def test_a_trial_stores_nothing(tmp_path: Path) -> None:
    assert "检查通过" in run(file_of(tmp_path), "--dry-run")
    assert not Disclosure.objects.exists()


def test_the_sample_departments_are_taken_whole(samples_dir: Path) -> None:
    files = sorted((samples_dir / "department").glob("*.json"))
    run(*files)
    assert Disclosure.objects.count() == len(files)
    assert f"无变化 {len(files)} 份" in run(*files)
