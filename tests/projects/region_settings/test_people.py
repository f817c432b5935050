"""Accounts, roles and passwords: what an administrator of a region may and may not do."""

from __future__ import annotations

import re

import pytest
from axes.models import AccessAttempt
from django.http import QueryDict
from django.utils import timezone

from projects import access
from projects.lifecycle import Forbidden, Refused
from projects.models import Role, RoleKind, SettingChange, User
from projects.region_settings import people
from projects.region_settings.people_forms import RoleForm
from tests.factories import make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def elsewhere():
    return make_office("别区", tag="2")


def _role(kind, place):
    return Role(kind=kind, **{type(place).__name__.lower(): place})


def _fresh(person):
    """The person as the next request reads them."""
    return User.objects.get(pk=person.pk)


def _lines(person):
    return [(line.what, line.before, line.after) for line in SettingChange.objects.filter(row_id=person.pk)]


# --- Who is there -----------------------------------------------------------------------


def test_people_of_a_region_are_those_with_a_role_at_or_below_it(office, elsewhere):
    make_person("nobody")
    names = {person.username for person in people.people_in(office.region)}
    assert names == {
        "filler",
        "colleague",
        "unit-reviewer",
        "department-reviewer",
        "finance-reviewer",
        "admin",
        "reader",
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [("林晓", ["filler"]), ("FINANCE", ["finance-reviewer"]), ("组织部 高", ["colleague"]), ("没有", [])],
)
def test_people_are_found_by_name_username_and_place(office, text, found):
    assert [person.username for person in people.people_in(office.region, text)] == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_people_with_their_roles_take_two_queries(office, count, django_assert_num_queries):
    for number in range(count):
        make_person(f"person{number}", (RoleKind.FILLER, office.unit), (RoleKind.READER, office.region))
    with django_assert_num_queries(2):
        roles = {person.username: people.roles_in(office.region, person) for person in people.people_in(office.region)}
    assert [str(role) for role in roles["person0"]] == ["填报人（组织部）", "只读（临海区）"]


# --- Whom an administrator may change ---------------------------------------------------


def test_an_administrator_may_change_people_of_their_region_only(office, elsewhere):
    assert access.may_edit_person(office.admin, office.filler, office.region)
    assert not access.may_edit_person(office.admin, elsewhere.filler, office.region)
    assert not access.may_edit_person(office.reader, office.filler, office.region)


def test_nobody_but_a_superuser_changes_system_administrators_or_people_with_roles_elsewhere(office, elsewhere):
    Role.objects.create(user=office.colleague, kind=RoleKind.READER, unit=elsewhere.unit)
    office.reader.is_staff = True
    office.reader.save()
    root = User.objects.create_superuser("root")
    Role.objects.create(user=root, kind=RoleKind.READER, region=office.region)
    for person, reason in [
        (root, "系统管理员的账号"),
        (office.reader, "系统管理员的账号"),
        (office.colleague, "别的地区"),
    ]:
        decision = access.may_edit_person(office.admin, _fresh(person), office.region)
        assert not decision
        assert reason in decision.reason
        assert access.may_edit_person(root, _fresh(person), office.region)


@pytest.mark.parametrize("act", ["role", "remove", "password", "active"])
def test_every_change_of_a_protected_person_is_forbidden(office, elsewhere, act):
    role = Role.objects.create(user=office.colleague, kind=RoleKind.READER, region=office.region)
    Role.objects.create(user=office.colleague, kind=RoleKind.READER, unit=elsewhere.unit)
    person, region, admin = _fresh(office.colleague), office.region, office.admin
    acts = {
        "role": lambda: people.add_role(region, person, _role(RoleKind.READER, office.unit), admin),
        "remove": lambda: people.remove_role(region, person, role, admin),
        "password": lambda: people.reset_password(region, person, admin),
        "active": lambda: people.set_active(region, person, admin, is_active=False),
    }
    with pytest.raises(Forbidden):
        acts[act]()
    assert not SettingChange.objects.exists()


# --- Accounts ---------------------------------------------------------------------------


def test_a_new_person_has_the_password_that_is_shown_and_the_role(office):
    person = User(username="pingzx", display_name="平子熙")
    password = people.create_person(office.region, person, _role(RoleKind.FILLER, office.unit), office.admin)
    assert re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", password)
    assert _fresh(person).check_password(password)
    assert [str(role) for role in person.roles.all()] == ["填报人（组织部）"]
    assert password not in str(list(SettingChange.objects.values()))


def test_a_reset_password_replaces_the_old_one_and_unlocks_the_account(office):
    office.filler.set_password("old-password")
    office.filler.save()
    AccessAttempt.objects.create(
        username="filler", ip_address="127.0.0.1", failures_since_start=99, attempt_time=timezone.now()
    )
    password = people.reset_password(office.region, office.filler, office.admin)
    stored = _fresh(office.filler)
    assert stored.check_password(password)
    assert not stored.check_password("old-password")
    assert not AccessAttempt.objects.exists()
    assert _lines(office.filler) == [("密码", "", "已重置")]


