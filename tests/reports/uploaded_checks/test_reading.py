from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from projects.models import User
from projects.refusals import Refused
from reports.models import CheckState, UploadedCheck
from reports.uploaded_checks.tasks import read_uploaded
from reports.uploaded_checks.uploads import delete_check, start_check
from reports.writers.docx import write_docx
from tests.factories import make_office
from tests.projects.disclosure.made import made_json
from tests.reports.disclosure_reading.booklet import BLOCKS, as_docx, as_rows
from tests.reports.read_back import LAYOUTS, framework_of, paper_of
from tests.reports.readers.hostile import zipped
from tests.reports.uploaded_checks.checks import read

pytestmark = pytest.mark.django_db


def own_form() -> bytes:
    """A project's form as we print it in Word."""
    layout = latest_layout(LAYOUTS[0])
    return write_docx([paper_of(specimen(layout, framework_of(layout)))]).content


@pytest.fixture
def owner(settings: Any, tmp_path: Path) -> User:
    settings.MEDIA_ROOT = tmp_path
    return make_office().filler


def test_a_file_is_read_with_what_is_doubtful_and_left_over(owner: User) -> None:
    check = read(owner, as_rows([*BLOCKS[:1], "这一行没有归处。", *BLOCKS[1:]]))
    assert check.state == CheckState.DONE
    assert check.document.fiscal_year == 2023
    assert check.document.operating_costs.total == 400_000
    assert [text for _, text in check.leftovers] == ["这一行没有归处。"]


def test_only_the_owner_sees_a_check(owner: User) -> None:
    read(owner, json.dumps(made_json()).encode(), "公开.json")
    other = make_office("别区", tag="2").filler
    assert UploadedCheck.objects.visible_to(owner).count() == 1
    assert not UploadedCheck.objects.visible_to(other).exists()


def test_every_disclosure_of_an_archive_is_a_check_and_the_file_goes_with_the_last(
    owner: User, django_capture_on_commit_callbacks: Any
) -> None:
    archive = zipped({"甲.docx": as_docx(BLOCKS), "乙.json": json.dumps(made_json()).encode(), "说明.txt": b"abc"})
    first = read(owner, archive, "全部.zip")
    checks = list(UploadedCheck.objects.order_by("pk"))
    assert [check.name for check in checks] == ["全部.zip/甲.docx", "全部.zip/乙.json"]
    assert [(place, text[:13]) for place, text in first.leftovers][-1] == (
        "全部.zip/说明.txt",
        "没有认出部门预算公开的内容",
    )
    stored = Path(first.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        delete_check(checks[0])
    assert stored.exists()
    with django_capture_on_commit_callbacks(execute=True):
        delete_check(checks[1])
    assert not stored.exists()


def test_forms_beside_one_disclosure_in_an_archive_are_its_own(owner: User) -> None:
    check = read(owner, zipped({"公开.txt": as_rows(BLOCKS), "表.docx": own_form()}), "全部.zip")
    assert (check.state, len(check.form_documents)) == (CheckState.DONE, 1)


def test_a_check_that_was_deleted_while_it_waited_is_not_read(owner: User) -> None:
    check = start_check(owner, SimpleUploadedFile("公开.txt", as_rows(BLOCKS)))
    delete_check(UploadedCheck.objects.get(pk=check.pk))
    read_uploaded.call(check.pk)
    assert not UploadedCheck.objects.exists()


@pytest.mark.parametrize(("content", "message"), [(None, "还没有选文件"), (b"", "文件是空的")])
def test_nothing_to_read_is_refused_at_once(owner: User, content: bytes | None, message: str) -> None:
    with pytest.raises(Refused, match=message):
        start_check(owner, None if content is None else SimpleUploadedFile("公开.txt", content))
    assert not UploadedCheck.objects.exists()
