"""Bringing a file in, in Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from projects.document import ProjectFacts
from projects.models import PerformanceForm
from projects.storage import document_of
from reports.imports.tasks import read_batch
from reports.models import FileState, ImportBatch, ImportDraft, ImportFile
from reports.readers.result import Doubt, Leftover, Note, Sighting
from tests.browser.pages import barriers, sign_in
from tests.factories import Office, make_document, make_form, make_office
from tests.reports.imports.drafts import make_batch, make_draft, make_file, read_form

pytestmark = pytest.mark.django_db(transaction=True)
LIST = reverse("reports:import-list")


@pytest.fixture
def office(settings, tmp_path: Path) -> Office:
    settings.MEDIA_ROOT = tmp_path
    return make_office()


def doubtful_draft(office: Office) -> ImportDraft:
    """A form with a doubt in a wide cell, one in a row and one that the paper does not show."""
    read = read_form(
        make_document(),
        doubts=(
            Doubt("amounts.total", "栏名写“万元”，格内是 200000"),
            Doubt("indicators[1].target", "跨页，已合成一格"),
            Doubt("region.name", "没有写行政区划"),
        ),
        notes=(Note("amounts.total", "unit-contradicts-label", "“200000”写在“万元”下"),),
        leftovers=(Leftover("工作表“甲”F40", "附表另送"),),
        sightings={
            "amounts.total": Sighting("工作表“甲”B6", "200000"),
            "project.name": Sighting("工作表“甲”B3", "党员教育课件"),
        },
    )
    return make_draft(office.filler, read=read)


def cell(page: Page, path: str):
    return page.locator(f'td[data-path="{path}"]')


def test_a_file_is_dropped_corrected_and_accepted(page: Page, live_server, office: Office):
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + LIST)
    assert barriers(page, strict=True) == []
    content = json.dumps(make_document().to_json()).encode()
    files = [
        {"name": "甲.json", "mimeType": "application/json", "buffer": content},
        {"name": "坏.txt", "mimeType": "text/plain", "buffer": "今天天气好。".encode()},
    ]
    page.get_by_label("选择文件，或者把文件拖到这里").set_input_files(files)  # type: ignore[arg-type]
    expect(page.get_by_text(re.compile(r"甲\.json（\d KB）"))).to_be_visible()
    page.get_by_role("button", name="上传并读取").click()
    expect(page.get_by_text("0 / 2 个文件")).to_be_visible()
    assert barriers(page, strict=True) == []
    read_batch.call(ImportBatch.objects.get().pk)
    expect(page.get_by_text("读到 1 张表")).to_be_visible()
    expect(page.get_by_role("heading", name="坏.txt")).to_be_visible()
    assert barriers(page, strict=True) == []
    page.get_by_role("link", name="党员教育课件").click()
    cell(page, "project.name").hover()
    expect(page.locator("[data-seen-label]")).to_have_text("项目名称")
    cell(page, "amounts.total").click()
    page.get_by_label("项目总金额").fill("二十一万")
    page.get_by_label("项目总金额").press("Enter")
    expect(cell(page, "amounts.total").get_by_role("alert")).to_contain_text("二十一万")
    page.get_by_label("项目总金额").fill("21")
    page.get_by_label("项目总金额").press("Enter")
    expect(cell(page, "amounts.total").locator("a.cell-open")).to_be_focused()
    page.get_by_role("button", name="接受").click()
    expect(page.get_by_text("已存入 1 张表")).to_be_visible()
    assert PerformanceForm.objects.get().amount_total == 210000
    page.get_by_role("link", name="看存成的表").click()
    page.get_by_role("link", name="办理记录").click()
    expect(page.get_by_role("heading", name="来源文件")).to_be_visible()


def test_doubts_are_settled_or_agreed_to(page: Page, live_server, office: Office):
    make_form(office.unit, make_document(project=ProjectFacts(name="党员教育课件", filler="林晓舟")))
    draft = doubtful_draft(office)
    sign_in(page.context, live_server, office.filler)
    page.goto(live_server.url + reverse("reports:import-form", args=[draft.pk]))
    assert barriers(page, strict=True) == []
    cell(page, "amounts.total").hover()
    expect(page.locator("[data-seen-place]:not(td)")).to_have_text("工作表“甲”B6")
    expect(page.locator(".seen-text")).to_have_text("200000")
    cell(page, "amounts.total").get_by_role("button", name="确认无误").click()
    expect(page.get_by_role("heading", name="待确认 2")).to_be_visible()
    page.get_by_role("button", name=re.compile("^加一行")).click()
    page.get_by_label("三级指标", exact=True).fill("放映场次")
    assert barriers(page, strict=True) == []
    cell(page, "indicators[4].level3").get_by_role("combobox").select_option("产出目标／质量")
    page.get_by_role("button", name="保存").last.click()
    expect(cell(page, "indicators[4].level3").get_by_role("link")).to_contain_text("放映场次")
    page.get_by_role("link", name="与系统中的差别").click()
    expect(page.locator(".change-mark").first).to_be_visible()
    assert barriers(page, strict=True) == []
    page.get_by_role("button", name="接受").click()
    expect(page.get_by_role("heading", name="接受前请确认")).to_be_visible()
    expect(page.get_by_text("没有写行政区划")).to_be_visible()
    assert barriers(page, strict=True) == []
    page.get_by_role("button", name="我已知道，接受").click()
    expect(page.get_by_text("已存入 1 张表")).to_be_visible()
    assert len(document_of(PerformanceForm.objects.with_document().get()).indicators) == 5


def test_everything_works_without_scripts(new_context: Callable[..., BrowserContext], live_server, office: Office):
    context = new_context(java_script_enabled=False)
    sign_in(context, live_server, office.filler)
    page = context.new_page()
    draft = doubtful_draft(office)
    file = make_file(make_batch(office.filler), "模板.xlsx")
    mistake = {
        "sheet": "表",
        "cell": "B3",
        "label": "金额",
        "message": "不是金额",
        "remedy": "写数字",
        "text": "二十",
        "path": "",
    }
    ImportFile.objects.filter(pk=file.pk).update(state=FileState.REFUSED, mistakes=[mistake])
    page.goto(live_server.url + reverse("reports:import-batch", args=[file.batch_id]))
    expect(page.get_by_role("cell", name="写数字")).to_be_visible()
    page.goto(live_server.url + reverse("reports:import-form", args=[draft.pk]))
    cell(page, "amounts.total").get_by_role("link").click()
    page.get_by_label("项目总金额").fill("21")
    page.get_by_role("button", name="保存").last.click()
    expect(page.get_by_role("heading", name="待确认 2")).to_be_visible()
    page.get_by_role("button", name="接受").click()
    page.get_by_role("button", name="我已知道，接受").click()
    expect(page.get_by_text("已存入 1 张表")).to_be_visible()
