"""A step that was not taken: what to tell the person, without losing what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from projects.lifecycle import Refused, Stale
from projects.models import PerformanceForm, User
from projects.remarks import find_place
from projects.versions import Step, steps_of

_MOST_EDITS = 5


@dataclass(frozen=True, slots=True)
class RecentEdit:
    """A place somebody else changed."""

    label: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Trouble:
    """``opinion`` is what was typed; ``steps`` and ``edits`` are what happened in the meantime."""

    message: str
    opinion: str
    is_stale: bool
    steps: tuple[Step, ...] = ()
    edits: tuple[RecentEdit, ...] = ()


def trouble_of(refusal: Refused, form: PerformanceForm, user: User, *, seen: int, opinion: str) -> Trouble:
    """``form`` as it is now; ``seen`` is the revision that the person had before them."""
    if not isinstance(refusal, Stale):
        return Trouble(refusal.message, opinion, is_stale=False)
    steps = steps_of(form)
    newer = tuple(step for step in steps if step.event.revision > seen)
    since = steps[-1].event.at if steps else form.created_at
    edits = () if newer else tuple(_edits(form, user, since))[:_MOST_EDITS]
    return Trouble(refusal.message, opinion, is_stale=True, steps=newer, edits=edits)


def _edits(form: PerformanceForm, user: User, since: datetime) -> Iterator[RecentEdit]:
    """What others changed after ``since``, the latest first; touches are dated to the second."""
    since = since.replace(microsecond=0)
    touches = [(datetime.fromisoformat(touch["at"]), touch["by"], path) for path, touch in form.touched.items()]
    for at, by, path in sorted(touches, reverse=True):
        if at >= since and by != str(user):
            found = find_place(form, path)
            section = form.layout.section_of(path)
            yield RecentEdit(found.label if found else section.title if section else path, by, at)
