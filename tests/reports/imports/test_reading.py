"""The job that reads the files of a batch, with the real readers."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from projects.document import FormDocument, ProjectFacts
from projects.models import PerformanceForm
from projects.storage import document_of
from reports.imports.drafts import document_in
from reports.imports.fates import fates_of
from reports.imports.tasks import read_batch
from reports.imports.uploads import Wishes, start_import, stop_job
from reports.models import BatchState, FileState, ImportBatch, ImportDraft
from reports.papers import framework_of
from reports.template import Stamp, template_workbook
from reports.template.carried import HIDDEN_SHEET
from reports.template.located import MISTAKES_SHEET
from tests.factories import make_document, make_form, make_office
from tests.reports.template.filling import edited

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def as_json(document: FormDocument) -> bytes:
    return json.dumps(document.to_json()).encode()


def named(name: str) -> FormDocument:
    return make_document(project=ProjectFacts(name=name))


def read(user, *files: tuple[str, bytes]) -> ImportBatch:
    batch = start_import(user, [SimpleUploadedFile(name, content) for name, content in files], Wishes())
    read_batch.call(batch.pk)
    batch.refresh_from_db()
    return batch


def test_every_form_of_every_file_becomes_a_draft_and_bad_files_say_why(office):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("内/二.json", as_json(named("二")))
        archive.writestr("三.json", as_json(named("三")))
        archive.writestr("坏.json", b"{}")
    batch = read(
        office.filler,
        ("一.json", as_json(named("一"))),
        ("包.zip", packed.getvalue()),
        ("坏.xlsx", b"PK\x03\x04 nothing"),
        ("空.txt", "今天天气好。".encode()),
    )
    assert batch.state == BatchState.READY
    drafts = ImportDraft.objects.in_batch(batch)
    assert [(draft.file.name, draft.source, draft.name, draft.position) for draft in drafts] == [
        ("一.json", "", "一", 0),
        ("包.zip", "内/二.json", "二", 0),
        ("包.zip", "三.json", "三", 1),
    ]
    one, packed_file, broken, nothing = batch.files.all()
    assert [file.state for file in batch.files.all()] == [
        FileState.READ,
        FileState.READ,
        FileState.REFUSED,
        FileState.REFUSED,
    ]
    assert (one.problems, one.found, packed_file.found) == ([], 1, 2)
    assert packed_file.problems[0].startswith("坏.json：")
    assert broken.problems
    assert nothing.leftovers == [{"place": nothing.leftovers[0]["place"], "text": "今天天气好。"}]
    assert nothing.problems
    assert PerformanceForm.objects.count() == 0


def test_a_batch_that_was_stopped_or_deleted_is_not_read(office):
    batch = start_import(office.filler, [SimpleUploadedFile("一.json", as_json(named("一")))], Wishes())
    stop_job(batch)
    read_batch.call(batch.pk)
    assert ImportDraft.objects.count() == 0
    batch.delete()
    read_batch.call(batch.pk)


def test_a_file_that_is_lost_does_not_stop_the_others(office, caplog):
    batch = start_import(
        office.filler,
        [SimpleUploadedFile("一.json", as_json(named("一"))), SimpleUploadedFile("二.json", as_json(named("二")))],
        Wishes(),
    )
    first = batch.files.all()[0]
    Path(first.upload.path).unlink()
    read_batch.call(batch.pk)
    first.refresh_from_db()
    assert first.state == FileState.REFUSED
    assert first.problems == [f"读取时出错；请把“批次 {batch.pk}，文件 {first.pk}”告诉管理员"]
    assert [draft.name for draft in ImportDraft.objects.in_batch(batch)] == ["二"]
    assert ImportBatch.objects.get().state == BatchState.READY


# --- filled-in templates ----------------------------------------------------------------


@pytest.fixture
def form(office) -> PerformanceForm:
    return make_form(office.unit)


def _template(form: PerformanceForm, former: str, now: str) -> bytes:
    """The template of a form, with another text in the one cell that begins with ``former``."""
    form = PerformanceForm.objects.with_document().get(pk=form.pk)
    stamp = Stamp(form.layout_slug, form.layout_version, form.fiscal_year, form.unit.name, form.pk, form.revision)
    made = template_workbook(form.layout, framework_of(form.layout), document_of(form), stamp)

    def overwrite(sheet: Any) -> None:
        [cell] = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(former)]
        cell.value = now

    return edited(made, overwrite)


def test_a_filled_in_template_knows_its_form(office, form):
    batch = read(office.filler, ("模板.xlsx", _template(form, "每季度完成一部。", "每月完成一部。")))
    assert batch.files.get().is_template
    draft = ImportDraft.objects.select_related("file__batch", "unit__department__region").get()
    assert (draft.stamped_form, draft.stamped_revision, draft.unit) == (form, 0, office.unit)
    assert document_in(draft).narratives.implementation_plan == "每月完成一部。"
    fate = fates_of([draft], office.filler)[draft.pk]
    assert (fate.outcome, fate.stale) == ("覆盖", "")
    PerformanceForm.objects.update(revision=3)
    assert fates_of([draft], office.filler)[draft.pk].stale.startswith(
        "这份模板下载以后，系统中的表又改过（修订号 0 → 3）"
    )


def test_the_mistakes_of_a_template_are_told_cell_by_cell(office, form):
    batch = read(office.filler, ("模板.xlsx", _template(form, "2020-01-01", "年初")))
    file = batch.files.get()
    assert (file.state, ImportDraft.objects.count()) == (FileState.REFUSED, 0)
    [mistake] = file.mistakes
    assert mistake["label"] == "开始时间"
    assert mistake["text"] == "年初"
    assert mistake["cell"]
    assert mistake["message"]
    assert mistake["remedy"]
    with file.marked.open("rb") as marked:
        assert load_workbook(marked).sheetnames


def test_templates_in_an_archive_are_known_by_their_stamps(office, form):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲/好.xlsx", _template(form, "每季度完成一部。", "每月完成一部。"))
        archive.writestr("乙/坏.xlsx", _template(form, "2020-01-01", "年初"))
        archive.writestr("丙.json", as_json(named("三")))
    file = read(office.filler, ("包.zip", packed.getvalue())).files.get()
    assert (file.state, file.is_template, file.problems) == (FileState.READ, False, [])
    drafts = ImportDraft.objects.order_by("position")
    assert [(draft.source, draft.stamped_form) for draft in drafts] == [("甲/好.xlsx", form), ("丙.json", None)]
    assert [(mistake["source"], mistake["text"]) for mistake in file.mistakes] == [("乙/坏.xlsx", "年初")]
    with file.marked.open("rb") as marked, zipfile.ZipFile(marked) as copies:
        [name] = copies.namelist()
        assert "/" not in name
        assert name.endswith("-标出错误.xlsx")
        assert load_workbook(io.BytesIO(copies.read(name))).sheetnames[0] == MISTAKES_SHEET


def test_a_forged_stamp_makes_an_ordinary_workbook_that_is_bound_to_no_form(office, form):
    other = make_form(office.unit, named("另一个项目"))

    def forge(sheet: Any) -> None:
        hidden = sheet.parent[HIDDEN_SHEET]
        hidden["A1"] = hidden["A1"].value.replace(f'"form_id": {form.pk}', f'"form_id": {other.pk}')

    batch = read(office.filler, ("模板.xlsx", edited(_template(form, "每季度完成一部。", "每月完成一部。"), forge)))
    assert not batch.files.get().is_template
    assert [draft.stamped_form for draft in ImportDraft.objects.all()] == [None]


def test_a_template_of_a_form_out_of_reach_is_only_a_workbook(office):
    other = make_office("别区", tag="2")
    read(office.filler, ("模板.xlsx", _template(make_form(other.unit), "每季度完成一部。", "每月完成一部。")))
    draft = ImportDraft.objects.get()
    assert (draft.stamped_form, draft.unit) == (None, None)