def test_a_person_who_is_not_needed_any_more_is_deactivated_and_can_come_back(office):
    people.set_active(office.region, office.filler, office.admin, is_active=False)
    assert not _fresh(office.filler).is_active
    people.set_active(office.region, office.filler, office.admin, is_active=True)
    assert _fresh(office.filler).is_active
    assert _lines(office.filler) == [("账号", "停用", "在用"), ("账号", "在用", "停用")]


def test_nobody_deactivates_themselves(office):
    Role.objects.create(user=office.reader, kind=RoleKind.REGION_ADMIN, region=office.region)
    with pytest.raises(Refused, match="不能停用自己"):
        people.set_active(office.region, office.admin, office.admin, is_active=False)


# --- Roles ------------------------------------------------------------------------------


def test_a_role_is_given_once(office):
    role = _role(RoleKind.DEPARTMENT_REVIEWER, office.department)
    people.add_role(office.region, office.filler, role, office.admin)
    assert _lines(office.filler) == [("角色", "", "主管部门审核人（组织部）")]
    again = _role(RoleKind.DEPARTMENT_REVIEWER, office.department)
    with pytest.raises(Refused, match="已经是主管部门审核人（组织部）"):
        people.add_role(office.region, _fresh(office.filler), again, office.admin)


def test_the_last_role_of_a_person_stays_and_the_others_go(office):
    extra = Role.objects.create(user=office.filler, kind=RoleKind.READER, region=office.region)
    people.remove_role(office.region, office.filler, extra, office.admin)
    person = _fresh(office.filler)
    with pytest.raises(Refused, match="唯一的角色"):
        people.remove_role(office.region, person, person.roles.get(), office.admin)
    assert _lines(person) == [("角色", "只读（临海区）", "已移除")]


def _remove_administrator(office, person, actor):
    role = person.roles.get(kind=RoleKind.REGION_ADMIN)
    people.remove_role(office.region, _fresh(person), role, actor)


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_removes_the_last_administrator_of_a_region(office, is_superuser):
    actor = User.objects.create_superuser("root") if is_superuser else office.admin
    Role.objects.create(user=office.admin, kind=RoleKind.READER, region=office.region)
    with pytest.raises(Refused, match="方致和是“临海区”唯一的管理员。请先给另一个人加上管理员角色"):
        _remove_administrator(office, office.admin, actor)
    if is_superuser:
        with pytest.raises(Refused, match="唯一的管理员"):
            people.set_active(office.region, _fresh(office.admin), actor, is_active=False)


def test_an_administrator_who_cannot_sign_in_does_not_count(office):
    Role.objects.create(user=office.reader, kind=RoleKind.REGION_ADMIN, region=office.region)
    User.objects.filter(pk=office.reader.pk).update(is_active=False)
    Role.objects.create(user=office.admin, kind=RoleKind.READER, region=office.region)
    with pytest.raises(Refused, match="唯一的管理员"):
        _remove_administrator(office, office.admin, office.admin)


def test_one_of_two_administrators_can_go(office):
    Role.objects.create(user=office.reader, kind=RoleKind.REGION_ADMIN, region=office.region)
    _remove_administrator(office, office.reader, office.admin)
    assert list(Role.objects.filter(kind=RoleKind.REGION_ADMIN)) == [office.admin.roles.get()]


# --- Where a role is held ---------------------------------------------------------------


def _role_form(office, kind, place):
    return RoleForm(QueryDict(f"kind={kind}&place={type(place).__name__.lower()}-{place.pk}"), region=office.region)


@pytest.mark.parametrize(
    ("kind", "place", "message"),
    [
        (RoleKind.FILLER, "unit", ""),
        (RoleKind.FILLER, "department", "填报人要设在预算单位，请改选"),
        (RoleKind.UNIT_REVIEWER, "region", "单位审核人要设在预算单位，请改选"),
        (RoleKind.DEPARTMENT_REVIEWER, "department", ""),
        (RoleKind.FINANCE_REVIEWER, "department", ""),
        (RoleKind.FINANCE_REVIEWER, "unit", "财政审核人要设在行政区划或主管部门，请改选"),
        (RoleKind.REGION_ADMIN, "region", ""),
        (RoleKind.REGION_ADMIN, "unit", "管理员要设在行政区划，请改选"),
        (RoleKind.READER, "unit", ""),
    ],
)
def test_a_role_is_held_where_it_means_something(office, kind, place, message):
    form = _role_form(office, kind, getattr(office, place))
    assert form.is_valid() == (not message)
    assert form.errors.get("place", []) == ([message] if message else [])


def test_every_role_is_explained():
    assert [role for role, _, _ in people.role_guide()] == RoleKind.labels


def test_places_of_another_region_cannot_be_chosen(office, elsewhere):
    assert not _role_form(office, RoleKind.FILLER, elsewhere.unit).is_valid()
    assert not _role_form(office, RoleKind.REGION_ADMIN, elsewhere.region).is_valid()


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_of_places_takes_two_queries(office, count, django_assert_num_queries):
    for number in range(count):
        office.region.departments.create(name=f"部门{number}").units.create(name=f"单位{number}")
    with django_assert_num_queries(2):
        RoleForm(None, region=office.region)
