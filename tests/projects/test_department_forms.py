"""部门整体绩效目标: one form of a unit and year, where the region has chosen a layout for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from projects.creation import copy_form, start_department_form, start_form, units_for_department_forms
from projects.document import FormDocument, Narratives, ProjectFacts
from projects.importing.planning import ImportedForm, apply_import, plan_import
from projects.lifecycle import Forbidden, Refused
from projects.models import PerformanceForm, RegionYear, Status
from projects.storage import document_of
from tests.factories import YEAR, make_document, make_form, make_office
from tests.submissions import submission

pytestmark = pytest.mark.django_db

NAME = "部门整体绩效目标"
LAYOUT = "hebei-department"
NEW = reverse("projects:form-new")


@pytest.fixture
def office():
    """An office in a region that wants forms of departments."""
    office = make_office()
    office.region.years.update(department_layout=LAYOUT)
    return office


def year_of(office, **changes):
    year = office.region.years.get()
    for name, value in changes.items():
        setattr(year, name, value)
    return year


def test_a_departments_form_has_the_layout_that_the_region_has_chosen(office):
    form = start_department_form(office.unit, YEAR, office.filler)
    assert (form.name, form.project.name, form.layout_slug, form.status) == (NAME, NAME, LAYOUT, Status.DRAFT)
    assert [event.action for event in form.events.all()] == ["create"]


def test_there_is_one_a_year(office):
    start_department_form(office.unit, YEAR, office.filler)
    with pytest.raises(Refused, match=f"“{NAME}”{YEAR} 年的绩效目标表已经有了"):
        start_department_form(office.unit, YEAR, office.filler)


def test_without_a_layout_for_it_there_is_none():
    office = make_office()
    with pytest.raises(Refused, match="临海区 2020 年没有设部门整体绩效目标的表样"):
        start_department_form(office.unit, YEAR, office.filler)
    assert units_for_department_forms(office.filler, YEAR) == []


def test_only_fillers_of_the_unit_start_one(office):
    with pytest.raises(Forbidden):
        start_department_form(office.unit, YEAR, office.finance_reviewer)
    assert units_for_department_forms(office.finance_reviewer, YEAR) == []


def test_the_unit_is_offered_until_it_has_one(office):
    assert units_for_department_forms(office.filler, YEAR) == [office.unit]
    assert units_for_department_forms(office.filler, YEAR + 1) == []
    start_department_form(office.unit, YEAR, office.filler)
    assert units_for_department_forms(office.filler, YEAR) == []


def test_projects_keep_their_own_layout(office):
    assert start_form(office.unit, YEAR, "培训", office.filler).layout_slug == "weihai"


def test_a_copy_gets_the_departments_layout_of_its_year(office):
    RegionYear.objects.create(
        region=office.region, fiscal_year=YEAR + 1, layout="weihai", department_layout="mof-2015-department"
    )
    document = make_document(layout=LAYOUT, project=ProjectFacts(name=NAME), indicators=())
    copy = copy_form(make_form(office.unit, document, status=Status.ISSUED), YEAR + 1, office.filler)
    assert (copy.layout_slug, copy.fiscal_year) == ("mof-2015-department", YEAR + 1)
    assert document_of(copy).narratives == document.narratives


def test_a_copy_is_refused_where_the_next_year_has_no_layout_for_it(office):
    RegionYear.objects.create(region=office.region, fiscal_year=YEAR + 1, layout="weihai")
    source = make_form(office.unit, make_document(layout=LAYOUT, project=ProjectFacts(name=NAME)))
    with pytest.raises(Refused, match="没有设部门整体绩效目标的表样"):
        copy_form(source, YEAR + 1, office.filler)


# --- The page of new forms -------------------------------------------------------------


def test_it_is_started_with_one_click(client, office):
    client.force_login(office.filler)
    assert f'name="department" value="{office.unit.pk}"' in client.get(NEW).content.decode()
    response = client.post(NEW, {"department": office.unit.pk})
    form = PerformanceForm.objects.get()
    assert response.url == reverse("projects:form-fill", args=[form.pk])
    assert form.name == NAME
    assert 'name="department"' not in client.get(NEW).content.decode()


def test_a_second_click_is_refused_with_the_reason(client, office):
    client.force_login(office.filler)
    client.post(NEW, {"department": office.unit.pk})
    response = client.post(NEW, {"department": office.unit.pk})
    assert response.status_code == 409
    assert "已经有了" in response.content.decode()


def test_another_regions_unit_is_not_there(client, office):
    other = make_office("临江区", tag="二")
    client.force_login(office.filler)
    assert client.post(NEW, {"department": other.unit.pk}).status_code == 404


# --- The setting -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "slug", "message"),
    [
        ("department_layout", "weihai", "表样“威海项目支出绩效目标表”用于项目，请另选"),
        ("layout", LAYOUT, "表样“河北省部门整体绩效目标”用于部门整体绩效目标，请另选"),
        ("department_layout", "gone", "没有“gone”这个表样"),
    ],
)
def test_a_layout_serves_only_what_it_is_made_for(office, field, slug, message):
    with pytest.raises(ValidationError) as error:
        year_of(office, **{field: slug}).clean()
    assert error.value.message_dict == {field: [message]}


def test_the_administrator_chooses_it_in_the_browser(client, office):
    client.force_login(office.admin)
    address = reverse("projects:settings-year", args=[office.region.pk, YEAR])
    form = client.get(address).context["form"]
    assert form.initial["department_layout"] == LAYOUT
    client.post(address, submission(form, department_layout="mof-2015-department"))
    assert year_of(office).department_layout == "mof-2015-department"


# --- Bringing one in -------------------------------------------------------------------


def imported(office, **changes):
    document = FormDocument(
        layout=LAYOUT,
        fiscal_year=YEAR,
        region=make_document().region,
        department=make_document().unit,
        unit=make_document().unit,
        project=ProjectFacts(name=NAME),
        narratives=Narratives(overall_goal="抓好党建。"),
    )
    return ImportedForm("部门.json", replace(document, **changes))


def test_an_imported_form_of_a_department_leaves_the_settings_alone(office):
    plan = plan_import([imported(office)])
    assert (plan.problems, plan.notes, plan.new_places) == ((), (), ())
    [form] = apply_import(plan)
    assert form.layout_slug == LAYOUT
    assert year_of(office).layout == "weihai"


def test_an_import_into_a_year_without_settings_says_so(office):
    plan = plan_import([imported(office, fiscal_year=YEAR + 5)])
    assert plan.new_places == ()
    assert [note.message for note in plan.notes] == [
        "临海区 2025 年度还没有设置，部门整体绩效目标照存，请在“设置”中新开年度"
    ]
    assert len(apply_import(plan)) == 1


def test_an_import_where_the_region_wants_none_is_stored_with_a_note():
    office = make_office()
    plan = plan_import([imported(office)])
    assert [note.message for note in plan.notes] == [
        f"临海区 2020 年没有设部门整体绩效目标的表样，此表仍按“{LAYOUT}”存入"
    ]
