from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Disclosure, DisclosureWording
from tests.factories import make_office
from tests.projects.disclosure.made import made, make_disclosure

pytestmark = pytest.mark.django_db
CARS = next(
    f"assets.rows[{number}].value" for number, row in enumerate(made().assets.rows) if "车辆" in (row.name or "")
)


@pytest.fixture
def disclosure(client: Client) -> Disclosure:
    office = make_office()
    client.force_login(office.filler)
    return make_disclosure(office.department)


def told(client: Client, disclosure: Disclosure, **typed: str) -> str:
    response = client.post(reverse("reports:disclosure-told", args=[disclosure.pk, "assets"]), typed)
    assert response.status_code == 200
    disclosure.refresh_from_db()
    assert disclosure.revision == 0
    return response.content.decode()


def test_the_text_follows_what_is_typed_and_nothing_is_stored(client: Client, disclosure: Disclosure) -> None:
    page = told(client, disclosure, **{CARS: "77.77"})
    assert 'title="固定资产明细">房屋（平方米）80万元，车辆（台、辆）77.77万元</mark>' in page


def test_the_wording_is_that_of_the_region(client: Client, disclosure: Disclosure) -> None:
    place = {"region": disclosure.department.region, "fiscal_year": disclosure.fiscal_year}
    DisclosureWording.objects.create(**place, key="assets", wording="资产{固定资产明细}<b>。")
    page = told(client, disclosure)
    assert "资产<mark" in page
    assert "&lt;b&gt;。" in page


def test_what_cannot_be_read_is_named_and_no_text_is_told(client: Client, disclosure: Disclosure) -> None:
    page = told(client, disclosure, **{CARS: "很多"})
    assert "改好这些就看得到成文" in page
    assert "价值：" in page
    assert "<mark" not in page
