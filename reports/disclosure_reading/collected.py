"""What the readers of the parts note beside the values."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.disclosure_reading.lines import Line
from reports.readers.result import Doubt, Leftover


@dataclass(slots=True)
class Collected:
    """Doubts about values, and texts that have no place in the document."""

    doubts: list[Doubt] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    def doubt(self, path: str, reason: str) -> None:
        """A value that was read without certainty."""
        self.doubts.append(Doubt(path, reason))

    def leave(self, line: Line) -> None:
        """A text that is kept for people to see."""
        self.leftovers.append(Leftover(line.place, line.text))
