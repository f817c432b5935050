"""The address that saves while somebody types."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import PerformanceForm, Status
from projects.wizard.batch import TEXT_LIMIT
from tests.factories import make_form, make_office, make_person

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


def post(client, form, body):
    body = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(reverse("projects:form-edits", args=[form.pk]), body, content_type="application/json")


def batch(user, *edits, **more):
    return {"writer": user.pk, "edits": [{"id": str(n), "op": "set", **edit} for n, edit in enumerate(edits)], **more}


def test_a_saved_text_is_answered_with_progress_and_time(filler, form, office):
    response = post(filler, form, batch(office.filler, {"path": "narratives.remarks", "text": "另报。 ", "base": ""}))
    answer = response.json()
    assert response.status_code == 200
    assert answer["outcomes"] == [
        {"id": "0", "path": "narratives.remarks", "state": "saved", "text": "另报。", "reading": ""}
    ]
    assert answer["revision"] == PerformanceForm.objects.get(pk=form.pk).revision
    assert len(answer["saved_at"]) == len("14:32:05")
    state = next(each for each in answer["progress"] if each["key"] == "goals")
    assert (state["count"], state["missing"], state["has_error"]) == ("3/3", [], False)


def test_an_amount_is_answered_in_yuan(filler, form, office):
    answer = post(filler, form, batch(office.filler, {"path": "amounts.total", "text": "44.88", "base": "20"})).json()
    assert answer["outcomes"][0]["reading"] == "448,800.00 元"


def test_a_target_is_answered_with_its_reading(filler, form, office):
    row = form.indicatorlines.get(level3="制片数量")
    path = f"indicators[{row.key}].target"
    answer = post(filler, form, batch(office.filler, {"path": path, "text": "≥6部", "base": ">=5部"})).json()
    assert answer["outcomes"][0]["chips"] == [
        [{"style": "operator", "text": "≥"}, {"style": "number", "text": "6"}, {"style": "unit", "text": "部"}]
    ]


def test_a_conflict_says_who_and_when_in_local_time(client, form, office):
    client.force_login(office.colleague)
    post(client, form, batch(office.colleague, {"path": "narratives.remarks", "text": "乙的", "base": ""}))
    client.force_login(office.filler)
    (outcome,) = post(
        client, form, batch(office.filler, {"path": "narratives.remarks", "text": "甲的", "base": ""})
    ).json()["outcomes"]
    assert (outcome["state"], outcome["text"], outcome["by"]) == ("conflict", "乙的", "高若文")
    assert "月" in outcome["at"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04 a workbook", "收到的不是 JSON"),
        (b"", "收到的不是 JSON"),
        ("[" * 100_000, "收到的不是 JSON"),
        ([], "收到的内容不是一组改动"),
        ({"edits": []}, "writer 应为填写人的编号"),
        ({"writer": True, "edits": []}, "writer 应为填写人的编号"),
        ({"writer": 1}, "edits 应为最多 200 个改动的列表"),
        ({"writer": 1, "edits": [{}] * 201}, "edits 应为最多 200 个改动的列表"),
        ({"writer": 1, "edits": ["x"]}, "第 1 个改动不是对象"),
        ({"writer": 1, "edits": [{"op": "drop"}]}, "第 1 个改动的 op 应为 set、confirm、add、remove、move 之一"),
        ({"writer": 1, "edits": [{"op": "set", "path": 7}]}, "第 1 个改动的 path 应为文字"),
        ({"writer": 1, "edits": [{"op": "set", "text": None}]}, "第 1 个改动的 text 应为文字"),
        ({"writer": 1, "edits": [{"op": "set", "sent": "x"}]}, "第 1 个改动的 sent 应为文字列表"),
        ({"writer": 1, "edits": [{"op": "add", "values": []}]}, "第 1 个改动的 values 应为一行的各列文字"),
        ({"writer": 1, "edits": [{"op": "add", "after": 3}]}, "第 1 个改动的 after 应为文字"),
        (
            {"writer": 1, "edits": [{"op": "set", "text": "长" * (TEXT_LIMIT + 1)}]},
            "第 1 个改动的 text 有 100001 个字，最多 100000 个字",
        ),
    ],
)
def test_nonsense_is_refused_in_chinese_and_nothing_is_stored(filler, form, body, said):
    response = post(filler, form, body)
    assert response.status_code == 400
    assert said in response.json()["message"]
    assert PerformanceForm.objects.get(pk=form.pk).revision == form.revision


def test_more_than_the_server_takes_is_refused_in_chinese(filler, form):
    response = post(filler, form, b" " * (6 * 1024 * 1024))
    assert response.status_code == 413
    assert response.json()["message"] == "一次送来的内容太多，没有保存；请分几次粘贴"


def test_characters_that_no_database_holds_are_left_out(filler, form, office):
    body = '{"writer": %d, "edits": [{"id": "1", "op": "set", "path": "amounts.total", "base": "20", "text": "a\\u0000\\ud83d"}]}'
    (outcome,) = post(filler, form, body % office.filler.pk).json()["outcomes"]
    assert (outcome["state"], outcome["text"]) == ("unread", "a\ufffd")


def test_what_one_person_typed_is_not_stored_in_the_name_of_another(client, form, office):
    client.force_login(office.colleague)
    response = post(client, form, batch(office.filler, {"path": "narratives.remarks", "text": "甲的", "base": ""}))
    assert response.status_code == 409
    assert response.json() == {"message": "现在登录的是高若文，没有保存别人填写的内容", "writer": office.colleague.pk}


def test_a_form_that_has_moved_on_is_refused_with_the_reason(filler, office):
    form = make_form(office.unit, status=Status.SUBMITTED)
    response = post(filler, form, batch(office.filler, {"path": "narratives.remarks", "text": "晚了", "base": ""}))
    assert response.status_code == 403
    assert response.json() == {"message": "此表现为“已送审”，不能修改；需要修改请先撤回或由审核人退回"}


def test_who_may_only_read_gets_the_reason(client, form, office):
    client.force_login(office.reader)
    response = post(client, form, batch(office.reader))
    assert (response.status_code, response.json()) == (403, {"message": "只有本单位填报人可以填写"})


def test_a_form_out_of_scope_does_not_exist(client, form):
    stranger = make_person("stranger")
    client.force_login(stranger)
    assert post(client, form, batch(stranger)).status_code == 404
    assert client.get(reverse("projects:form-edits", args=[form.pk])).status_code == 404


def test_nobody_is_sent_to_sign_in(client, form):
    assert post(client, form, {}).status_code == 302


def test_a_page_can_ask_who_is_signed_in_and_go_on_with_a_new_token(form, office):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.filler)
    url = reverse("projects:form-edits", args=[form.pk])
    body = json.dumps(batch(office.filler, {"path": "narratives.remarks", "text": "又来", "base": ""}))
    assert client.post(url, body, content_type="application/json").status_code == 403
    answer = client.get(url).json()
    assert (answer["writer"], answer["name"]) == (office.filler.pk, "林晓舟")
    saved = client.post(url, body, content_type="application/json", headers={"X-CSRFToken": answer["token"]})
    assert saved.json()["outcomes"][0]["state"] == "saved"


def test_a_save_takes_a_fixed_number_of_queries(filler, form, office, django_assert_num_queries):
    edits = batch(office.filler, {"path": "narratives.remarks", "text": "另报", "base": ""})
    with django_assert_num_queries(12):
        post(filler, form, edits)


def test_a_file_upload_is_no_batch(office, form):
    client = Client(enforce_csrf_checks=True)  # looking for the token reads an upload
    client.force_login(office.filler)
    url = reverse("projects:form-edits", args=[form.pk])
    response = client.post(url, {"edits": "[]"}, headers={"X-CSRFToken": client.get(url).json()["token"]})
    assert response.status_code == 400
    assert "不是 JSON" in response.json()["message"]
