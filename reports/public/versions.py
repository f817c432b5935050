"""The way from an address to what is public today; whatever is not is as if it did not exist."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from projects.models import Publication
from projects.queries import PublicationQuerySet


def in_force() -> PublicationQuerySet:
    """Of each disclosure the version that holds today, with what names it."""
    return Publication.objects.in_force_on(localdate()).for_list()


def version_in_force(region: int, year: int, department: int) -> Publication:
    """Raises ``Http404``."""
    return get_object_or_404(in_force().filter(**_address(region, year, department)))


def version(region: int, year: int, department: int, number: int) -> Publication:
    """Any version, also one that was corrected since. Raises ``Http404``."""
    public = Publication.objects.public_on(localdate()).for_list()
    return get_object_or_404(public.filter(**_address(region, year, department), version=number))


def versions_beside(publication: Publication) -> list[Publication]:
    """Every public version of the same disclosure, newest first; only what tells them apart is loaded."""
    beside = Publication.objects.public_on(localdate()).filter(disclosure=publication.disclosure_id)
    return list(beside.only("version", "published_on", "note").order_by("-version"))


def years_of_department(department: int) -> list[int]:
    """The years it has published a budget for."""
    years = in_force().filter(disclosure__department=department)
    return sorted(years.order_by().values_list("disclosure__fiscal_year", flat=True))


def years_of_region(region: int) -> list[int]:
    """The years that any of its departments has published a budget for."""
    years = in_force().filter(disclosure__department__region=region)
    return sorted(set(years.order_by().values_list("disclosure__fiscal_year", flat=True)))


def region_and_year(region: int, year: int) -> list[Publication]:
    """What all departments of a region have published for a year. Raises ``Http404`` where none has."""
    place = {"disclosure__department__region": region, "disclosure__fiscal_year": year}
    found = list(in_force().filter(**place).order_by("disclosure__department__code", "disclosure__department__name"))
    if not found:
        raise Http404
    return found


def _address(region: int, year: int, department: int) -> dict[str, int]:
    return {
        "disclosure__department__region": region,
        "disclosure__fiscal_year": year,
        "disclosure__department": department,
    }
