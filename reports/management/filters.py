"""Choosing stored forms on the command line: by place, year and status."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db.models import Model, Q, QuerySet

from projects.models import PerformanceForm, Region, Status, Unit
from projects.queries import FormQuerySet


def add_filters(parser: ArgumentParser) -> None:
    """The options that :func:`wanted_forms` reads."""
    parser.add_argument("--region", help="只要这个行政区划（名称或代码）")
    parser.add_argument("--year", type=int, help="只要这个年度")
    parser.add_argument("--unit", help="只要这个预算单位（名称或代码）")
    parser.add_argument("--status", help=f"只要这个状态：{'、'.join(Status.labels)}")


def wanted_forms(options: dict[str, Any]) -> FormQuerySet:
    """The forms that the filters leave. Raises :class:`CommandError` for an unknown filter, or none left."""
    forms = PerformanceForm.objects.all()
    if options["region"]:
        forms = forms.in_region(one_of(Region.objects.all(), "行政区划", options["region"]).pk)
    if options["year"]:
        forms = forms.of_year(options["year"])
    if options["unit"]:
        units = Unit.objects.filter(pk__in=forms.values("project__unit")) if options["region"] else Unit.objects.all()
        forms = forms.filter(project__unit=one_of(units, "预算单位", options["unit"]).pk)
    if options["status"]:
        forms = forms.filter(status=_status(options["status"]))
    if not forms.exists():
        raise CommandError("没有符合条件的表，请放宽条件")
    return forms


def one_of(rows: QuerySet[Any], what: str, wanted: str) -> Model:
    """The row of that name or code; ``what`` says what it is. Raises :class:`CommandError`."""
    found = list(rows.filter(Q(name=wanted) | Q(code=wanted)))
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(f"有 {len(found)} 个{what}叫“{wanted}”，请改用代码，或同时给 --region")
    known = "、".join(rows.values_list("name", flat=True)[:20])
    raise CommandError(f"没有“{wanted}”这个{what}，现有：{known or '无'}")


def _status(wanted: str) -> Status:
    for status in Status:
        if wanted in (status.value, status.label):
            return status
    raise CommandError(f"没有“{wanted}”这个状态，可用：{'、'.join(Status.labels)}")
