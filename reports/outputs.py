"""The formats a form can be had in: what makes one form ready, and many forms one file.

Downloads, print jobs and ``export_forms`` all take their formats from here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from projects.document import FormDocument
from projects.models import PerformanceForm
from projects.paper.grid import Paper
from reports.papers import document_in_force, paper_of
from reports.stored_pdf import printed
from reports.writers.json import write_json
from reports.writers.merge import merge_pdfs
from reports.writers.xlsx import write_xlsx


@dataclass(frozen=True, slots=True)
class Part:
    """One form, ready to be joined with others of the same format.

    ``missing`` are characters that the file cannot show as they are.
    """

    title: str
    content: Any
    missing: str = ""


class Output(ABC):
    """One format."""

    extension: str
    content_type: str
    opens_in_browser = False

    @abstractmethod
    def part(self, form: PerformanceForm) -> Part:
        """``form``, loaded ``with_document()``. Raises :class:`projects.lifecycle.Refused`."""

    @abstractmethod
    def joined(self, parts: Sequence[Part]) -> bytes:
        """One file of one or more parts."""
