"""The table of steps, without database."""

from __future__ import annotations

from itertools import product

import pytest

from projects.models import RoleKind, Stage, Status
from projects.workflow import TRANSITIONS, Action, Waiting, find_transition, waits_for

BOTH = [Stage.DEPARTMENT.value, Stage.FINANCE.value]


@pytest.mark.parametrize(
    ("status", "stages", "waiting"),
    [
        (Status.DRAFT, BOTH, None),
        (Status.RETURNED, BOTH, None),
        (Status.ISSUED, BOTH, None),
        (Status.SUBMITTED, BOTH, Waiting.DEPARTMENT),
        (Status.SUBMITTED, ["finance"], Waiting.FINANCE),
        (Status.SUBMITTED, ["department"], Waiting.DEPARTMENT),
        (Status.SUBMITTED, [], Waiting.ISSUE),
        (Status.DEPARTMENT_APPROVED, BOTH, Waiting.FINANCE),
        (Status.DEPARTMENT_APPROVED, ["department"], Waiting.ISSUE),
        (Status.FINANCE_APPROVED, BOTH, Waiting.ISSUE),
        (Status.FINANCE_APPROVED, ["department"], Waiting.ISSUE),
    ],
)
def test_what_a_form_waits_for_follows_from_its_status_and_the_stages_of_its_region(status, stages, waiting):
    assert waits_for(status, stages) is waiting


def test_the_order_in_which_stages_are_configured_does_not_matter():
    assert waits_for(Status.SUBMITTED, BOTH[::-1]) is Waiting.DEPARTMENT


def test_every_row_of_the_table_is_used_by_some_region():
    settings = [[], ["department"], ["finance"], BOTH]
    found = {
        (status, action, find_transition(status, action, stages))
        for status, action, stages in product(Status, Action, settings)
    }
    rows = {(*key, row) for key, choices in TRANSITIONS.items() for row in choices}
    assert {entry for entry in found if entry[2]} == rows


def test_never_do_two_rows_fit_at_once():
    for choices in TRANSITIONS.values():
        for waiting in [None, *Waiting]:
            assert sum(row.fits(waiting) for row in choices) <= 1


def test_readers_and_administrators_move_nothing():
    taking_part = {role for choices in TRANSITIONS.values() for row in choices for role in row.roles}
    assert taking_part == {
        RoleKind.FILLER,
        RoleKind.UNIT_REVIEWER,
        RoleKind.DEPARTMENT_REVIEWER,
        RoleKind.FINANCE_REVIEWER,
    }


def test_decisions_need_another_person_and_a_refusal_needs_reasons():
    for (_, action), choices in TRANSITIONS.items():
        for row in choices:
            decides = action in (Action.APPROVE, Action.RETURN, Action.ISSUE)
            assert row.needs_other_person is decides
            assert row.needs_opinion is (action is Action.RETURN)
            assert row.needs_complete is (action is Action.SUBMIT)
            assert row.freezes is (action is not Action.WITHDRAW)


def test_issued_forms_stay_as_they_are():
    assert [action for status, action in TRANSITIONS if status is Status.ISSUED] == []
