"""The indicator framework of a form."""

from __future__ import annotations

from indicators.framework import Framework
from indicators.models import IndicatorCategory
from projects.models import PerformanceForm


def framework_of(form: PerformanceForm) -> Framework:
    """The tree in the order of the paper; empty where the layout's framework is not installed. One query."""
    slug = form.layout.framework
    rows = IndicatorCategory.objects.filter(framework__slug=slug).select_related("framework")
    name = rows[0].framework.name if rows else ""
    return Framework(slug, name, tuple(row.as_value() for row in rows))
