"""People of a region in the browser."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from projects.models import Role, RoleKind, User
from tests.factories import make_office, make_person
from tests.submissions import submission

pytestmark = pytest.mark.django_db
PASSWORD = re.compile(r'<code class="one-time-password">([^<]+)</code>')


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def admin(client, office):
    client.force_login(office.admin)
    return client


def _url(office, name, **arguments):
    return reverse(f"projects:{name}", kwargs={"region": office.region.pk, **arguments})


def test_people_are_listed_with_their_roles_and_found_by_unit(admin, office):
    url = _url(office, "settings-people")
    page = admin.get(url).content.decode()
    assert "填报人（组织部）" in page
    assert "共 7 条" in page
    assert "共 1 条" in admin.get(url, {"q": "程思源"}).content.decode()
    assert "没有找到人员" in admin.get(url, {"q": "没有这个人"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(admin, office, count, django_assert_num_queries):
    for number in range(count):
        make_person(f"person{number}", (RoleKind.FILLER, office.unit))
    url = _url(office, "settings-people")
    admin.get(url)
    with django_assert_num_queries(9):
        admin.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_person_takes_a_fixed_number_of_queries(admin, office, count, django_assert_num_queries):
    for number in range(count):
        unit = office.department.units.create(name=f"单位{number}")
        Role.objects.create(user=office.filler, kind=RoleKind.FILLER, unit=unit)
    url = _url(office, "settings-person", pk=office.filler.pk)
    admin.get(url)
    with django_assert_num_queries(11):
        admin.get(url)


def test_a_new_account_is_answered_with_its_password_which_is_never_shown_again(admin, office):
    typed = {"username": "pingzx", "display_name": "平子熙", "kind": "filler", "place": f"unit-{office.unit.pk}"}
    response = admin.post(_url(office, "settings-person-new"), typed)
    (password,) = PASSWORD.findall(response.content.decode())
    person = User.objects.get(username="pingzx")
    assert person.check_password(password)
    assert "no-store" in response["Cache-Control"]
    for name in ("settings-person", "settings-changes"):
        arguments = {"pk": person.pk} if name == "settings-person" else {}
        assert password not in admin.get(_url(office, name, **arguments)).content.decode()


def test_a_taken_username_and_a_place_that_does_not_fit_are_refused_together(admin, office):
    typed = {"username": "filler", "display_name": "平子熙", "kind": "filler", "place": f"region-{office.region.pk}"}
    response = admin.post(_url(office, "settings-person-new"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "已存在一位使用该名字的用户" in page
    assert "填报人要设在预算单位，请改选" in page
    assert 'value="平子熙"' in page


def test_a_reset_password_is_shown_and_ends_the_persons_sessions(admin, office):
    theirs = Client()
    theirs.force_login(office.filler)
    response = admin.post(_url(office, "settings-password", pk=office.filler.pk))
    (password,) = PASSWORD.findall(response.content.decode())
    assert User.objects.get(pk=office.filler.pk).check_password(password)
    assert theirs.get(reverse("projects:home")).status_code == 302


def test_a_deactivated_person_is_out_at_once_and_shown_as_such(admin, office):
    admin.post(_url(office, "settings-person-active", pk=office.filler.pk), {"active": "0"})
    page = admin.get(_url(office, "settings-person", pk=office.filler.pk)).content.decode()
    assert "停用" in page
    assert "恢复使用" in page
    admin.post(_url(office, "settings-person-active", pk=office.filler.pk), {"active": "1"})
    assert User.objects.get(pk=office.filler.pk).is_active


def test_a_role_is_added_and_removed(admin, office):
    added = admin.post(
        _url(office, "settings-role-add", pk=office.filler.pk),
        {"kind": "reader", "place": f"region-{office.region.pk}"},
    )
    assert added.url == _url(office, "settings-person", pk=office.filler.pk)
    role = office.filler.roles.get(kind=RoleKind.READER)
    admin.post(_url(office, "settings-role-remove", pk=office.filler.pk, role=role.pk))
    assert [role.kind for role in office.filler.roles.all()] == [RoleKind.FILLER]


def test_the_last_administrator_stays_and_the_page_says_why(admin, office):
    Role.objects.create(user=office.admin, kind=RoleKind.READER, region=office.region)
    role = office.admin.roles.get(kind=RoleKind.REGION_ADMIN)
    response = admin.post(_url(office, "settings-role-remove", pk=office.admin.pk, role=role.pk))
    assert response.status_code == 409
    assert "唯一的管理员" in response.content.decode()
    assert office.admin.roles.count() == 2


def test_a_person_with_roles_elsewhere_can_be_read_and_not_changed(admin, office):
    elsewhere = make_office("别区", tag="2")
    Role.objects.create(user=office.filler, kind=RoleKind.READER, unit=elsewhere.unit)
    url = _url(office, "settings-person", pk=office.filler.pk)
    page = admin.get(url).content.decode()
    assert "此人在别的地区也有角色" in page
    assert "别区" not in page
    assert "重置密码" not in page
    response = admin.post(url, {"display_name": "改名"})
    assert response.status_code == 403
    assert "此人在别的地区也有角色" in response.content.decode()


def test_a_person_is_renamed_with_a_line_of_record(admin, office):
    url = _url(office, "settings-person", pk=office.filler.pk)
    admin.post(url, submission(admin.get(url).context["form"], display_name=" 林 晓舟 "))
    page = admin.get(url)
    assert page.context["other"].display_name == "林 晓舟"
    (line,) = page.context["changes"]
    assert (line.what, line.before, line.after) == ("姓名", "林晓舟", "林 晓舟")


def test_an_empty_name_is_refused_and_the_heading_keeps_the_stored_one(admin, office):
    url = _url(office, "settings-person", pk=office.filler.pk)
    response = admin.post(url, submission(admin.get(url).context["form"], display_name=" "))
    assert response.status_code == 422
    assert response.context["other"].display_name == "林晓舟"


def test_an_incomplete_role_is_refused_with_the_page_of_the_person(admin, office):
    response = admin.post(_url(office, "settings-role-add", pk=office.filler.pk), {"kind": "filler", "place": ""})
    assert response.status_code == 422
    assert "林晓舟" in response.content.decode()


@pytest.mark.parametrize("text", ["程思\0源", " 程思源" * 1500])
def test_a_search_survives_what_no_database_takes(admin, office, text):
    assert "共 1 条" in admin.get(_url(office, "settings-people"), {"q": text}).content.decode()
