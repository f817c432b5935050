from __future__ import annotations

from dataclasses import replace

import pytest

from projects import access
from projects.disclosing.importing import ImportedDisclosure, plan_disclosures
from projects.disclosing.stored import document_in_force, issued_documents, store_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.models import Department, Disclosure, DisclosureStatus, Region, RoleKind, Status, Unit
from projects.refusals import Forbidden, Refused, Stale
from tests.factories import Office, make_document, make_form, make_office, make_person
from tests.projects.disclosure.made import made, make_disclosure

pytestmark = pytest.mark.django_db


def stored(office: Office) -> Disclosure:
    return make_disclosure(office.department)


def test_whoever_has_a_role_at_the_department_above_it_or_below_it_sees_its_disclosure() -> None:
    office, other = make_office(), make_office("远山县", tag="二")
    disclosure = stored(office)
    for person in (office.filler, office.department_reviewer, office.finance_reviewer, office.reader, office.admin):
        assert list(Disclosure.objects.visible_to(person)) == [disclosure]
    for person in (other.filler, other.department_reviewer, other.admin):
        assert not Disclosure.objects.visible_to(person).exists()


def test_fillers_and_the_administrator_edit_the_others_read() -> None:
    office = make_office()
    of_department = make_person("of-department", (RoleKind.FILLER, office.department))
    for person in (office.filler, office.admin, of_department):
        assert access.may_edit_disclosure(person, office.department)
    for person in (office.unit_reviewer, office.department_reviewer, office.finance_reviewer, office.reader):
        assert not access.may_edit_disclosure(person, office.department)


def test_only_issued_forms_of_the_department_and_year_say_what_projects_get() -> None:
    office = make_office()
    disclosure = stored(office)
    make_form(office.unit, status=Status.FINANCE_APPROVED)
    other = replace(make_document(), fiscal_year=2021)
    make_form(office.unit, other, status=Status.ISSUED)
    assert issued_documents(disclosure) == ()
    issued = make_form(Unit.objects.create(department=office.department, name="党校"), status=Status.ISSUED)
    forms = issued_documents(disclosure)
    assert [form.project.name for form in forms] == [issued.name]
    assert [part.name for part in document_in_force(disclosure, forms).budget.expenditure.items[1].parts][-1:] == [
        issued.name
    ]


def test_the_head_office_belongs_to_its_department_also_where_its_forms_name_none() -> None:
    office = make_office()
    disclosure = stored(office)
    alone = Department.objects.create(region=office.region, name="组织部(本级)", implied=True)
    make_form(Unit.objects.create(department=alone, name="组织部(本级)"), status=Status.ISSUED)
    assert len(issued_documents(disclosure)) == 1


def test_who_fills_in_for_the_head_office_works_on_the_disclosure_of_its_department() -> None:
    office = make_office()
    disclosure = stored(office)
    alone = Department.objects.create(region=office.region, name="组织部(本级)", implied=True)
    other = Department.objects.create(region=office.region, name="别的局(本级)", implied=True)
    abroad = Department.objects.create(region=make_office("远山县", tag="二").region, name="组织部(本级)", implied=True)
    head_office, elsewhere, far = (
        Unit.objects.create(department=each, name=each.name) for each in (alone, other, abroad)
    )
    filler = make_person("of-head-office", (RoleKind.FILLER, head_office))
    reviewer = make_person("reviewer-of-head-office", (RoleKind.UNIT_REVIEWER, head_office))
    assert [*Disclosure.objects.visible_to(filler)] == [*Disclosure.objects.visible_to(reviewer)] == [disclosure]
    assert access.may_edit_disclosure(filler, office.department)
    assert access.may_take(filler, DisclosureAction.SUBMIT, disclosure)
    assert not access.may_edit_disclosure(reviewer, office.department)
    for number, unit in enumerate((elsewhere, far)):
        stranger = make_person(f"stranger-{number}", (RoleKind.FILLER, unit))
        assert not Disclosure.objects.visible_to(stranger).exists()
        assert not access.may_edit_disclosure(stranger, office.department)


def test_a_change_needs_the_revision_that_was_seen() -> None:
    office = make_office()
    disclosure = stored(office)
    changed = replace(made(), other_matters="没有。")
    assert store_disclosure(disclosure, changed, revision=0, editor=office.filler).revision == 1
    assert Disclosure.objects.get().document == changed
    with pytest.raises(Stale):
        store_disclosure(disclosure, made(), revision=0, editor=office.filler)
    assert Disclosure.objects.get().document == changed


@pytest.mark.parametrize("status", [DisclosureStatus.SUBMITTED, DisclosureStatus.APPROVED])
def test_nothing_is_typed_into_what_is_with_the_reviewers_or_approved(status: DisclosureStatus) -> None:
    office = make_office()
    disclosure = stored(office)
    Disclosure.objects.update(status=status)
    with pytest.raises(Refused, match=f"已{status.label.removeprefix('已')}，内容已锁定"):
        store_disclosure(disclosure, replace(made(), other_matters="没有。"), revision=0, editor=office.filler)
    assert Disclosure.objects.get().document == made()


def test_an_import_replaces_only_what_is_open() -> None:
    region = Region.objects.create(name="青石市河东区")
    make_disclosure(Department.objects.create(region=region, name="文化和旅游局"), 2023)
    imported = [ImportedDisclosure("a.json", replace(made(), other_matters="没有。"))]
    assert plan_disclosures(imported).problems == ()
    Disclosure.objects.update(status=DisclosureStatus.APPROVED)
    [problem] = plan_disclosures(imported).problems
    assert problem.message.endswith("需要修改请先办理更正")
    assert plan_disclosures([ImportedDisclosure("a.json", made())]).problems == ()  # changes nothing


def test_whoever_stored_something_is_kept_as_an_editor_and_others_store_nothing() -> None:
    office = make_office()
    disclosure = stored(office)
    store_disclosure(disclosure, made(), revision=0, editor=office.admin)
    store_disclosure(disclosure, made(), revision=1, editor=office.filler)
    with pytest.raises(Forbidden):
        store_disclosure(disclosure, made(), revision=2, editor=office.finance_reviewer)
    assert set(disclosure.editors.all()) == {office.admin, office.filler}
