"""Who may do what: role by role, place by place, with the reasons people read."""

from __future__ import annotations

from itertools import product

import pytest

from projects.access import Permission, can, can_create_at, can_import_at, may_move, roles_at
from projects.models import RoleKind, Status, User
from projects.workflow import Action
from tests.factories import make_form, make_office, make_person, make_region, make_unit

pytestmark = pytest.mark.django_db

STAGES = ["department", "finance"]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit)


def people_of(office) -> dict[RoleKind, User]:
    return {
        RoleKind.FILLER: office.filler,
        RoleKind.UNIT_REVIEWER: office.unit_reviewer,
        RoleKind.DEPARTMENT_REVIEWER: office.department_reviewer,
        RoleKind.FINANCE_REVIEWER: office.finance_reviewer,
        RoleKind.REGION_ADMIN: office.admin,
        RoleKind.READER: office.reader,
    }


def test_roles_reach_down_and_never_sideways(office):
    region, department, unit = office.region, office.department, office.unit
    sister = make_unit(region, "教育局")
    other = make_unit(make_region("别区"), "组织部")
    at_region = make_person("at-region", (RoleKind.READER, region))
    at_department = make_person("at-department", (RoleKind.READER, department))
    at_unit = make_person("at-unit", (RoleKind.READER, unit))
    reached = {
        (person.username, place): bool(roles_at(person, place))
        for person in (at_region, at_department, at_unit)
        for place in (unit, sister, other)
    }
    assert {key for key, reaches in reached.items() if reaches} == {
        ("at-region", unit),
        ("at-region", sister),
        ("at-department", unit),
        ("at-unit", unit),
    }


def test_roles_of_several_places_add_up(office):
    person = make_person(
        "busy",
        (RoleKind.FILLER, office.unit),
        (RoleKind.READER, office.region),
        (RoleKind.FILLER, make_unit(office.region, "教育局")),
    )
    assert roles_at(person, office.unit) == {RoleKind.FILLER, RoleKind.READER}


def test_roles_are_read_once_for_a_person(office, django_assert_num_queries):
    person = User.objects.get(pk=office.filler.pk)
    with django_assert_num_queries(1):
        for _ in range(3):
            roles_at(person, office.unit)


def test_only_fillers_edit_and_only_while_the_form_is_with_them(office, form):
    allowed = set()
    for (role, person), status in product(people_of(office).items(), Status):
        form.status = status
        if can(person, Permission.EDIT, form):
            allowed.add((role, status))
    assert allowed == {(RoleKind.FILLER, Status.DRAFT), (RoleKind.FILLER, Status.RETURNED)}


def test_fillers_answer_at_any_time(office, form):
    for status in Status:
        form.status = status
        able = {role for role, person in people_of(office).items() if can(person, Permission.ANSWER, form)}
        assert able == {RoleKind.FILLER}


def test_reviewers_comment_until_the_form_is_issued(office, form):
    reviewers = {RoleKind.UNIT_REVIEWER, RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}
    for status in Status:
        form.status = status
        able = {role for role, person in people_of(office).items() if can(person, Permission.COMMENT, form)}
        assert able == (set() if status is Status.ISSUED else reviewers)


def test_the_review_desk_is_for_those_who_decide(office, form):
    able = {role for role, person in people_of(office).items() if can(person, Permission.REVIEW, form)}
    assert able == {RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER}


@pytest.mark.parametrize("permission", Permission)
def test_no_role_elsewhere_allows_anything(office, form, permission):
    elsewhere = make_region("别区")
    unit = make_unit(elsewhere, "组织部")
    person = make_person("elsewhere", *((kind, unit) for kind in RoleKind), *((kind, elsewhere) for kind in RoleKind))
    assert not can(person, permission, form)


def test_a_superuser_without_a_role_sees_all_and_does_nothing(office, form):
    root = User.objects.create_superuser("root")
    assert not any(can(root, permission, form) for permission in Permission)
    assert not any(may_move(root, action, form, STAGES) for action in Action)


def test_reasons_say_who_may_or_what_to_do(office, form):
    assert can(office.reader, Permission.EDIT, form).reason == "只有本单位填报人可以填写"
    assert can(office.reader, Permission.COMMENT, form).reason == "只有审核人可以在下达前批注"
    assert may_move(office.reader, Action.SUBMIT, form, STAGES).reason == "只有单位审核人、填报人可以送审"
    assert may_move(office.filler, Action.ISSUE, form, STAGES).reason == "此表现为“草稿”，不能下达"
    form.status = Status.SUBMITTED
    assert can(office.filler, Permission.EDIT, form).reason == (
        "此表现为“已送审”，不能修改；需要修改请先撤回或由审核人退回"
    )
    form.editors.add(office.department_reviewer)
    assert may_move(office.department_reviewer, Action.APPROVE, form, STAGES).reason == (
        "您填写过此表，不能自己审核通过，请由其他审核人办理"
    )


def test_an_allowance_needs_no_reason(office, form):
    decision = can(office.filler, Permission.EDIT, form)
    assert decision
    assert decision.reason == ""


def test_only_fillers_of_the_unit_start_forms(office):
    able = {role for role, person in people_of(office).items() if can_create_at(person, office.unit)}
    assert able == {RoleKind.FILLER}
    other = make_unit(office.region, "教育局")
    decision = can_create_at(office.filler, other)
    assert not decision
    assert decision.reason == "只有本单位填报人可以新建项目"


def test_fillers_and_the_administrators_of_the_region_import(office):
    able = {role for role, person in people_of(office).items() if can_import_at(person, office.unit)}
    assert able == {RoleKind.FILLER, RoleKind.REGION_ADMIN}
    elsewhere = make_unit(make_region("别区"), "组织部")
    for person in (office.filler, office.admin):
        assert can_import_at(person, elsewhere).reason == "只有本单位填报人和本地区管理员可以导入"
