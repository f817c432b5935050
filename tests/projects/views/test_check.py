"""核对送审."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from projects.document import Indicator, Narratives, ProjectFacts
from projects.drafts import Edit, apply_edits
from projects.models import Status
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def filler(client, office):
    client.force_login(office.filler)
    return client


def check(client, form):
    return client.get(reverse("projects:form-check", args=[form.pk]))


def listed(response):
    return [
        (each.place.section_title, each.place.label, each.message, each.place.target)
        for group in response.context["groups"]
        for each in group.concerns
    ]


def test_a_complete_form_can_be_sent_up_from_here(filler, office):
    form = make_form(office.unit)
    response = check(filler, form)
    page = response.content.decode()
    assert listed(response) == []
    assert "已核对，没有要改的地方" in page
    assert f'action="{reverse("projects:form-move", args=[form.pk, "submit"])}"' in page
    assert f'name="revision" value="{form.revision}"' in page
    assert [(stop.task, stop.place) for stop in response.context["stops"]] == [
        ("主管部门审核", "组织部"),
        ("财政审核", "临海区"),
        ("下达", "临海区"),
    ]


def test_everything_that_is_wrong_is_listed_at_once_with_links(filler, office):
    document = make_document(
        project=ProjectFacts(name="课件", start_date=date(2020, 5, 1), end_date=date(2020, 3, 1)),
        narratives=replace(make_document().narratives, overview=None),
        indicators=(Indicator(level1="产出目标", level2="数量", level3="制片数量"),),
    )
    form = make_form(office.unit, document)
    apply_edits(form.pk, [Edit("1", "set", "amounts.total", "很多", "20")], office.filler)
    row = form.indicatorlines.get()
    response = check(filler, form)
    assert [(section, label, target) for section, label, _, target in listed(response)] == [
        ("基本信息", "结束时间", "project.end_date"),
        ("资金", "项目总金额", "amounts.total"),
        ("项目内容", "项目概况", "narratives.overview"),
        ("绩效指标", "制片数量 · 年度目标值", f"indicators[{row.key}].target"),
    ]
    assert listed(response)[1][2] == "“很多”不是金额，请只填数字，例如 20 或 44.88（单位：万元）"
    page = response.content.decode()
    fill = reverse("projects:form-fill", args=[form.pk])
    assert f'href="{fill}?check#indicators[{row.key}].target"' in page
    assert "form-move" not in page
    assert reverse("projects:form-move", args=[form.pk, "submit"]) not in page


def test_a_form_without_indicators_leads_to_their_section(filler, office):
    form = make_form(office.unit, make_document(indicators=()))
    (problem,) = listed(check(filler, form))
    assert (problem[0], problem[3]) == ("绩效指标", "indicators")


def test_an_unread_text_of_a_row_is_named_by_its_number(filler, office):
    form = make_form(office.unit)
    row = form.indicatorlines.get(level3="审片次数")
    place = f"indicators[{row.key}].level3"
    apply_edits(form.pk, [Edit("1", "set", place, "长" * 501, "审片次数")], office.filler)
    (problem,) = listed(check(filler, form))
    assert problem == ("绩效指标", f"{'长' * 20}… · 三级指标", "写了 501 个字，最多 500 个字，请删减", place)


def test_the_summary_has_amounts_and_counts(filler, office):
    response = check(filler, make_form(office.unit))
    figures = [(f.label, f.text, f.unit) for f in (*response.context["amounts"], *response.context["counts"])]
    assert figures == [
        ("项目总金额", "20", "万元"),
        ("本年度预算申请金额", "12.005", "万元"),
        ("上年度项目预算金额", "9", "万元"),
        ("上年度项目执行数", "", "万元"),
        ("绩效指标", "4", "条"),
        ("有指标的二级指标", "3", "个，共 20 个"),
    ]


def test_typed_markup_is_shown_as_text(filler, office):
    narratives = Narratives(**dict.fromkeys(Narratives.__dataclass_fields__, "一") | {"basis": "<b>文号</b>"})
    page = check(filler, make_form(office.unit, make_document(narratives=narratives))).content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>文号" not in page


@pytest.mark.parametrize("role", ["reader", "finance_reviewer", "admin"])
def test_who_cannot_fill_in_reads_the_form_instead(client, office, role):
    form = make_form(office.unit)
    client.force_login(getattr(office, role))
    assert check(client, form).url == reverse("projects:form-detail", args=[form.pk])


def test_a_form_under_review_is_read_instead(filler, office):
    form = make_form(office.unit, status=Status.SUBMITTED)
    assert check(filler, form).url == reverse("projects:form-detail", args=[form.pk])


def test_the_page_takes_a_fixed_number_of_queries(filler, office, django_assert_num_queries):
    form = make_form(office.unit)
    check(filler, form)  # keeps the report
    with django_assert_num_queries(15):
        check(filler, form)
