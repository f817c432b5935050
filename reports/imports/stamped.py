"""Filled-in templates among the uploaded files: what cannot be taken, cell by cell, and the form they were made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from io import BytesIO
from zipfile import ZipFile

from projects.models import PerformanceForm, Unit
from reports.imports.drafts import storable
from reports.models import ImportDraft
from reports.readers.kinds import ZIP_ERRORS
from reports.readers.limits import MIB, Limits
from reports.readers.result import ReadForm
from reports.template import CellMistake, Stamp, marked_copy, read_template, stamp_of
from reports.template.carried import HIDDEN_SHEET


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """A template as it came back: a form, or mistakes with a copy of the workbook in which they are marked."""

    stamp: Stamp
    form: ReadForm | None = None
    mistakes: list[dict[str, str]] = field(default_factory=list)
    marked: bytes = b""

    def put_stamp(self, draft: ImportDraft, units: Sequence[Unit]) -> None:
        """Tell the draft which stored form the template was made of, if it is one that the person may replace."""
        if self.stamp.form_id is None:
            return
        form = PerformanceForm.objects.filter(pk=self.stamp.form_id, project__unit__in=units).first()
        if form:
            draft.stamped_form, draft.stamped_revision, draft.unit = form, self.stamp.revision, form.unit


def filled_template(content: bytes) -> FilledTemplate | None:
    """The template that a file is; ``None`` for every other file.

    Raises :class:`~reports.readers.source.Unreadable` for a template that cannot be read at all.
    """
    limits = Limits.from_settings()
    if not _may_be_template(content) or stamp_of(content, limits) is None:
        return None
    reading = read_template(content, limits)
    if reading.mistakes:
        marked = marked_copy(content, reading.mistakes, limits)
        return FilledTemplate(reading.stamp, mistakes=[_kept(mistake) for mistake in reading.mistakes], marked=marked)
    return FilledTemplate(reading.stamp, reading.as_read_form())


def _may_be_template(content: bytes) -> bool:
    """Whether a workbook names the hidden sheet; to ask openpyxl would take as long as reading all of a large one."""
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open("xl/workbook.xml") as part:
            return HIDDEN_SHEET.encode() in part.read(MIB)
    except (*ZIP_ERRORS, KeyError):
        return False


def _kept(mistake: CellMistake) -> dict[str, str]:
    return {name: storable(text) for name, text in asdict(mistake).items()}
