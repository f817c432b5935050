"""The page of a form that was read: sources, doubts, corrections, the comparison with what is stored."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse

from projects.document import ProjectFacts
from projects.models import PerformanceForm
from reports.imports.drafts import document_in
from reports.models import DraftState, ImportDraft
from reports.readers.result import Doubt, Leftover, Note, Sighting
from tests.factories import make_document, make_form, make_office, make_unit
from tests.reports.imports.drafts import make_draft, read_form
from tests.reports.read_back import LAYOUTS

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def office(settings, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


@pytest.fixture
def draft(office) -> ImportDraft:
    read = read_form(
        make_document(),
        doubts=(
            Doubt("amounts.total", "栏名写“万元”"),
            Doubt("indicators[1].target", "跨页"),
            Doubt("project.start_date", "只写了年份"),
            Doubt("region.name", "没有写行政区划"),
        ),
        notes=(Note("amounts.total", "unit-contradicts-label", "200000 写在“万元”下"),),
        leftovers=(Leftover("F40", "附表<另送>"),),
        sightings={"amounts.total": Sighting("工作表“甲”B6", "200000"), "indicators[1].target": Sighting("D31", ">=5")},
    )
    return make_draft(office.filler, read=read)


def url(name: str, draft: ImportDraft) -> str:
    return reverse(f"reports:{name}", args=[draft.pk])


def page_of(client, draft: ImportDraft, **query: str) -> str:
    return client.get(url("import-form", draft), query).content.decode()


def cell_of(page: str, path: str) -> str:
    found = re.search(rf'<td [^>]*data-path="{re.escape(path)}".*?</td>', page, re.DOTALL)
    assert found
    return found[0]


def now(draft: ImportDraft) -> ImportDraft:
    return ImportDraft.objects.get(pk=draft.pk)


def test_every_cell_says_where_it_stood_and_what_is_doubtful(filler, draft):
    page = page_of(filler, draft)
    cell = cell_of(page, "amounts.total")
    assert 'data-seen-place="工作表“甲”B6" data-seen-text="200000"' in cell
    assert "栏名写“万元”" in cell
    assert "is-doubtful" in cell
    assert "确认无误" in cell
    assert "#exclamation-triangle-fill" in cell, "not by colour alone"
    in_row = cell_of(page, "indicators[1].target")
    assert 'data-seen-text="&gt;=5"' in in_row
    assert "跨页" in in_row
    assert "is-doubtful" not in cell_of(page, "project.name")


def test_the_panel_lists_doubts_notes_and_leftovers(filler, draft):
    page = page_of(filler, draft)
    assert "待确认 4" in page
    assert '<a href="#at-amounts-total">项目总金额</a>' in page
    assert '<a href="#at-project-start_date">' in page
    assert "<b>行政区划</b>" in page
    assert "200000 写在“万元”下" in page
    assert "附表&lt;另送&gt;" in page


def test_what_the_paper_says_of_its_unit_is_shown_where_the_unit_is_chosen(filler, office):
    read = read_form(
        make_document(),
        doubts=(Doubt("region.name", "没有写全"),),
        sightings={"region.name": Sighting("第 1 行", "临海")},
    )
    page = page_of(filler, make_draft(office.filler, read=read))
    assert "表上写的单位：组织部。" in page
    assert "第 1 行：临海" in page


def test_a_cell_is_opened_and_corrected(filler, draft):
    page = page_of(filler, draft, cell="amounts.total")
    assert 'name="text" value="20" aria-label="项目总金额"' in page
    assert "工作表“甲”B6" in page
    response = filler.post(url("import-cell", draft), {"path": "amounts.total", "text": "21", "revision": "0"})
    assert response.url == f"{url('import-form', draft)}#at-amounts-total"
    assert document_in(now(draft)).amounts.total == 210000
    assert "待确认 3" in page_of(filler, draft)
    assert PerformanceForm.objects.count() == 0


def test_a_text_that_cannot_be_taken_stays_in_its_cell(filler, draft):
    data = {"path": "amounts.total", "text": "二<十>万", "revision": "0"}
    response = filler.post(url("import-cell", draft), data)
    assert response.status_code == 422
    cell = cell_of(response.content.decode(), "amounts.total")
    assert 'value="二&lt;十&gt;万"' in cell
    assert 'role="alert"' in cell
    assert filler.post(url("import-cell", draft), data, headers=HTMX).status_code == 200, "htmx shows no refusals"


def test_what_another_window_changed_is_shown_with_the_typed_text(filler, draft):
    filler.post(url("import-cell", draft), {"path": "project.name", "text": "远程教育", "revision": "0"})
    response = filler.post(url("import-cell", draft), {"path": "amounts.total", "text": "21", "revision": "0"})
    assert response.status_code == 409
    assert "另一个窗口改过" in response.content.decode()
    assert 'value="21"' in response.content.decode()
    assert document_in(now(draft)).amounts.total == 200000


def test_htmx_gets_the_page_with_the_cell_in_focus(filler, draft):
    data = {"path": "amounts.total", "text": "21", "revision": "0"}
    page = filler.post(url("import-cell", draft), data, headers=HTMX).content.decode()
    assert 'id="preview"' in page
    assert "autofocus" in cell_of(page, "amounts.total")


def test_confirming_a_doubt(filler, draft):
    filler.post(url("import-confirm", draft), {"path": "amounts.total", "cell": "amounts.total", "revision": "0"})
    assert "is-doubtful" not in cell_of(page_of(filler, draft), "amounts.total")
    response = filler.post(url("import-confirm", draft), {"path": "region.name", "revision": "0"})
    assert response.status_code == 409
    assert "另一个窗口改过" in response.content.decode()


def test_rows_are_added_moved_and_removed(filler, draft):
    data = {"lines": "indicators", "index": "4", "category": "产出目标／质量", "revision": "0"}
    response = filler.post(url("import-row-add", draft), data, follow=True)
    page = response.content.decode()
    assert 'value="产出目标／质量" selected' in page
    assert 'rows="1" aria-label="三级指标" autofocus' in page
    data = {"path": "indicators[4].level3", "text": "合格率", "category": "产出目标／时效", "revision": "1"}
    filler.post(url("import-cell", draft), data)
    row = document_in(now(draft)).indicators[4]
    assert (row.level1, row.level2, row.level3) == ("产出目标", "时效", "合格率")
    filler.post(url("import-row-remove", draft), {"lines": "indicators", "index": "4", "revision": "2"})
    assert document_in(now(draft)) == make_document()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("import-cell", {"path": "nonsense"}),
        ("import-cell", {"path": "unit.name"}),
        ("import-row-add", {"lines": "nonsense"}),
        ("import-row-remove", {"lines": "indicators", "index": "77"}),
        ("import-row-remove", {"lines": "indicators"}),
    ],
)
def test_places_that_are_not_there(filler, draft, name, data):
    response = filler.post(url(name, draft), {**data, "revision": "0"})
    assert response.status_code == 409
    assert "这一格已经不在了" in response.content.decode()
    assert now(draft).revision == 0


def test_the_place_is_chosen_among_ones_own_units(client, office, draft):
    client.force_login(office.filler)
    other = make_unit(office.region, "宣传部")
    data = {"place-unit": other.pk, "place-fiscal_year": "2020", "place-name": "远程教育", "revision": "0"}
    assert client.post(url("import-place", draft), data).status_code == 422
    assert now(draft).unit == office.unit
    assert client.post(url("import-place", draft), data | {"place-unit": office.unit.pk}).status_code == 302
    assert now(draft).name == "远程教育"


def test_what_stands_against_a_form_is_said(filler, office, draft):
    ImportDraft.objects.update(unit=None)
    page = page_of(filler, draft)
    assert "现在还不能导入" in page
    assert "表上写的单位“组织部”不在您可以导入的单位中" in page
    assert re.search(r"<button[^>]*disabled>接受", page)


def test_a_form_that_is_there_already_is_compared(filler, office, draft):
    assert "与系统中的差别" not in page_of(filler, draft)
    make_form(office.unit, make_document(project=ProjectFacts(name="党员教育课件", filler="林晓舟")))
    page = page_of(filler, draft)
    assert "系统中已有这张表" in page
    compared = page_of(filler, draft, tab="changes")
    assert "与系统中的表相比" in compared
    assert '<span class="change-mark">增</span>' in compared
    assert "data-cell-form" not in page_of(filler, draft, tab="changes", cell="amounts.total")


def test_a_template_whose_form_was_changed_since_says_so(filler, office, draft):
    form = make_form(office.unit, make_document(project=ProjectFacts(name="党员教育课件")))
    ImportDraft.objects.update(stamped_form=form, stamped_revision=0)
    PerformanceForm.objects.update(revision=2)
    assert "修订号 0 → 2" in unescape(page_of(filler, draft))


def test_a_decided_form_cannot_be_corrected(filler, draft):
    filler.post(url("import-drop", draft), {})
    page = page_of(filler, draft, cell="amounts.total")
    assert "您说过不要这张表" in page
    assert 'name="text"' not in page
    assert (
        filler.post(url("import-cell", draft), {"path": "project.name", "text": "x", "revision": "0"}).status_code
        == 409
    )
    filler.post(url("import-drop", draft), {"wanted": "1"})
    assert now(draft).state == DraftState.OPEN


def test_a_form_of_an_unknown_layout_has_no_paper(filler, office):
    draft = make_draft(office.filler, make_document(layout="lost"))
    page = page_of(filler, draft, cell="project.name")
    assert "系统中没有表样“lost”" in page
    response = filler.post(url("import-cell", draft), {"path": "project.name", "text": "x", "revision": "0"})
    assert response.status_code == 409
    assert "请换一种表样重新读取文件" in response.content.decode()


@pytest.mark.parametrize("slug", LAYOUTS)
def test_every_layout_is_shown_and_corrected(filler, office, slug):
    draft = make_draft(office.filler, make_document(layout=slug))
    page = page_of(filler, draft)
    assert "<article" in page
    path = re.search(r'class="cell-open" href="[^"]*\?cell=([^#"]*)#', page)
    assert path
    assert "data-cell-form" in filler.get(f"{url('import-form', draft)}?cell={path[1]}").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_a_fixed_number_of_queries(filler, office, draft, count, django_assert_num_queries):
    for _ in range(count - 1):
        make_draft(office.filler, file=draft.file)
    with django_assert_num_queries(18):
        filler.get(url("import-form", draft))


def test_a_layout_of_ones_own_is_shown_as_well(filler, office, tiny_layout):
    draft = make_draft(office.filler, make_document(layout=tiny_layout.slug))
    assert "<article" in page_of(filler, draft)
