"""The disclosures of the demo (``fixtures/demo/disclosures.json``), taken through their life as people would.

An entry names its file, its department and the events that lead where it stands. ``as_submitted``
(path to JSON value) of a 送审 says what stood there then, where a correction changed it later.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any

from projects.demo.values import put_at
from projects.disclosing.lifecycle import Said, move_disclosure
from projects.disclosing.publishing import publish
from projects.disclosing.stored import store_disclosure
from projects.disclosing.workflow import DisclosureAction
from projects.disclosure.exchange import disclosure_from
from projects.models import Department, Disclosure, DisclosureEvent, Publication, PublicationState, User


def tell_disclosures(
    folder: Path, departments: Mapping[str, Department], people: Mapping[str, User], made: Counter[str]
) -> None:
    """Bring in those that are missing, and count them."""
    stories = json.loads((folder / "disclosures.json").read_text(encoding="utf-8"))["disclosures"]
    for entry in stories:
        content = json.loads((folder / entry["file"]).read_text(encoding="utf-8"))
        department = departments[entry["department"]]
        if not Disclosure.objects.filter(department=department, fiscal_year=content["fiscal_year"]).exists():
            _Story(entry, content, people).tell(department)
            made["部门预算公开"] += 1


class _Story:
    """One disclosure on its way."""

    def __init__(self, entry: dict[str, Any], content: dict[str, Any], people: Mapping[str, User]) -> None:
        self._entry = entry
        self._content = content
        self._people = people

    def tell(self, department: Department) -> None:
        """Begin it, and take it through its events. Everything bears the dates of the story."""
        events = self._entry["events"]
        begun = datetime.fromisoformat(self._entry["begun"])
        disclosure = Disclosure.objects.create(
            department=department,
            fiscal_year=self._content["fiscal_year"],
            content=self._as_submitted(events[0] if events else {}).to_json(),
        )
        disclosure.editors.add(self._people[self._entry["filler"]])
        Disclosure.objects.filter(pk=disclosure.pk).update(changed_at=begun)
        for event in events:
            self._take(Disclosure.objects.get(pk=disclosure.pk), event)

    def _as_submitted(self, event: Mapping[str, Any]) -> Any:
        data = deepcopy(self._content)
        for path, value in event.get("as_submitted", {}).items():
            put_at(data, path, value)
        return disclosure_from(data)

    def _take(self, disclosure: Disclosure, event: Mapping[str, Any]) -> None:
        action, actor = DisclosureAction(event["action"]), self._people[event["by"]]
        moment = datetime.fromisoformat(event["at"])
        if action is DisclosureAction.SUBMIT and (wanted := self._as_submitted(event)) != disclosure.document:
            editor = self._people[self._entry["filler"]]
            disclosure = store_disclosure(disclosure, wanted, revision=disclosure.revision, editor=editor)
        replied_on = date.fromisoformat(event["replied_on"]) if "replied_on" in event else None
        said = Said(event.get("opinion", ""), replied_on=replied_on)
        if action is DisclosureAction.PUBLISH:
            _publish(disclosure, actor, event, moment)
        else:
            move_disclosure(disclosure.pk, action, actor, revision=disclosure.revision, said=said)
        taken = DisclosureEvent.objects.filter(disclosure=disclosure).reverse()[0]
        DisclosureEvent.objects.filter(pk=taken.pk).update(at=moment)
        Disclosure.objects.filter(pk=disclosure.pk).update(changed_at=moment)


def _publish(disclosure: Disclosure, actor: User, event: Mapping[str, Any], moment: datetime) -> None:
    """Its files are still to be made (``manage.py resume_publications``); those of the version before were there."""
    earlier = Publication.objects.filter(disclosure=disclosure, state=PublicationState.MAKING)
    waiting = list(earlier.values_list("pk", flat=True))
    earlier.update(state=PublicationState.READY)
    version = publish(
        disclosure.pk,
        actor,
        revision=disclosure.revision,
        published_on=date.fromisoformat(event["published_on"]),
        note=event.get("opinion", ""),
        today=moment.date(),
    )
    Publication.objects.filter(pk=version.pk).update(made_at=moment)
    Publication.objects.filter(pk__in=waiting).update(state=PublicationState.MAKING)
