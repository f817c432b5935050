"""Two people, or one hand twice, at the same moment. Rows can be locked on PostgreSQL only."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.db import transaction

from projects import access
from projects.lifecycle import Stale, move
from projects.models import FormEvent, PerformanceForm, RoleKind, Status, User
from projects.workflow import Action, find_transition
from tests.at_once import at_once
from tests.factories import make_form, make_office, make_person

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TIMES = 10
BOTH_STAGES = ["department", "finance"]


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit, status=Status.SUBMITTED, edited_by=[office.filler])


@pytest.fixture
def second_reviewer(office):
    return make_person("second-reviewer", (RoleKind.DEPARTMENT_REVIEWER, office.department), name="方致和")


def again(form: PerformanceForm) -> None:
    """The form as if nobody had decided."""
    PerformanceForm.objects.filter(pk=form.pk).update(status=Status.SUBMITTED, revision=0)
    FormEvent.objects.filter(form=form)._raw_delete("default")


def test_of_two_reviewers_at_once_one_decides(office, form, second_reviewer):
    for _ in range(TIMES):
        again(form)
        results = at_once(
            lambda: move(form.pk, Action.APPROVE, office.department_reviewer, revision=0, opinion="同意"),
            lambda: move(form.pk, Action.RETURN, second_reviewer, revision=0, opinion="请补充"),
        )
        [event] = form.events.all()
        [stale] = [result for result in results if result != event]
        assert isinstance(stale, Stale), repr(stale)
        form.refresh_from_db()
        assert (form.status, form.revision) == (event.to_status, 1)


def test_a_double_click_at_once_gives_one_event(office, form):
    for _ in range(TIMES):
        again(form)
        click = lambda: move(form.pk, Action.APPROVE, office.department_reviewer, revision=0)  # noqa: E731
        results = at_once(click, click, click)
        [event] = form.events.all()
        assert results == [event, event, event]
        form.refresh_from_db()
        assert (form.status, form.revision) == (Status.DEPARTMENT_APPROVED, 1)


def move_without_lock(form_id: int, action: Action, actor: User, both_have_read: Barrier) -> FormEvent:
    """The steps of ``move``, only that the form is read without a lock."""
    with transaction.atomic():
        form = PerformanceForm.objects.with_document().get(pk=form_id)
        both_have_read.wait(timeout=30)
        assert form.revision == 0
        assert access.may_move(actor, action, form, BOTH_STAGES)
        transition = find_transition(form.state, action, BOTH_STAGES)
        assert transition is not None
        form.status, form.revision = transition.to, form.revision + 1
        form.save(update_fields=["status", "revision"])
        return FormEvent.objects.create(
            form=form, action=action, actor=actor, to_status=transition.to, revision=form.revision
        )


def test_without_the_lock_both_reviewers_would_decide(office, form, second_reviewer):
    """The companion of the tests above: what they would miss if nothing could go wrong anyway."""
    both_have_read = Barrier(2)
    results = at_once(
        lambda: move_without_lock(form.pk, Action.APPROVE, office.department_reviewer, both_have_read),
        lambda: move_without_lock(form.pk, Action.RETURN, second_reviewer, both_have_read),
    )
    assert all(isinstance(result, FormEvent) for result in results), results
    assert [event.revision for event in form.events.all()] == [1, 1]
    assert {event.to_status for event in form.events.all()} == {Status.DEPARTMENT_APPROVED, Status.RETURNED}
