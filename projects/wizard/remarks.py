"""Reviewers' remarks as the page of the filler shows them: at their cells, and listed beside the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from projects.models import FieldComment, PerformanceForm
from projects.remarks import find_place, is_unsettled, place_of, remarks_on


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    """A remark with the fragment of its cell ("" where that is gone) and the cell's name."""

    place: str
    label: str
    comment: FieldComment


def unsettled_remarks(form: PerformanceForm) -> list[PlacedRemark]:
    """Everything not settled yet, oldest first. One query."""
    return [_placed(form, remark) for remark in remarks_on(form) if is_unsettled(remark)]


def _placed(form: PerformanceForm, remark: FieldComment) -> PlacedRemark:
    place = place_of(remark)
    found = find_place(form, place)
    if found is None:
        return PlacedRemark("", form.layout.label_of(remark.path), remark)
    return PlacedRemark(place, found.label, remark)
