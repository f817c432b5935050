"""Pages are looked at; only what says so takes anything."""

from __future__ import annotations

import pytest

from projects.models import Status
from tests.factories import make_form, make_office

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/forms/",
    "/review/",
    "/print/",
    *(f"/forms/{{form}}/{tail}" for tail in ("", "fill/", "check/", "history/")),
]


@pytest.mark.handling
@pytest.mark.parametrize("page", [*PAGES, "/review/{form}/", "/forms/{form}/versions/1/"])
def test_a_page_takes_nothing(client, page):
    office = make_office()
    client.force_login(office.department_reviewer)
    url = page.format(form=make_form(office.unit, status=Status.SUBMITTED).pk)
    assert [getattr(client, method)(url).status_code for method in ("post", "put", "patch", "delete")] == [405] * 4
