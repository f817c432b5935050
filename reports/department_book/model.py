"""What a workbook of figures carries and what reading one gives."""

from __future__ import annotations

import dataclasses
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from projects.disclosure.document import DisclosureDocument
from projects.disclosure.exchange import disclosure_from
from reports.readers.result import Leftover
from reports.template.model import CellMistake


@dataclass(frozen=True, slots=True)
class BookStamp:
    """Which disclosure a workbook was made of, in which revision; travels hidden in it."""

    disclosure: int
    revision: int
    fiscal_year: int
    department: str


@dataclass(frozen=True, slots=True)
class BookReading:
    """A filled workbook as it was understood.

    ``base`` is what it was made of, ``document`` what it says now, ``None`` with any of the ``mistakes``; ``marked``
    is then a copy (.xlsx) with them marked. ``problem`` says why a file could not be read at all; then nothing else is
    told.
    """

    stamp: BookStamp | None = None
    base: DisclosureDocument | None = None
    document: DisclosureDocument | None = None
    mistakes: tuple[CellMistake, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[str, ...] = ()
    marked: bytes = b""
    problem: str = ""

    def to_wire(self) -> dict[str, Any]:
        """As JSON: how it comes back from the process that read the file."""
        return {
            "stamp": dataclasses.asdict(self.stamp) if self.stamp else None,
            "base": self.base.to_json() if self.base else None,
            "document": self.document.to_json() if self.document else None,
            "mistakes": [dataclasses.asdict(mistake) for mistake in self.mistakes],
            "leftovers": [[each.place, each.text] for each in self.leftovers],
            "notes": list(self.notes),
            "marked": b64encode(self.marked).decode("ascii"),
            "problem": self.problem,
        }

    @classmethod
    def from_wire(cls, data: dict[str, Any]) -> BookReading:
        """The reading that :meth:`to_wire` made ``data`` of; documents are checked once more."""
        return cls(
            stamp=BookStamp(**data["stamp"]) if data["stamp"] else None,
            base=disclosure_from(data["base"]) if data["base"] else None,
            document=disclosure_from(data["document"]) if data["document"] else None,
            mistakes=tuple(CellMistake(**mistake) for mistake in data["mistakes"]),
            leftovers=tuple(Leftover(place, text) for place, text in data["leftovers"]),
            notes=tuple(data["notes"]),
            marked=b64decode(data["marked"]),
            problem=data["problem"],
        )
