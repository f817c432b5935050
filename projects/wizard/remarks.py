"""Reviewers' remarks, each at its cell of the page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from projects.models import CommentState, FieldComment, PerformanceForm
from projects.wizard.places import Places


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark with the fragment of its cell ("" where that is gone) and the cell's name."""

    place: str
    label: str
    comment: FieldComment


def remarks_of(form: PerformanceForm) -> list[Remark]:
    """Everything not settled yet, oldest first. One query."""
    places = Places(form)
    comments = form.comments.exclude(state=CommentState.RESOLVED).select_related("author", "answered_by")
    placed = [(places.of(comment.path, comment.row_key), comment) for comment in comments]
    return [Remark(place, places.label(place or comment.path), comment) for place, comment in placed]


def by_place(remarks: list[Remark]) -> dict[str, list[FieldComment]]:
    """The comments of every cell that has any."""
    placed: defaultdict[str, list[FieldComment]] = defaultdict(list)
    for remark in remarks:
        placed[remark.place].append(remark.comment)
    return dict(placed)
