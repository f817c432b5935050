"""Saving while typing: what is stored, what is kept, what is never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from projects.catalog import MOST_ROWS
from projects.drafts import Edit, apply_edits, text_at
from projects.lifecycle import Forbidden
from projects.models import IndicatorLine, PerformanceForm, Status
from tests.factories import make_form, make_office, make_person

pytestmark = pytest.mark.django_db

QUANTITY = {"level1": "产出目标", "level2": "数量"}
QUALITY = {"level1": "产出目标", "level2": "质量"}


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit)


def apply(form, actor, *edits):
    return apply_edits(form.pk, edits, actor)[1]


def put(path, text, base="", **more):
    return Edit(id="1", op="set", path=path, text=text, base=base, **more)


def stored(form):
    return PerformanceForm.objects.with_document().get(pk=form.pk)


def rows(form):
    return list(stored(form).indicatorlines.all())


def row_path(row, member=""):
    return f"indicators[{row.key}]" + (f".{member}" if member else "")


# --- Cells


def test_a_text_is_stored_and_the_revision_grows(form, office):
    (outcome,) = apply(form, office.filler, put("narratives.remarks", "设备清单另报。"))
    assert (outcome.state, outcome.text) == ("saved", "设备清单另报。")
    assert stored(form).remarks == "设备清单另报。"
    assert stored(form).revision == form.revision + 1


def test_an_amount_is_stored_in_yuan_and_answered_as_the_cell_writes_it(form, office):
    (outcome,) = apply(form, office.filler, put("amounts.total", "３０万元", "20"))
    assert (outcome.state, outcome.text) == ("saved", "30")
    assert stored(form).amount_total == Decimal("300000.00")


def test_a_blank_is_none_and_not_zero(form, office):
    apply(form, office.filler, put("amounts.total", "", "20"))
    assert stored(form).amount_total is None


def test_dates_are_read_as_people_write_them(form, office):
    (outcome,) = apply(form, office.filler, put("project.start_date", "2020年3月1日", "2020-01-01"))
    assert (outcome.text, stored(form).start_date) == ("2020-03-01", date(2020, 3, 1))


def test_subjects_are_stored_once_each(form, office):
    base = text_at(form, "project.economic_subjects")
    text = "[30216]培训费, [31003]专用设备购置, [30216]培训费"
    (outcome,) = apply(form, office.filler, put("project.economic_subjects", text, base))
    assert outcome.text == "[30216]培训费, [31003]专用设备购置"
    assert stored(form).economic_subjects == [
        {"code": "30216", "name": "培训费"},
        {"code": "31003", "name": "专用设备购置"},
    ]


def test_text_that_the_field_cannot_take_is_kept_and_explained(form, office):
    (outcome,) = apply(form, office.filler, put("amounts.total", "二十来万", "20"))
    assert outcome.state == "unread"
    assert outcome.message == "“二十来万”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"
    form = stored(form)
    assert text_at(form, "amounts.total") == "二十来万"
    assert form.amount_total == Decimal("200000.00")


def test_a_corrected_text_takes_the_place_of_the_kept_one(form, office):
    apply(form, office.filler, put("amounts.total", "二十来万", "20"))
    (outcome,) = apply(form, office.filler, put("amounts.total", "25", "二十来万"))
    assert outcome.state == "saved"
    assert (stored(form).amount_total, stored(form).unread) == (Decimal("250000.00"), {})


def test_a_narrative_that_is_too_long_is_kept_whole(form, office):
    text = "长" * 20_001
    (outcome,) = apply(form, office.filler, put("narratives.remarks", text))
    assert (outcome.state, outcome.message) == ("unread", "写了 20001 个字，最多 20000 个字，请删减")
    assert text_at(stored(form), "narratives.remarks") == text


def test_emoji_and_markup_are_stored_as_typed(form, office):
    text = "完成😀 <b>三</b> 次 & =1+1"
    apply(form, office.filler, put("narratives.remarks", text))
    assert stored(form).remarks == text


@pytest.mark.parametrize("path", ["unit.name", "fiscal_year", "narratives.nothing", "status", "amounts.fiscal", "x[y]"])
def test_places_that_the_form_does_not_have_are_refused(form, office, path):
    (outcome,) = apply(form, office.filler, put(path, "1"))
    assert (outcome.state, outcome.message) == ("refused", "本表没有这一栏，内容未存")
    assert stored(form).revision == form.revision


# --- Two writers


def test_a_changed_cell_is_not_overwritten_and_both_texts_are_known(form, office):
    apply(form, office.filler, put("narratives.remarks", "甲的"))
    (outcome,) = apply(form, office.colleague, put("narratives.remarks", "乙的"))
    assert (outcome.state, outcome.text, outcome.by) == ("conflict", "甲的", "林晓舟")
    assert outcome.at
    assert stored(form).remarks == "甲的"


def test_the_same_text_of_two_writers_is_no_conflict(form, office):
    apply(form, office.filler, put("narratives.remarks", "一样"))
    (outcome,) = apply(form, office.colleague, put("narratives.remarks", "一样"))
    assert outcome.state == "saved"


def test_a_decision_for_the_own_text_is_stored(form, office):
    apply(form, office.filler, put("narratives.remarks", "甲的"))
    (outcome,) = apply(form, office.colleague, put("narratives.remarks", "乙的", "甲的"))
    assert (outcome.state, stored(form).remarks) == ("saved", "乙的")


def test_other_cells_of_a_batch_are_stored_beside_a_conflict(form, office):
    apply(form, office.filler, put("narratives.remarks", "甲的"))
    outcomes = apply(
        form, office.colleague, put("narratives.remarks", "乙的"), put("project.phone", "5550199", "5550126")
    )
    assert [outcome.state for outcome in outcomes] == ["conflict", "saved"]
    assert stored(form).phone == "5550199"


# --- The same edit again


def test_an_edit_sent_twice_is_harmless(form, office):
    edit = put("amounts.total", "30万元", "20")
    apply(form, office.filler, edit)
    revision = stored(form).revision
    (outcome,) = apply(form, office.filler, edit)
    assert (outcome.state, outcome.text, stored(form).revision) == ("saved", "30", revision)


def test_an_edit_that_grew_while_its_answer_was_lost_is_no_conflict(form, office):
    apply(form, office.filler, put("amounts.total", "30万元", "20"))
    (outcome,) = apply(form, office.filler, put("amounts.total", "31", "20", sent=("30万元",)))
    assert (outcome.state, stored(form).amount_total) == ("saved", Decimal("310000.00"))


def test_a_text_of_somebody_else_is_a_conflict_whatever_was_sent_before(form, office):
    apply(form, office.colleague, put("narratives.remarks", "乙的"))
    (outcome,) = apply(form, office.filler, put("narratives.remarks", "甲的二", "", sent=("甲的一",)))
    assert (outcome.state, outcome.text) == ("conflict", "乙的")


# --- Rows


def test_a_row_is_added_behind_its_neighbour_in_the_order_of_the_tree(form, office):
    first = next(row for row in rows(form) if row.level3 == "制片数量")
    key = str(uuid4())
    apply(
        form,
        office.filler,
        Edit("1", "add", f"indicators[{key}]", after=str(first.key), values=QUANTITY),
        put(f"indicators[{key}].level3", "课件时长"),
        put(f"indicators[{key}].target", ">=90分钟"),
    )
    names = [row.level3 for row in rows(form)]
    assert names == ["预算执行率", "制片数量", "课件时长", "审片次数", "管理模式健全性"]


def test_adding_a_row_twice_adds_one(form, office):
    add = Edit("1", "add", f"indicators[{uuid4()}]", after="", values=QUALITY)
    apply(form, office.filler, add)
    apply(form, office.filler, add)
    assert len(rows(form)) == 5


def test_a_row_is_moved_within_its_category(form, office):
    second = next(row for row in rows(form) if row.level3 == "审片次数")
    apply(form, office.filler, Edit("1", "move", row_path(second), after="", values=QUANTITY))
    assert [row.level3 for row in rows(form)] == ["预算执行率", "审片次数", "制片数量", "管理模式健全性"]


def test_a_row_is_moved_to_another_category(form, office):
    row = next(row for row in rows(form) if row.level3 == "制片数量")
    apply(form, office.filler, Edit("1", "move", row_path(row), after="", values=QUALITY))
    assert [(row.level2, row.level3) for row in rows(form)] == [
        ("投入管理", "预算执行率"),
        ("数量", "审片次数"),
        ("质量", "制片数量"),
        ("长效管理", "管理模式健全性"),
    ]


def test_a_row_is_removed_with_the_texts_kept_for_it(form, office):
    row = rows(form)[0]
    apply(form, office.filler, put(row_path(row, "level3"), "长" * 501, row.level3))
    assert stored(form).unread
    apply(form, office.filler, Edit("1", "remove", row_path(row)))
    assert (len(rows(form)), stored(form).unread) == (3, {})


def test_removing_a_row_twice_is_harmless(form, office):
    row = rows(form)[0]
    remove = Edit("1", "remove", row_path(row), values={"level3": row.level3, "target": row.target})
    assert [apply(form, office.filler, remove)[0].state for _ in range(2)] == ["saved", "saved"]


def test_a_row_that_somebody_changed_is_not_removed(form, office):
    row = rows(form)[0]
    apply(form, office.colleague, put(row_path(row, "target"), "=99%", "=100%"))
    remove = Edit("1", "remove", row_path(row), values={"level3": row.level3, "target": "=100%"})
    (outcome,) = apply(form, office.filler, remove)
    assert (outcome.state, outcome.message, outcome.by) == ("conflict", "他人改了这一行，没有删除", "高若文")
    assert outcome.values == {"level3": row.level3, "target": "=99%"}
    assert len(rows(form)) == 4


def test_an_edit_of_a_row_that_somebody_removed_says_so(form, office):
    row = rows(form)[0]
    apply(form, office.colleague, Edit("1", "remove", row_path(row)))
    outcomes = apply(
        form, office.filler, put(row_path(row, "target"), "=99%", "=100%"), Edit("2", "move", row_path(row), after="")
    )
    assert [(o.state, o.gone, o.message, o.by) for o in outcomes] == [
        ("conflict", True, "这一行已被他人删除", "高若文")
    ] * 2


def test_a_removed_row_can_be_brought_back_with_its_texts(form, office):
    row = rows(form)[1]
    apply(form, office.filler, Edit("1", "remove", row_path(row)))
    apply(
        form,
        office.filler,
        Edit("2", "add", row_path(row), after=str(rows(form)[0].key), values=QUANTITY),
        put(row_path(row, "level3"), row.level3),
        put(row_path(row, "target"), row.target),
    )
    assert [(each.level3, each.target) for each in rows(form)][1] == ("制片数量", ">=5部")


@pytest.mark.parametrize(
    "path", ["indicators[1].target", "indicators[xyz]", "procurements[{}]", "indicators[{}].position", "indicators[{}"]
)
def test_rows_that_the_form_cannot_have_are_refused(form, office, path):
    path = path.format(uuid4())
    outcomes = apply(form, office.filler, put(path, "1"), Edit("2", "add", path, values=QUANTITY))
    assert [outcome.state for outcome in outcomes] == ["refused", "refused"]
    assert len(rows(form)) == 4


# --- Who may


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.DEPARTMENT_APPROVED, Status.FINANCE_APPROVED, Status.ISSUED]
)
def test_nothing_is_written_once_the_form_has_moved_on(office, status):
    form = make_form(office.unit, status=status)
    with pytest.raises(Forbidden) as refusal:
        apply(form, office.filler, put("narratives.remarks", "晚了"))
    assert refusal.value.message == f"此表现为“{status.label}”，不能修改；需要修改请先撤回或由审核人退回"
    assert stored(form).remarks == ""


def test_a_returned_form_can_be_written_again(office):
    form = make_form(office.unit, status=Status.RETURNED)
    (outcome,) = apply(form, office.filler, put("narratives.remarks", "改好了"))
    assert outcome.state == "saved"


@pytest.mark.parametrize("role", ["unit_reviewer", "department_reviewer", "finance_reviewer", "admin", "reader"])
def test_only_fillers_write(form, office, role):
    with pytest.raises(Forbidden):
        apply(form, getattr(office, role), put("narratives.remarks", "越权"))


def test_a_filler_of_another_unit_writes_nothing(form):
    with pytest.raises(Forbidden):
        apply(form, make_person("stranger"), put("narratives.remarks", "越权"))


def test_whoever_writes_becomes_an_editor(form, office):
    apply(form, office.colleague, put("narratives.remarks", "一"))
    assert list(form.editors.all()) == [office.colleague]


def test_the_search_text_follows_names_and_indicators(form, office):
    row = rows(form)[0]
    apply(
        form,
        office.filler,
        put("project.name", "数字档案", "党员教育课件"),
        put(row_path(row, "level3"), "到位率", row.level3),
    )
    assert {"数字档案", "shuzidangan", "szda", "到位率"} <= set(stored(form).search_text.split("\n"))


def test_an_empty_batch_changes_nothing(form, office):
    assert apply(form, office.filler) == []
    assert stored(form).revision == form.revision


def test_a_document_edit_and_an_untouched_copy_agree(form, office):
    """Writing every cell with the text it shows changes nothing."""
    form = stored(form)
    cells = [cell for cell in form.layout.cells() if cell.field.editable]
    edits = [put(cell.path, text_at(form, cell.path), text_at(form, cell.path)) for cell in cells]
    outcomes = apply(form, office.filler, *(replace(edit, id=edit.path) for edit in edits))
    assert {outcome.state for outcome in outcomes} == {"saved"}
    assert stored(form).revision == form.revision


def test_a_table_that_is_full_takes_no_more_rows(form, office):
    IndicatorLine.objects.bulk_create(IndicatorLine(form=form, position=9) for _ in range(MOST_ROWS - len(rows(form))))
    (outcome,) = apply(form, office.filler, Edit("1", "add", f"indicators[{uuid4()}]", values={"level3": "太多"}))
    assert (outcome.state, outcome.message) == ("refused", "这张表已有 2000 行，不能再加，内容未存")
    assert len(rows(form)) == MOST_ROWS
