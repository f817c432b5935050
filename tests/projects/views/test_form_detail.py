from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import PerformanceForm, RegionYear, Status
from projects.remarks import add
from projects.workflow import Action
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def page(client: Client, user: Any, form: PerformanceForm, **query: str) -> str:
    client.force_login(user)
    response = client.get(reverse("projects:form-detail", args=[form.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"#?]+)', html))


def actions(html: str) -> set[str]:
    return set(re.findall(r'action="([^"#?]+)', html))


def cell(html: str, path: str) -> str:
    """What the value cell at a path says, without its markup."""
    content = re.search(rf'data-path="{re.escape(path)}".*?<div class="value[^>]*>(.*?)</div>', html, re.DOTALL)
    assert content is not None
    return re.sub(r"\s*<a .*|<[^>]+>", "", content[1], flags=re.DOTALL).strip()


def test_everybody_in_scope_reads_the_paper(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    for user in (office.filler, office.unit_reviewer, office.department_reviewer, office.admin, office.reader):
        html = page(client, user, form)
        assert "2020年部门项目支出预算绩效目标申报表" in html
        assert cell(html, "amounts.current_year") == "12.005"
        assert cell(html, "amounts.prior_year_executed") == "未填"
        assert cell(html, "indicators[1].target") == "&gt;=5部"
        for extension in ("pdf", "xlsx", "json"):
            assert reverse("reports:paper-file", args=[form.pk, extension]) in links(html)


def test_other_scopes_do_not_find_the_form(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    client.force_login(make_office("外县", tag="-2").finance_reviewer)
    assert client.get(reverse("projects:form-detail", args=[form.pk])).status_code == 404


def test_an_issued_form_bears_the_other_title(client: Client, office: Office) -> None:
    html = page(client, office.reader, make_form(office.unit, status=Status.ISSUED))
    assert "2020年部门项目支出预算绩效目标下达表" in html


def test_the_filler_fills_in_a_draft_and_withdraws_what_was_submitted(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    html = page(client, office.filler, form)
    assert {reverse("projects:form-fill", args=[form.pk]), reverse("projects:form-check", args=[form.pk])} <= links(
        html
    )
    assert reverse("projects:form-move", args=[form.pk, "withdraw"]) not in actions(html)
    take(form, Action.SUBMIT, office.filler)
    html = page(client, office.filler, form)
    assert reverse("projects:form-fill", args=[form.pk]) not in links(html)
    assert reverse("projects:form-move", args=[form.pk, "withdraw"]) in actions(html)


def test_readers_are_offered_nothing_to_do(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    html = page(client, office.reader, form)
    assert not {link for link in actions(html) if "/move/" in link}
    assert reverse("projects:review-desk", args=[form.pk]) not in links(html)


def test_the_reviewer_is_sent_to_the_desk_when_it_is_their_turn(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    desk = reverse("projects:review-desk", args=[form.pk])
    assert desk in links(page(client, office.department_reviewer, form))
    assert desk not in links(page(client, office.finance_reviewer, form))


def test_the_deadline_that_counts_now_stands_out(client: Client, office: Office) -> None:
    RegionYear.objects.update(submit_by=date(2019, 11, 29), department_by=date(2019, 12, 6))
    draft = make_form(office.unit)
    submitted = make_form(office.unit, _named("乙"), status=Status.SUBMITTED)
    shown = re.compile(r"<dt>([^<]+)</dt>\s*<dd>(<b>)?(2019-[\d-]+)")
    assert shown.findall(page(client, office.reader, draft)) == [
        ("单位送审", "<b>", "2019-11-29"),
        ("主管部门审核", "", "2019-12-06"),
    ]
    assert shown.findall(page(client, office.reader, submitted)) == [
        ("单位送审", "", "2019-11-29"),
        ("主管部门审核", "<b>", "2019-12-06"),
    ]


def test_a_returned_form_says_why(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请补充测算依据。\n另附合同。")
    html = page(client, office.filler, form)
    assert "退回意见" in html
    assert "请补充测算依据。\n另附合同。" in html


def test_the_changes_tab_compares_with_what_was_submitted(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请核对。")
    type_into(form, "narratives.annual_goal", "制片不少于6部。", office.filler)
    html = page(client, office.filler, form, tab="changes")
    assert "与第 1 次送审相比" in html
    assert "制片不少于<del>5</del><ins>6</ins>部。" in html
    assert '<span class="change-mark">改</span>' in html
    assert "<del>" not in page(client, office.filler, form)


def test_a_first_submission_has_no_changes_to_show(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    assert "这是第一次送审" in page(client, office.reader, form, tab="changes")
    assert "还没有送审过" in page(client, office.reader, make_form(office.unit, _named("乙")), tab="changes")


def test_an_unknown_tab_is_the_paper(client: Client, office: Office) -> None:
    assert 'data-tab="paper"' in page(client, office.reader, make_form(office.unit), tab="<script>")


def test_typed_text_is_never_markup(client: Client, office: Office) -> None:
    document = make_document()
    evil = "<script>alert(1)</script>"
    document = replace(document, narratives=replace(document.narratives, overview=evil))
    form = make_form(office.unit, document, status=Status.SUBMITTED)
    add(form, "narratives.overview", f"{evil}甲", office.department_reviewer)
    for tab in ("paper", "remarks"):
        html = page(client, office.reader, form, tab=tab)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;甲" in html


def test_text_that_could_not_be_read_is_shown(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    type_into(form, "amounts.total", "二十万", office.filler)
    html = page(client, office.filler, form)
    assert cell(html, "amounts.total") == "二十万 不能识别，送审前要改写"


def test_remarks_are_written_by_reviewers_only(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    assert 'aria-label="批注：项目概况"' in page(client, office.department_reviewer, form)
    assert 'aria-label="批注：' not in page(client, office.filler, form)
    opened = page(client, office.department_reviewer, form, comment="narratives.overview")
    assert reverse("projects:comment-add", args=[form.pk]) in actions(opened)
    assert 'id="write-remark"' not in page(client, office.filler, form, comment="narratives.overview")


def test_the_filler_finds_the_remark_at_its_field(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    remark = add(form, "project.nature", "请核对性质。", office.department_reviewer)
    html = page(client, office.filler, form)
    assert html.index("经常性项目") < html.index("请核对性质。") < html.index("功能科目")
    assert reverse("projects:comment-answer", args=[remark.pk]) in actions(html)
    assert reverse("projects:comment-resolve", args=[remark.pk]) not in actions(html)


def test_settled_remarks_leave_the_paper_but_not_the_list(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    remark = add(form, "project.nature", "请核对性质。", office.department_reviewer)
    remark.state = "resolved"
    remark.save()
    assert "请核对性质。" not in page(client, office.filler, form)
    listed = page(client, office.filler, form, tab="remarks")
    assert "请核对性质。" in listed
    assert "已了结" in listed


@pytest.mark.parametrize("tab", ["paper", "changes", "findings", "remarks", "history"])
def test_the_number_of_queries_does_not_grow_with_the_form(
    client: Client, office: Office, django_assert_max_num_queries: Any, tab: str
) -> None:
    document = make_document()
    form = make_form(office.unit, replace(document, indicators=document.indicators * 10))
    take(form, Action.SUBMIT, office.filler)
    for place in ("project.nature", "project.phone", "narratives.overview"):
        add(form, place, "请核对。", office.department_reviewer)
    client.force_login(office.department_reviewer)
    client.get(reverse("projects:form-detail", args=[form.pk]))  # keeps the report
    with django_assert_max_num_queries(34):
        client.get(reverse("projects:form-detail", args=[form.pk]), {"tab": tab})


def _named(name: str) -> Any:
    document = make_document()
    return replace(document, project=replace(document.project, name=name))
