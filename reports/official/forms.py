"""The official files of issued forms, alone and as pages of a larger file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Final

from projects.models import PerformanceForm, Status
from projects.paper.grid import Paper
from reports.models import OfficialCopy, OfficialFile, OfficialKind
from reports.official.files import OfficialSource, official_paper

_LONGEST_TITLE: Final = OfficialFile._meta.get_field("title").max_length


def official_form(form: PerformanceForm, paper: Paper) -> OfficialFile:
    """The official PDF of an issued form, whose paper this is."""
    source = OfficialSource(OfficialKind.ISSUED_FORM, title_of(paper), paper.footer.replace("\n", "，"), form)
    return official_paper(paper, source)


def title_of(paper: Paper) -> str:
    """How a form is named where people verify it: the project, then the title of the paper."""
    headings = (grid.title.replace("\n", "") for grid in paper.grids if grid.title)
    return f"{paper.name} {next(headings, '')}".strip()[:_LONGEST_TITLE]


def officials_in_force(forms: Iterable[PerformanceForm]) -> dict[int, OfficialFile]:
    """By form: the official PDF of each issued one as it was last issued, once it has been printed. One query."""
    issued = {form.pk: form for form in forms if form.state is Status.ISSUED}
    found: dict[int, OfficialFile] = {}
    for official in OfficialFile.objects.filter(form__in=issued, kind=OfficialKind.ISSUED_FORM) if issued else ():
        issued_at = issued[official.form_id or 0].issued_at
        if issued_at is None or official.made_at >= issued_at:
            found.setdefault(official.form_id or 0, official)
    return found


def official_in_force(form: PerformanceForm) -> OfficialFile | None:
    """The same for one form."""
    return officials_in_force([form]).get(form.pk)


def record_copy(content: bytes, officials: Sequence[OfficialFile]) -> None:
    """Remember that the official files are pages of ``content``; without any there is nothing to remember."""
    if officials:
        copy, is_new = OfficialCopy.objects.get_or_create(sha256=hashlib.sha256(content).hexdigest())
        if is_new:
            copy.files.set(officials)
