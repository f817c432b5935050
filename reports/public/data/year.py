"""A whole year of a region: read once for all tables, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from projects.disclosing.public_text import public_content
from projects.models import Publication, PublishedForm
from reports.public.data.table import PublishedVersion, YearData
from reports.public.versions import region_and_year

SCHEMA: Final = "perfbudget-public/1"
TERMS: Final = "政府信息公开数据，可自由使用、复制和再加工；引用请注明地区、部门、年度和版次。"


def year_data(region: int, year: int) -> YearData:
    """Two queries. Raises ``Http404`` where nothing is public."""
    publications = region_and_year(region, year)
    forms = forms_by_version(publications)
    return YearData(
        tuple(
            PublishedVersion(
                publication,
                publication.document,
                tuple((form, form.form_document) for form in forms.get(publication.pk, ())),
            )
            for publication in publications
        )
    )


def forms_by_version(publications: Sequence[Publication]) -> dict[int, list[PublishedForm]]:
    """The forms of all of them in one query."""
    found: dict[int, list[PublishedForm]] = {}
    rows = PublishedForm.objects.filter(publication__in=publications).defer("search_text")
    for form in rows.order_by("publication", "number"):
        found.setdefault(form.publication_id, []).append(form)
    return found


def year_object(data: YearData) -> dict[str, Any]:
    """The JSON of a year: ``budget`` is a disclosure, ``forms`` are in the exchange format."""
    first = data.publications[0].publication.disclosure
    region = first.department.region
    return {
        "schema": SCHEMA,
        "terms": TERMS,
        "region": {"id": region.pk, "code": region.code or None, "name": region.name},
        "fiscal_year": first.fiscal_year,
        "departments": [_department(version) for version in data.publications],
    }


def _department(version: PublishedVersion) -> dict[str, Any]:
    publication = version.publication
    department = publication.disclosure.department
    return {
        "id": department.pk,
        "code": department.code or None,
        "name": department.name,
        "version": publication.version,
        "published_on": publication.published_on.isoformat(),
        "note": publication.note or None,
        "budget": public_content(publication.content),
        "forms": [
            {"number": form.number, "project_id": form.project_id, "form": form.document} for form, _ in version.forms
        ],
    }
