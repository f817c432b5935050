"""Correcting a form before it is accepted."""

from __future__ import annotations

import pytest

from projects.lifecycle import Refused, Stale
from projects.models import PerformanceForm
from projects.values import BadValue
from reports.imports.document_edits import NoSuchCell
from reports.imports.drafts import document_in
from reports.imports.edits import Place, add_row, category_text, confirm, drop, put_place, remove_row, set_cell
from reports.models import DraftState, ImportDraft
from reports.readers.result import Doubt, Note, Sighting
from tests.factories import make_document, make_office, make_unit
from tests.reports.imports.drafts import make_draft, read_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_office()


@pytest.fixture
def draft(office) -> ImportDraft:
    read = read_form(
        make_document(),
        doubts=(
            Doubt("amounts.total", "看不清"),
            Doubt("indicators[1].target", "跨页"),
            Doubt("indicators[2]", "两行合成一行"),
            Doubt("indicators[2].level2", "归类有疑"),
            Doubt("unit.name", "没有写全"),
        ),
        notes=(Note("indicators[2].level3", "joined", "跨页"),),
        sightings={f"indicators[{index}].level3": Sighting(f"C{index}", f"第{index}行") for index in range(4)},
    )
    return make_draft(office.filler, read=read)


def now(draft: ImportDraft) -> ImportDraft:
    return ImportDraft.objects.get(pk=draft.pk)


def settled(draft: ImportDraft) -> dict[str, str]:
    return {doubt["path"]: doubt["settled"] for doubt in now(draft).doubts}


def test_a_correction_settles_the_doubt_of_its_cell(draft):
    set_cell(draft, 0, "amounts.total", "21")
    assert document_in(now(draft)).amounts.total == 210000
    assert settled(draft)["amounts.total"] == "corrected"
    assert (now(draft).revision, now(draft).open_doubts) == (1, 4)
    assert PerformanceForm.objects.count() == 0


def test_saving_a_cell_as_it_is_confirms_it(draft):
    set_cell(draft, 0, "amounts.total", "20")
    assert settled(draft)["amounts.total"] == "confirmed"


def test_a_text_that_cannot_be_taken_changes_nothing(draft):
    with pytest.raises(BadValue):
        set_cell(draft, 0, "amounts.total", "二十万")
    assert (now(draft).revision, settled(draft)["amounts.total"]) == (0, "")


def test_confirming_settles_a_doubt_without_a_change(draft):
    confirm(draft, 0, "amounts.total")
    assert settled(draft)["amounts.total"] == "confirmed"
    assert document_in(now(draft)) == make_document()


def test_what_another_window_changed_is_not_written_over(draft):
    set_cell(draft, 0, "amounts.total", "21")
    with pytest.raises(Stale, match="另一个窗口"):
        set_cell(draft, 0, "project.name", "远程教育")
    assert now(draft).name == "党员教育课件"


def test_a_moved_indicator_leaves_the_doubts_on_its_category(draft):
    set_cell(draft, 0, "indicators[2].level3", "审片次数", category_text("产出目标", "质量"))
    assert document_in(now(draft)).indicators[2].level2 == "质量"
    assert settled(draft)["indicators[2].level2"] == "corrected"


def test_a_new_row_moves_what_is_known_of_the_rows_below(draft):
    add_row(draft, 0, "indicators", 2, category_text("产出目标", "质量"))
    draft = now(draft)
    document = document_in(draft)
    assert [row.level3 for row in document.indicators] == ["预算执行率", "制片数量", None, "审片次数", "管理模式健全性"]
    assert document.indicators[2].level2 == "质量"
    assert draft.sightings["indicators[3].level3"] == ["C2", "第2行"]
    assert "indicators[2].level3" not in draft.sightings
    assert [doubt["path"] for doubt in draft.doubts][1:4] == [
        "indicators[1].target",
        "indicators[3]",
        "indicators[3].level2",
    ]
    assert draft.notes[0]["field"] == "indicators[3].level3"


def test_a_row_that_is_taken_out_leaves_its_texts_among_the_leftovers(draft):
    remove_row(draft, 0, "indicators", 2)
    draft = now(draft)
    assert [row.level3 for row in document_in(draft).indicators] == ["预算执行率", "制片数量", "管理模式健全性"]
    assert draft.leftovers == [{"place": "C2", "text": "第2行"}]
    assert (draft.leftover_count, draft.open_doubts) == (1, 3)
    assert draft.sightings["indicators[2].level3"] == ["C3", "第3行"]
    assert draft.notes == []


def test_the_place_is_chosen(office, draft):
    other = make_unit(office.region, "宣传部")
    put_place(draft, 0, Place(other, 2021, " 远程\n教育 "))
    draft = now(draft)
    assert (draft.unit, draft.fiscal_year, draft.name) == (other, 2021, "远程 教育")
    assert settled(draft)["unit.name"] == "confirmed"
    assert document_in(draft).unit == make_document().unit, "what the paper says stays as it was read"


def test_no_such_cell(draft):
    with pytest.raises(NoSuchCell):
        set_cell(draft, 0, "indicators[9].target", "x")
    with pytest.raises(NoSuchCell):
        remove_row(draft, 0, "duties", 0)


@pytest.mark.parametrize("state", [DraftState.QUEUED, DraftState.ACCEPTED, DraftState.DROPPED])
def test_only_an_open_form_is_corrected(draft, state):
    ImportDraft.objects.update(state=state)
    with pytest.raises(Refused, match=state.label):
        confirm(draft, 0, "amounts.total")


def test_a_form_that_is_not_wanted_comes_back(draft):
    drop(draft, wanted=False)
    assert now(draft).state == DraftState.DROPPED
    drop(draft, wanted=True)
    assert now(draft).state == DraftState.OPEN
    ImportDraft.objects.update(state=DraftState.ACCEPTED)
    drop(draft, wanted=False)
    assert now(draft).state == DraftState.ACCEPTED
