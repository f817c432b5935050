"""Two people, or one hand twice, at the same moment with a disclosure. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

from datetime import date
from threading import Barrier

import pytest
from django.db import transaction

from projects import access
from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.publishing import publish
from projects.disclosing.workflow import TRANSITIONS, DisclosureAction
from projects.models import Disclosure, DisclosureEvent, DisclosureStatus, Publication, RoleKind, User
from projects.refusals import Stale
from tests.at_once import at_once
from tests.factories import Office, make_office, make_person
from tests.projects.disclosure.made import make_disclosure

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TIMES = 5
APPROVE, RETURN = DisclosureAction.APPROVE, DisclosureAction.RETURN
TODAY = date(2023, 2, 1)


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def disclosure(office: Office) -> Disclosure:
    disclosure = make_disclosure(office.department)
    again(disclosure, DisclosureStatus.SUBMITTED)
    return disclosure


@pytest.fixture
def second_reviewer(office: Office) -> User:
    return make_person("second-reviewer", (RoleKind.FINANCE_REVIEWER, office.region), name="方致和")


def again(disclosure: Disclosure, status: DisclosureStatus) -> None:
    """The disclosure as if nobody had decided."""
    changed = {"status": status, "revision": 0, "replied_on": TODAY}
    Disclosure.objects.filter(pk=disclosure.pk).update(**changed)
    DisclosureEvent.objects.filter(disclosure=disclosure)._raw_delete("default")


def test_of_two_reviewers_at_once_one_decides(office, disclosure, second_reviewer):
    for _ in range(TIMES):
        again(disclosure, DisclosureStatus.SUBMITTED)
        results = at_once(
            lambda: move_disclosure(disclosure.pk, APPROVE, office.finance_reviewer, revision=0),
            lambda: move_disclosure(disclosure.pk, RETURN, second_reviewer, revision=0, said=Said("请补充")),
        )
        [event] = disclosure.events.all()
        [stale] = [result for result in results if result != event]
        assert isinstance(stale, Stale), repr(stale)
        disclosure.refresh_from_db()
        assert (disclosure.status, disclosure.revision) == (event.to_status, 1)


def test_a_double_click_at_once_makes_one_version(office, disclosure):
    again(disclosure, DisclosureStatus.APPROVED)

    def click() -> Publication:
        return publish(disclosure.pk, office.finance_reviewer, revision=0, published_on=TODAY, note="", today=TODAY)

    results = at_once(click, click, click)
    [publication] = Publication.objects.all()
    assert results == [publication, publication, publication]
    assert disclosure.events.count() == 1


def move_without_lock(disclosure_id: int, action: DisclosureAction, actor: User, both: Barrier) -> DisclosureEvent:
    """The steps of ``move_disclosure``, only that the row is read without a lock."""
    with transaction.atomic():
        disclosure = Disclosure.objects.for_list().get(pk=disclosure_id)
        both.wait(timeout=30)
        assert disclosure.revision == 0
        assert access.may_take(actor, action, disclosure)
        before, after = disclosure.state, TRANSITIONS[disclosure.state, action].to
        disclosure.status, disclosure.revision = after, disclosure.revision + 1
        disclosure.save(update_fields=["status", "revision"])
        return DisclosureEvent.objects.create(
            disclosure=disclosure,
            action=action,
            actor=actor,
            from_status=before,
            to_status=after,
            revision=disclosure.revision,
        )


def test_without_the_lock_both_reviewers_would_decide(office, disclosure, second_reviewer):
    """The companion of the tests above: what they would miss if nothing could go wrong anyway."""
    both = Barrier(2)
    results = at_once(
        lambda: move_without_lock(disclosure.pk, APPROVE, office.finance_reviewer, both),
        lambda: move_without_lock(disclosure.pk, RETURN, second_reviewer, both),
    )
    assert all(isinstance(result, DisclosureEvent) for result in results), results
    assert [event.revision for event in disclosure.events.all()] == [1, 1]
