"""Two administrators at the same moment. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

import pytest
from django.db import transaction

from projects.lifecycle import Refused
from projects.models import Role, RoleKind, User
from projects.region_settings import lock, people
from tests.at_once import at_once
from tests.factories import make_office

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TIMES = 5


@pytest.fixture
def office():
    office = make_office()
    for person in (office.admin, office.reader):
        Role.objects.get_or_create(user=person, kind=RoleKind.READER, region=office.region)
    return office


def _take_away(office, person, actor, *, locked):
    """Remove the administrator role of ``person``, as the page does; ``locked`` as the page does it."""
    with transaction.atomic():
        if locked:
            lock(office.region)
        someone = User.objects.get(pk=person.pk)
        role = someone.roles.get(kind=RoleKind.REGION_ADMIN)
        people.remove_role(office.region, someone, role, User.objects.get(pk=actor.pk))


def _both_at_once(office, *, locked):
    for person in (office.admin, office.reader):
        Role.objects.get_or_create(user=person, kind=RoleKind.REGION_ADMIN, region=office.region)
    results = at_once(
        lambda: _take_away(office, office.reader, office.admin, locked=locked),
        lambda: _take_away(office, office.admin, office.reader, locked=locked),
    )
    return results, Role.objects.filter(kind=RoleKind.REGION_ADMIN).count()


def test_of_two_administrators_who_remove_each_other_one_stays(office):
    for _ in range(TIMES):
        results, left = _both_at_once(office, locked=True)
        assert left == 1
        assert [isinstance(result, Refused) for result in results].count(True) == 1


def test_without_the_lock_a_region_can_lose_both(office):
    """What the lock is for; it does not happen every time."""
    assert 0 in {_both_at_once(office, locked=False)[1] for _ in range(20)}
