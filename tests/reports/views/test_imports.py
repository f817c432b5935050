"""The list of batches, uploading, one batch, accepting."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from projects.document import Coded, ProjectFacts
from projects.models import PerformanceForm
from reports.imports.acceptance import AT_ONCE
from reports.imports.batch_page import all_certain_tokens
from reports.imports.tasks import read_batch, store_accepted
from reports.models import QUIET, BatchState, FileState, ImportBatch, ImportDraft, ImportFile
from reports.readers.result import Doubt
from tests.factories import make_document, make_form, make_office
from tests.reports.imports.drafts import make_batch, make_draft, make_file, read_form

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
LIST = reverse("reports:import-list")


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def url(name: str, batch: ImportBatch) -> str:
    return reverse(f"reports:{name}", args=[batch.pk])


def named(name: str):
    return make_document(project=ProjectFacts(name=name))


def batch_with(office, *names: str) -> ImportBatch:
    file = make_file(make_batch(office.filler))
    for name in names:
        make_draft(office.filler, named(name), file=file)
    return file.batch


def page_of(client, batch: ImportBatch, **query: str) -> str:
    return client.get(url("import-batch", batch), query).content.decode()


def tokens(office, batch: ImportBatch) -> list[str]:
    return all_certain_tokens(batch, office.filler)


# --- uploading --------------------------------------------------------------------------


def test_uploading_leads_to_the_batch(filler, office):
    file = SimpleUploadedFile("<b>汇总.txt", b"text")
    response = filler.post(
        reverse("reports:import-start"),
        {"files": [file], "layout": "weihai", "unit": office.unit.pk, "fiscal_year": 2020},
    )
    batch = ImportBatch.objects.get()
    assert response.url == url("import-batch", batch)
    assert (batch.owner, batch.layout, batch.unit, batch.fiscal_year) == (office.filler, "weihai", office.unit, 2020)
    page = page_of(filler, batch)
    assert "0 / 1 个文件" in page
    assert f'hx-get="{url("import-batch", batch)}" hx-trigger="load delay:1s"' in page
    assert url("import-stop", batch) in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "还没有选文件"),
        ({"layout": "lost"}, "表样：选择一个有效的选项"),
        ({"unit": "0"}, "表上没写单位时：选择一个有效的选项"),
        ({"fiscal_year": "20"}, "表上没写年度时：确保该值大于或等于1990"),
    ],
)
def test_what_is_wrong_with_an_upload_is_said(filler, data, said):
    response = filler.post(reverse("reports:import-start"), data)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert ImportBatch.objects.count() == 0


def test_a_unit_of_somebody_else_cannot_be_named(filler):
    other = make_office("别区", tag="2")
    file = SimpleUploadedFile("a.txt", b"text")
    assert filler.post(reverse("reports:import-start"), {"files": file, "unit": other.unit.pk}).status_code == 422


@pytest.mark.parametrize(
    ("role", "may"), [("filler", True), ("admin", True), ("reader", False), ("finance_reviewer", False)]
)
def test_who_fills_in_or_administers_may_import(client, office, role, may):
    client.force_login(getattr(office, role))
    page = client.get(LIST).content.decode()
    assert ('name="files"' in page) is may
    assert (">导入</a>" in client.get("/").content.decode()) is may


# --- a batch ----------------------------------------------------------------------------


def test_the_list_of_forms_says_what_would_become_of_each(filler, office):
    make_form(office.unit, named("有了"))
    make_form(office.unit, make_document(project=ProjectFacts(name="要改", leader="林晓舟")))
    batch = batch_with(office, "新的", "有了", "要改")
    doubtful = read_form(make_document(fiscal_year=2019), doubts=(Doubt("amounts.total", "看不清"),))
    make_draft(office.filler, read=doubtful, file=batch.files.get())
    page = page_of(filler, batch)
    for said in (
        "读到 <b>4</b> 张表",
        "新建",
        "无变化",
        "覆盖",
        "看差别",
        "不能导入",
        "还没有开放 2019 年度",
        "待确认 1",
        "无疑义",
    ):
        assert said in page
    assert page.count('name="form"') == 3


def test_names_and_texts_of_files_are_no_markup(filler, office):
    file = make_file(make_batch(office.filler), "a<i>b.txt")
    ImportFile.objects.update(
        problems=["<script>1</script>"],
        leftovers=[{"place": "<u>", "text": "<img>"}],
        mistakes=[
            {
                "source": "",
                "sheet": "<a>",
                "cell": "B3",
                "label": "",
                "message": "<q>",
                "remedy": "",
                "text": "",
                "path": "",
            }
        ],
    )
    page = page_of(filler, file.batch)
    for text in ("a<i>b", "<script>1", "<u>", "<img>", "<a>", "<q>"):
        assert text not in page


def test_htmx_gets_the_progress_alone_and_then_a_call_to_reload(filler, office):
    file = make_file(make_batch(office.filler, BatchState.READING))
    ImportFile.objects.update(state=FileState.READING, found=37)
    part = filler.get(url("import-batch", file.batch), headers=HTMX).content.decode()
    assert part.strip().startswith('<div class="job-progress"')
    assert "正在读“汇总.xlsx”，已读到 <b>37</b> 张表" in part
    ImportBatch.objects.update(state=BatchState.READY)
    assert filler.get(url("import-batch", file.batch), headers=HTMX)["HX-Refresh"] == "true"


def test_a_batch_that_is_silent_for_long_says_so(filler, office):
    batch = make_batch(office.filler, BatchState.READING)
    ImportBatch.objects.update(heard_at=timezone.now() - QUIET - timedelta(seconds=1))
    assert "可能中断了" in page_of(filler, batch)


def test_stopping_and_deleting(filler, office):
    batch = make_batch(office.filler, BatchState.WAITING)
    filler.post(url("import-stop", batch))
    batch.refresh_from_db()
    assert batch.state == BatchState.READY
    assert "已删除" in filler.post(url("import-delete", batch), follow=True).content.decode()
    assert ImportBatch.objects.count() == 0


def test_the_unit_of_all_forms_without_one_is_chosen_at_once(filler, office):
    strange = make_document(unit=Coded(None, "别的单位"))
    known = make_draft(office.filler)
    doubtful = read_form(strange, doubts=(Doubt("unit.name", "没有写全"),))
    homeless = make_draft(office.filler, read=doubtful, file=known.file)
    batch = known.file.batch
    assert "1 张表的单位没有认出" in page_of(filler, batch)
    page = filler.post(url("import-unit", batch), {"unit": ""}, follow=True).content.decode()
    assert "请选择存入哪个单位" in page
    page = filler.post(url("import-unit", batch), {"unit": office.unit.pk}, follow=True).content.decode()
    assert "1 张表将存入“组织部”" in page
    assert "单位没有认出" not in page
    homeless.refresh_from_db()
    assert (homeless.unit, homeless.revision, homeless.open_doubts) == (office.unit, 1, 0)
    known.refresh_from_db()
    assert known.revision == 0


# --- accepting --------------------------------------------------------------------------


def test_accepting_some(filler, office):
    batch = batch_with(office, "一", "二", "三")
    page = filler.post(url("import-accept", batch), {"form": tokens(office, batch)[:2]}, follow=True).content.decode()
    assert "已存入 2 张表" in page
    assert set(PerformanceForm.objects.values_list("name", flat=True)) == {"一", "二"}
    assert "已接受 <b>2</b> 张" in page


def test_accepting_all_that_is_certain_in_the_background(filler, office):
    batch = batch_with(office, *(f"项目{number}" for number in range(AT_ONCE + 1)))
    page = filler.post(url("import-accept", batch), {"certain": "1"}, follow=True).content.decode()
    assert f"正在存入 {AT_ONCE + 1} 张表" in page
    assert f"<b>0 / {AT_ONCE + 1}</b>" in page
    store_accepted.call(batch.pk)
    assert PerformanceForm.objects.count() == AT_ONCE + 1


def test_doubts_are_listed_before_anything_is_stored(filler, office):
    batch = batch_with(office, "一")
    doubtful = read_form(named("二"), doubts=(Doubt("amounts.total", "看<b>不清"), Doubt("nonsense", "说不准")))
    make_draft(office.filler, read=doubtful, file=batch.files.get())
    first, second = ImportDraft.objects.in_batch(batch)
    data = {"form": [f"{first.pk}.0.0.0", f"{second.pk}.0.0.0"], "next": str(second.pk)}
    page = filler.post(url("import-accept", batch), data).content.decode()
    assert "接受前请确认" in page
    assert "<b>项目总金额</b>：看&lt;b&gt;不清" in page
    assert "另有 1 张没有疑点的表一起存入" in page
    assert page.count('name="form"') == 2
    assert PerformanceForm.objects.count() == 0
    response = filler.post(url("import-accept", batch), data | {"confirmed": "1"})
    assert response.url == reverse("reports:import-form", args=[second.pk])
    assert PerformanceForm.objects.count() == 2


def test_what_was_not_stored_says_why(filler, office):
    batch = batch_with(office, "一")
    token = tokens(office, batch)
    make_form(office.unit, make_document(project=ProjectFacts(name="一", leader="林晓舟")))
    page = filler.post(url("import-accept", batch), {"form": token}, follow=True).content.decode()
    assert "一（汇总.xlsx 第 1 张）没有存入：您打开页面以后" in page


def test_where_nothing_is_certain_nothing_is_accepted(filler, office):
    make_form(office.unit, make_document(project=ProjectFacts(name="一", leader="林晓舟")))
    page = filler.post(url("import-accept", batch_with(office, "一")), {"certain": "1"}, follow=True).content.decode()
    assert "没有可以直接接受的表" in page
    assert not PerformanceForm.objects.filter(project__name="一", leader="").exists()


def test_accepting_nothing_is_refused(filler, office):
    assert filler.post(url("import-accept", batch_with(office)), {}).status_code == 409


# --- queries ----------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_batches_takes_a_fixed_number_of_queries(filler, office, count, django_assert_num_queries):
    for _ in range(count):
        batch_with(office, "一", "二")
    with django_assert_num_queries(7):
        filler.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_takes_a_fixed_number_of_queries(filler, office, count, django_assert_num_queries):
    names = [f"项目{number}" for number in range(count)]
    for name in names:
        make_form(office.unit, make_document(project=ProjectFacts(name=name, leader="林晓舟")))
    batch = batch_with(office, *names)
    with django_assert_num_queries(26):
        filler.get(url("import-batch", batch))


def test_the_whole_way_of_a_file(filler, office):
    content = json.dumps(make_document().to_json()).encode()
    filler.post(reverse("reports:import-start"), {"files": SimpleUploadedFile("一.json", content)})
    batch = ImportBatch.objects.get()
    read_batch.call(batch.pk)
    filler.post(url("import-accept", batch), {"certain": "1"})
    assert PerformanceForm.objects.get().name == "党员教育课件"
