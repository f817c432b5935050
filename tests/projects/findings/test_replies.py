"""Reasons and dismissals."""

from __future__ import annotations

import pytest

from projects.findings.replies import dismiss, dismissals_in, give_reason, take_back, with_the_same_rule
from projects.lifecycle import Forbidden, Refused
from projects.models import FindingReply, PerformanceForm, Status
from tests.bad_forms import OUT_OF_RANGE, UNIT_MISSING, bad_document, concerns_about
from tests.factories import Office, make_form, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    return make_form(office.unit, bad_document())


def test_a_reason_is_kept_with_what_it_answers(form, office):
    [first, _] = concerns_about(form, UNIT_MISSING)
    give_reason(form, [first], " 另有说明 ", office.filler)
    reply = FindingReply.objects.get()
    assert (reply.rule, reply.place, reply.message) == (UNIT_MISSING, first.place.key, first.message)
    assert (reply.text, reply.author) == ("另有说明", office.filler)
    [first, second] = concerns_about(form, UNIT_MISSING)
    assert (first.is_answered, second.is_answered) == (True, False)


def test_a_reason_can_be_rewritten_by_a_colleague(form, office):
    for text, author in (("一", office.filler), ("二", office.colleague)):
        give_reason(form, concerns_about(form, UNIT_MISSING)[:1], text, author)
    reply = FindingReply.objects.get()
    assert (reply.text, reply.author) == ("二", office.colleague)


def test_one_reason_for_everything_that_a_rule_says(form, office):
    concerns = concerns_about(form)
    [first, _] = concerns_about(form, UNIT_MISSING)
    give_reason(form, with_the_same_rule(concerns, first), "统一口径", office.filler)
    assert all(concern.is_answered for concern in concerns_about(form, UNIT_MISSING))


@pytest.mark.parametrize(("text", "said"), [(" \n", "还是空的"), ("长" * 501, "最多 500 个字")])
def test_a_reason_that_says_nothing_or_too_much_is_refused(form, office, text, said):
    with pytest.raises(Refused, match=said):
        give_reason(form, concerns_about(form, UNIT_MISSING), text, office.filler)
    assert not FindingReply.objects.exists()


def test_a_finding_that_is_gone_is_not_answered(form, office):
    with pytest.raises(Refused, match="已经没有了"):
        give_reason(form, [], "说明", office.filler)
    with pytest.raises(Refused, match="已经没有了"):
        dismiss(form, None, "说明", office.department_reviewer)


@pytest.mark.parametrize("role", ["unit_reviewer", "department_reviewer", "reader", "admin"])
def test_only_who_fills_in_gives_reasons(form, office, role):
    with pytest.raises(Forbidden):
        give_reason(form, concerns_about(form, UNIT_MISSING), "说明", getattr(office, role))


@pytest.mark.parametrize("role", ["filler", "unit_reviewer", "reader", "admin"])
def test_only_department_and_finance_dismiss(form, office, role):
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    with pytest.raises(Forbidden):
        dismiss(form, wrong, "口径特殊", getattr(office, role))


def test_who_filled_a_form_in_dismisses_nothing_on_it(form, office):
    form.editors.add(office.department_reviewer)
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    with pytest.raises(Forbidden, match="您填写过此表"):
        dismiss(form, wrong, "口径特殊", office.department_reviewer)


def test_nothing_is_dismissed_on_an_issued_form(form, office):
    form.status = Status.ISSUED
    with pytest.raises(Forbidden, match="下达前"):
        dismiss(form, concerns_about(form, OUT_OF_RANGE)[0], "口径特殊", office.finance_reviewer)


def test_dismissals_are_counted_by_rule_and_can_be_taken_back(form, office):
    [wrong] = concerns_about(form, OUT_OF_RANGE)
    dismiss(form, wrong, "口径特殊", office.finance_reviewer)
    forms = PerformanceForm.objects.visible_to(office.reader)
    found = dismissals_in(forms)
    assert found.counts == {OUT_OF_RANGE: 1}
    assert [reply.text for reply in found.latest[OUT_OF_RANGE]] == ["口径特殊"]
    take_back(form, wrong.fingerprint, office.department_reviewer)
    assert dismissals_in(forms).counts == {}
