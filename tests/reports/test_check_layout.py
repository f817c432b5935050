"""``manage.py check_layout``: every mistake with its line, or the paper as PDF."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.layouts import TINY, write_layout
from tests.reports.read_back import LAYOUTS
from tests.reports.reading import bookmarks, title_of

OWN = Path(__file__).resolve().parents[2] / "projects" / "layouts"


def check(file: Path, **options: Any) -> tuple[str, str]:
    """What the command says, and what it complains of."""
    said, complained = StringIO(), StringIO()
    call_command("check_layout", str(file), stdout=said, stderr=complained, **options)
    return said.getvalue(), complained.getvalue()


def refusal(file: Path, **options: Any) -> list[str]:
    with pytest.raises(CommandError) as error:
        check(file, **options)
    assert error.value.returncode == 1
    return str(error.value).splitlines()


def test_a_right_file_is_described(tmp_path):
    said, complained = check(write_layout(tmp_path))
    assert said == (
        "tiny.toml 没有错误：“小表”第 3 版，\n3 节，5 个栏目，2 个表格，指标框架“威海项目支出绩效指标框架”。\n"
    )
    assert complained == ""


@pytest.mark.parametrize("slug", LAYOUTS)
def test_the_products_own_files_are_right(slug):
    assert "没有错误" in check(OWN / f"{slug}.toml")[0]


def test_every_mistake_is_listed_with_its_line(tmp_path):
    wrong = TINY.replace('slug = "tiny"', 'slug = "Tiny!"').replace("amounts.total", "amounts.totl")
    wrong = wrong.replace("columns = [50, 25, 25]", "columns = [50, 25, 20]")
    assert refusal(write_layout(tmp_path, wrong)) == [
        "有 3 处错误：",
        "tiny.toml 第 1 行：slug “Tiny!”只能用小写字母、数字和连字符",
        "tiny.toml 第 21 行：没有“amounts.totl”这个字段",
        "tiny.toml 第 28 行：columns 的列宽加起来是 95，应为 100",
    ]


def test_a_missing_file_is_said_in_chinese(tmp_path):
    assert refusal(tmp_path / "none.toml")[1] == "none.toml 第 1 行：文件读不了：没有这个文件，请核对路径"


def test_a_framework_that_nobody_knows_is_a_mistake(tmp_path, db):
    [_, message] = refusal(write_layout(tmp_path, TINY.replace('framework = "weihai"', 'framework = "nowhere"')))
    assert message.startswith("tiny.toml：没有指标框架“nowhere”，请核对 framework 的写法，或先建 ")


def test_a_framework_file_that_nobody_can_read_is_named(tmp_path, settings):
    settings.FIXTURES_DIR = tmp_path
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "weihai.json").write_text('{"slug": "weihai"}', encoding="utf-8")
    [message] = refusal(write_layout(tmp_path))
    assert "指标框架文件" in message
    assert "weihai.json 读不懂（'level1'）" in message


def test_a_framework_may_lie_beside_the_layout(tmp_path):
    (tmp_path / "frameworks").mkdir()
    tree = {"slug": "own", "name": "自己的框架", "level1": [{"name": "产出", "level2": [{"name": "数量"}]}]}
    (tmp_path / "frameworks" / "own.json").write_text(json.dumps(tree), encoding="utf-8")
    said, _ = check(write_layout(tmp_path, TINY.replace('framework = "weihai"', 'framework = "own"')))
    assert said.endswith("指标框架“自己的框架”。\n")


def test_a_second_file_of_the_same_slug_and_version_is_a_mistake(tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_text((OWN / f"{LAYOUTS[0]}.toml").read_text(encoding="utf-8"), encoding="utf-8")
    [_, message] = refusal(copy)
    assert message == f"copy.toml：{LAYOUTS[0]}.toml 已经是表样“{LAYOUTS[0]}”第 1 版，请改 slug，或把 version 加一"


def test_a_file_already_in_use_is_not_its_own_twin(tiny_layout):
    assert "没有错误" in check(tiny_layout.source)[0]


def test_the_preview_holds_an_empty_and_a_filled_paper(tmp_path):
    target = tmp_path / "out.pdf"
    said, _ = check(write_layout(tmp_path), preview=target)
    content = target.read_bytes()
    texts = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    assert title_of(content) == "小表"
    assert bookmarks(content) == [("空白表", 0), ("样例", 1)]
    assert said.endswith(f"预览已写入 {target}：空白表 1 页，样例 1 页。\n")
    assert "社区卫生服务能力提升" not in texts[0]
    assert "社区卫生服务能力提升" in texts[1]


def test_characters_without_a_glyph_are_named(tmp_path):
    file = write_layout(tmp_path, TINY.replace('label = "名称"', 'label = "名\u0f40称"'))
    _, complained = check(file, preview=tmp_path / "out.pdf")
    assert complained.startswith("字体中没有这些字")


def test_a_preview_that_cannot_be_written_is_said(tmp_path):
    target = tmp_path / "no" / "out.pdf"
    [message] = refusal(write_layout(tmp_path), preview=target)
    assert message.startswith(f"预览写不进 {target}：")
    assert message.endswith("请换一个位置")


def test_a_wrong_file_draws_nothing(tmp_path):
    target = tmp_path / "out.pdf"
    refusal(write_layout(tmp_path, TINY.replace("version = 3", "version = 0")), preview=target)
    assert not target.exists()
