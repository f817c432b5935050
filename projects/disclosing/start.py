"""Starting the 部门预算公开 of a department and year."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from projects import access
from projects.disclosing.stored import document_in_force, issued_documents, last_year_of
from projects.disclosure.beginning import carried_over, new_disclosure
from projects.disclosure.document import Named
from projects.models import Department, Disclosure, Region, User
from projects.queries import regions_of
from projects.refusals import Forbidden


def departments_without(user: User, region: Region | None, fiscal_year: int | None) -> list[Department]:
    """Those for which the person may start a disclosure of the year, in the order of codes. One query."""
    if region is None or fiscal_year is None:
        return []
    open_ones = Department.objects.filter(region=region, implied=False).exclude(disclosures__fiscal_year=fiscal_year)
    return [each for each in open_ones.select_related("region") if access.may_edit_disclosure(user, each)]


def department_of(user: User, pk: int, fiscal_year: int) -> Department | None:
    """A department in the person's regions that papers name, where its region has the year."""
    departments = Department.objects.filter(region__in=regions_of(user), implied=False).select_related("region")
    return departments.filter(region__years__fiscal_year=fiscal_year, pk=pk).first()


@transaction.atomic
def start_disclosure(department: Department, fiscal_year: int, author: User, today: date) -> Disclosure:
    """The disclosure with what is known already; one that is there stays as it is. Raises :class:`Forbidden`."""
    if not (decision := access.may_edit_disclosure(author, department)):
        raise Forbidden(decision.reason)
    disclosure, is_new = Disclosure.objects.get_or_create(
        department=department, fiscal_year=fiscal_year, defaults={"content": _content(department, fiscal_year, today)}
    )
    if is_new:
        disclosure.editors.add(author)
    return disclosure


def _content(department: Department, fiscal_year: int, today: date) -> dict[str, object]:
    region = department.region
    document = new_disclosure(
        Named(region.code or None, region.name),
        Named(department.code or None, department.name),
        fiscal_year,
        [unit.name for unit in department.units.all()],
        today,
    )
    before = last_year_of(Disclosure(department=department, fiscal_year=fiscal_year))
    if before:
        document = carried_over(document, document_in_force(before, issued_documents(before)))
    return document.to_json()
