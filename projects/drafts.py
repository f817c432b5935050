"""Saving while typing: single edits of a form, each compared with what its writer last saw.

An edit names a place by its path: an exchange path for a cell (``project.name``), or
``lines[key].member`` for a cell of a row (``indicators[3f2a…].target``). It carries ``base``, the
text its writer saw there. Where the place says something else by now, nothing is written and
both texts are returned, so that nothing anybody typed is lost. Sending an edit twice is harmless.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from indicators.models import IndicatorFramework
from projects import access
from projects.catalog import MOST_ROWS, Field, field_at, line_fields
from projects.layouts import FieldCell, LineColumn
from projects.models import LINE_MODELS, Line, PerformanceForm, User
from projects.refusals import Forbidden
from projects.storage import (
    line_value,
    lines_of,
    load_shown_rows,
    refresh_search_text,
    set_row_value,
    set_value,
    value_of,
)
from projects.values import BadValue, Shown, edited, parse

_KEY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ROW_PATH = re.compile(rf"(?P<lines>[a-z_]+)\[(?P<key>{_KEY})\](?:\.(?P<member>[a-z0-9_]+(?:\[-\d\])?))?")
_ROW_IS_GONE = "这一行已被他人删除"
_SEARCHED = {"project.name", "project.code"}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: ``set`` a cell, ``confirm`` what was copied into it, or ``add``, ``remove`` or ``move`` a row.

    ``sent`` are texts that the writer has sent for this place without hearing back, so that they may
    or may not stand there. ``values`` are the texts of a new row, the new 一级/二级 of a moved row, or,
    for ``remove``, the row as its writer saw it; ``after`` is the key of the row above ("" for the
    first place).
    """

    id: str
    op: Literal["set", "confirm", "add", "remove", "move"]
    path: str
    text: str = ""
    base: str = ""
    sent: tuple[str, ...] = ()
    after: str | None = None
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edit.

    ``saved``: ``text`` is what the place says now. ``unread``: the text is kept, but the field
    cannot take it; ``message`` says why. ``conflict``: not written; ``text`` is what ``by`` wrote
    there ``at`` that time (both empty when unknown), ``values`` the texts of a row that was not
    removed, ``gone`` that the row is no more. ``refused``: no such place, or too many rows.
    """

    id: str
    path: str
    state: Literal["saved", "unread", "conflict", "refused"]
    text: str = ""
    message: str = ""
    by: str = ""
    at: str = ""
    values: dict[str, str] = field(default_factory=dict)
    gone: bool = False


@transaction.atomic
def apply_edits(form_id: int, edits: Sequence[Edit], actor: User) -> tuple[PerformanceForm, list[Outcome]]:
    """Apply the edits in order under one lock; each has its own outcome.

    Raises :class:`~projects.lifecycle.Forbidden` when the actor may not edit the form now.
    """
    PerformanceForm.objects.select_for_update().get(pk=form_id)
    form = PerformanceForm.objects.select_related("project__unit__department__region").get(pk=form_id)
    load_shown_rows(form)
    decision = access.can(actor, access.Permission.EDIT, form)
    if not decision:
        raise Forbidden(decision.reason)
    desk = _Desk(form, actor)
    outcomes = [desk.apply(edit) for edit in edits]
    if desk.changed:
        desk.save()
    return form, outcomes


def text_at(form: PerformanceForm, path: str) -> str:
    """The text a writer sees at a cell: what was typed, even where the field could not take it."""
    if path in form.unread:
        return str(form.unread[path])
    field = field_at(path)
    assert field is not None, "the loader of layouts has looked"
    return edited(field, value_of(form, path), _shown(form, form.layout.cell(path)))


def row_text(form: PerformanceForm, lines: str, row: Line, member: str) -> str:
    """The text a writer sees in a cell of a row."""
    path = row_path(lines, row, member)
    if path in form.unread:
        return str(form.unread[path])
    field = line_fields(lines)[member]
    value = field.of_line(line_value(lines, row), member, form.fiscal_year)
    return edited(field, value, _shown(form, _column(form, lines, member)))


def row_path(lines: str, row: Line, member: str) -> str:
    """The path of a row's cell as edits name it."""
    return f"{lines}[{row.key}].{member}"


def _shown(form: PerformanceForm, source: FieldCell | LineColumn | None) -> Shown:
    return Shown.by(form.layout).for_cell(source)


def _column(form: PerformanceForm, lines: str, member: str) -> LineColumn | None:
    table = form.layout.table(lines)
    return table.column(member) if table else None


