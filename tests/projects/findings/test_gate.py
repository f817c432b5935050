"""What keeps a form from being sent up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from projects.document import Indicator
from projects.findings.replies import dismiss, give_reason
from projects.lifecycle import Refused
from projects.models import PerformanceForm, ReviewGate, RuleDecision, RuleLevel, Status
from projects.review.finding import Severity
from projects.workflow import Action
from tests.bad_forms import OUT_OF_RANGE, UNIT_MISSING, bad_document, clean_document, concerns_about
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = make_office()
    office.region.years.update(review_gate=ReviewGate.BLOCK)
    return office


def mend(form: PerformanceForm, office: Office, rule: str) -> None:
    """Type the first repair of everything the rule says."""
    for concern in concerns_about(form, rule):
        for change in concern.repairs[0].changes:
            type_into(form, change.place, change.text, office.filler)


def test_a_form_without_slips_is_sent_up(office):
    form = make_form(office.unit, clean_document())
    take(form, Action.SUBMIT, office.filler)
    assert form.state is Status.SUBMITTED


def test_errors_and_unanswered_warnings_keep_it_back_and_name_their_cells(office):
    form = make_form(office.unit, bad_document())
    with pytest.raises(Refused, match="还有 1 处需要改正，2 处须改正或说明理由，处理后才能送审") as refused:
        take(form, Action.SUBMIT, office.filler)
    assert [problem.path for problem in refused.value.problems] == [
        "indicators[1].target",
        "indicators[2].target",
        "indicators[4].target",
    ]


def test_mended_errors_and_answered_warnings_let_it_pass(office):
    form = make_form(office.unit, bad_document())
    mend(form, office, OUT_OF_RANGE)
    with pytest.raises(Refused, match="还有 2 处须改正或说明理由，处理后才能送审"):
        take(form, Action.SUBMIT, office.filler)
    give_reason(form, concerns_about(form, UNIT_MISSING), "系统外另有单位说明", office.filler)
    take(form, Action.SUBMIT, office.filler)
    assert form.state is Status.SUBMITTED


def test_the_repairs_alone_leave_nothing_in_the_way(office):
    form = make_form(office.unit, bad_document())
    mend(form, office, OUT_OF_RANGE)
    mend(form, office, UNIT_MISSING)
    assert [each for each in concerns_about(form) if each.severity is not Severity.HINT] == []
    take(form, Action.SUBMIT, office.filler)


def test_an_error_is_not_answered_with_a_reason(office):
    form = make_form(office.unit, bad_document())
    with pytest.raises(Refused, match="不能用理由代替"):
        give_reason(form, concerns_about(form, OUT_OF_RANGE), "就要这样", office.filler)


def test_what_a_reviewer_found_wrong_no_longer_counts(office):
    form = make_form(office.unit, bad_document())
    for concern in concerns_about(form):
        dismiss(form, concern, "口径特殊", office.department_reviewer)
    take(form, Action.SUBMIT, office.filler)
    assert form.state is Status.SUBMITTED


def test_a_changed_finding_asks_again(office):
    form = make_form(office.unit, bad_document())
    [first, _] = concerns_about(form, UNIT_MISSING)
    give_reason(form, [first], "系统外另有单位说明", office.filler)
    type_into(form, first.place.key, "≥91", office.filler)
    assert [concern.reason for concern in concerns_about(form, UNIT_MISSING)] == [None, None]


def test_where_findings_only_inform_a_form_passes_with_them(office):
    office.region.years.update(review_gate=ReviewGate.INFORM)
    form = make_form(office.unit, bad_document())
    take(form, Action.SUBMIT, office.filler)
    assert form.state is Status.SUBMITTED


@pytest.mark.parametrize("level", [RuleLevel.OFF, RuleLevel.HINT])
def test_a_rule_that_the_region_turned_off_or_down_keeps_nothing_back(office, level):
    year = office.region.years.get()
    for rule in (OUT_OF_RANGE, UNIT_MISSING):
        RuleDecision.objects.create(region_year=year, rule=rule, level=level)
    form = make_form(office.unit, bad_document())
    take(form, Action.SUBMIT, office.filler)
    assert form.state is Status.SUBMITTED


def test_a_demand_of_the_form_stays_one_whatever_is_decided_about_its_rule(office):
    year = office.region.years.get()
    document = clean_document()
    blank = replace(document, narratives=replace(document.narratives, overview=None))
    form = make_form(office.unit, blank)
    [said] = concerns_about(form)
    assert (said.rule, said.is_demanded, said.place.label) == ("required-field-blank", True, "项目概况")
    RuleDecision.objects.create(region_year=year, rule="required-field-blank", level=RuleLevel.OFF)
    [plain] = concerns_about(form)
    assert (plain.rule, plain.message, plain.severity) == ("", "必填，还没有填写", Severity.ERROR)
    RuleDecision.objects.update(level=RuleLevel.HINT)
    [raised] = concerns_about(form)
    assert (raised.rule, raised.severity, raised.can_be_answered) == ("required-field-blank", Severity.ERROR, False)


def test_nothing_is_said_twice(office):
    document = make_document(indicators=(Indicator(level1="产出目标", level2="数量", level3="制片数量"),))
    form = make_form(office.unit, document)
    of_target = [each for each in concerns_about(form) if each.place.path == "indicators[0].target"]
    assert [(each.rule, each.is_demanded) for each in of_target] == [("target-missing", True)]


def test_of_a_text_that_could_not_be_read_only_that_is_said(office):
    form = make_form(office.unit, clean_document())
    type_into(form, "project.name", "长" * 300, office.filler)
    [said] = [each for each in concerns_about(form) if each.place.key == "project.name"]
    assert said.rule == ""
    assert "最多" in said.message
