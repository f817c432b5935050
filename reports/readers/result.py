"""What the readers understood of a file: forms, where each value stood, what is doubtful, what is left over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projects.document import FormDocument


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a value stood (``工作表“Sheet1”B3``) and the text as it stood there."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that was read without certainty: exchange path and, in Chinese, why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """What the paper printed where that cannot be seen in the value any more.

    ``code`` is a short name such as ``unit-contradicts-label``; ``text`` is for people.
    """

    field: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text that has no place in the form; shown to the person, never dropped."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadForm:
    """One form as it was understood.

    ``document`` is valid (:func:`projects.exchange.document_from` takes its JSON). ``place`` says where the form
    begins in its file; ``sightings`` maps exchange paths to where their values stood.
    """

    document: FormDocument
    place: str
    sightings: Mapping[str, Sighting]
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Note, ...] = ()
    leftovers: tuple[Leftover, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The exchange object with the readers' own keys ``uncertain`` and ``notes``."""
        return self.document.to_json() | {
            "uncertain": list(dict.fromkeys(doubt.path for doubt in self.doubts)),
            "notes": [{"field": note.field, "code": note.code, "text": note.text} for note in self.notes],
        }


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came out of one file (or one member of an archive).

    ``leftovers`` belong to no form. ``problems`` are Chinese sentences about what could not be read at all; a file
    with a problem may still have forms.
    """

    source: str
    forms: tuple[ReadForm, ...]
    leftovers: tuple[Leftover, ...] = ()
    problems: tuple[str, ...] = ()
