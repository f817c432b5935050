"""Showing a form in another layout: categories are mapped by data, and nothing is dropped silently.

A mapping stands in ``fixtures/conversions`` as ``{"from": framework, "to": framework, "categories":
{"一级/二级": "一级/二级"}}``. Categories of the same name need no entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from indicators.framework import Framework
from projects.catalog import FIELDS, LINE_FIELDS, SLOT_KEYS, slot_of
from projects.document import FormDocument, Indicator
from projects.layouts import Layout
from projects.values import Shown, edited

_SHORT = 60  # characters of a value that a person needs to recognise it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something the other layout has no place for; ``label`` is its Chinese name in the form's own layout."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """The document in the other layout, and what that layout does not show."""

    document: FormDocument
    left_out: tuple[LeftOut, ...]


def convert(document: FormDocument, source: Layout, target: Layout, target_framework: Framework) -> Conversion:
    """``document`` of layout ``source`` as ``target`` shows it.

    Indicators whose category the other framework lacks are taken out and listed; other values
    without a place stay in the document, because JSON holds them, and are listed.
    """
    mapping = category_mapping(source.framework, target.framework)
    kept: list[Indicator] = []
    left_out: list[LeftOut] = []
    for indicator in document.indicators:
        category = _mapped(indicator, mapping, target_framework)
        if category is None:
            where = f"指标（{indicator.level1} / {indicator.level2}）"
            left_out.append(LeftOut(where, f"{indicator.level3 or ''} {indicator.target or ''}".strip()))
        else:
            kept.append(replace(indicator, level1=category[0], level2=category[1]))
    converted = replace(document, layout=target.slug, indicators=tuple(kept))
    return Conversion(
        converted, (*_cells_left_out(converted, source, target), *_lines_left_out(converted, source, target), *left_out)
    )


@cache
def category_mapping(source: str, target: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Which category of framework ``source`` becomes which of ``target``, beside those of the same name."""
    file = Path(settings.FIXTURES_DIR) / "conversions" / f"{source}_{target}.json"
    if not file.is_file():
        return {}
    pairs = json.loads(file.read_text(encoding="utf-8"))["categories"]
    return {_category(old): _category(new) for old, new in pairs.items()}


def _category(text: str) -> tuple[str, str]:
    level1, _, level2 = text.partition("/")
    return level1, level2


def _mapped(
    indicator: Indicator, mapping: dict[tuple[str, str], tuple[str, str]], framework: Framework
) -> tuple[str, str] | None:
    own = (indicator.level1 or "", indicator.level2 or "")
    wanted = mapping.get(own, own)
    return wanted if framework.find(*wanted) else None


def _cells_left_out(document: FormDocument, source: Layout, target: Layout) -> Iterator[LeftOut]:
    shown = target.shown_paths()
    for path, field in FIELDS.items():
        value = document.at(path) if field.column and path not in shown else None
        if value not in (None, ()):
            yield LeftOut(source.label_of(path), _shortened(edited(field, value, Shown.by(source))))


def _lines_left_out(document: FormDocument, source: Layout, target: Layout) -> Iterator[LeftOut]:
    slots = [slot for cell in target.cells() if (slot := slot_of(cell.path))]
    for lines, members in LINE_FIELDS.items():
        table = target.table(lines)
        shown = {column.value for column in table.columns} if table else set()
        in_slots = {(slot.row_key(document.fiscal_year), slot.member) for slot in slots if slot.lines == lines}
        for member, field in members.items():
            if member in shown:
                continue
            texts = [
                edited(field, value, Shown.by(source))
                for line in getattr(document, lines)
                if (value := getattr(line, member)) is not None and not _in_slot(line, lines, member, in_slots)
            ]
            if texts:
                yield LeftOut(_column_label(source, lines, member), _shortened("；".join(texts)))


def _in_slot(line: Any, lines: str, member: str, in_slots: set[tuple[str | int, str]]) -> bool:
    key_member = SLOT_KEYS.get(lines)
    if key_member is None:
        return False
    key = getattr(line, key_member)
    return (key, member) in in_slots or (
        member in (key_member, "of_which") and any(key == each for each, _ in in_slots)
    )


def _column_label(layout: Layout, lines: str, member: str) -> str:
    table = layout.table(lines)
    column = table.column(member) if table else None
    return column.name if column else layout.label_of(lines)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"
