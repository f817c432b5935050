"""What the import pages ask of a form that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django import template

from projects.models import PerformanceForm
from reports.models import FormSource

register = template.Library()

_Value = TypeVar("_Value")


@register.filter
def at(things: Mapping[str, _Value], key: str) -> _Value | None:
    """``{{ preview.marks|at:cell.path }}``"""
    return things.get(key)


@register.simple_tag
def sources_of(form: PerformanceForm) -> list[FormSource]:
    """``{% sources_of form as sources %}``: the files that a form was imported from, latest first. One query."""
    return list(FormSource.objects.filter(form=form).select_related("person").order_by("-pk"))
