"""The page on which a form is filled in, as the server draws it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from projects.document import Indicator
from projects.drafts import Edit, apply_edits
from projects.layouts import latest_layout
from projects.lifecycle import move
from projects.models import Status
from projects.remarks import add
from projects.workflow import Action
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit)


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def fill(client, form, query=""):
    return client.get(reverse("projects:form-fill", args=[form.pk]) + query)


def text_of(markup):
    return re.sub(r"\s+", "", re.sub(r"<[^>]*>", "", markup))


def test_every_label_and_column_of_the_layout_is_on_the_page(filler, form):
    page = text_of(fill(filler, form).content.decode())
    layout = latest_layout("weihai")
    labels = [cell.label for cell in layout.cells()]
    heads = [column.head for table in layout.tables() for column in table.columns]
    assert [label for label in labels + heads if label not in page] == []
    assert "2020年部门项目支出预算绩效目标申报表" in page
    assert "金额单位：万元" in page


def test_every_cell_that_can_be_written_has_its_control_and_text(filler, form):
    page = fill(filler, form).content.decode()
    cells = [cell for cell in latest_layout("weihai").cells() if cell.field.editable]
    assert [cell.path for cell in cells if f'data-cell="{cell.path}"' not in page] == []
    assert 'data-cell="unit.name"' not in page
    assert ">制作课件。\n供全区学习。</textarea>" in page
    assert 'value="12.005"' in page
    assert 'data-text="[30299]其他商品和服务支出, [31003]专用设备购置"' in page


def test_the_whole_tree_is_there_with_its_blank_categories(filler, form):
    page = fill(filler, form).content.decode()
    rows = re.findall(r'<tr class="blank-row" data-blank="([^"]+)"\s+(hidden)?', page)
    assert len(rows) == 20
    assert [hidden for _, hidden in rows].count("hidden") == 3
    assert page.count("data-row=") == 4 + 1  # and the prototype


def test_rows_that_hang_on_no_branch_follow_at_the_end(filler, office):
    strange = Indicator(level1="产出目标", level2="没有的二级", level3="外来的", target="1个")
    page = fill(filler, make_form(office.unit, make_document(indicators=(strange,)))).content.decode()
    assert page.index("没有的二级") > page.index("其它")
    assert "在“没有的二级”下再加一行" not in page


def test_text_that_could_not_be_read_stands_in_its_cell_with_the_reason(filler, form, office):
    apply_edits(form.pk, [Edit("1", "set", "project.end_date", "年底", "2020-12-31")], office.filler)
    page = fill(filler, form).content.decode()
    assert 'value="年底"' in page
    assert 'data-message="“年底”不是日期，请写成 2020-01-31 这样"' in page


def test_a_choice_that_the_list_lacks_is_kept(filler, form, office):
    apply_edits(form.pk, [Edit("1", "set", "project.nature", "阶段性项目", "经常性项目")], office.filler)
    assert re.search(r'<option value="阶段性项目" selected>', fill(filler, form).content.decode())


def test_typed_markup_is_shown_as_text(filler, form, office):
    row = form.indicatorlines.first()
    texts = {
        "narratives.remarks": "</textarea><script>alert(1)</script>",
        "project.phone": '"><img src=x onerror=alert(1)>',
        "amounts.prior_year_executed": '" onfocus="alert(1)',
        "project.functional_subjects": "[1]<i>甲</i>",
    }
    bases = {"project.phone": "5550126", "project.functional_subjects": "[2013699]其他共产党事务支出"}
    edits = [Edit(path, "set", path, text, bases.get(path, "")) for path, text in texts.items()]
    edits.append(Edit("x", "set", f"indicators[{row.key}].target", "<b>=100%</b>", row.target))
    outcomes = apply_edits(form.pk, edits, office.filler)[1]
    assert {outcome.state for outcome in outcomes} == {"saved", "unread"}
    page = fill(filler, form).content.decode()
    assert not re.search(r"<script>alert|<img src=x|<b>=100%|<i>甲|\" onfocus=\"alert", page)


def test_remarks_stand_at_their_cells_and_in_the_panel(filler, office):
    form = make_form(office.unit, status=Status.RETURNED)
    row = form.indicatorlines.get(level3="制片数量")
    add(form, "project.nature", "请核对性质。", office.department_reviewer)
    add(form, f"indicators[{row.key}].target", "比去年少。", office.department_reviewer)
    response = fill(filler, form)
    page = response.content.decode()
    assert [(remark.place, remark.label) for remark in response.context["remarks"]] == [
        ("project.nature", "项目性质"),
        (f"indicators[{row.key}].target", "制片数量 · 年度目标值"),
    ]
    assert page.count("请核对性质。") >= 2
    assert f'data-notes-of="{row.key}"' in page
    assert page.count("thread-form") == 2


def test_a_check_lists_what_is_wrong_beside_the_sheet(filler, office):
    form = make_form(office.unit, make_document(indicators=()))
    [errors, *_] = fill(filler, form, "?check").context["finding_groups"]
    assert errors.severity == "error"
    assert {concern.place.target for concern in errors.concerns} == {"indicators"}


@pytest.mark.parametrize("role", ["unit_reviewer", "department_reviewer", "finance_reviewer", "admin", "reader"])
def test_who_cannot_fill_in_reads_the_form_instead(client, form, office, role):
    client.force_login(getattr(office, role))
    assert fill(client, form).url == reverse("projects:form-detail", args=[form.pk])


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.ISSUED])
def test_a_form_that_has_moved_on_is_read_instead(filler, office, status):
    form = make_form(office.unit, status=status)
    assert fill(filler, form).url == reverse("projects:form-detail", args=[form.pk])


def test_going_back_never_shows_an_older_text(filler, form):
    assert "no-store" in fill(filler, form).headers["Cache-Control"]


def test_the_page_takes_a_fixed_number_of_queries(filler, form, django_assert_num_queries):
    fill(filler, form)  # keeps the report
    with django_assert_num_queries(15):
        response = fill(filler, form)
    assert len(response.content) < 120_000


def test_a_returned_form_says_why_above_the_sheet(filler, form, office):
    move(form.pk, Action.SUBMIT, office.filler, revision=form.revision)
    move(form.pk, Action.RETURN, office.department_reviewer, revision=form.revision + 1, opinion="请补<部数>。")
    page = fill(filler, form).content.decode()
    assert "退回意见" in page
    assert "请补&lt;部数&gt;。" in page
