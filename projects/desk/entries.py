"""Remarks as the pages of a form show them: with their cell's name, address and present text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from projects.models import FieldComment, PerformanceForm
from projects.paper_view import anchor_of
from projects.remarks import find_place, is_unsettled, place_of, remarks_on


@dataclass(frozen=True, slots=True)
class RemarkEntry:
    """A remark at its cell; ``anchor`` is empty where the cell's row is gone.

    ``is_changed`` says that the cell no longer says what the reviewer read.
    """

    comment: FieldComment
    place: str
    label: str
    anchor: str
    is_changed: bool
    is_unsettled: bool


def entries_of(form: PerformanceForm) -> list[RemarkEntry]:
    """All remarks on a form, the unsettled ones first. One query."""
    entries = [_entry(form, remark) for remark in remarks_on(form)]
    return sorted(entries, key=lambda entry: not entry.is_unsettled)


def unsettled_by_place(entries: Iterable[RemarkEntry]) -> dict[str, list[RemarkEntry]]:
    """The remarks that the paper shows at its cells."""
    placed: defaultdict[str, list[RemarkEntry]] = defaultdict(list)
    for entry in entries:
        if entry.is_unsettled:
            placed[entry.place].append(entry)
    return dict(placed)


def _entry(form: PerformanceForm, remark: FieldComment) -> RemarkEntry:
    place = place_of(remark)
    found = find_place(form, place)
    return RemarkEntry(
        comment=remark,
        place=place,
        label=found.label if found else form.layout.label_of(remark.path),
        anchor=anchor_of(found.path) if found else "",
        is_changed=found is not None and found.text != remark.quoted,
        is_unsettled=is_unsettled(remark),
    )
