"""The official files of issued forms, alone and as pages of a larger file."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
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


def official_in_force(form: PerformanceForm) -> OfficialFile | None:
    """The official PDF of a form as it was last issued, once it has been printed. One query for an issued form."""
    if form.state is not Status.ISSUED:
        return None
    printed = OfficialFile.objects.filter(form=form, kind=OfficialKind.ISSUED_FORM)
    return (printed.filter(made_at__gte=form.issued_at) if form.issued_at else printed).first()


def record_copy(content: bytes, officials: Sequence[OfficialFile]) -> None:
    """Remember that the official files are pages of ``content``; without any there is nothing to remember."""
    if officials:
        copy, is_new = OfficialCopy.objects.get_or_create(sha256=hashlib.sha256(content).hexdigest())
        if is_new:
            copy.files.set(officials)
