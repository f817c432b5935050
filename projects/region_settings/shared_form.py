"""A form that two people may have open at once.

It carries, hidden, the stored values that its person saw. When it comes back, what they left alone
follows the database; what they changed is written, unless somebody else has changed the same field
to something else meanwhile: then nothing is written and both values are shown. Saving once more
writes the person's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from projects.models import Region, SettingChange, User
from projects.region_settings import record

_CONFLICT = "您打开本页后，有人改了您也改过的设置。还没有保存，请看两份后再决定。"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field that two people changed; ``last`` is the record of the other change."""

    label: str
    mine: str
    theirs: str
    last: SettingChange | None


class SharedForm(forms.ModelForm):
    """Bind it to a row that is locked: see :func:`projects.views.region_scope.settings_page`.

    ``before`` is the row as stored; validating changes ``instance``.
    """

    def __init__(self, data: QueryDict | None, *, instance: Any, region: Region) -> None:
        super().__init__(data, instance=instance)
        self.region = region
        self.before = copy(instance)
        self.conflicts: list[Conflict] = []
        self._stored = {name: as_posted(getattr(instance, name)) for name in self.fields}
        if data is not None and instance.pk is not None:
            self.data = self._merged(data)

    def seen(self) -> Iterator[tuple[str, str]]:
        """(name, value) of the hidden inputs."""
        for name, values in self._stored.items():
            for value in values:
                yield self.add_initial_prefix(name), value

    def clean(self) -> dict[str, Any]:
        if self.conflicts:
            self.add_error(None, _CONFLICT)
        return self.cleaned_data

    def store(self, actor: User) -> Any:
        """Save the valid form, with one line of record for every value that changed."""
        is_new = self.instance.pk is None
        row = self.save()
        after = {name: as_posted(getattr(row, name)) for name in self._stored}
        if is_new:
            said = "；".join(f"{self._label(name)}：{self._spoken(name, value)}" for name, value in after.items())
            record.write(self.region, row, actor, record.CREATED, after=said)
            return row
        for name, value in after.items():
            if value != self._stored[name]:
                was, now = self._spoken(name, self._stored[name]), self._spoken(name, value)
                record.write(self.region, row, actor, self._label(name), before=was, after=now)
        return row

    def _merged(self, data: QueryDict) -> QueryDict:
        """What was posted, with the stored value in every field that the person did not touch."""
        merged = data.copy()
        for name, now in self._stored.items():
            mine, seen = data.getlist(self.add_prefix(name)), data.getlist(self.add_initial_prefix(name))
            if sorted(mine) == sorted(seen):
                merged.setlist(self.add_prefix(name), now)
            elif sorted(now) not in (sorted(seen), sorted(mine)):
                self.conflicts.append(self._conflict(name, mine, now))
        return merged

    def _conflict(self, name: str, mine: list[str], now: list[str]) -> Conflict:
        last = record.changes_of(self.region, self.instance).filter(what=self._label(name)).first()
        return Conflict(self._label(name), self._spoken(name, mine), self._spoken(name, now), last)

    def _label(self, name: str) -> str:
        return str(self.fields[name].label)

    def _spoken(self, name: str, values: list[str]) -> str:
        field = self.fields[name]
        labels: dict[str, str] = dict(field.widget.choices) if isinstance(field, forms.ChoiceField) else {}
        return "、".join(str(labels.get(value, value)) for value in values if value) or record.NOTHING


def as_posted(value: Any) -> list[str]:
    """A stored value as a browser sends it back."""
    if isinstance(value, list):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]
