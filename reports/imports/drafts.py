"""Between what a reader understood and the draft that is kept of it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from projects.catalog import LINE_LENGTH
from projects.document import FormDocument
from projects.layouts import Layout, latest_layout
from projects.models import Unit
from reports.imports.places import unit_named
from reports.models import ImportBatch, ImportDraft, ImportFile
from reports.models.imports import NAME_LENGTH
from reports.readers.result import Leftover, ReadForm

CORRECTED, CONFIRMED, CHOSEN = "corrected", "confirmed", "chosen"
"""How a doubt was settled: another value was typed, the value was found right, or it was set for the whole batch."""

_PLACE_LABELS = {
    "layout": "表样",
    "fiscal_year": "年度",
    "region": "行政区划",
    "department": "主管部门",
    "unit": "单位",
}
"""What every form has, whether or not its layout names it."""
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_PLACE_LENGTH = 200
_LARGEST_SHOWN = Decimal(10) ** 17  # yuan; more has no room in the column, and is refused on acceptance


def storable(text: str) -> str:
    """``text`` without what no database keeps."""
    return _UNSTORABLE.sub("", text)


def new_draft(file: ImportFile, position: int, source: str, read: ReadForm, units: Sequence[Unit]) -> ImportDraft:
    """A draft, not saved yet. ``source`` is the member of an archive, "" for the file itself."""
    batch = file.batch
    doubts = [{"path": doubt.path, "reason": storable(doubt.reason), "settled": ""} for doubt in read.doubts]
    draft = ImportDraft(
        file=file,
        position=position,
        source=storable(source)[:NAME_LENGTH],
        place="" if read.place in (file.name, source) else storable(read.place)[:_PLACE_LENGTH],
        sightings={path: [storable(seen.place), storable(seen.text)] for path, seen in read.sightings.items()},
        doubts=doubts,
        notes=[{"field": note.field, "code": note.code, "text": storable(note.text)} for note in read.notes],
        leftovers=leftovers_json(read.leftovers),
        unit=unit_named(read.document, units, batch.unit),
    )
    document = _in_default_year(draft, read.document, batch)
    put_document(draft, document)
    return draft


def leftovers_json(leftovers: Sequence[Leftover]) -> list[dict[str, str]]:
    """Leftovers as they are kept."""
    return [{"place": storable(leftover.place), "text": storable(leftover.text)} for leftover in leftovers]


def document_in(draft: ImportDraft) -> FormDocument:
    """What the draft says now."""
    return FormDocument.from_json(draft.document)


def put_document(draft: ImportDraft, document: FormDocument) -> None:
    """Give the draft (not saved) another content, and what lists show of it."""
    amounts = document.amounts
    amount = amounts.total if amounts.current_year is None else amounts.current_year
    draft.document = document.to_json()
    draft.name = (document.project.name or "")[:LINE_LENGTH]
    draft.layout_slug = document.layout
    draft.fiscal_year = document.fiscal_year
    draft.amount = amount if amount is not None and abs(amount) < _LARGEST_SHOWN else None
    draft.indicator_count = len(document.indicators)
    draft.open_doubts = sum(not doubt["settled"] for doubt in draft.doubts)
    draft.leftover_count = len(draft.leftovers)


def settle(draft: ImportDraft, paths: Sequence[str], how: str) -> None:
    """Settle the open doubts at ``paths``."""
    for doubt in draft.doubts:
        if doubt["path"] in paths and not doubt["settled"]:
            doubt["settled"] = how
    draft.open_doubts = sum(not doubt["settled"] for doubt in draft.doubts)


def labelled_doubts(draft: ImportDraft) -> list[dict[str, str]]:
    """The open doubts with the names of their fields ("" where the layout has none)."""
    doubts = [doubt for doubt in draft.doubts if not doubt["settled"]]
    return [{"label": label_of(draft.layout_slug, doubt["path"]), "reason": doubt["reason"]} for doubt in doubts]


def layout_of(slug: str) -> Layout | None:
    """The latest version of a layout; ``None`` where there is none of that name."""
    try:
        return latest_layout(slug)
    except KeyError:
        return None


def label_of(layout_slug: str, path: str) -> str:
    """The Chinese name of a path; "" where the layout has none, or is not there."""
    layout = layout_of(layout_slug)
    label = layout.label_of(path) if layout else path
    return _PLACE_LABELS.get(path.partition(".")[0], "") if label == path else label


def report_of(draft: ImportDraft) -> dict[str, Any]:
    """What is kept of the reading with the form; doubts and notes bear the names that their fields have now."""
    doubts = [{**doubt, "label": label_of(draft.layout_slug, doubt["path"])} for doubt in draft.doubts]
    notes = [{**note, "label": label_of(draft.layout_slug, note["field"])} for note in draft.notes]
    return {
        "source": draft.source,
        "place": draft.place,
        "sightings": draft.sightings,
        "doubts": doubts,
        "notes": notes,
        "leftovers": draft.leftovers,
    }


def _in_default_year(draft: ImportDraft, document: FormDocument, batch: ImportBatch) -> FormDocument:
    """The year of the batch, where the reader was not sure of the paper's."""
    unsure = any(doubt["path"] == "fiscal_year" for doubt in draft.doubts)
    if not unsure or batch.fiscal_year is None:
        return document
    settle(draft, ["fiscal_year"], CHOSEN)
    return in_year(document, batch.fiscal_year)


def in_year(document: FormDocument, fiscal_year: int) -> FormDocument:
    """The same paper taken for another year's: what it says of 上年 and 前年 moves with it."""
    years = fiscal_year - document.fiscal_year
    return dataclasses.replace(
        document,
        fiscal_year=fiscal_year,
        budget_history=tuple(
            dataclasses.replace(row, year=None if row.year is None else row.year + years)
            for row in document.budget_history
        ),
        indicators=tuple(
            dataclasses.replace(row, history=_moved(row.history, years)) if row.history else row
            for row in document.indicators
        ),
    )


def _moved(history: dict[str, str | None], years: int) -> dict[str, str | None]:
    return {str(int(year) + years): text for year, text in history.items()}
