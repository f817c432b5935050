"""QuerySets in the domain's words. ``visible_to`` is the only way from a person to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Concat

from indicators.pinyin import full_pinyin, initials

if TYPE_CHECKING:
    from datetime import date

    from projects.models import (  # noqa: F401  (mypy reads them in base classes)
        Disclosure,
        PerformanceForm,
        Publication,
        PublishedForm,
        Region,
        Role,
        User,
    )


def _places(user: User) -> tuple[QuerySet[Role, Any], ...]:
    """Sub-queries: the ids of the regions, departments and units the person has a role at."""
    roles = user.roles.order_by()
    return tuple(
        roles.filter(**{f"{place}__isnull": False}).values(place) for place in ("region", "department", "unit")
    )


def units_scope(user: User, unit: str) -> Q:
    """Condition for rows whose unit is reached by the lookup ``unit`` ("" for units themselves)."""
    if user.is_superuser:
        return Q()
    regions, departments, units = _places(user)
    prefix = f"{unit}__" if unit else ""
    return (
        Q(**{f"{prefix}department__region__in": regions})
        | Q(**{f"{prefix}department__in": departments})
        | Q(**{f"{unit or 'pk'}__in": units})
    )


def regions_of(user: User) -> QuerySet[Region, Any]:
    """The regions the person has any role in."""
    from projects.models import Region  # noqa: PLC0415  (models import this module)

    if user.is_superuser:
        return Region.objects.all()
    roles = user.roles.order_by()
    return Region.objects.filter(
        Q(pk__in=roles.filter(region__isnull=False).values("region"))
        | Q(departments__in=roles.filter(department__isnull=False).values("department"))
        | Q(departments__units__in=roles.filter(unit__isnull=False).values("unit"))
    ).distinct()


class UnitQuerySet(models.QuerySet[Any]):
    """预算单位."""

    def visible_to(self, user: User) -> UnitQuerySet:
        """Units at or below a place where the person has a role."""
        return self.filter(units_scope(user, ""))


class FormQuerySet(models.QuerySet["PerformanceForm"]):
    """绩效目标表."""

    def visible_to(self, user: User) -> FormQuerySet:
        """Forms of the units at or below a place where the person has a role."""
        return self.filter(units_scope(user, "project__unit"))

    def for_list(self) -> FormQuerySet:
        """With everything a list row shows, in one query."""
        return self.select_related("project__unit__department__region").defer("unread", "suggestions", "touched")

    def in_region(self, region_id: int) -> FormQuerySet:
        return self.filter(project__unit__department__region=region_id)

    def of_year(self, fiscal_year: int) -> FormQuerySet:
        return self.filter(fiscal_year=fiscal_year)

    def matching(self, text: str) -> FormQuerySet:
        """By Chinese or pinyin of project, unit, narratives' names and indicators; all words must match."""
        return self.filter(_holding(text))

    def with_document(self) -> FormQuerySet:
        """With everything a :class:`~projects.document.FormDocument` is built from."""
        from projects.models import LINE_MODELS  # noqa: PLC0415  (models import this module)

        related = [model._meta.get_field("form").remote_field.get_accessor_name() for model in LINE_MODELS.values()]
        return self.select_related("project__unit__department__region").prefetch_related(*related)


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """部门预算公开."""

    def visible_to(self, user: User) -> DisclosureQuerySet:
        """Those of the departments where the person has a role: above, at, or at any unit of the department.

        Its own 本级 is one of its units also where it stands under a department of its own (``implied``).
        """
        from projects.models import HEAD_OFFICE_SUFFIXES, Unit  # noqa: PLC0415  (models import this module)

        if user.is_superuser:
            return self.all()
        regions, departments, units = _places(user)
        of_units = Unit.objects.filter(pk__in=units).order_by().values("department")
        names = [Concat(models.OuterRef("department__name"), models.Value(suffix)) for suffix in HEAD_OFFICE_SUFFIXES]
        of_head_office = Unit.objects.filter(
            pk__in=units,
            department__implied=True,
            department__region=models.OuterRef("department__region"),
            name__in=names,
        )
        return self.filter(
            Q(department__region__in=regions)
            | Q(department__in=departments)
            | Q(department__in=of_units)
            | Q(models.Exists(of_head_office))
        )

    def for_list(self) -> DisclosureQuerySet:
        """With everything a list row shows, in one query."""
        return self.select_related("department__region")

    def in_region(self, region: Region | None) -> DisclosureQuerySet:
        return self.filter(department__region=region)

    def with_public_version(self, day: date) -> DisclosureQuerySet:
        """With ``public_version``: the number of the version that is in force for citizens on that day, or ``None``."""
        is_public = Q(publications__state="ready", publications__published_on__lte=day)
        return self.annotate(public_version=models.Max("publications__version", filter=is_public))


class PublicationQuerySet(models.QuerySet["Publication"]):
    """公开的版本. ``public_on`` is the only way from a citizen to rows."""

    def public_on(self, day: date) -> PublicationQuerySet:
        """Every version that is public on that day: its files are ready and its day has come."""
        return self.filter(state="ready", published_on__lte=day)

    def in_force_on(self, day: date) -> PublicationQuerySet:
        """Of each disclosure the newest version that is public on that day."""
        newer = self.model.objects.public_on(day).filter(
            disclosure=models.OuterRef("disclosure"), version__gt=models.OuterRef("version")
        )
        return self.public_on(day).exclude(models.Exists(newer))

    def for_list(self) -> PublicationQuerySet:
        """With everything that names a version, in one query."""
        return self.select_related("disclosure__department__region")


class PublishedFormQuerySet(models.QuerySet["PublishedForm"]):
    """公开的绩效目标表. ``in_force_on`` and a public :class:`Publication` are the only ways from a citizen to rows."""

    def in_force_on(self, day: date) -> PublishedFormQuerySet:
        """The forms of the versions in force on that day."""
        from projects.models import Publication  # noqa: PLC0415  (models import this module)

        return self.filter(publication__in=Publication.objects.in_force_on(day))

    def for_list(self) -> PublishedFormQuerySet:
        """With everything that names a form and its version, in one query."""
        return self.select_related("publication__disclosure__department__region")

    def matching(self, text: str) -> PublishedFormQuerySet:
        """By Chinese or pinyin of project, goals and indicators; all words must match."""
        return self.filter(_holding(text))


def _holding(text: str) -> Q:
    """Condition for rows whose search text has every word."""
    return Q(*(("search_text__contains", word) for word in text.lower().split()))


def searchable(*texts: str) -> str:
    """What ``matching`` looks in: the texts, their pinyin and their initials, lower case."""
    words = [text for text in texts if text]
    readings = (str.lower, full_pinyin, initials)
    return "\n".join(reading(text) for reading in readings for text in words)
