"""Who reaches the settings pages: 404 out of scope, 403 with the reason without the role."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import get_resolver, reverse

from projects.models import Role, RoleKind, User
from tests.factories import YEAR, make_office

pytestmark = pytest.mark.django_db

REGION_PAGES: dict[str, dict[str, Any]] = {
    "settings-years": {},
    "settings-year-new": {},
    "settings-year": {"fiscal_year": YEAR},
    "settings-rules": {"fiscal_year": YEAR},
    "settings-rule": {"fiscal_year": YEAR, "code": "sum-mismatch"},
    "settings-wordings-year": {"fiscal_year": YEAR},
    "settings-wording": {"fiscal_year": YEAR, "key": "income"},
    "settings-changes": {},
    "settings-places": {},
    "settings-department-new": {},
    "settings-department": {"pk": "department"},
    "settings-unit-new": {"department": "department"},
    "settings-unit": {"pk": "unit"},
    "settings-people": {},
    "settings-person-new": {},
    "settings-person": {"pk": "filler"},
}
REGION_POSTS: dict[str, dict[str, Any]] = {
    "settings-role-add": {"pk": "filler"},
    "settings-role-remove": {"pk": "filler", "role": "role"},
    "settings-person-active": {"pk": "filler"},
    "settings-password": {"pk": "filler"},
    "settings-wordings-copy": {"fiscal_year": YEAR},
    "settings-wording-result": {"fiscal_year": YEAR, "key": "income"},
    "settings-wording-reset": {"fiscal_year": YEAR, "key": "income"},
}
LEADS_ON = {"settings-wordings"}
NAV = reverse("projects:settings")


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def elsewhere():
    return make_office("别区", tag="2")


def _url(office, name, arguments, region=None):
    rows = {
        "department": office.department,
        "unit": office.unit,
        "filler": office.filler,
        "role": office.filler.roles.get(),
    }
    values = {key: rows[what].pk if what in rows else what for key, what in arguments.items()}
    return reverse(f"projects:{name}", kwargs={"region": (region or office.region).pk, **values})


def test_every_settings_page_stands_in_this_test():
    names = {name for name in get_resolver("projects.urls").reverse_dict if str(name).startswith("settings-")}
    assert names == REGION_PAGES.keys() | REGION_POSTS.keys() | LEADS_ON


@pytest.mark.parametrize("name", REGION_PAGES)
def test_pages_open_for_the_administrator_only(client, office, elsewhere, name):
    url = _url(office, name, REGION_PAGES[name])
    for person, status in [
        (office.admin, 200),
        (User.objects.create_superuser("root"), 200),
        (office.finance_reviewer, 403),
        (office.filler, 403),
        (elsewhere.admin, 404),
    ]:
        client.force_login(person)
        assert client.get(url).status_code == status, person


@pytest.mark.parametrize("name", REGION_POSTS)
def test_changes_are_for_the_administrator_only(client, office, elsewhere, name):
    url = _url(office, name, REGION_POSTS[name])
    for person, status in [(office.finance_reviewer, 403), (office.filler, 403), (elsewhere.admin, 404)]:
        client.force_login(person)
        assert client.post(url).status_code == status, person
    client.force_login(office.admin)
    assert client.get(url).status_code == 405


@pytest.mark.parametrize(
    "name", [name for name, arguments in (REGION_PAGES | REGION_POSTS).items() if "pk" in arguments]
)
def test_rows_of_another_region_are_not_reached_through_ones_own(client, office, elsewhere, name):
    client.force_login(office.admin)
    url = _url(elsewhere, name, (REGION_PAGES | REGION_POSTS)[name], office.region)
    assert client.post(url).status_code == 404


def test_who_has_no_such_role_is_told_whom_to_ask(client, office):
    client.force_login(office.filler)
    page = client.get(_url(office, "settings-years", {})).content.decode()
    assert "只有“临海区”的管理员可以修改设置；需要修改时请联系管理员" in page
    assert "没有您管理的地区" in client.get(NAV).content.decode()


def test_settings_stand_in_the_navigation_of_administrators_only(client, office):
    for person, is_there in [
        (office.admin, True),
        (User.objects.create_superuser("root"), True),
        (office.finance_reviewer, False),
    ]:
        client.force_login(person)
        assert (f'href="{NAV}"' in client.get(reverse("projects:form-list")).content.decode()) is is_there


def test_settings_open_for_the_region_of_the_top_bar_or_the_one_that_is_administered(client, office, elsewhere):
    Role.objects.create(user=elsewhere.admin, kind=RoleKind.READER, region=office.region)
    client.force_login(elsewhere.admin)
    client.get(reverse("projects:home"), {"region": office.region.pk})
    own = reverse("projects:settings-years", args=[elsewhere.region.pk])
    assert client.get(NAV).url == own
    assert client.get(own).context["region_name"] == "别区"


def test_the_top_bar_follows_the_region_whose_settings_are_open(client, office, elsewhere):
    client.force_login(User.objects.create_superuser("root"))
    for place in (office, elsewhere, office):
        page = client.get(reverse("projects:settings-years", args=[place.region.pk]))
        assert page.context["region_name"] == place.region.name
