from __future__ import annotations

import pytest

from projects.drafts import Edit, apply_edits
from projects.lifecycle import Forbidden, Refused
from projects.models import CommentState, FieldComment, PerformanceForm, Status
from projects.remarks import (
    LONGEST_OPINION,
    LONGEST_REMARK,
    add,
    answer,
    by_place,
    current_path,
    find_place,
    opinion_with_remarks,
    place_of,
    remarks_on,
    resolve,
    visible_remarks,
)
from projects.storage import lines_of
from tests.factories import Office, make_form, make_office, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    return make_form(office.unit, status=Status.SUBMITTED)


def row_place(form: PerformanceForm, index: int, member: str) -> str:
    return f"indicators[{lines_of(form, 'indicators')[index].key}].{member}"


def test_a_remark_quotes_what_the_cell_says(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "amounts.current_year", " 请核对。\r\n ", office.department_reviewer)
    assert (remark.path, remark.row_key, remark.quoted, remark.text) == (
        "amounts.current_year",
        None,
        "12.005",
        "请核对。",
    )
    assert (remark.state, remark.author) == (CommentState.OPEN, office.department_reviewer)


def test_a_remark_on_a_row_keeps_the_key_of_the_row(office: Office, form: PerformanceForm) -> None:
    place = row_place(form, 1, "target")
    remark = add(form, place, "请写上限。", office.finance_reviewer)
    assert (remark.path, remark.quoted) == ("indicators[1].target", ">=5部")
    assert place_of(remark) == place


def test_a_remark_stays_with_its_row_when_rows_move(office: Office) -> None:
    form = make_form(office.unit)
    place = row_place(form, 1, "target")
    remark = add(form, place, "请写上限。", office.finance_reviewer)
    last = lines_of(form, "indicators")[2].key
    apply_edits(form.pk, [Edit("1", "move", place.removesuffix(".target"), after=str(last))], office.filler)
    assert current_path(remark, PerformanceForm.objects.get(pk=form.pk)) == "indicators[2].target"


def test_a_remark_outlives_its_row(office: Office) -> None:
    form = make_form(office.unit)
    place = row_place(form, 1, "target")
    remark = add(form, place, "请写上限。", office.finance_reviewer)
    apply_edits(form.pk, [Edit("1", "remove", place.removesuffix(".target"))], office.filler)
    form = PerformanceForm.objects.get(pk=form.pk)
    assert current_path(remark, form) is None
    assert by_place(remarks_on(form)) == {place: [remark]}


def test_a_row_without_content_is_no_place(office: Office) -> None:
    form = make_form(office.unit)
    for member in ("level3", "target"):
        type_into(form, row_place(form, 0, member), "", office.filler)
    form = PerformanceForm.objects.get(pk=form.pk)
    assert find_place(form, row_place(form, 0, "level3")) is None
    found = find_place(form, row_place(form, 1, "level3"))
    assert found is not None
    assert (found.path, found.label) == ("indicators[0].level3", "三级指标")


def test_the_unit_is_a_place_too(form: PerformanceForm) -> None:
    found = find_place(form, "unit.name")
    assert found is not None
    assert (found.label, found.text) == ("预算单位", "组织部")


@pytest.mark.parametrize(
    "place",
    [
        "",
        "project.leader",  # not on this layout
        "indicators",
        "indicators[0].target",  # rows are named by their key
        "indicators[00000000-0000-0000-0000-000000000000].target",
        "indicators[------------------------------------].target",
        "procurements[00000000-0000-0000-0000-000000000000].item",
        "status",
        "<b>",
    ],
)
def test_other_places_are_refused(office: Office, form: PerformanceForm, place: str) -> None:
    with pytest.raises(Refused, match="本表没有这一栏"):
        add(form, place, "请核对。", office.finance_reviewer)
    assert not FieldComment.objects.exists()


def test_a_member_that_the_table_does_not_show_is_refused(office: Office, form: PerformanceForm) -> None:
    with pytest.raises(Refused):
        add(form, row_place(form, 0, "description"), "请核对。", office.finance_reviewer)


@pytest.mark.parametrize(
    ("text", "message"), [(" \n", "批注还是空的"), ("字" * (LONGEST_REMARK + 1), "最多 2000 个字")]
)
def test_blank_and_endless_remarks_are_refused(office: Office, form: PerformanceForm, text: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        add(form, "project.nature", text, office.finance_reviewer)


def test_only_reviewers_write_remarks(office: Office, form: PerformanceForm) -> None:
    for person in (office.filler, office.admin, office.reader):
        with pytest.raises(Forbidden):
            add(form, "project.nature", "请核对。", person)


def test_an_issued_form_gets_no_remarks(office: Office) -> None:
    form = make_form(office.unit, status=Status.ISSUED)
    with pytest.raises(Forbidden, match="下达前"):
        add(form, "project.nature", "请核对。", office.finance_reviewer)


def test_the_filler_answers_once(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "project.nature", "请核对。", office.finance_reviewer)
    answered = answer(remark.pk, "已改。", office.filler)
    assert (answered.answer, answered.answered_by, answered.state) == ("已改。", office.filler, CommentState.ANSWERED)
    with pytest.raises(Refused, match="已答复"):
        answer(remark.pk, "又改。", office.colleague)
    remark.refresh_from_db()
    assert remark.answer == "已改。"


def test_a_blank_answer_is_refused(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "project.nature", "请核对。", office.finance_reviewer)
    with pytest.raises(Refused, match="答复还是空的"):
        answer(remark.pk, "  ", office.filler)


def test_reviewers_settle_and_fillers_do_not(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "project.nature", "请核对。", office.finance_reviewer)
    with pytest.raises(Forbidden):
        resolve(remark.pk, office.filler)
    assert resolve(remark.pk, office.department_reviewer).state == CommentState.RESOLVED
    assert resolve(remark.pk, office.department_reviewer).state == CommentState.RESOLVED


def test_reviewers_do_not_answer_themselves(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "project.nature", "请核对。", office.finance_reviewer)
    with pytest.raises(Forbidden):
        answer(remark.pk, "已改。", office.finance_reviewer)


def test_remarks_are_seen_in_their_scope_only(office: Office, form: PerformanceForm) -> None:
    remark = add(form, "project.nature", "请核对。", office.finance_reviewer)
    other = make_office("外县", tag="-2")
    assert list(visible_remarks(office.filler)) == [remark]
    assert list(visible_remarks(other.finance_reviewer)) == []


def test_an_opinion_takes_the_remarks_along(office: Office, form: PerformanceForm) -> None:
    remarks = [
        add(form, "project.nature", "请核对。", office.finance_reviewer),
        add(form, row_place(form, 1, "target"), "请写上限。", office.finance_reviewer),
    ]
    listed = "批注 2 条：\n1. 项目性质：请核对。\n2. 制片数量 · 年度目标值：请写上限。"
    assert opinion_with_remarks(form, " 请修改。 ", remarks) == f"请修改。\n{listed}"
    assert opinion_with_remarks(form, "", remarks) == listed
    assert opinion_with_remarks(form, "同意。", []) == "同意。"


def test_an_endless_opinion_is_refused(form: PerformanceForm) -> None:
    with pytest.raises(Refused, match="最多 4000 个字"):
        opinion_with_remarks(form, "字" * (LONGEST_OPINION + 1), [])
