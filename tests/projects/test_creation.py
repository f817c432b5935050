"""Starting a form: blank, or from last year's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from projects.creation import copy_form, start_form
from projects.document import Amounts, FormDocument, ProjectFacts
from projects.lifecycle import Forbidden, Refused
from projects.models import PerformanceForm, Project, RegionYear, Status
from projects.storage import document_of, store_document
from tests.factories import make_document, make_form, make_office, make_region, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    RegionYear.objects.create(region=office.region, fiscal_year=2021, layout="weihai")
    return office


def test_a_blank_form_has_its_name_and_nothing_else(office):
    form = start_form(office.unit, 2020, "  党员教育\n课件 ", office.filler)
    assert document_of(form) == replace(
        FormDocument(layout="weihai", fiscal_year=2020),
        region=make_document().region,
        unit=make_document().unit,
        project=ProjectFacts(name="党员教育 课件"),
    )
    assert (form.status, form.revision, form.layout_version, form.created_by) == (Status.DRAFT, 0, 1, office.filler)
    assert list(form.editors.all()) == [office.filler]
    [event] = form.events.all()
    assert (event.action, event.actor, event.to_status, event.document) == ("create", office.filler, "draft", None)


def test_a_new_form_can_be_found_at_once(office):
    form = start_form(office.unit, 2020, "党员教育课件", office.filler)
    assert list(PerformanceForm.objects.matching("dyjy")) == [form]


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "请填写项目名称"), (" \n\t ", "请填写项目名称"), ("长" * 201, "项目名称有 201 个字，最多 200 个字")],
)
def test_a_bad_name_is_refused_and_nothing_is_stored(office, name, message):
    with pytest.raises(Refused, match=message):
        start_form(office.unit, 2020, name, office.filler)
    assert (Project.objects.count(), PerformanceForm.objects.count()) == (0, 0)


def test_the_longest_name_is_taken(office):
    assert start_form(office.unit, 2020, "长" * 200, office.filler).name == "长" * 200


def test_one_project_has_one_form_a_year(office):
    start_form(office.unit, 2020, "课件", office.filler)
    with pytest.raises(Refused, match="“课件”2020 年的绩效目标表已经有了，请在列表中打开它"):
        start_form(office.unit, 2020, " 课件", office.colleague)
    later = start_form(office.unit, 2021, "课件", office.colleague)
    assert later.project.forms.count() == 2


def test_other_units_may_have_a_project_of_the_same_name(office):
    other = make_office("别区", tag="二")
    start_form(office.unit, 2020, "课件", office.filler)
    start_form(other.unit, 2020, "课件", other.filler)
    assert Project.objects.count() == 2


def test_a_year_that_is_not_open_is_refused(office):
    with pytest.raises(Refused, match="临海区 还没有开放 2022 年度申报，请联系财政部门"):
        start_form(office.unit, 2022, "课件", office.filler)
    make_region("别区", year=2022)
    with pytest.raises(Refused):
        start_form(office.unit, 2022, "课件", office.filler)


@pytest.mark.parametrize("role", ["unit_reviewer", "department_reviewer", "finance_reviewer", "admin", "reader"])
def test_only_fillers_start_and_copy(office, role):
    source = make_form(office.unit)
    person = getattr(office, role)
    with pytest.raises(Forbidden):
        start_form(office.unit, 2021, "课件", person)
    with pytest.raises(Forbidden):
        copy_form(source, 2021, person)


def test_fillers_start_nothing_for_other_units(office):
    with pytest.raises(Forbidden):
        start_form(make_unit(office.region, "教育局"), 2020, "课件", office.filler)


def test_a_copy_keeps_the_words_moves_the_period_and_leaves_the_amounts_blank(office):
    document = make_document()
    source = make_form(office.unit, document, status=Status.ISSUED)
    copy = copy_form(source, 2021, office.colleague)
    assert document_of(copy) == replace(
        document,
        fiscal_year=2021,
        amounts=Amounts(prior_year_budget=Decimal("120050.00")),
        project=replace(document.project, start_date=date(2021, 1, 1), end_date=date(2021, 12, 31)),
    )
    assert copy.project == source.project
    assert copy.events.get().action == "copy"
    assert list(copy.editors.all()) == [office.colleague]
    source.refresh_from_db()
    assert (source.status, document_of(source)) == (Status.ISSUED, document)


def test_a_copy_over_two_years_knows_no_budget_of_the_year_before(office):
    RegionYear.objects.create(region=office.region, fiscal_year=2022, layout="weihai")
    copy = copy_form(make_form(office.unit), 2022, office.filler)
    assert document_of(copy).amounts == Amounts()
    assert document_of(copy).project.start_date == date(2022, 1, 1)


def test_the_29th_of_february_becomes_the_28th(office):
    document = make_document()
    document = replace(document, project=replace(document.project, start_date=date(2020, 2, 29), end_date=None))
    copy = copy_form(make_form(office.unit, document), 2021, office.filler)
    assert (copy.start_date, copy.end_date) == (date(2021, 2, 28), None)


def test_a_form_is_copied_into_a_year_once(office):
    source = make_form(office.unit)
    copy_form(source, 2021, office.filler)
    with pytest.raises(Refused, match="已经有了"):
        copy_form(source, 2021, office.filler)
    with pytest.raises(Refused, match="已经有了"):
        copy_form(source, 2020, office.filler)


def test_a_copy_stays_with_its_project_though_the_form_was_renamed(office):
    source = make_form(office.unit)
    document = document_of(source)
    store_document(source, replace(document, project=replace(document.project, name="新名字")))
    copy = copy_form(source, 2021, office.filler)
    assert (copy.project, copy.name) == (source.project, "新名字")


def test_a_period_at_the_end_of_the_calendar_is_left_blank_in_the_copy(office):
    facts = ProjectFacts(name="党员教育课件", start_date=date(2020, 1, 1), end_date=date(9999, 12, 31))
    copy = copy_form(make_form(office.unit, make_document(project=facts)), 2021, office.filler)
    assert (copy.start_date, copy.end_date) == (date(2021, 1, 1), None)
