"""What a filling template carries and what reading one gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from projects.document import FormDocument
from reports.readers.result import FileReading, Leftover, Note, ReadForm, Sighting


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which form a template was made for; travels hidden in the workbook.

    ``form_id`` is ``None`` for an empty template; ``revision`` is that of the form when the template was made.
    ``unit`` is the name of the 预算单位.
    """

    layout: str
    version: int
    fiscal_year: int
    unit: str
    form_id: int | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class CellMistake:
    """A cell that could not be taken as it stands: where, what is wrong, what to write; ``text`` is what stands there.

    ``cell`` is blank for a mistake of the whole sheet; ``path`` is the exchange path where one is known.
    """

    sheet: str
    cell: str
    label: str
    message: str
    remedy: str
    text: str = ""
    path: str = ""

    def __str__(self) -> str:
        place = f"工作表“{self.sheet}”{self.cell}"
        return f"{place}{f'（{self.label}）' if self.label else ''}：{self.message}；{self.remedy}"


@dataclass(frozen=True, slots=True)
class TemplateReading:
    """A filled template as it was understood.

    Cells with a mistake are blank in ``document``; only without mistakes is it valid exchange JSON. ``sightings``
    maps exchange paths of ``document`` to where their values stood; ``leftovers`` are texts outside the input cells.
    """

    stamp: Stamp
    document: FormDocument
    mistakes: tuple[CellMistake, ...] = ()
    sightings: Mapping[str, Sighting] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    sheet: str = ""

    def as_read_form(self) -> ReadForm:
        """The same as what the readers of other files give."""
        place = f"工作表“{self.sheet}”"
        return ReadForm(self.document, place, self.sightings, notes=self.notes, leftovers=self.leftovers)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTemplate(FileReading):
    """A file that is a template: its one form, or ``mistakes`` (``problems`` say the same) and a copy with them marked.

    ``marked`` is an .xlsx, blank where there are no mistakes.
    """

    stamp: Stamp
    mistakes: tuple[CellMistake, ...] = ()
    marked: bytes = b""
