"""What was found on the paper of one form, before it is understood: texts by path, each with its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from projects.layouts.model import FieldCell
from reports.readers.matching.cleaning import continued, without_list_marks
from reports.readers.matching.lines import Line
from reports.readers.result import Doubt, Leftover, Note, Sighting
from reports.readers.source import SourceCell


@dataclass(slots=True)
class Read:
    """The text of one value. ``value`` is what the file stores where it stores more than a text."""

    text: str
    place: str
    raw: str
    value: Decimal | date | bool | None = None
    doubts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, line: Line, cell: SourceCell) -> Read:
        doubts = [cell.doubt] if cell.doubt else []
        text = line.meant(cell.text)
        if line.is_text:
            text = without_list_marks(text)
        return cls(text, line.where(cell), cell.text.strip(), cell.value, doubts)

    @classmethod
    def nothing(cls, place: str) -> Read:
        return cls("", place, "")

    def go_on(self, more: Read) -> None:
        """The next row or page goes on with the text."""
        if not self.text:
            self.place, self.value = more.place, more.value
        else:
            self.value = None
        self.text = continued(self.text, more.text)
        self.raw = f"{self.raw}\n{more.raw}".strip()
        self.doubts += more.doubts

    @property
    def sighting(self) -> Sighting:
        return Sighting(self.place, self.raw)


Row = dict[str, Read]
"""One line of a table, by the members of the line."""


@dataclass(slots=True)
class Draft:
    """A form as it stood on the paper.

    ``values`` are those of fields by exchange path, ``rows`` those of tables by their lines. ``names`` is what titles,
    notes and fixed texts say (``year``, ``unit_name``). ``sources`` tells which cell of the layout shows a path, and
    ``units`` the unit of money where the paper names another than the layout. ``behind`` is what was left over
    after the last line of the form that was read; it may belong to no form at all.
    """

    place: str
    values: dict[str, Read] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, Read] = field(default_factory=dict)
    sources: dict[str, FieldCell] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    behind: list[Leftover] = field(default_factory=list)

    def used(self) -> None:
        """A line of the form was read: what was left over before it stands inside the form."""
        self.leftovers += self.behind
        self.behind = []

    def left_over(self, line: Line, cell: SourceCell) -> None:
        if cell.text.strip():
            self.behind.append(Leftover(line.where(cell), line.meant(cell.text)))

    def name(self, name: str, text: str, line: Line, cell: SourceCell) -> None:
        """What a title, note or fixed text says; the first to say something is believed."""
        if text and name not in self.names:
            read = Read.of(line, cell)
            read.text = line.meant(text)
            self.names[name] = read

    def doubt(self, path: str, reason: str) -> None:
        self.doubts.append(Doubt(path, reason))

    def note(self, path: str, code: str, text: str) -> None:
        self.notes.append(Note(path, code, text))
