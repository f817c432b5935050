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


def told(client: Client, disclosure: Disclosure, key: str = "assets", **typed: str) -> str:
    response = client.post(reverse("reports:disclosure-told", args=[disclosure.pk, key]), typed)
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


def test_the_glossary_shows_what_is_listed_of_itself(client: Client, disclosure: Disclosure) -> None:
    lines = {"spending": [{"code": "2013201", "name": "行政运行"}, {"code": "2299998", "name": "没有的"}]}
    disclosure.content = made(subject_lines=lines).to_json()
    disclosure.save()
    page = " ".join(told(client, disclosure, "glossary").split())
    assert "<dt>基本支出</dt> <dd>指保障机构运转的支出。</dd>" in page
    assert (
        '<dt>20132 组织事务（款） <span class="meta">自动列出</span></dt> <dd>指党委组织部门开展工作的支出。</dd>'
        in page
    )
    assert (
        '<dt>2299998 没有的（项） <span class="meta">自动列出</span></dt> <dd><span class="unset">没有解释</span></dd>'
        in page
    )
