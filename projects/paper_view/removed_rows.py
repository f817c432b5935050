"""Put rows that are gone back among those that are there, so that the paper can strike them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from projects.changes import Change, ChangeKind
from projects.document import FormDocument

_ROW = re.compile(r"(?P<lines>[a-z_]+)\[(?P<index>\d+)\]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row of the merged document comes from: its index there, and whether it is gone."""

    index: int
    is_removed: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """A document with the removed rows in their places; ``origins`` by list and index."""

    document: FormDocument
    origins: dict[str, list[Origin]]


def with_removed_rows(document: FormDocument, old: FormDocument | None, changes: Sequence[Change]) -> Merged:
    """``document`` with every row of ``old`` that ``changes`` call removed."""
    gone: dict[str, list[tuple[int, int]]] = {}
    for change in changes:
        match = _ROW.fullmatch(change.path)
        if match and change.kind is ChangeKind.REMOVED:
            gone.setdefault(match["lines"], []).append((change.before, int(match["index"])))
    origins = {lines: _order(len(getattr(document, lines)), removed) for lines, removed in gone.items()}
    merged = {
        lines: tuple(getattr(old if origin.is_removed else document, lines)[origin.index] for origin in order)
        for lines, order in origins.items()
    }
    return Merged(replace(document, **merged), origins)  # type: ignore[arg-type]


def _order(count: int, removed: list[tuple[int, int]]) -> list[Origin]:
    order: list[Origin] = []
    for index in range(count + 1):
        order += (Origin(old, is_removed=True) for before, old in removed if before == index)
        if index < count:
            order.append(Origin(index, is_removed=False))
    return order
