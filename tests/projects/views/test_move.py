from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from projects.models import FormEvent, PerformanceForm, Status
from projects.remarks import add
from projects.workflow import Action
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def named(name: str) -> Any:
    document = make_document()
    return replace(document, project=replace(document.project, name=name))


def post(client: Client, user: Any, form: PerformanceForm, action: str, **data: Any) -> Any:
    client.force_login(user)
    sent = {"revision": PerformanceForm.objects.get(pk=form.pk).revision, **data}
    return client.post(reverse("projects:form-move", args=[form.pk, action]), sent)


def told(response: HttpResponse) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def status(form: PerformanceForm) -> str:
    return PerformanceForm.objects.get(pk=form.pk).status


def test_submitting_leads_to_the_form(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    response = post(client, office.filler, form, "submit")
    assert (response.status_code, response.url) == (302, reverse("projects:form-detail", args=[form.pk]))
    assert told(response) == ["已送审“党员教育课件”，内容已锁定；审核前可以撤回。"]
    assert status(form) == Status.SUBMITTED


def test_an_incomplete_form_is_sent_to_its_check(client: Client, office: Office) -> None:
    form = make_form(office.unit, make_document(indicators=()))
    response = post(client, office.filler, form, "submit")
    assert (response.status_code, response.url) == (302, reverse("projects:form-check", args=[form.pk]))
    assert "处需要改正" in told(response)[0]
    assert status(form) == Status.DRAFT


def test_withdrawing_leads_back_to_filling_in(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    response = post(client, office.filler, form, "withdraw")
    assert (response.status_code, response.url) == (302, reverse("projects:form-fill", args=[form.pk]))
    assert status(form) == Status.DRAFT


def test_a_return_without_an_opinion_comes_back_with_the_reason(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    response = post(client, office.department_reviewer, form, "return", origin="desk", opinion="  ")
    assert response.status_code == 422
    assert "退回要写意见，请写明需要修改什么" in response.content.decode()
    assert status(form) == Status.SUBMITTED


def test_a_return_takes_the_open_remarks_along(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    add(form, "project.nature", "请核对。", office.department_reviewer)
    settled = add(form, "project.phone", "号码不全。", office.department_reviewer)
    settled.state = "resolved"
    settled.save()
    post(client, office.department_reviewer, form, "return", opinion="请修改。", with_remarks="on")
    event = FormEvent.objects.get(form=form, action="return")
    assert event.opinion == "请修改。\n批注 1 条：\n1. 项目性质：请核对。"


def test_remarks_do_not_go_into_an_approval(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    add(form, "project.nature", "请核对。", office.department_reviewer)
    post(client, office.department_reviewer, form, "approve", opinion="同意。", with_remarks="on")
    assert FormEvent.objects.get(form=form, action="approve").opinion == "同意。"


def test_from_the_desk_the_next_form_of_the_queue_follows(client: Client, office: Office) -> None:
    first, second = (make_form(office.unit, named(name), status=Status.SUBMITTED) for name in ("甲", "乙"))
    response = post(client, office.department_reviewer, first, "approve", origin="desk")
    assert response.url == reverse("projects:review-desk", args=[second.pk])
    assert told(response) == ["已通过“甲”。"]
    response = post(client, office.department_reviewer, second, "approve", origin="desk")
    assert response.url == reverse("projects:review-inbox")


def test_the_filter_of_the_queue_is_kept(client: Client, office: Office) -> None:
    forms = [make_form(office.unit, named(name)) for name in ("甲", "乙", "丙")]
    make_form(office.unit, named("初次"), status=Status.SUBMITTED)
    for form in forms[:2]:
        take(form, Action.SUBMIT, office.filler)
        take(form, Action.WITHDRAW, office.filler)
        take(form, Action.SUBMIT, office.filler)
    response = post(client, office.department_reviewer, forms[0], "approve", origin="desk", only="again")
    assert response.url == reverse("projects:review-desk", args=[forms[1].pk]) + "?only=again"


def test_a_second_click_changes_nothing(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    first = post(client, office.department_reviewer, form, "approve")
    assert told(first) == ["已通过“党员教育课件”。"]
    second = post(client, office.department_reviewer, form, "approve", revision=form.revision)
    assert (second.status_code, second.url) == (302, first.url)
    assert FormEvent.objects.filter(form=form, action="approve").count() == 1


def test_whoever_comes_late_sees_what_happened_and_keeps_the_opinion(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    seen = form.revision
    take(form, Action.RETURN, office.department_reviewer, "请补充测算。")
    take(form, Action.SUBMIT, office.filler)
    response = post(
        client, office.department_reviewer, form, "approve", revision=seen, origin="desk", opinion="目标<明确>，同意。"
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "此表刚刚被改动过" in html
    assert "周明远 退回：请补充测算。" in html
    assert "目标&lt;明确&gt;，同意。</textarea>" in html
    assert f'name="revision" value="{form.revision}"' in html
    assert status(form) == Status.SUBMITTED


def test_an_opinion_is_shown_where_it_cannot_be_sent_any_more(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    seen = form.revision
    take(form, Action.WITHDRAW, office.filler)
    response = post(
        client, office.department_reviewer, form, "return", revision=seen, origin="desk", opinion="请核对。"
    )
    assert response.status_code == 409
    assert "您写的意见没有发出：请核对。" in response.content.decode()


def test_a_filler_who_comes_late_sees_what_others_changed(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    type_into(form, "narratives.remarks", "单价提高。", office.colleague)
    type_into(form, "project.phone", "5550199", office.filler)
    response = post(client, office.filler, form, "submit", revision=0)
    html = response.content.decode()
    assert response.status_code == 409
    assert "高若文 改了“需要说明的其他问题”" in html
    assert "改了“联系电话”" not in html


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 40, "１"])
def test_a_revision_that_is_none_is_out_of_date(client: Client, office: Office, revision: str) -> None:
    form = make_form(office.unit)
    assert post(client, office.filler, form, "submit", revision=revision).status_code == 409
    assert status(form) == Status.DRAFT


def test_who_may_not_is_told_why(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    response = post(client, office.finance_reviewer, form, "approve", opinion="同意。")
    assert response.status_code == 403
    assert "只有主管部门审核人可以审核通过" in response.content.decode()


def test_nobody_approves_what_they_filled_in(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED, edited_by=[office.department_reviewer])
    response = post(client, office.department_reviewer, form, "approve")
    assert response.status_code == 403
    assert "您填写过此表" in response.content.decode()


def test_unknown_steps_and_foreign_forms_do_not_exist(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    assert post(client, office.filler, form, "publish").status_code == 404
    other = make_office("外县", tag="-2")
    assert post(client, other.filler, form, "submit").status_code == 404


def test_steps_are_taken_by_post_only(client: Client, office: Office) -> None:
    form = make_form(office.unit)
    client.force_login(office.filler)
    assert client.get(reverse("projects:form-move", args=[form.pk, "submit"])).status_code == 405


def test_an_endless_opinion_is_refused_and_kept(client: Client, office: Office) -> None:
    form = make_form(office.unit, status=Status.SUBMITTED)
    response = post(client, office.department_reviewer, form, "return", origin="desk", opinion="字" * 4001)
    assert response.status_code == 422
    assert "最多 4000 个字" in response.content.decode()
    assert "字" * 4001 in response.content.decode()
