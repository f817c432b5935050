from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import PerformanceForm, Status
from projects.remarks import add
from projects.workflow import Action
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db

INBOX = reverse("projects:review-inbox")


@pytest.fixture
def office() -> Office:
    return make_office()


def named(name: str) -> Any:
    document = make_document()
    return replace(document, project=replace(document.project, name=name))


def desk(client: Client, user: Any, form: PerformanceForm, **query: str) -> str:
    client.force_login(user)
    response = client.get(reverse("projects:review-desk", args=[form.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


def again(office: Office, name: str) -> PerformanceForm:
    """A form that came back once."""
    form = make_form(office.unit, named(name))
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请核对。")
    type_into(form, "narratives.annual_goal", "制片不少于6部。", office.filler)
    take(form, Action.SUBMIT, office.filler)
    return form


def test_the_inbox_lists_what_waits_with_its_sum(client: Client, office: Office) -> None:
    for name in ("甲", "乙"):
        make_form(office.unit, named(name), status=Status.SUBMITTED)
    make_form(office.unit, named("丙"))
    client.force_login(office.department_reviewer)
    html = client.get(INBOX).content.decode()
    assert re.findall(r'<th scope="row"><a href="[^"]+">(.)</a>', html) == ["甲", "乙"]
    assert "待审 2" in html
    assert "24.01</b> 万元" in html


def test_the_inbox_filters_what_came_back(client: Client, office: Office) -> None:
    form = again(office, "再次")
    make_form(office.unit, named("初次"), status=Status.SUBMITTED)
    client.force_login(office.department_reviewer)
    html = client.get(INBOX, {"only": "again"}).content.decode()
    assert "再次送审 1" in html
    assert "初次" not in html
    assert reverse("projects:review-desk", args=[form.pk]) + "?only=again" in html


def test_an_empty_inbox_says_what_belongs_there(client: Client, office: Office) -> None:
    for user in (office.finance_reviewer, office.filler, office.reader):
        client.force_login(user)
        response = client.get(INBOX)
        assert response.status_code == 200
        assert "没有等您审核的表" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_takes_as_many_queries_for_three_forms_as_for_one(
    client: Client, office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_form(office.unit, named(f"项目{number}"), status=Status.SUBMITTED)
    client.force_login(office.department_reviewer)
    client.get(INBOX)
    with django_assert_num_queries(15):
        client.get(INBOX)


def test_the_desk_shows_queue_paper_and_decision(client: Client, office: Office) -> None:
    form, other = (make_form(office.unit, named(name), status=Status.SUBMITTED) for name in ("甲", "乙"))
    html = desk(client, office.department_reviewer, form)
    assert reverse("projects:review-desk", args=[other.pk]) in html
    assert "2020年部门项目支出预算绩效目标申报表" in html
    for step in ("return", "approve"):
        assert f'formaction="{reverse("projects:form-move", args=[form.pk, step])}"' in html
    assert "通过，看下一张" in html
    assert "下达“" not in html


def test_a_second_review_starts_with_what_changed(client: Client, office: Office) -> None:
    form = again(office, "再次")
    assert 'data-tab="changes"' in desk(client, office.department_reviewer, form)
    assert 'data-tab="paper"' in desk(client, office.department_reviewer, form, tab="paper")
    first = make_form(office.unit, named("初次"), status=Status.SUBMITTED)
    assert 'data-tab="paper"' in desk(client, office.department_reviewer, first)


def test_finance_issues_what_has_passed(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.FINANCE_APPROVED)
    html = desk(client, office.finance_reviewer, form)
    assert f'formaction="{reverse("projects:form-move", args=[form.pk, "issue"])}"' in html
    assert "下达“党员教育课件”？" in html


def test_whose_turn_it_is_not_is_told_why(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    html = desk(client, office.finance_reviewer, form)
    assert "formaction" not in html
    assert "只有主管部门审核人可以审核通过" in html


def test_others_than_reviewers_have_no_desk(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    for user in (office.filler, office.unit_reviewer, office.admin, office.reader):
        client.force_login(user)
        response = client.get(reverse("projects:review-desk", args=[form.pk]))
        assert response.status_code == 403
        assert "只有主管部门和财政的审核人可以打开审核台" in response.content.decode()


def test_a_form_of_another_scope_has_no_desk(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    client.force_login(make_office("外县", tag="-2").finance_reviewer)
    assert client.get(reverse("projects:review-desk", args=[form.pk])).status_code == 404


def test_the_opinions_of_this_round_are_at_hand(client: Client, office: Office) -> None:
    form = again(office, "再次")
    take(form, Action.APPROVE, office.department_reviewer, "已按意见修改，同意。")
    html = desk(client, office.finance_reviewer, form, tab="paper")
    assert "已按意见修改，同意。" in html
    assert "请核对。" not in html


def test_open_remarks_are_offered_for_the_return(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    assert "with_remarks" not in desk(client, office.department_reviewer, form)
    add(form, "project.nature", "请核对。", office.department_reviewer)
    assert "退回时附上未了结的批注 1 条" in desk(client, office.department_reviewer, form)


def test_a_remark_can_be_opened_by_its_address_alone(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    html = desk(client, office.department_reviewer, form, comment="project.nature", tab="paper")
    assert 'aria-label="批注：项目性质"' in html
    assert f'action="{reverse("projects:comment-add", args=[form.pk])}"' in html
