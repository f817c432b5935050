"""What the templates of the wizard look up by path."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()


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
