"""The formats a form can be had in: what makes one form ready, and many forms one file.

Downloads, print jobs and ``export_forms`` all take their formats from here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from projects.document import FormDocument
from projects.layouts import Layout
from projects.lifecycle import Refused
from projects.models import PerformanceForm, Status
from projects.paper.grid import Paper
from reports.models import OfficialFile
from reports.official.files import content_of
from reports.official.forms import official_form, record_copy
from reports.papers import converted, document_in_force, paper_of
from reports.stored_pdf import missing_in, printed
from reports.writers.docx import write_docx
from reports.writers.json import write_json
from reports.writers.merge import merge_pdfs
from reports.writers.xlsx import TooLongForExcel, write_xlsx


@dataclass(frozen=True, slots=True)
class Part:
    """One form, ready to be joined with others of the same format.

    ``missing`` are characters that the file cannot show as they are; ``official`` is the record of an official file.
    """

    title: str
    content: Any
    missing: str = ""
    official: OfficialFile | None = None


class Output(ABC):
    """One format."""

    extension: str
    content_type: str
    opens_in_browser = False

    @abstractmethod
    def part(self, form: PerformanceForm, other: Layout | None = None) -> Part:
        """``form``, loaded ``with_document()``, in the layout ``other`` where one is given.

        Raises :class:`projects.lifecycle.Refused`.
        """

    @abstractmethod
    def joined(self, parts: Sequence[Part]) -> bytes:
        """One file of one or more parts."""


class PdfOutput(Output):
    """The paper, as PDF; several with a bookmark each. That of an issued form is its official file."""

    extension = "pdf"
    content_type = "application/pdf"
    opens_in_browser = True

    def part(self, form: PerformanceForm, other: Layout | None = None) -> Part:
        paper = paper_of(form, other)
        if other is None and form.state is Status.ISSUED:
            official = official_form(form, paper)
            return Part(paper.name, content_of(official), "".join(missing_in(paper)), official)
        made = printed(paper)
        return Part(paper.name, made.content, "".join(made.missing))

    def joined(self, parts: Sequence[Part]) -> bytes:
        if len(parts) == 1:
            return bytes(parts[0].content)
        merged = merge_pdfs(f"绩效目标表（{len(parts)} 张）", [(part.title, part.content) for part in parts])
        record_copy(merged, [part.official for part in parts if part.official])
        return merged


class ExcelOutput(Output):
    """The paper as a workbook, one sheet a form."""

    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def part(self, form: PerformanceForm, other: Layout | None = None) -> Part:
        """Written alone first, so that a form that Excel cannot hold does not spoil the workbook of all."""
        paper: Paper = paper_of(form, other)
        try:
            alone = write_xlsx([paper])
        except TooLongForExcel as error:
            raise Refused("".join(error.problems)) from error
        return Part(paper.name, paper, "".join(stripped.characters for stripped in alone.stripped))

    def joined(self, parts: Sequence[Part]) -> bytes:
        return write_xlsx([part.content for part in parts]).content


class WordOutput(Output):
    """The paper as a Word document; every form starts on a new page."""

    extension = "docx"
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def part(self, form: PerformanceForm, other: Layout | None = None) -> Part:
        paper: Paper = paper_of(form, other)
        return Part(paper.name, paper, "".join(write_docx([paper]).stripped))

    def joined(self, parts: Sequence[Part]) -> bytes:
        return write_docx([part.content for part in parts]).content


class JsonOutput(Output):
    """The exchange format: one object, or an array of several."""

    extension = "json"
    content_type = "application/json"

    def part(self, form: PerformanceForm, other: Layout | None = None) -> Part:
        document: FormDocument = converted(form, other).document if other else document_in_force(form)
        return Part(document.project.name or "", document)

    def joined(self, parts: Sequence[Part]) -> bytes:
        return write_json([part.content for part in parts])


OUTPUTS: dict[str, Output] = {
    output.extension: output for output in (PdfOutput(), ExcelOutput(), WordOutput(), JsonOutput())
}
"""Every format by its extension."""
