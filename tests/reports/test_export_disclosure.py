"""``manage.py export_disclosure``."""

from __future__ import annotations

import json
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from docx import Document

from projects.models import Disclosure
from tests.reports.test_import_department import file_of, run

pytestmark = pytest.mark.django_db

NAME = "文化和旅游局 2023 年部门预算公开"


@pytest.fixture
def stored(tmp_path: Path) -> Disclosure:
    run(file_of(tmp_path))
    return Disclosure.objects.get()


def export(kind: str, output: Path, *filters: str) -> str:
    out = StringIO()
    call_command("export_disclosure", "--format", kind, "--output", str(output), *filters, stdout=out, stderr=out)
    return out.getvalue()


def test_the_booklet_as_word_and_as_a_page_and_what_is_missing_in_it_is_told(
    stored: Disclosure, tmp_path: Path
) -> None:
    said = export(
        "docx", tmp_path / "out", "--region", "青石市河东区", "--department", "文化和旅游局", "--year", "2023"
    )
    assert "2 个项目的绩效目标表尚未下达" in said
    assert "图书购置经费 12.6万元、惠民演出经费 108.2万元" in said
    document = Document(BytesIO((tmp_path / "out" / f"{NAME}.docx").read_bytes()))
    headings = [each.text for each in document.paragraphs if each.style and each.style.name.startswith("Heading")]
    assert "九、其他需要说明的事项" in headings
    export("html", tmp_path / "out")
    page = (tmp_path / "out" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "<h3 id=" in page
    assert "url(" not in page  # nothing has to lie beside it


def test_the_data_can_be_imported_again_and_change_nothing(stored: Disclosure, tmp_path: Path) -> None:
    export("json", tmp_path / "out")
    file = tmp_path / "out" / f"{NAME}.json"
    assert json.loads(file.read_text(encoding="utf-8"))["department"]["name"] == "文化和旅游局"
    run(file)
    first = file.read_bytes()
    export("json", tmp_path / "out")
    assert file.read_bytes() == first


def test_a_filter_that_leaves_none_is_refused(stored: Disclosure, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有符合条件的部门预算公开"):
        export("json", tmp_path, "--year", "1999")
    with pytest.raises(CommandError, match="没有“河西区”这个行政区划，现有：青石市河东区"):
        export("json", tmp_path, "--region", "河西区")
