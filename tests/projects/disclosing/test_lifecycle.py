"""The one writer of a disclosure's status: the whole matrix of states, actions and roles, and each step's traces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from projects.disclosing.basis import basis_of
from projects.disclosing.gate import given_reasons, standing_of
from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.models import Disclosure, DisclosureEvent, DisclosureStatus, RoleKind, Status
from projects.refusals import Forbidden, Refused, Stale
from tests.factories import Office, make_form, make_office, make_person
from tests.projects.disclosure.made import made, make_disclosure

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED = DisclosureStatus.DRAFT, DisclosureStatus.SUBMITTED
APPROVED, RETURNED = DisclosureStatus.APPROVED, DisclosureStatus.RETURNED
SUBMIT, WITHDRAW = DisclosureAction.SUBMIT, DisclosureAction.WITHDRAW
APPROVE, RETURN = DisclosureAction.APPROVE, DisclosureAction.RETURN
SENDERS = (RoleKind.FILLER, RoleKind.UNIT_REVIEWER)
FINANCE, ADMIN = RoleKind.FINANCE_REVIEWER, RoleKind.REGION_ADMIN
REPLIED = date(2023, 1, 20)
BLANK: dict[str, Any] = {"items": [], "total": None}

# (status, action, role): the status it leads to. Written out here, and not taken from the code.
EXPECTED = {
    **{(status, SUBMIT, role): SUBMITTED for status in (DRAFT, RETURNED) for role in SENDERS},
    **{(SUBMITTED, WITHDRAW, role): DRAFT for role in SENDERS},
    (SUBMITTED, APPROVE, FINANCE): APPROVED,
    (SUBMITTED, RETURN, FINANCE): RETURNED,
    **{(APPROVED, DisclosureAction.REPLY, role): APPROVED for role in (FINANCE, ADMIN)},
    **{(APPROVED, DisclosureAction.PUBLISH, role): APPROVED for role in (FINANCE, ADMIN)},
    **{(APPROVED, DisclosureAction.REOPEN, role): DRAFT for role in (FINANCE, ADMIN)},
    **{(status, DisclosureAction.CANCEL, role): status for status in DisclosureStatus for role in (FINANCE, ADMIN)},
}


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def disclosure(office: Office) -> Disclosure:
    return make_disclosure(office.department)


def at(disclosure: Disclosure, status: DisclosureStatus) -> Disclosure:
    Disclosure.objects.filter(pk=disclosure.pk).update(status=status)
    return disclosure


def test_the_whole_matrix(office: Office, disclosure: Disclosure) -> None:
    people = {
        RoleKind.FILLER: office.filler,
        RoleKind.UNIT_REVIEWER: office.unit_reviewer,
        RoleKind.DEPARTMENT_REVIEWER: office.department_reviewer,
        FINANCE: office.finance_reviewer,
        ADMIN: office.admin,
        RoleKind.READER: office.reader,
    }
    said = Said(opinion="见批注", replied_on=REPLIED)
    reached = {}
    for status, action, role in product(DisclosureStatus, DisclosureAction, people):
        at(disclosure, status)
        before = transaction.savepoint()
        try:
            event = move_disclosure(disclosure.pk, action, people[role], revision=0, said=said)
        except Forbidden:
            continue
        disclosure.refresh_from_db()
        assert (disclosure.status, disclosure.revision) == (event.to_status, 1)
        assert [each.pk for each in disclosure.events.all()] == [event.pk]
        reached[status, action, role] = DisclosureStatus(event.to_status)
        transaction.savepoint_rollback(before)
    assert reached == EXPECTED


def test_finance_of_one_unit_does_not_decide_for_the_department(office: Office, disclosure: Disclosure) -> None:
    of_unit = make_person("of-unit", (FINANCE, office.unit))
    with pytest.raises(Forbidden, match="只有财政审核人可以审核通过"):
        move_disclosure(at(disclosure, SUBMITTED).pk, APPROVE, of_unit, revision=0)


def test_whoever_sent_it_up_does_not_approve_it(office: Office, disclosure: Disclosure) -> None:
    both = make_person("both", (RoleKind.FILLER, office.department), (FINANCE, office.region))
    move_disclosure(disclosure.pk, SUBMIT, both, revision=0)
    with pytest.raises(Forbidden, match="请由其他审核人办理"):
        move_disclosure(disclosure.pk, APPROVE, both, revision=1)
    assert move_disclosure(disclosure.pk, APPROVE, office.finance_reviewer, revision=1).to_status == APPROVED


def test_a_second_click_gives_the_first_event_and_an_old_page_is_refused(
    office: Office, disclosure: Disclosure
) -> None:
    first = move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0)
    assert move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0) == first
    with pytest.raises(Stale, match="已送审"):
        move_disclosure(disclosure.pk, SUBMIT, office.unit_reviewer, revision=0)
    assert DisclosureEvent.objects.count() == 1


def test_a_return_without_an_opinion_changes_nothing(office: Office, disclosure: Disclosure) -> None:
    with pytest.raises(Refused, match="退回要写意见"):
        move_disclosure(at(disclosure, SUBMITTED).pk, RETURN, office.finance_reviewer, revision=0, said=Said(" "))
    disclosure.refresh_from_db()
    assert (disclosure.status, disclosure.revision, disclosure.events.count()) == (SUBMITTED, 0, 0)


def test_the_day_of_the_reply_sets_the_deadline(office: Office, disclosure: Disclosure) -> None:
    at(disclosure, SUBMITTED)
    event = move_disclosure(
        disclosure.pk, APPROVE, office.finance_reviewer, revision=0, said=Said("同意", replied_on=REPLIED)
    )
    disclosure.refresh_from_db()
    assert (disclosure.replied_on, disclosure.publish_by) == (REPLIED, date(2023, 2, 9))
    assert event.opinion == "批复日期：2023-01-20\n同意"
    with pytest.raises(Refused, match="请填写批复日期"):
        move_disclosure(disclosure.pk, DisclosureAction.REPLY, office.admin, revision=1)
    with pytest.raises(Refused, match="还没有到"):
        move_disclosure(
            disclosure.pk, DisclosureAction.REPLY, office.admin, revision=1, said=Said(replied_on=date(9000, 1, 1))
        )


def test_a_correction_opens_it_again(office: Office, disclosure: Disclosure) -> None:
    at(disclosure, APPROVED)
    said = Said("收入漏了上年结转")
    event = move_disclosure(disclosure.pk, DisclosureAction.REOPEN, office.finance_reviewer, revision=0, said=said)
    disclosure.refresh_from_db()
    assert (event.opinion, disclosure.state.is_open) == ("收入漏了上年结转", True)


def test_without_the_totals_nothing_is_sent_up(office: Office, disclosure: Disclosure) -> None:
    kinds = {f"budget.{side}.{member}": value for side in ("income", "expenditure") for member, value in BLANK.items()}
    Disclosure.objects.update(content=made(**kinds).to_json())
    with pytest.raises(Refused) as refused:
        move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0)
    assert [(each.path, each.label) for each in refused.value.problems[:2]] == [
        ("budget.income.total", "收入说明总额"),
        ("budget.expenditure.total", "支出说明总额"),
    ]


def test_an_error_is_put_right_or_explained_and_the_reason_stays_with_the_step(
    office: Office, disclosure: Disclosure
) -> None:
    Disclosure.objects.update(content=made(**{"operating_costs.total": "410000.00"}).to_json())
    with pytest.raises(Refused, match="还有 1 处须改正或说明理由") as refused:
        move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0)
    [problem] = refused.value.problems
    assert problem.path == "operating_costs"
    disclosure.refresh_from_db()
    [question] = standing_of(basis_of(disclosure), {}).questions
    said = Said(reasons={question.key: "含年中追加的 1 万元", "finding-of-nothing": "不相干"})
    event = move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0, said=said)
    [reason] = event.reasons
    assert (reason["rule"], reason["text"]) == (question.rule, "含年中追加的 1 万元")
    assert reason["asked"].startswith("机关运行经费：")
    assert given_reasons(disclosure) == {question.key: "含年中追加的 1 万元"}


def test_one_reason_does_for_all_warnings_of_a_rule(office: Office, disclosure: Disclosure) -> None:
    section = made().performance.sections[0]
    bare = (replace(section, number="二", indicators=()), replace(section, number="三", indicators=()))
    changed = replace(made(), performance=replace(made().performance, sections=(section, *bare)))
    Disclosure.objects.update(content=changed.to_json())
    with pytest.raises(Refused, match="还有 1 处"):
        move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0)
    said = Said(reasons={"rule-objective-without-target": "这两项职责今年没有项目"})
    [reason] = move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0, said=said).reasons
    assert reason["asked"].count("没有绩效指标") == 2


def test_the_step_keeps_what_was_in_force_and_its_digest_follows_the_forms(
    office: Office, disclosure: Disclosure
) -> None:
    sent = move_disclosure(disclosure.pk, SUBMIT, office.filler, revision=0)
    same = move_disclosure(disclosure.pk, APPROVE, office.finance_reviewer, revision=1)
    assert sent.digest == same.digest
    assert sent.content is not None
    assert sent.content["budget"]["income"]["total"] == "4208000.00"
    make_form(office.unit, status=Status.ISSUED)
    at(disclosure, SUBMITTED)
    other = move_disclosure(disclosure.pk, APPROVE, office.finance_reviewer, revision=2)
    assert other.digest != sent.digest