def _settled(field: Field, shown: Shown, text: str) -> str:
    """``text`` as the cell would say it: 20万元 stands in a cell of 万元 as 20."""
    try:
        return edited(field, parse(field, text, shown), shown)
    except BadValue:
        return text


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell that an edit may write: what it says now, and how a value gets there."""

    field: Field
    shown: Shown
    text: str
    put: Callable[[Any], None]


class _Desk:
    """One form while its edits are applied."""

    def __init__(self, form: PerformanceForm, actor: User) -> None:
        self.form = form
        self.changed = False
        self._actor = actor
        self._rows: dict[str, dict[str, Line]] = {}
        self._reordered: set[str] = set()
        self._search_changed = False

    def apply(self, edit: Edit) -> Outcome:
        if edit.op == "set":
            return self._set(edit)
        if edit.op == "confirm":
            return self._confirm(edit)
        lines, _, member = self._row_place(edit.path)
        if lines is None or member:
            return self._refuse(edit)
        apply = {"add": self._add, "remove": self._remove, "move": self._move}[edit.op]
        return apply(edit)

    def save(self) -> None:
        form = self.form
        form.revision += 1
        form.save()
        form.editors.add(self._actor)
        for lines in self._reordered:
            self._renumber(lines)
        # Rows prefetched before the change would hide it.
        form._prefetched_objects_cache = {}  # type: ignore[attr-defined]
        if self._search_changed:
            refresh_search_text(form)

    def _row_place(self, path: str) -> tuple[str | None, str, str]:
        match = _ROW_PATH.fullmatch(path)
        if not match or self.form.layout.table(match["lines"]) is None:
            return None, "", ""
        return match["lines"], match["key"], match["member"] or ""

    def _rows_of(self, lines: str) -> dict[str, Line]:
        if lines not in self._rows:
            self._rows[lines] = {str(row.key): row for row in lines_of(self.form, lines)}
        return self._rows[lines]

    def _set(self, edit: Edit) -> Outcome:
        cell = self.form.layout.cell(edit.path)
        if cell is None:
            return self._set_in_row(edit)
        if not cell.field.editable:
            return self._refuse(edit)
        put = partial(set_value, self.form, edit.path)
        outcome = self._write(edit, _Place(cell.field, _shown(self.form, cell), text_at(self.form, edit.path), put))
        self._search_changed |= edit.path in _SEARCHED
        return outcome

    def _set_in_row(self, edit: Edit) -> Outcome:
        lines, key, member = self._row_place(edit.path)
        field = line_fields(lines).get(member) if lines else None
        if lines is None or field is None or not field.editable:
            return self._refuse(edit)
        row = self._rows_of(lines).get(key)
        if row is None:
            return replace(self._conflict(edit, f"{lines}[{key}]", _ROW_IS_GONE), gone=True)
        put = partial(self._put_in_row, row, field)
        shown = _shown(self.form, _column(self.form, lines, member))
        outcome = self._write(edit, _Place(field, shown, row_text(self.form, lines, row, member), put))
        self._search_changed |= lines == "indicators"
        return outcome

    def _confirm(self, edit: Edit) -> Outcome:
        """What was copied from an earlier year stands; nothing to do where that is settled."""
        if self.form.suggestions.pop(edit.path, None) is not None:
            self.changed = True
        return Outcome(edit.id, edit.path, "saved")

    def _put_in_row(self, row: Line, field: Field, value: Any) -> None:
        set_row_value(row, field, value, self.form.fiscal_year)
        row.save()

    def _write(self, edit: Edit, place: _Place) -> Outcome:
        """Write one text if the place still says what its writer saw (or already says this)."""
        own = {edit.base, edit.text, *edit.sent}
        if place.text not in own | {_settled(place.field, place.shown, text) for text in own}:
            return replace(self._conflict(edit, edit.path, "他人改了此栏"), text=place.text)
        try:
            value = parse(place.field, edit.text, place.shown)
        except BadValue as error:
            self.form.unread[edit.path] = edit.text
            self._touch(edit.path)
            return Outcome(edit.id, edit.path, "unread", edit.text, str(error))
        text = edited(place.field, value, place.shown)
        if self.form.unread.pop(edit.path, None) is not None or text != place.text:
            place.put(value)
            self._touch(edit.path)
        return Outcome(edit.id, edit.path, "saved", text)

    def _add(self, edit: Edit) -> Outcome:
        lines, key, _ = self._row_place(edit.path)
        assert lines is not None, "apply has looked"
        rows = self._rows_of(lines)
        if key in rows:
            return Outcome(edit.id, edit.path, "saved")
        if len(rows) >= MOST_ROWS:
            return Outcome(edit.id, edit.path, "refused", message=f"这张表已有 {len(rows)} 行，不能再加，内容未存")
        row = LINE_MODELS[lines](form=self.form, key=uuid.UUID(key), position=len(rows))
        problem = self._fill(lines, row, edit.values)
        row.save()
        self._rows[lines] = self._inserted(rows, key, row, edit.after)
        self._reordered.add(lines)
        self._search_changed |= lines == "indicators"
        self._touch(f"{lines}[{key}]")
        return Outcome(edit.id, edit.path, "unread" if problem else "saved", message=problem)

    def _fill(self, lines: str, row: Line, values: dict[str, str]) -> str:
        """Put texts into a new row; the first text its field cannot take is kept and explained."""
        problem = ""
        for member, text in values.items():
            field = line_fields(lines).get(member)
            if field is None or not field.editable:
                continue
            shown = _shown(self.form, _column(self.form, lines, member))
            try:
                set_row_value(row, field, parse(field, text, shown), self.form.fiscal_year)
            except BadValue as error:
                self.form.unread[row_path(lines, row, member)] = text
                problem = problem or str(error)
        return problem

    def _remove(self, edit: Edit) -> Outcome:
        lines, key, _ = self._row_place(edit.path)
        assert lines is not None, "apply has looked"
        row = self._rows_of(lines).get(key)
        if row is None:
            return Outcome(edit.id, edit.path, "saved")
        known = {member: text for member, text in edit.values.items() if member in line_fields(lines)}
        now = {member: row_text(self.form, lines, row, member) for member in known}
        if any(now[member] not in (text, self._settled(lines, member, text)) for member, text in known.items()):
            return replace(self._conflict(edit, edit.path, "他人改了这一行，没有删除"), values=now)
        row.delete()
        del self._rows_of(lines)[key]
        for kept in (self.form.unread, self.form.suggestions):
            for path in [path for path in kept if path.startswith(f"{lines}[{key}]")]:
                del kept[path]
        self._reordered.add(lines)
        self._search_changed |= lines == "indicators"
        self._touch(f"{lines}[{key}]")
        return Outcome(edit.id, edit.path, "saved")

    def _settled(self, lines: str, member: str, text: str) -> str:
        shown = _shown(self.form, _column(self.form, lines, member))
        return _settled(line_fields(lines)[member], shown, text)

    def _move(self, edit: Edit) -> Outcome:
        lines, key, _ = self._row_place(edit.path)
        assert lines is not None, "apply has looked"
        rows = dict(self._rows_of(lines))
        row = rows.pop(key, None)
        if row is None:
            return replace(self._conflict(edit, edit.path, _ROW_IS_GONE), gone=True)
        self._fill(lines, row, edit.values)
        row.save()
        self._rows[lines] = self._inserted(rows, key, row, edit.after)
        self._reordered.add(lines)
        self._touch(f"{lines}[{key}]")
        return Outcome(edit.id, edit.path, "saved")

    @staticmethod
    def _inserted(rows: dict[str, Line], key: str, row: Line, after: str | None) -> dict[str, Line]:
        """The rows in order with ``row`` behind ``after`` ("" first, unknown or ``None`` last)."""
        keys = list(rows)
        place = 0 if after == "" else keys.index(after) + 1 if after in keys else len(keys)
        keys.insert(place, key)
        return {each: row if each == key else rows[each] for each in keys}

    def _renumber(self, lines: str) -> None:
        """Positions follow the order; indicators stand in the order of the framework's tree."""
        rows = list(self._rows_of(lines).values())
        if lines == "indicators":
            framework = IndicatorFramework.objects.get(slug=self.form.layout.framework).as_value()
            order = {(c.level1, c.level2): index for index, c in enumerate(framework.categories)}
            rows.sort(key=lambda row: order.get((getattr(row, "level1", ""), getattr(row, "level2", "")), len(order)))
        for position, row in enumerate(rows):
            row.position = position
        LINE_MODELS[lines]._default_manager.bulk_update(rows, ["position"])

    def _touch(self, path: str) -> None:
        self.changed = True
        self.form.suggestions.pop(path, None)
        self.form.touched[path] = {"by": str(self._actor), "at": timezone.now().isoformat(timespec="seconds")}

    def _conflict(self, edit: Edit, place: str, message: str) -> Outcome:
        """Nothing written; says who changed the cell (of a row: any of its cells) last, and when."""
        touched = self.form.touched
        is_known_cell = place in touched and not place.endswith("]")
        row = place.partition("].")[0] + "]" if "]." in place else place
        touches = [touch for path, touch in touched.items() if path == place or path.startswith(row)]
        nobody = {"by": "", "at": ""}
        latest = touched[place] if is_known_cell else max(touches, key=lambda touch: touch["at"], default=nobody)
        return Outcome(edit.id, edit.path, "conflict", message=message, by=latest["by"], at=latest["at"])

    @staticmethod
    def _refuse(edit: Edit) -> Outcome:
        return Outcome(edit.id, edit.path, "refused", message="本表没有这一栏，内容未存")
