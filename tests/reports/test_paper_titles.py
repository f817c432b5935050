"""The title of the paper is the one that the region chose for the form's year."""

from __future__ import annotations

import pytest

from projects.models import PerformanceForm, Status, TitleKind
from projects.workflow import Action
from reports.papers import document_in_force, paper_of
from tests.factories import make_form, make_office, take

pytestmark = pytest.mark.django_db
APPLICATION, ISSUED = "2020年部门项目支出预算绩效目标申报表", "2020年部门项目支出预算绩效目标下达表"


@pytest.fixture
def office():
    return make_office()


def _loaded(form):
    return PerformanceForm.objects.with_document().get(pk=form.pk)


def _title(form):
    return paper_of(_loaded(form)).grids[0].title


@pytest.mark.parametrize(
    ("before", "after", "titles"),
    [
        (TitleKind.APPLICATION, TitleKind.ISSUED, [APPLICATION, APPLICATION, ISSUED]),
        (TitleKind.APPLICATION, TitleKind.APPLICATION, [APPLICATION, APPLICATION, APPLICATION]),
        (TitleKind.ISSUED, TitleKind.ISSUED, [ISSUED, ISSUED, ISSUED]),
    ],
)
def test_a_paper_bears_the_title_its_region_chose(office, before, after, titles):
    office.region.years.update(title_before=before, title_after=after)
    form = make_form(office.unit)
    found = []
    for status in (Status.DRAFT, Status.FINANCE_APPROVED, Status.ISSUED):
        PerformanceForm.objects.filter(pk=form.pk).update(status=status)
        found.append(_title(form))
    assert found == titles


def test_an_issued_form_bears_the_title_its_year_has_now_over_its_frozen_content(office):
    form = make_form(office.unit, edited_by=[office.filler])
    take(form, Action.SUBMIT, office.filler)
    take(form, Action.APPROVE, office.department_reviewer)
    take(form, Action.APPROVE, office.finance_reviewer)
    take(form, Action.ISSUE, office.finance_reviewer)
    issued, document = _title(form), document_in_force(_loaded(form))
    office.region.years.update(title_after=TitleKind.APPLICATION)
    assert (issued, _title(form)) == (ISSUED, APPLICATION)
    assert document_in_force(_loaded(form)) == document
