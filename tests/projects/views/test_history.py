from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import FormEvent, PerformanceForm
from projects.workflow import Action
from tests.factories import Office, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    """Submitted, returned, changed, submitted again, withdrawn."""
    form = make_form(office.unit)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请核对<数量>。")
    type_into(form, "narratives.annual_goal", "制片不少于6部。", office.filler)
    take(form, Action.SUBMIT, office.colleague)
    take(form, Action.WITHDRAW, office.filler)
    return form


def version_url(event: FormEvent) -> str:
    return reverse("projects:form-version", args=[event.form_id, event.pk])


def test_the_history_has_the_newest_first(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.reader)
    html = client.get(reverse("projects:form-history", args=[form.pk])).content.decode()
    entries = re.findall(
        r"<b>(\S+)</b>(?:\s*<span class=\"secondary\">(第 \d 次)</span>)?\s*<span class=\"secondary\">(\S+)</span>",
        html,
    )
    assert entries == [
        ("撤回", "", "林晓舟"),
        ("送审", "第 2 次", "高若文"),
        ("退回", "", "周明远"),
        ("送审", "第 1 次", "林晓舟"),
    ]
    assert "请核对&lt;数量&gt;。" in html


def test_steps_with_a_version_lead_to_it(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.reader)
    html = client.get(reverse("projects:form-history", args=[form.pk])).content.decode()
    linked = [event.action for event in form.events.all() if version_url(event) in html]
    assert linked == ["submit", "return", "submit"]


def test_a_version_is_the_paper_of_its_moment(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.reader)
    first, returned, second, _ = form.events.all()
    html = client.get(version_url(first)).content.decode()
    assert "制片不少于5部。" in html
    assert "<del>" not in html
    assert "请核对&lt;数量&gt;。" in client.get(version_url(returned)).content.decode()
    html = client.get(version_url(second)).content.decode()
    assert "制片不少于<del>5</del><ins>6</ins>部。" in html
    assert "与第 1 次送审相比" in html


def test_an_old_version_takes_no_remarks(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.department_reviewer)
    assert "cell-comment" not in client.get(version_url(form.events.all()[0])).content.decode()


def test_an_event_without_a_version_has_no_page(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.reader)
    withdrawn = form.events.get(action="withdraw")
    assert client.get(version_url(withdrawn)).status_code == 404


def test_events_of_other_forms_and_scopes_do_not_exist(client: Client, office: Office, form: PerformanceForm) -> None:
    other = make_office("外县", tag="-2")
    elsewhere = make_form(other.unit)
    event = take(elsewhere, Action.SUBMIT, other.filler)
    client.force_login(office.reader)
    assert client.get(version_url(event)).status_code == 404
    assert client.get(reverse("projects:form-version", args=[form.pk, event.pk])).status_code == 404
    assert client.get(reverse("projects:form-history", args=[elsewhere.pk])).status_code == 404
