from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import CommentState, FieldComment, PerformanceForm, Status
from projects.remarks import add
from tests.factories import Office, make_form, make_office

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    return make_form(office.unit, status=Status.SUBMITTED)


@pytest.fixture
def remark(form: PerformanceForm, office: Office) -> FieldComment:
    return add(form, "project.nature", "请核对。", office.department_reviewer)


def write(client: Client, user: Any, form: PerformanceForm, **data: str) -> Any:
    headers = HTMX if data.pop("htmx", "") else {}
    client.force_login(user)
    return client.post(
        reverse("projects:comment-add", args=[form.pk]),
        {"path": "project.nature", "text": "请核对。", **data},
        headers=headers,
    )


def send(client: Client, user: Any, name: str, remark: FieldComment, **data: str) -> Any:
    headers = HTMX if data.pop("htmx", "") else {}
    client.force_login(user)
    return client.post(reverse(f"projects:comment-{name}", args=[remark.pk]), data, headers=headers)


def test_a_remark_leads_back_to_its_cell(client: Client, office: Office, form: PerformanceForm) -> None:
    desk = reverse("projects:review-desk", args=[form.pk]) + "?tab=paper"
    response = write(client, office.department_reviewer, form, next=desk)
    assert (response.status_code, response.url) == (302, f"{desk}#at-project-nature")
    assert FieldComment.objects.get().text == "请核对。"


@pytest.mark.parametrize(
    "wanted", ["", "https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_led_to_another_site(client: Client, office: Office, form: PerformanceForm, wanted: str) -> None:
    response = write(client, office.department_reviewer, form, next=wanted)
    assert response.url == reverse("projects:form-detail", args=[form.pk]) + "#at-project-nature"


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"text": " "}, "批注还是空的，请写明内容"),
        ({"text": "字" * 2001}, "批注有 2001 个字，最多 2000 个字，请删减"),
        ({"path": "project.leader"}, "本表没有这一栏"),
    ],
)
def test_a_refused_remark_comes_back_with_its_text(
    client: Client, office: Office, form: PerformanceForm, sent: dict[str, str], problem: str
) -> None:
    response = write(client, office.department_reviewer, form, **sent)
    html = response.content.decode()
    assert response.status_code == 422
    assert problem in html
    assert f"{sent.get('text', '请核对。')}</textarea>" in html
    assert not FieldComment.objects.exists()


def test_with_htmx_the_small_form_alone_comes_back(client: Client, office: Office, form: PerformanceForm) -> None:
    response = write(client, office.department_reviewer, form, text="", htmx="1")
    assert response.status_code == 200
    assert response["HX-Retarget"] == response["HX-Reselect"] == "#write-remark"
    assert "<html" not in response.content.decode()


def test_only_reviewers_write(client: Client, office: Office, form: PerformanceForm) -> None:
    response = write(client, office.filler, form)
    assert response.status_code == 403
    assert "只有审核人可以在下达前批注" in response.content.decode()


def test_a_refusal_to_htmx_is_plain_text(client: Client, office: Office, form: PerformanceForm) -> None:
    response = write(client, office.filler, form, htmx="1")
    assert (response.status_code, response.content.decode()) == (403, "只有审核人可以在下达前批注")


def test_the_filler_answers(client: Client, office: Office, form: PerformanceForm, remark: FieldComment) -> None:
    response = send(client, office.filler, "answer", remark, text="已改。")
    assert response.status_code == 302
    assert response.url == reverse("projects:form-detail", args=[form.pk]) + f"#remark-{remark.pk}"
    remark.refresh_from_db()
    assert (remark.answer, remark.state) == ("已改。", CommentState.ANSWERED)


def test_with_htmx_the_thread_comes_back(client: Client, office: Office, remark: FieldComment) -> None:
    response = send(client, office.filler, "answer", remark, text="<b>已改</b>", htmx="1")
    html = response.content.decode()
    assert response["HX-Trigger"] == "remarks"
    assert html.lstrip().startswith(f'<div class="thread" id="remark-{remark.pk}">')
    assert "&lt;b&gt;已改&lt;/b&gt;" in html
    assert "<textarea" not in html


def test_a_late_answer_is_not_lost(client: Client, office: Office, remark: FieldComment) -> None:
    send(client, office.filler, "answer", remark, text="已改。")
    for htmx in ("", "1"):
        response = send(client, office.colleague, "answer", remark, text="另见附件。", htmx=htmx)
        html = response.content.decode()
        assert response.status_code == (200 if htmx else 422)
        assert "这条批注已答复" in html
        assert "您写的是：另见附件。" in html
    remark.refresh_from_db()
    assert remark.answer == "已改。"


def test_a_blank_answer_keeps_the_form_open(client: Client, office: Office, remark: FieldComment) -> None:
    html = send(client, office.filler, "answer", remark, text=" ", htmx="1").content.decode()
    assert "答复还是空的" in html
    assert "<textarea" in html


def test_a_reviewer_settles(client: Client, office: Office, remark: FieldComment) -> None:
    html = send(client, office.finance_reviewer, "resolve", remark, htmx="1").content.decode()
    assert "已了结" in html
    remark.refresh_from_db()
    assert remark.state == CommentState.RESOLVED


def test_who_may_not_is_told_why(client: Client, office: Office, remark: FieldComment) -> None:
    assert send(client, office.filler, "resolve", remark).status_code == 403
    assert send(client, office.reader, "answer", remark, text="甲").status_code == 403


def test_remarks_of_other_scopes_do_not_exist(
    client: Client, office: Office, form: PerformanceForm, remark: FieldComment
) -> None:
    other = make_office("外县", tag="-2")
    assert write(client, other.finance_reviewer, form).status_code == 404
    assert send(client, other.filler, "answer", remark, text="甲").status_code == 404
    assert send(client, other.finance_reviewer, "resolve", remark).status_code == 404


def test_remarks_are_changed_by_post_only(client: Client, office: Office, remark: FieldComment) -> None:
    client.force_login(office.department_reviewer)
    for name, pk in (("add", remark.form_id), ("answer", remark.pk), ("resolve", remark.pk)):
        assert client.get(reverse(f"projects:comment-{name}", args=[pk])).status_code == 405
