"""Regions, years and departments that have published something, and their budgets side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count
from django.urls import reverse

from indicators.models.subject import SubjectKind
from projects.models import Publication
from projects.wizard.subjects import subjects_in_force
from reports.public import figures
from reports.public.charts import MONEY_UNIT, Chart, Item, largest_first
from reports.public.data.table import PublishedVersion, YearData
from reports.public.versions import in_force, years_of_region


@dataclass(frozen=True, slots=True)
class RegionYears:
    """A region with its years, newest first, and how many departments have published each."""

    pk: int
    name: str
    years: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in the list of a region and year."""

    publication: Publication
    total: str
    change: Decimal | None
    forms: int

    @property
    def change_words(self) -> str:
        return figures.more_or_less(self.change)


@dataclass(frozen=True, slots=True)
class RegionYearPage:
    """Everything on the page of a region and year."""

    rows: list[DepartmentRow]
    years: list[int]
    departments: Chart
    classes: Chart
    targets: Chart


def regions() -> list[RegionYears]:
    """Every region with something public. One query."""
    department = "disclosure__department__region"
    columns = (department, f"{department}__name", "disclosure__fiscal_year")
    counted = in_force().order_by().values_list(*columns).annotate(Count("pk"))
    found: dict[int, RegionYears] = {}
    for region, name, year, count in counted.order_by(f"{department}__name", "-disclosure__fiscal_year"):
        found.setdefault(region, RegionYears(region, name, [])).years.append((year, count))
    return list(found.values())


def region_year_page(data: YearData) -> RegionYearPage:
    """Three queries beside those of the data."""
    versions = data.publications
    disclosure = versions[0].publication.disclosure
    documents = [version.document for version in versions]
    codes = {line.code[:3] for each in documents for line in each.subject_lines.spending if line.code}
    return RegionYearPage(
        rows=[_row(version) for version in versions],
        years=years_of_region(disclosure.department.region_id),
        departments=_by_department(versions),
        classes=figures.by_functional_class(documents, _names_of(codes, disclosure.fiscal_year)),
        targets=figures.targets_by_kind(document for version in versions for _, document in version.forms),
    )


def _row(version: PublishedVersion) -> DepartmentRow:
    budget = version.document.budget
    total = figures.money(budget.expenditure.total)
    return DepartmentRow(version.publication, total, budget.change.total, len(version.forms))


def _by_department(versions: Sequence[PublishedVersion]) -> Chart:
    items = [
        Item(
            version.publication.disclosure.department.name,
            version.document.budget.expenditure.total,
            department_url(version.publication),
        )
        for version in versions
        if version.document.budget.expenditure.total is not None
    ]
    return Chart("各部门支出预算", "部门", MONEY_UNIT, largest_first(items))


def department_url(publication: Publication) -> str:
    """The page of what is in force."""
    disclosure = publication.disclosure
    place = (disclosure.department.region_id, disclosure.fiscal_year, disclosure.department_id)
    return reverse("public:department", args=place)


def _names_of(codes: set[str], year: int) -> dict[str, str]:
    subjects = subjects_in_force(SubjectKind.FUNCTIONAL, year).filter(code__in=codes)
    return dict(subjects.values_list("code", "name"))
