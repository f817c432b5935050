"""What pages of forms ask of their official files."""

from __future__ import annotations

from collections.abc import Mapping

from django import template

from projects.models import PerformanceForm
from reports.models import OfficialFile
from reports.official.forms import official_in_force

register = template.Library()


@register.filter
def of_form(officials: Mapping[int, OfficialFile] | str, form: PerformanceForm) -> OfficialFile | None:
    """``{{ officials|of_form:form }}``; a page without ``officials`` has none."""
    return officials.get(form.pk) if isinstance(officials, Mapping) else None


@register.simple_tag
def official_of(form: PerformanceForm) -> OfficialFile | None:
    """``{% official_of form as official %}``: the PDF of a form as it was last issued. One query for an issued form."""
    return official_in_force(form)
