"""What the templates of the wizard look up by path."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from projects.findings.placed import RepairOffer
from projects.wizard.controls import Control

register = template.Library()


_LINE = 8  # characters of a label that fit beside each other where the layout is not crowded
_SHORT = 4  # a label that is never broken


@register.simple_tag
def broken_label(control: Control) -> SafeString:
    """The label, with places to break into lines of about the same length, the first the longest."""
    length = len(control.label)
    lines = max(math.ceil((length + control.required * 0.6) / _LINE), 2 if length > _SHORT else 1)
    size = math.ceil(length / lines)
    parts = (control.label[start : start + size] for start in range(0, length, size))
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def changes_json(repair: RepairOffer) -> str:
    """The cells that a repair writes, as its button carries them: ``[{"place", "text"}, …]``."""
    return json.dumps([asdict(change) for change in repair.changes], ensure_ascii=False)


@register.simple_tag(takes_context=True)
def comments_at(context: template.Context, place: str) -> list[Any]:
    """``{% comments_at control.path as comments %}``: the open comments of a cell."""
    comments: list[Any] = context["comments_by_place"].get(place, [])
    return comments


@register.simple_tag(takes_context=True)
def comments_in_row(context: template.Context, row: Any) -> list[Any]:
    """The open comments of all cells of a row, in the order of its columns."""
    by_place = context["comments_by_place"]
    return [comment for control in row.controls for comment in by_place.get(control.path, [])]
