from __future__ import annotations

import pytest

from projects.models import PerformanceForm
from projects.storage import document_of
from projects.versions import baseline_of, baseline_of_step, frozen_document, steps_of
from projects.workflow import Action
from tests.factories import Office, make_document, make_form, make_office, take, type_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def form(office: Office) -> PerformanceForm:
    return make_form(office.unit)


def returned_once(form: PerformanceForm, office: Office) -> None:
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.RETURN, office.department_reviewer, "请核对。")


def test_steps_are_named_and_submissions_counted(form: PerformanceForm, office: Office) -> None:
    returned_once(form, office)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.WITHDRAW, office.filler)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.APPROVE, office.department_reviewer)
    take(form, Action.APPROVE, office.finance_reviewer)
    take(form, Action.ISSUE, office.finance_reviewer)
    assert [(step.label, step.submission, step.has_version) for step in steps_of(form)] == [
        ("送审", 1, True),
        ("退回", 1, True),
        ("送审", 2, True),
        ("撤回", 2, False),
        ("送审", 3, True),
        ("主管部门审核通过", 3, True),
        ("财政审核通过", 3, True),
        ("下达", 3, True),
    ]


def test_a_form_without_history_has_nothing_to_compare_with(form: PerformanceForm) -> None:
    assert steps_of(form) == []
    assert baseline_of(form, []) is None


def test_a_first_submission_has_nothing_to_compare_with(form: PerformanceForm, office: Office) -> None:
    take(form, Action.SUBMIT, office.filler)
    assert baseline_of(form, steps_of(form)) is None


def test_the_filler_compares_with_what_was_submitted(form: PerformanceForm, office: Office) -> None:
    returned_once(form, office)
    baseline = baseline_of(form, steps_of(form))
    assert baseline is not None
    assert (baseline.label, baseline.submission) == ("送审", 1)


def test_the_reviewer_compares_with_the_submission_before(form: PerformanceForm, office: Office) -> None:
    returned_once(form, office)
    type_into(form, "project.nature", "一次性项目", office.filler)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.APPROVE, office.department_reviewer)
    baseline = baseline_of(form, steps_of(form))
    assert baseline is not None
    assert baseline.submission == 1
    assert frozen_document(baseline).project.nature == "经常性项目"


def test_a_version_is_compared_with_the_submission_before_its_own(form: PerformanceForm, office: Office) -> None:
    returned_once(form, office)
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.APPROVE, office.department_reviewer)
    steps = steps_of(form)
    baselines = [baseline_of_step(step, steps) for step in steps]
    assert [baseline and baseline.submission for baseline in baselines] == [None, None, 1, 1]


def test_a_frozen_document_is_the_document_of_that_moment(form: PerformanceForm, office: Office) -> None:
    take(form, Action.SUBMIT, office.filler)
    frozen = frozen_document(steps_of(form)[0])
    assert frozen == document_of(PerformanceForm.objects.with_document().get(pk=form.pk))
    assert frozen.indicators == make_document().indicators
