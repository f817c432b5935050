"""Finding layouts: the product's own and those of the installation."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command

from projects.layouts import LayoutError, find_layout, latest_layout, layouts, mistakes_of_all_layouts
from tests.layouts import TINY, write_layout

FRAMEWORKS = {file.stem for file in (Path(django_settings.FIXTURES_DIR) / "frameworks").glob("*.json")}


@pytest.fixture
def folder(tmp_path, settings):
    settings.LAYOUT_DIRS = [str(tmp_path)]
    return tmp_path


def check() -> str:
    """What ``manage.py check`` reports."""
    errors = io.StringIO()
    try:
        call_command("check", stdout=io.StringIO(), stderr=errors)
    except CommandError as error:
        return str(error)
    return errors.getvalue()


def test_the_products_own_layouts_are_good_and_name_frameworks_of_the_release():
    assert mistakes_of_all_layouts() == []
    assert ("weihai", 1) in layouts()
    assert {layout.framework for layout in layouts().values()} <= FRAMEWORKS
    assert all((layout.slug, layout.version) == key for key, layout in layouts().items())


def test_layouts_of_the_installation_stand_beside_them(folder):
    write_layout(folder)
    assert find_layout("tiny", 3).name == "小表"
    assert find_layout("weihai", 1).slug == "weihai"
    assert latest_layout("tiny").version == 3


def test_forms_keep_their_version_and_new_ones_get_the_latest(folder):
    write_layout(folder)
    write_layout(folder, TINY.replace("version = 3", "version = 10").replace("小表", "小表新版"), "tiny-10.toml")
    assert latest_layout("tiny").version == 10
    assert find_layout("tiny", 3).name == "小表"
    assert find_layout("tiny", 10).name == "小表新版"


@pytest.mark.parametrize(("slug", "version"), [("tiny", 4), ("tiny", 1), ("nothing", 1)])
def test_what_is_not_there_is_a_key_error(folder, slug, version):
    write_layout(folder)
    with pytest.raises(KeyError):
        find_layout(slug, version)
    with pytest.raises(KeyError):
        latest_layout("nothing")


def test_two_files_of_one_version_are_a_mistake(folder):
    write_layout(folder)
    write_layout(folder, name="zwei.toml")
    [mistake] = mistakes_of_all_layouts()
    assert str(mistake) == "zwei.toml 第 1 行：与 tiny.toml 的 slug 和 version 重复"


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path, settings):
    settings.LAYOUT_DIRS = [str(tmp_path / "absent")]
    [mistake] = mistakes_of_all_layouts()
    assert str(mistake) == "absent 第 1 行：LAYOUT_DIRS 中的这个目录不存在"


def test_a_broken_layout_is_never_used(folder):
    write_layout(folder, TINY.replace("version = 3", "version = 0"))
    with pytest.raises(LayoutError):
        layouts()


def test_check_names_file_line_and_mistake_of_every_file(folder):
    write_layout(folder, TINY.replace('"amounts.total"', '"amounts.totl"'))
    write_layout(folder, "slug = ", "broken.toml")
    report = check()
    line = TINY.splitlines().index(next(line for line in TINY.splitlines() if '"amounts.total"' in line)) + 1
    assert f"(projects.E001) tiny.toml 第 {line} 行：没有“amounts.totl”这个字段" in report
    assert f"HINT: 请改 {folder / 'tiny.toml'} 第 {line} 行" in report
    assert "(projects.E001) broken.toml 第 1 行：TOML 语法错误：" in report


def test_check_is_silent_about_good_layouts(folder):
    write_layout(folder)
    assert "projects." not in check()


def test_check_warns_of_a_framework_that_the_release_does_not_have(folder):
    write_layout(folder, TINY.replace('framework = "weihai"', 'framework = "own"'))
    report = check()
    assert "(projects.W001) tiny.toml：没有指标框架文件 own.json" in report
    assert "请核对 framework 的写法；若框架已由管理员录入系统，可以不管" in report


def test_check_misses_the_frameworks_of_the_release(settings, tmp_path):
    settings.FIXTURES_DIR = tmp_path / "nowhere"
    assert f"(projects.E002) 找不到指标框架目录 {tmp_path / 'nowhere' / 'frameworks'}" in check()
