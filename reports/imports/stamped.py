"""Filled-in templates among the uploaded files: what cannot be taken, cell by cell, and the form they were made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from io import BytesIO
from zipfile import ZipFile

from projects.models import PerformanceForm, Unit
from reports.filenames import safe_name, unique_names
from reports.imports.drafts import storable
from reports.models import ImportDraft
from reports.template import FilledTemplate, Stamp


def put_stamp(draft: ImportDraft, stamp: Stamp, units: Sequence[Unit]) -> None:
    """Tell the draft which stored form its template was made of, if it is one that the person may replace."""
    if stamp.form_id is None:
        return
    form = PerformanceForm.objects.filter(pk=stamp.form_id, project__unit__in=units).first()
    if form:
        draft.stamped_form, draft.stamped_revision, draft.unit = form, stamp.revision, form.unit


def mistakes_json(template: FilledTemplate, member: str) -> list[dict[str, str]]:
    """Mistakes as they are kept; ``source`` is the member of an archive, "" for the file itself."""
    return [
        {"source": member, **{name: storable(text) for name, text in asdict(mistake).items()}}
        for mistake in template.mistakes
    ]


def marked_file(templates: Sequence[tuple[str, FilledTemplate]]) -> bytes:
    """The marked copies of the templates of one file: the workbook itself, or an archive of those of its members."""
    marked = [(member, template.marked) for member, template in templates if template.marked]
    if not marked or not marked[0][0]:
        return marked[0][1] if marked else b""
    packed = BytesIO()
    stems = unique_names(safe_name(member.rpartition(".")[0]) for member, _ in marked)
    with ZipFile(packed, "w") as archive:
        for stem, (_, content) in zip(stems, marked, strict=True):
            archive.writestr(f"{stem}-标出错误.xlsx", content)
    return packed.getvalue()
