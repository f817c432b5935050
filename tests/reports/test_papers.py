"""What the state of a form does to its paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.utils.timezone import make_aware

from indicators.models import IndicatorFramework
from projects.document import Amounts
from projects.lifecycle import Refused, move
from projects.models import FormEvent, PerformanceForm, Status
from projects.storage import store_document
from projects.workflow import Action
from reports.papers import document_in_force, paper_of
from tests.factories import make_document, make_form, make_office

pytestmark = pytest.mark.django_db

APPLICATION = "2020年部门项目支出预算绩效目标申报表"
ISSUED = "2020年部门项目支出预算绩效目标下达表"


@pytest.fixture
def office():
    return make_office()


def _loaded(form: PerformanceForm) -> PerformanceForm:
    return PerformanceForm.objects.with_document().get(pk=form.pk)


def _dated(form: PerformanceForm, day: datetime) -> None:
    PerformanceForm.objects.filter(pk=form.pk).update(changed_at=make_aware(day))
    FormEvent.objects.filter(form=form).update(at=make_aware(day))


def _take_through(form, office, *steps):
    for action, actor in steps:
        form.refresh_from_db()
        move(form.pk, action, actor, revision=form.revision, opinion="请补充测算依据")


@pytest.mark.parametrize(
    ("status", "title", "watermark", "footer"),
    [
        (Status.DRAFT, APPLICATION, "草稿", "草稿，2020年1月5日修改\n修订号 7"),
        (Status.RETURNED, APPLICATION, "草稿", "退回，2020年1月5日修改\n修订号 7"),
        (Status.SUBMITTED, APPLICATION, "", "2020年1月5日送审\n修订号 7"),
        (Status.DEPARTMENT_APPROVED, APPLICATION, "", "2020年1月5日主管部门审核通过\n修订号 7"),
        (Status.FINANCE_APPROVED, APPLICATION, "", "2020年1月5日财政审核通过\n修订号 7"),
        (Status.ISSUED, ISSUED, "", "2020年1月5日下达\n修订号 7"),
    ],
)
def test_title_watermark_and_foot_follow_from_the_status(office, status, title, watermark, footer):
    form = make_form(office.unit, status=status)
    PerformanceForm.objects.filter(pk=form.pk).update(revision=7)
    _dated(form, datetime(2020, 1, 5, 0, 30))  # noqa: DTZ001 - made aware there
    paper = paper_of(_loaded(form))
    assert (paper.grids[0].title, paper.watermark, paper.footer) == (title, watermark, footer)
    assert paper.name == "党员教育课件"


def test_the_foot_dates_a_step_by_the_history_and_not_by_later_writing(office):
    form = make_form(office.unit, edited_by=[office.filler])
    _take_through(form, office, (Action.SUBMIT, office.filler))
    _dated(form, datetime(2019, 11, 28, 10, 0))  # noqa: DTZ001 - made aware there
    PerformanceForm.objects.filter(pk=form.pk).update(changed_at=make_aware(datetime(2020, 2, 1)))  # noqa: DTZ001
    assert paper_of(_loaded(form)).footer == "2019年11月28日送审\n修订号 1"


def test_an_issued_form_is_printed_as_it_was_issued(office):
    form = make_form(office.unit, edited_by=[office.filler])
    _take_through(
        form,
        office,
        (Action.SUBMIT, office.filler),
        (Action.APPROVE, office.department_reviewer),
        (Action.APPROVE, office.finance_reviewer),
        (Action.ISSUE, office.finance_reviewer),
    )
    before = paper_of(_loaded(form))
    store_document(_loaded(form), make_document(amounts=Amounts(total=Decimal("1.00"))))
    assert paper_of(_loaded(form)) == before
    assert document_in_force(_loaded(form)).amounts == make_document().amounts


def test_a_form_under_review_is_printed_as_it_stands(office):
    form = make_form(office.unit, edited_by=[office.filler])
    _take_through(form, office, (Action.SUBMIT, office.filler))
    assert document_in_force(_loaded(form)) == make_document()


def test_text_that_could_not_be_read_is_not_printed(office):
    form = make_form(office.unit, replace(make_document(), amounts=Amounts()))
    PerformanceForm.objects.filter(pk=form.pk).update(unread={"amounts.total": "约二十万"})
    paper = paper_of(_loaded(form))
    cells = {cell.path: cell.text for row in paper.grids[0].rows() for cell in row.cells}
    assert cells["amounts.total"] == ""
    assert not any("约二十万" in text for text in cells.values())


def test_the_paper_of_an_unchanged_form_does_not_change(office):
    form = make_form(office.unit)
    assert paper_of(_loaded(form)) == paper_of(_loaded(form))


def test_a_paper_takes_a_fixed_number_of_queries(office, django_assert_num_queries):
    draft, issued = (
        make_form(office.unit),
        make_form(office.unit, make_document(fiscal_year=2019), status=Status.ISSUED),
    )
    draft, issued = _loaded(draft), _loaded(issued)
    with django_assert_num_queries(3):
        paper_of(draft)
    with django_assert_num_queries(4):
        paper_of(issued)


def test_a_missing_layout_or_framework_is_explained(office):
    form = make_form(office.unit)
    PerformanceForm.objects.filter(pk=form.pk).update(layout_version=99)
    with pytest.raises(Refused, match="没有此表的表样 weihai 第 99 版"):
        paper_of(_loaded(form))
    PerformanceForm.objects.filter(pk=form.pk).update(layout_version=1)
    IndicatorFramework.objects.all().delete()
    with pytest.raises(Refused, match="指标框架 weihai"):
        paper_of(_loaded(form))
