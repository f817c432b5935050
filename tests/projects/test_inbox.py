from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from projects.inbox import (
    Queue,
    QueueItem,
    count_waiting_for,
    disclosures_to_correct,
    disclosures_waiting_for,
    queue_of,
)
from projects.models import Disclosure, DisclosureStatus, RegionYear, RoleKind, Stage, Status, User
from projects.workflow import Action, Waiting
from tests.factories import YEAR, Office, make_document, make_form, make_office, make_person, make_unit, take
from tests.projects.disclosure.made import make_disclosure
from tests.publications import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


def named(name: str, amount: str | None = "120050.00") -> Any:
    document = make_document()
    return replace(
        document,
        project=replace(document.project, name=name),
        amounts=replace(document.amounts, current_year=Decimal(amount) if amount else None),
    )


def names(user: User) -> list[str]:
    # Roles are kept on the object for one request.
    fresh = get_user_model().objects.get(pk=user.pk)
    return [item.name for item in queue_of(fresh).items]


def test_every_stage_waits_for_its_reviewer(office: Office) -> None:
    for status in Status:
        make_form(office.unit, named(status.label), status=status)
    assert names(office.department_reviewer) == ["已送审"]
    assert sorted(names(office.finance_reviewer)) == ["主管部门审核通过", "财政审核通过"]
    for person in (office.filler, office.unit_reviewer, office.admin, office.reader):
        assert names(person) == []


def test_a_region_without_department_reviews_sends_to_finance() -> None:
    office = make_office(stages=[Stage.FINANCE])
    make_form(office.unit, status=Status.SUBMITTED)
    assert names(office.department_reviewer) == []
    assert [item.waiting for item in queue_of(office.finance_reviewer).items] == [Waiting.FINANCE]


def test_a_region_without_reviews_sends_to_issuing() -> None:
    office = make_office(stages=[])
    make_form(office.unit, status=Status.SUBMITTED)
    assert [item.waiting for item in queue_of(office.finance_reviewer).items] == [Waiting.ISSUE]


def test_nobody_gets_what_they_filled_in(office: Office) -> None:
    make_form(office.unit, status=Status.SUBMITTED, edited_by=[office.department_reviewer])
    assert names(office.department_reviewer) == []


def test_other_departments_and_regions_do_not_wait_here(office: Office) -> None:
    neighbour = make_unit(office.region, "教育局")
    make_form(neighbour, status=Status.SUBMITTED)
    other = make_office("外县", tag="-2")
    make_form(other.unit, status=Status.DEPARTMENT_APPROVED)
    assert names(office.department_reviewer) == []
    assert names(office.finance_reviewer) == []


def test_a_person_with_two_roles_has_one_queue(office: Office) -> None:
    both = make_person(
        "both", (RoleKind.DEPARTMENT_REVIEWER, office.department), (RoleKind.FINANCE_REVIEWER, office.region)
    )
    make_form(office.unit, named("甲"), status=Status.SUBMITTED)
    make_form(office.unit, named("乙"), status=Status.DEPARTMENT_APPROVED)
    assert sorted(names(both)) == ["乙", "甲"]
    assert count_waiting_for(both) == 2


def test_the_nearest_deadline_comes_first_then_what_was_submitted_first(office: Office) -> None:
    RegionYear.objects.filter(region=office.region).update(
        finance_by=date(YEAR - 1, 12, 13), issue_on=date(YEAR, 1, 20)
    )
    RegionYear.objects.create(region=office.region, fiscal_year=YEAR - 1, layout="weihai", review_gate="inform")
    first, second, issuing = (make_form(office.unit, named(name)) for name in ("先送", "后送", "待下达"))
    undated = make_form(office.unit, replace(named("无期限"), fiscal_year=YEAR - 1))
    for form in (undated, issuing, first, second):
        take(form, Action.SUBMIT, office.filler)
        take(form, Action.APPROVE, office.department_reviewer)
    take(issuing, Action.APPROVE, office.finance_reviewer)
    items = queue_of(office.finance_reviewer).items
    assert [(item.name, item.deadline) for item in items] == [
        ("先送", date(YEAR - 1, 12, 13)),
        ("后送", date(YEAR - 1, 12, 13)),
        ("待下达", date(YEAR, 1, 20)),
        ("无期限", None),
    ]


def test_what_came_back_is_told_apart(office: Office) -> None:
    form = make_form(office.unit, named("再次"))
    make_form(office.unit, named("初次", amount=None), status=Status.SUBMITTED)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请核对。")
    take(form, Action.SUBMIT, office.filler)
    queue = queue_of(office.department_reviewer)
    assert sorted((item.name, item.submissions, item.is_again) for item in queue.items) == [
        ("再次", 2, True),
        ("初次", 0, False),
    ]
    assert [item.name for item in queue.again.items] == ["再次"]
    assert queue.total == Decimal("120050.00")


def item(pk: int) -> QueueItem:
    return QueueItem(pk, "", "", YEAR, None, Waiting.FINANCE, None, None, 1)


def test_the_next_form_is_the_one_below_else_the_first() -> None:
    queue = Queue((item(5), item(3), item(9)))
    following = [queue.next_after(pk) for pk in (5, 3, 9, 77)]
    assert [each and each.pk for each in following] == [3, 9, 5, 5]
    assert Queue((item(5),)).next_after(5) is None
    assert (queue.position_of(9), queue.position_of(77)) == (3, None)


@pytest.mark.parametrize("count", [1, 3])
def test_a_queue_takes_eight_queries_whatever_its_length(
    office: Office, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_form(office.unit, named(f"项目{number}"), status=Status.DEPARTMENT_APPROVED)
    queue_of(office.finance_reviewer)  # keeps the reports, and the roles
    with django_assert_num_queries(8):
        assert len(queue_of(office.finance_reviewer).items) == count


def test_a_disclosure_waits_for_finance_who_did_not_send_it_up():
    office, other = make_office(), make_office("别区", tag="二")
    disclosure = make_disclosure(office.department)
    assert not disclosures_waiting_for(office.finance_reviewer).exists()
    Disclosure.objects.update(status=DisclosureStatus.SUBMITTED)
    assert list(disclosures_waiting_for(office.finance_reviewer)) == [disclosure]
    for person in (office.filler, office.department_reviewer, office.admin, other.finance_reviewer):
        assert not disclosures_waiting_for(person).exists()
    disclosure.editors.add(office.finance_reviewer)
    assert not disclosures_waiting_for(office.finance_reviewer).exists()


def test_a_disclosure_that_was_returned_or_opened_again_is_named_to_its_fillers(client: Client):
    office, other = make_office(), make_office("别区", tag="二")
    disclosure = make_publication(office.unit).disclosure
    Disclosure.objects.update(status=DisclosureStatus.APPROVED)
    assert not disclosures_to_correct(office.filler).exists()
    for status in (DisclosureStatus.RETURNED, DisclosureStatus.DRAFT):
        Disclosure.objects.update(status=status)
        assert list(disclosures_to_correct(office.filler)) == [disclosure]
        assert not disclosures_to_correct(office.finance_reviewer).exists()
        assert not disclosures_to_correct(other.filler).exists()
    client.force_login(office.filler)
    assert "退回和更正的部门预算公开" in client.get("/").content.decode()
