"""Readings as JSON: how they come back from the process that read the file.

Not pickled: whatever a hostile file may have made of that process, what it sends is only data.
"""

from __future__ import annotations

import dataclasses
from base64 import b64decode, b64encode
from typing import Any

from projects.document import FormDocument
from reports.readers.result import Doubt, FileReading, Leftover, Note, ReadForm, Sighting
from reports.template.model import CellMistake, FilledTemplate, Stamp


def to_wire(reading: FileReading) -> dict[str, Any]:
    """One reading as a JSON object."""
    wire: dict[str, Any] = {
        "source": reading.source,
        "forms": [_form_to_wire(form) for form in reading.forms],
        "leftovers": _leftovers_to_wire(reading.leftovers),
        "problems": list(reading.problems),
    }
    if isinstance(reading, FilledTemplate):
        wire["template"] = {
            "stamp": dataclasses.asdict(reading.stamp),
            "mistakes": [dataclasses.asdict(mistake) for mistake in reading.mistakes],
            "marked": b64encode(reading.marked).decode("ascii"),
        }
    return wire


def from_wire(data: dict[str, Any]) -> FileReading:
    """The reading that :func:`to_wire` made ``data`` of."""
    reading = FileReading(
        source=data["source"],
        forms=tuple(_form_from_wire(form) for form in data["forms"]),
        leftovers=_leftovers_from_wire(data["leftovers"]),
        problems=tuple(data["problems"]),
    )
    template = data.get("template")
    if template is None:
        return reading
    return FilledTemplate(
        reading.source,
        reading.forms,
        reading.leftovers,
        reading.problems,
        stamp=Stamp(**template["stamp"]),
        mistakes=tuple(CellMistake(**mistake) for mistake in template["mistakes"]),
        marked=b64decode(template["marked"]),
    )


def _form_to_wire(form: ReadForm) -> dict[str, Any]:
    return {
        "document": form.document.to_json(),
        "place": form.place,
        "sightings": {path: [sighting.place, sighting.text] for path, sighting in form.sightings.items()},
        "doubts": [[doubt.path, doubt.reason] for doubt in form.doubts],
        "notes": [[note.field, note.code, note.text] for note in form.notes],
        "leftovers": _leftovers_to_wire(form.leftovers),
    }


def _form_from_wire(data: dict[str, Any]) -> ReadForm:
    return ReadForm(
        document=FormDocument.from_json(data["document"]),
        place=data["place"],
        sightings={path: Sighting(place, text) for path, (place, text) in data["sightings"].items()},
        doubts=tuple(Doubt(path, reason) for path, reason in data["doubts"]),
        notes=tuple(Note(field, code, text) for field, code, text in data["notes"]),
        leftovers=_leftovers_from_wire(data["leftovers"]),
    )


def _leftovers_to_wire(leftovers: tuple[Leftover, ...]) -> list[list[str]]:
    return [[leftover.place, leftover.text] for leftover in leftovers]


def _leftovers_from_wire(data: list[list[str]]) -> tuple[Leftover, ...]:
    return tuple(Leftover(place, text) for place, text in data)
