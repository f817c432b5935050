"""A form of every layout goes its whole way: filled in, checked, reviewed, issued, printed, shown in another layout."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from projects.layouts import latest_layout
from projects.layouts.specimen import specimen
from projects.models import PerformanceForm, Status
from projects.workflow import Action
from tests.factories import Office, make_form, make_office
from tests.reports.read_back import LAYOUTS, framework_of

pytestmark = pytest.mark.django_db

WAY = (
    ("filler", Action.SUBMIT, Status.SUBMITTED),
    ("department_reviewer", Action.APPROVE, Status.DEPARTMENT_APPROVED),
    ("finance_reviewer", Action.APPROVE, Status.FINANCE_APPROVED),
    ("finance_reviewer", Action.ISSUE, Status.ISSUED),
)


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture(params=LAYOUTS)
def form(request, office: Office, settings: Any, tmp_path: Any) -> PerformanceForm:
    settings.MEDIA_ROOT = tmp_path
    layout = latest_layout(request.param)
    return make_form(office.unit, specimen(layout, framework_of(layout)))


def page(client: Client, name: str, *arguments: Any) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.handling
def test_from_the_first_page_to_the_last_paper(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.filler)
    assert 'data-cell="' in page(client, "projects:form-fill", form.pk)
    for name in ("projects:form-check", "projects:form-detail", "projects:form-history"):
        assert page(client, name, form.pk)
    for role, action, status in WAY:
        form.refresh_from_db()
        client.force_login(getattr(office, role))
        assert page(client, "projects:form-detail", form.pk)
        if role != "filler":
            assert page(client, "projects:review-desk", form.pk)
        response = client.post(reverse("projects:form-move", args=[form.pk, action]), {"revision": form.revision})
        form.refresh_from_db()
        assert (response.status_code, form.state) == (302, status)
    for extension in ("pdf", "xlsx", "docx", "json"):
        assert client.get(reverse("reports:paper-file", args=[form.pk, extension])).status_code == 200


def test_in_every_other_layout(client: Client, office: Office, form: PerformanceForm) -> None:
    client.force_login(office.filler)
    assert page(client, "reports:choose-layout", form.pk)
    for slug in LAYOUTS:
        if latest_layout(slug).scope is form.layout.scope:
            assert page(client, "reports:form-as", form.pk, slug)
