"""Correcting what was read, before it is accepted. Every correction says which revision its writer saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as _replace

from django.db import transaction

from projects.document import FormDocument
from projects.layouts import Layout
from projects.lifecycle import Refused, Stale
from projects.models import Unit
from projects.values import plain_text
from reports.imports.document_edits import (
    exchange_path,
    path_after,
    spot_at,
    with_category,
    with_new_row,
    with_text,
    without_row,
)
from reports.imports.drafts import CONFIRMED, CORRECTED, document_in, in_year, layout_of, put_document, settle
from reports.models import DraftState, ImportBatch, ImportDraft

_CHANGED = "这张表刚刚在另一个窗口改过，您这次的改动没有存；请看过现在的内容再改"
_CATEGORY_BETWEEN = "／"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an accepted form goes: what the person chose above the paper."""

    unit: Unit | None
    fiscal_year: int
    name: str


def category_text(level1: str, level2: str) -> str:
    """一级/二级指标 as one choice."""
    return f"{level1}{_CATEGORY_BETWEEN}{level2}"


def set_cell(draft: ImportDraft, revision: int, path: str, text: str, category: str = "") -> None:
    """Type ``text`` into a cell, and where ``category`` is given move its indicator there.

    Raises :class:`~projects.values.BadValue`, :class:`NoSuchCell` or :class:`Stale`.
    """

    def change(draft: ImportDraft, document: FormDocument, layout: Layout) -> FormDocument:
        spot = spot_at(layout, document, path)
        changed = with_text(document, spot, text)
        paths = [path, exchange_path(document, path), *_part_paths(path, spot.field.parts)]
        level1, between, level2 = category.partition(_CATEGORY_BETWEEN)
        if between and spot.lines == "indicators":
            changed = with_category(changed, path, level1, level2)
            row = path.rpartition(".")[0]
            paths += [f"{row}.level1", f"{row}.level2"]
        settle(draft, paths, CORRECTED if changed != document else CONFIRMED)
        return changed

    _change(draft, revision, change)


def confirm(draft: ImportDraft, revision: int, path: str) -> None:
    """Settle the doubts at ``path``: the value is right as it was read."""

    def change(draft: ImportDraft, document: FormDocument, _layout: Layout) -> FormDocument:
        settle(draft, [path, exchange_path(document, path)], CONFIRMED)
        return document

    _change(draft, revision, change)


def add_row(draft: ImportDraft, revision: int, lines: str, index: int, category: str = "") -> None:
    """Put a blank row into a table before row ``index``, under ``category`` where the table has a tree."""

    def change(draft: ImportDraft, document: FormDocument, layout: Layout) -> FormDocument:
        level1, between, level2 = category.partition(_CATEGORY_BETWEEN)
        values = {"level1": level1, "level2": level2} if between and lines == "indicators" else {}
        changed = with_new_row(document, layout, lines, index, values)
        _move_paths(draft, lines, index, 1)
        return changed

    _change(draft, revision, change)


def remove_row(draft: ImportDraft, revision: int, lines: str, index: int) -> None:
    """Take a row out. Its doubts are gone with it; where its texts stood is told in the leftovers."""

    def change(draft: ImportDraft, document: FormDocument, layout: Layout) -> FormDocument:
        row = f"{lines}[{index}]"
        changed = without_row(document, layout, row)
        draft.leftovers += [
            {"place": place, "text": text}
            for path, (place, text) in draft.sightings.items()
            if path.startswith(f"{row}.")
        ]
        _move_paths(draft, lines, index, -1)
        return changed

    _change(draft, revision, change)


def put_place(draft: ImportDraft, revision: int, place: Place) -> None:
    """Say where the form goes. The doubts on these values are settled by that."""

    def change(draft: ImportDraft, document: FormDocument, _layout: Layout) -> FormDocument:
        draft.unit = place.unit
        unsure = any(doubt["path"] == "fiscal_year" and not doubt["settled"] for doubt in draft.doubts)
        moved = in_year(document, place.fiscal_year) if unsure else _replace(document, fiscal_year=place.fiscal_year)
        name = " ".join(plain_text(place.name).split("\n")) or None
        named = _replace(moved, project=_replace(moved.project, name=name))
        settle(draft, ["fiscal_year", *(["project.name"] if named.project != document.project else [])], CORRECTED)
        settle(draft, [path for path in _PLACE_PATHS if place.unit], CONFIRMED)
        return named

    _change(draft, revision, change)


@transaction.atomic
def put_unit(batch: ImportBatch, unit: Unit) -> int:
    """Send every form of a batch whose unit is open to ``unit``; how many there were."""
    homeless = ImportDraft.objects.in_batch(batch).filter(unit=None, state=DraftState.OPEN)
    drafts = list(homeless.select_for_update())
    for draft in drafts:
        draft.unit = unit
        draft.revision += 1
        settle(draft, _PLACE_PATHS, CONFIRMED)
    ImportDraft.objects.bulk_update(drafts, ["unit", "revision", "doubts", "open_doubts"], batch_size=100)
    return len(drafts)


def drop(draft: ImportDraft, *, wanted: bool) -> None:
    """Say that the form is not wanted, or that it is after all. Accepted forms stay accepted."""
    former, state = (DraftState.DROPPED, DraftState.OPEN) if wanted else (DraftState.OPEN, DraftState.DROPPED)
    ImportDraft.objects.filter(pk=draft.pk, state=former).update(state=state)


_PLACE_PATHS = tuple(
    path for place in ("region", "department", "unit") for path in (place, f"{place}.code", f"{place}.name")
)
_Change = Callable[[ImportDraft, FormDocument, Layout], FormDocument]


@transaction.atomic
def _change(draft: ImportDraft, revision: int, change: _Change) -> None:
    locked = ImportDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.state != DraftState.OPEN:
        raise Refused(f"这张表{DraftState(locked.state).label}，不能再改")
    if locked.revision != revision:
        raise Stale(_CHANGED)
    document = document_in(locked)
    layout = layout_of(document.layout)
    if layout is None:
        raise Refused("系统中没有这张表的表样，不能修改；请换一种表样重新读取文件")
    changed = change(locked, document, layout)
    locked.revision += 1
    locked.problem = ""
    put_document(locked, changed)
    locked.save()


def _move_paths(draft: ImportDraft, lines: str, index: int, shift: int) -> None:
    """Keep sightings, doubts and notes with their rows."""
    moved = ((path_after(path, lines, index, shift), seen) for path, seen in draft.sightings.items())
    draft.sightings = {path: seen for path, seen in moved if path is not None}
    for things, key in ((draft.doubts, "path"), (draft.notes, "field")):
        kept = [thing for thing in things if path_after(thing[key], lines, index, shift) is not None]
        for thing in kept:
            thing[key] = path_after(thing[key], lines, index, shift)
        things[:] = kept


def _part_paths(path: str, parts: tuple[str, ...]) -> list[str]:
    return [f"{path.rpartition('.')[0]}.{part}" for part in parts]
