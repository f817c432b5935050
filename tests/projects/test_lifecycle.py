"""The one writer of status: the whole matrix of states, actions, roles and stages, and each step's traces."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from django.db import transaction

from projects.lifecycle import Forbidden, Refused, Stale, move
from projects.models import Department, FormEvent, PerformanceForm, Region, Role, RoleKind, Stage, Status, Unit
from projects.storage import document_of, store_document
from projects.workflow import Action
from tests.factories import make_document, make_form, make_office, make_person, make_region, make_unit

pytestmark = pytest.mark.django_db

FILLER, UNIT_REVIEWER = RoleKind.FILLER, RoleKind.UNIT_REVIEWER
DEPARTMENT, FINANCE = RoleKind.DEPARTMENT_REVIEWER, RoleKind.FINANCE_REVIEWER

# (status, action, role): the status it leads to. Written out here, and not taken from the code.
BY_THE_UNIT = {
    (Status.DRAFT, Action.SUBMIT, FILLER): Status.SUBMITTED,
    (Status.DRAFT, Action.SUBMIT, UNIT_REVIEWER): Status.SUBMITTED,
    (Status.RETURNED, Action.SUBMIT, FILLER): Status.SUBMITTED,
    (Status.RETURNED, Action.SUBMIT, UNIT_REVIEWER): Status.SUBMITTED,
    (Status.SUBMITTED, Action.WITHDRAW, FILLER): Status.DRAFT,
    (Status.SUBMITTED, Action.WITHDRAW, UNIT_REVIEWER): Status.DRAFT,
}
BY_REVIEWERS = {
    (Stage.DEPARTMENT, Stage.FINANCE): {
        (Status.SUBMITTED, Action.APPROVE, DEPARTMENT): Status.DEPARTMENT_APPROVED,
        (Status.SUBMITTED, Action.RETURN, DEPARTMENT): Status.RETURNED,
        (Status.DEPARTMENT_APPROVED, Action.APPROVE, FINANCE): Status.FINANCE_APPROVED,
        (Status.DEPARTMENT_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
    },
    (Stage.DEPARTMENT,): {
        (Status.SUBMITTED, Action.APPROVE, DEPARTMENT): Status.DEPARTMENT_APPROVED,
        (Status.SUBMITTED, Action.RETURN, DEPARTMENT): Status.RETURNED,
        (Status.DEPARTMENT_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.DEPARTMENT_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
        (Status.FINANCE_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
    },
    (Stage.FINANCE,): {
        (Status.SUBMITTED, Action.APPROVE, FINANCE): Status.FINANCE_APPROVED,
        (Status.SUBMITTED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.DEPARTMENT_APPROVED, Action.APPROVE, FINANCE): Status.FINANCE_APPROVED,
        (Status.DEPARTMENT_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
    },
    (): {
        (Status.SUBMITTED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.SUBMITTED, Action.ISSUE, FINANCE): Status.ISSUED,
        (Status.DEPARTMENT_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.DEPARTMENT_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
        (Status.FINANCE_APPROVED, Action.RETURN, FINANCE): Status.RETURNED,
        (Status.FINANCE_APPROVED, Action.ISSUE, FINANCE): Status.ISSUED,
    },
}


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def form(office):
    return make_form(office.unit, edited_by=[office.filler])


def at(form: PerformanceForm, status: Status) -> PerformanceForm:
    PerformanceForm.objects.filter(pk=form.pk).update(status=status)
    return form


@pytest.mark.parametrize("stages", BY_REVIEWERS, ids=lambda stages: "+".join(stages) or "none")
def test_the_whole_matrix(stages):
    office = make_office(stages=stages)
    form = make_form(office.unit)
    nobody = make_person("nobody")
    people = {
        FILLER: office.filler,
        UNIT_REVIEWER: office.unit_reviewer,
        DEPARTMENT: office.department_reviewer,
        FINANCE: office.finance_reviewer,
        RoleKind.REGION_ADMIN: office.admin,
        RoleKind.READER: office.reader,
        None: nobody,
    }
    assert set(people) == {*RoleKind, None}
    reached = {}
    for status, action, role in product(Status, Action, people):
        at(form, status)
        with transaction.atomic():
            try:
                event = move(form.pk, action, people[role], revision=0, opinion="意见")
                reached[status, action, role] = Status(event.to_status)
            except Forbidden:
                form.refresh_from_db()
                assert (form.status, form.revision, form.events.count()) == (status, 0, 0)
            transaction.set_rollback(True)
    assert reached == BY_THE_UNIT | BY_REVIEWERS[stages]


@pytest.mark.parametrize("kind", RoleKind)
def test_no_role_elsewhere_moves_anything(office, form, kind):
    other_unit = make_unit(office.region, "教育局")
    other_region = make_region("别区")
    places: list[Unit | Department | Region] = [other_unit, other_unit.department, other_region]
    person = make_person("elsewhere", *((kind, place) for place in places))
    for status, action in product(Status, Action):
        at(form, status)
        with pytest.raises(Forbidden):
            move(form.pk, action, person, revision=0, opinion="意见")


def test_a_step_writes_status_revision_and_one_event_with_the_frozen_document(office, form):
    document = document_of(form).to_json()
    event = move(form.pk, Action.SUBMIT, office.filler, revision=0)
    form.refresh_from_db()
    assert (form.status, form.revision) == (Status.SUBMITTED, 1)
    assert form.submitted_at is not None
    assert form.issued_at is None
    [stored] = form.events.all()
    assert stored == event
    assert (stored.action, stored.actor, stored.from_status, stored.to_status) == (
        Action.SUBMIT,
        office.filler,
        Status.DRAFT,
        Status.SUBMITTED,
    )
    assert (stored.revision, stored.opinion, stored.document) == (1, "", document)


def test_the_frozen_document_stays_when_the_form_changes(office, form):
    event = move(form.pk, Action.SUBMIT, office.filler, revision=0)
    store_document(form, make_document(indicators=()))
    event.refresh_from_db()
    assert event.document is not None
    assert len(event.document["indicators"]) == 4


def test_the_whole_way_with_a_return(office, form):
    steps = [
        (Action.SUBMIT, office.filler, ""),
        (Action.RETURN, office.department_reviewer, "请补充"),
        (Action.SUBMIT, office.filler, ""),
        (Action.WITHDRAW, office.filler, ""),
        (Action.SUBMIT, office.colleague, ""),
        (Action.APPROVE, office.department_reviewer, "同意"),
        (Action.APPROVE, office.finance_reviewer, "同意"),
        (Action.ISSUE, office.finance_reviewer, "予以下达"),
    ]
    for revision, (action, actor, opinion) in enumerate(steps):
        move(form.pk, action, actor, revision=revision, opinion=opinion)
    form.refresh_from_db()
    assert form.status == Status.ISSUED
    assert form.issued_at is not None
    events = list(form.events.all())
    assert [(event.action, event.actor, event.opinion) for event in events] == steps
    assert [event.document is None for event in events] == [action is Action.WITHDRAW for action, _, _ in steps]
    assert [event.from_status for event in events[1:]] == [event.to_status for event in events[:-1]]


@pytest.mark.parametrize("opinion", ["", "  \n "])
def test_a_return_needs_an_opinion(office, form, opinion):
    at(form, Status.SUBMITTED)
    with pytest.raises(Refused, match="退回要写意见，请写明需要修改什么"):
        move(form.pk, Action.RETURN, office.department_reviewer, revision=0, opinion=opinion)
    assert form.events.count() == 0


def test_opinions_are_kept_without_white_space_around_them(office, form):
    at(form, Status.SUBMITTED)
    event = move(form.pk, Action.RETURN, office.department_reviewer, revision=0, opinion="  请补充\n")
    assert event.opinion == "请补充"


def test_an_incomplete_form_is_not_sent_up_and_says_where_it_fails(office, form):
    document = make_document()
    store_document(form, replace(document, narratives=replace(document.narratives, basis=None), indicators=()))
    with pytest.raises(Refused) as refused:
        move(form.pk, Action.SUBMIT, office.filler, revision=0)
    assert [problem.path for problem in refused.value.problems] == ["narratives.basis", "indicators"]
    assert refused.value.message == "还有 2 处需要改正，改好后才能送审"
    form.refresh_from_db()
    assert (form.status, form.revision, form.events.count()) == (Status.DRAFT, 0, 0)


def test_what_could_not_be_read_keeps_a_form_back(office, form):
    PerformanceForm.objects.filter(pk=form.pk).update(unread={"amounts.total": "二十万"})
    with pytest.raises(Refused) as refused:
        move(form.pk, Action.SUBMIT, office.filler, revision=0)
    assert [problem.path for problem in refused.value.problems] == ["amounts.total"]


def test_what_could_not_be_read_in_a_row_keeps_a_form_back(office, form):
    row = form.indicatorlines.get(position=2)
    path = f"indicators[{row.key}].target"
    PerformanceForm.objects.filter(pk=form.pk).update(unread={path: "长" * 1001})
    with pytest.raises(Refused) as refused:
        move(form.pk, Action.SUBMIT, office.filler, revision=0)
    [problem] = refused.value.problems
    assert (problem.path, problem.section) == (path, "indicators")
    assert problem.label.startswith("绩效指标")


@pytest.mark.parametrize(
    ("status", "action"),
    [
        (Status.SUBMITTED, Action.APPROVE),
        (Status.SUBMITTED, Action.RETURN),
        (Status.DEPARTMENT_APPROVED, Action.APPROVE),
        (Status.FINANCE_APPROVED, Action.ISSUE),
    ],
)
def test_nobody_decides_on_what_they_filled_in(office, form, status, action):
    """Even with every role there is."""
    mixed = make_person(
        "mixed",
        (FILLER, office.unit),
        (DEPARTMENT, office.department),
        (FINANCE, office.region),
    )
    form.editors.add(mixed)
    at(form, status)
    with pytest.raises(Forbidden, match=f"您填写过此表，不能自己{action.label}"):
        move(form.pk, action, mixed, revision=0, opinion="意见")
    form.editors.remove(mixed)
    mixed = type(mixed).objects.get(pk=mixed.pk)
    assert move(form.pk, action, mixed, revision=0, opinion="意见").actor == mixed


def test_a_double_click_gives_one_event(office, form):
    first = move(form.pk, Action.SUBMIT, office.filler, revision=0)
    assert move(form.pk, Action.SUBMIT, office.filler, revision=0) == first
    assert form.events.count() == 1
    form.refresh_from_db()
    assert form.revision == 1


def test_the_same_click_of_another_person_is_stale(office, form):
    move(form.pk, Action.SUBMIT, office.filler, revision=0)
    with pytest.raises(Stale, match="此表刚刚被改动过，现为“已送审”，请刷新后再办理"):
        move(form.pk, Action.SUBMIT, office.colleague, revision=0)


def test_another_step_on_what_one_saw_before_is_stale(office, form):
    at(form, Status.SUBMITTED)
    move(form.pk, Action.APPROVE, office.department_reviewer, revision=0)
    with pytest.raises(Stale):
        move(form.pk, Action.RETURN, office.department_reviewer, revision=0, opinion="再想想")
    assert form.events.count() == 1


def test_a_click_from_long_ago_is_stale_even_when_it_was_ones_own(office, form):
    move(form.pk, Action.SUBMIT, office.filler, revision=0)
    move(form.pk, Action.WITHDRAW, office.filler, revision=1)
    with pytest.raises(Stale):
        move(form.pk, Action.SUBMIT, office.filler, revision=0)


def test_a_revision_from_the_future_is_stale(office, form):
    with pytest.raises(Stale):
        move(form.pk, Action.SUBMIT, office.filler, revision=7)


def test_forms_of_other_years_follow_their_own_stages(office):
    """A region that has not set up a year has both reviews."""
    form = make_form(office.unit, make_document(fiscal_year=2031))
    event = move(form.pk, Action.SUBMIT, office.filler, revision=0)
    with pytest.raises(Forbidden):
        move(form.pk, Action.APPROVE, office.finance_reviewer, revision=1)
    assert event.to_status == Status.SUBMITTED


def test_history_can_neither_be_changed_nor_deleted(office, form):
    event = move(form.pk, Action.SUBMIT, office.filler, revision=0)
    event.opinion = "改写"
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    assert FormEvent.objects.get().opinion == ""


def test_a_role_that_was_taken_away_moves_nothing(office, form):
    Role.objects.filter(user=office.filler).delete()
    with pytest.raises(Forbidden, match="只有单位审核人、填报人可以送审"):
        move(form.pk, Action.SUBMIT, office.filler, revision=0)


@pytest.mark.parametrize("action", [Action.APPROVE, Action.RETURN])
def test_who_sent_a_form_up_does_not_judge_it_in_another_role(office, form, action):
    both = make_person("both", (UNIT_REVIEWER, office.unit), (DEPARTMENT, office.department))
    move(form.pk, Action.SUBMIT, both, revision=0)
    with pytest.raises(Forbidden, match="不能自己"):
        move(form.pk, action, both, revision=1, opinion="同意")
    assert form.events.count() == 1
